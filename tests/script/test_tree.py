"""Values with fields in them, filled and coerced to a schema."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.errors import ScriptError
from mockfn.place import Place
from mockfn.script.tree import coerced, tree
from mockfn.templates import Values

HERE = Place("rules.py", 3, "rule 1")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text("abc []"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=8,
)


@dataclass
class Event:
    name: str
    size: int = 2


def filled(value, captures, schema=True):
    return tree(value, captures, HERE, "call").filled(Values(captures, None), schema)


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ({"a": "{x}", "b": ["{x}!", 3, None]}, {"a": "5", "b": ["5!", 3, None]}),
        ({"{x}": 1}, {"{x}": 1}),
        (("a", "{{x}}"), ["a", "{x}"]),
        (Event("{x}"), {"name": "5", "size": 2}),
        (1.5, 1.5),
    ],
)
def test_fields_are_filled_wherever_a_text_stands(value, result):
    assert filled(value, {"x": "5"}) == result


def test_a_model_is_its_data():
    class Model:
        def model_dump(self, *, mode):
            return {"mode": mode}

    assert filled(Model(), {}) == {"mode": "json"}


@given(JSON)
def test_a_value_without_fields_is_itself(value):
    assert filled(value, {}) == value


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": float("nan")}, "holds nan, which JSON cannot say"),
        ({"a": {1: 2}}, "holds {1: 2}, which JSON cannot say"),
        ({"a": {"b"}}, "holds {'b'}, which JSON cannot say"),
        (int, "holds <class 'int'>, which JSON cannot say"),
    ],
)
def test_what_json_cannot_say_is_an_error(value, message):
    with pytest.raises(ScriptError) as caught:
        tree(value, (), HERE, "call")
    assert str(caught.value) == f"rules.py:3, rule 1, call: {message}"


def test_absurd_depth_is_an_error():
    value = []
    for _ in range(2000):
        value = [value]
    with pytest.raises(ScriptError) as caught:
        tree(value, (), HERE, "call")
    assert str(caught.value) == "rules.py:3, rule 1, call: is nested too deeply"


@pytest.mark.parametrize(
    ("value", "schema", "result"),
    [
        ("42", {"type": "integer"}, 42),
        ("+42", {"type": "integer"}, 42),
        ("42.0", {"type": "integer"}, 42),
        ("4.2", {"type": "integer"}, "4.2"),
        ("4.2", {"type": "number"}, 4.2),
        ("4", {"type": "number"}, 4),
        ("007", {"type": "integer"}, "007"),
        ("True", {"type": "boolean"}, True),
        ("yes", {"type": "boolean"}, "yes"),
        ("null", {"type": "null"}, None),
        ("[1, 2]", {"type": "array"}, [1, 2]),
        ('{"a": 1}', {"type": "object"}, {"a": 1}),
        ("x", {"type": "integer"}, "x"),
        ("42", {"type": "string"}, "42"),
        ("42", {"type": ["string", "integer"]}, "42"),
        ("42", {"type": ["integer", "null"]}, 42),
        ("42", {"anyOf": [{"type": "null"}, {"type": "integer"}]}, 42),
        ("42", {"$ref": "#/$defs/id"}, 42),
        ("42", {"$ref": "#/$defs/loop"}, "42"),
        ("42", {"allOf": [{"type": "integer"}]}, 42),
        ("42", {}, "42"),
        ("42", True, "42"),
        (42, {"type": "string"}, "42"),
        (22.5, {"type": "string"}, "22.5"),
        (True, {"type": "string"}, "true"),
        ({"a": 1}, {"type": "string"}, '{"a":1}'),
        (22.0, {"type": "integer"}, 22),
        (22.0, {"type": "number"}, 22.0),
        (True, {"type": "integer"}, True),
        (5, {"type": "boolean"}, 5),
        ("Celsius", {"type": "string", "enum": ["celsius", "fahrenheit"]}, "celsius"),
        ("3", {"enum": [1, 2, 3]}, 3),
        ("x", {"enum": ["a", "b"]}, "x"),
        ("a", {"enum": ["A", "a"]}, "a"),
        ("b", {"enum": ["B", "b "]}, "B"),
    ],
)
def test_a_field_becomes_what_the_schema_wants(value, schema, result):
    root = {"$defs": {"id": {"type": "integer"}, "loop": {"$ref": "#/$defs/loop"}}}
    made = coerced(value, schema, root)
    assert (made, type(made)) == (result, type(result))


@pytest.mark.parametrize(
    ("value", "schema", "result"),
    [
        ({"a": "{x}"}, {"properties": {"a": {"type": "integer"}}}, {"a": 5}),
        ({"a": "{x}0"}, {"properties": {"a": {"type": "integer"}}}, {"a": "50"}),
        ({"a": "5"}, {"properties": {"a": {"type": "integer"}}}, {"a": "5"}),
        ({"a": ["{x}"]}, {"properties": {"a": {"items": {"type": "integer"}}}}, {"a": [5]}),
        (["{x}", "{x}"], {"prefixItems": [{"type": "integer"}], "items": {"type": "string"}}, [5, "5"]),
        ({"b": "{x}"}, {"additionalProperties": {"type": "integer"}}, {"b": 5}),
        ({"a": "{x}"}, {"anyOf": [{"type": "null"}, {"properties": {"a": {"type": "integer"}}}]}, {"a": 5}),
        (
            {"a": "{x}"},
            {"$ref": "#/d", "d": {"properties": {"a": {"$ref": "#/e"}}}, "e": {"type": "integer"}},
            {"a": 5},
        ),
        ({"a": "{x}"}, {"properties": ["odd"], "items": 5, "anyOf": {}}, {"a": "5"}),
    ],
)
def test_coercion_follows_the_schema_down(value, schema, result):
    assert filled(value, {"x": "5"}, schema) == result
