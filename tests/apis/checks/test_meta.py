"""Whether a schema is one at all, as Python's jsonschema would say it."""

import pytest

from mockfn.apis.checks.meta import misfits


def within(**members):
    return {"type": "object", "properties": {"x": members}}


def not_of_type(value, *kinds):
    return f"{value} is not of type {', '.join(repr(kind) for kind in kinds)}."


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ([], not_of_type("[]", "object")),
        ("x", not_of_type("'x'", "object")),
        (True, not_of_type("True", "object")),
        ({"type": "object", "properties": []}, not_of_type("[]", "object")),
        ({"type": "object", "properties": {"x": []}}, not_of_type("[]", "object", "boolean")),
        ({"type": "object", "properties": {"x": "string"}}, not_of_type("'string'", "object", "boolean")),
        ({"type": "object", "properties": {}, "required": None}, not_of_type("None", "array")),
        ({"type": "object", "properties": {}, "required": True}, not_of_type("True", "array")),
        ({"type": "object", "properties": {}, "required": [1]}, not_of_type("1", "string")),
        ({"type": "object", "properties": {}, "required": ["a", "a"]}, "['a', 'a'] has non-unique elements."),
        (within(type="any"), "'any' is not valid under any of the given schemas."),
        (within(type=["string", "any"]), "['string', 'any'] is not valid under any of the given schemas."),
        (within(enum="a"), not_of_type("'a'", "array")),
        (within(description=None), not_of_type("None", "string")),
        (within(minimum="0"), not_of_type("'0'", "number")),
        (within(minLength="1"), not_of_type("'1'", "integer")),
        (within(maxItems=-1), "-1 is less than the minimum of 0."),
        (within(multipleOf=0), "0 is less than or equal to the minimum of 0."),
        (within(items=[{"type": "string"}]), not_of_type("[{'type': 'string'}]", "object", "boolean")),
        (within(anyOf=[]), "[] should be non-empty."),
        (within(anyOf={}), not_of_type("{}", "array")),
        (within(uniqueItems="yes"), not_of_type("'yes'", "boolean")),
    ],
)
def test_a_misfit_is_told_in_the_words_of_jsonschema(schema, problem):
    assert next(misfits(schema)) == ("invalid", {"problem": problem})


@pytest.mark.parametrize("pattern", [r"\p{Cc}", "(?<n>a)", "[", "a**"])
def test_a_pattern_must_compile_in_python(pattern):
    assert list(misfits(within(pattern=pattern))) == [("regex", {"value": pattern})]


def test_the_shallowest_misfit_comes_first():
    schema = {"type": "object", "properties": {"x": {"type": "any"}}, "required": None}
    assert [slots["problem"][:4] for _, slots in misfits(schema)] == ["None", "'any"]


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": ["string", "null"], "enum": [], "default": {}, "x-own": 1, "nullable": "yes"},
        within(minLength=1.0, maximum=2.5, multipleOf=0.1, pattern="^a+$", items=True, examples=[1]),
        {"$defs": {"a": {"type": "string"}}, "$ref": "#/$defs/a", "definitions": {"b": True}},
    ],
)
def test_a_schema_is_one(schema):
    assert list(misfits(schema)) == []
