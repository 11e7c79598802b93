"""A value against its schema: what is valid stays, what is missing is made, what is wrong is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.errors import SchemaError
from mockfn.schema import validator
from mockfn.script.arguments import settled

WEATHER = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "days": {"type": "integer", "description": "How many"}},
    "required": ["city"],
}


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ({"city": "Rome"}, WEATHER),
        ({"city": "Rome", "days": 2}, WEATHER),
        ({"city": "Rome", "x": 1}, {**WEATHER, "additionalProperties": True}),
        ({"x": 1}, {"type": "object", "properties": {}}),
        ({"x": 1}, {"type": "object", "properties": {"y": {}}, "patternProperties": {"x": {}}}),
        ([1, "a"], {"type": "array"}),
        ("x", True),
    ],
)
def test_what_is_valid_stays_as_it_is(value, schema):
    assert settled(value, schema) == (value, ())


def test_what_is_missing_is_made_from_the_seed():
    made, wrong = settled({"days": 2}, WEATHER, seed=1)
    assert (wrong, made["days"], isinstance(made["city"], str)) == ((), 2, True)
    assert settled({"days": 2}, WEATHER, seed=1) == (made, ())


@pytest.mark.parametrize(
    ("value", "schema", "wrong"),
    [
        ({"city": 5}, WEATHER, ("5 is not of type 'string' (at /city)",)),
        ({"city": "x", "days": True}, WEATHER, ("True is not of type 'integer' (at /days)",)),
        ({"cty": "x"}, WEATHER, ("it has no parameter 'cty'. Did you mean 'city'?",)),
        (
            {"arguments": {"city": "x"}},
            WEATHER,
            ("it has no parameter 'arguments'. All at once they follow the tool's name: .call(name, {...}).",),
        ),
        ({"city": "x", "y": 1}, {**WEATHER, "additionalProperties": False}, ("it has no parameter 'y'. ",)),
        ([1], {"type": "object"}, ("[1] is not of type 'object'",)),
        (
            [1, 2, 3, 4, 5, 6],
            {"items": {"type": "string"}},
            (*(f"{number} is not of type 'string' (at /{number - 1})" for number in range(1, 6)), "and 1 more"),
        ),
    ],
)
def test_what_is_wrong_is_told(value, schema, wrong):
    told = settled(value, schema)[1]
    assert [text.startswith(start) for text, start in zip(told, wrong, strict=True)] == [True] * len(wrong)


def test_a_schema_that_is_none_is_its_own_error():
    with pytest.raises(SchemaError):
        settled({"a": 1}, {"type": "object", "$ref": "#/nowhere"})


VALUES = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([1.5, 2.0, "", "a", "b"]) | st.just([1])
MEMBERS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["string", "integer", "number", "boolean", "null", "array", ["string", "null"]]),
        "enum": st.lists(VALUES, min_size=1, max_size=3),
        "description": st.just("x"),
        "minimum": st.just(0),
        "const": VALUES,
    },
)
NAMES = st.sampled_from(["a", "b", "c"])
SCHEMAS = st.fixed_dictionaries(
    {"properties": st.dictionaries(NAMES, MEMBERS, max_size=3)},
    optional={
        "type": st.sampled_from(["object", "array", ["object", "null"]]),
        "required": st.lists(NAMES, max_size=2, unique=True),
        "additionalProperties": st.booleans() | MEMBERS,
        "minProperties": st.just(1),
    },
)


@given(st.dictionaries(NAMES, VALUES, max_size=3), SCHEMAS)
def test_nothing_passes_that_the_validator_rejects(value, schema):
    try:
        made, wrong = settled(value, schema)
    except SchemaError:
        return
    judge = validator(schema)
    assert wrong or judge.is_valid(made)
    if judge.is_valid(value) and value.keys() <= schema["properties"].keys():
        assert (made, wrong) == (value, ())
