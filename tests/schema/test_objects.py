"""Objects: required and optional members, patterns, made-up names, dependents, bounds, what unevaluated* leaves."""

import pytest

from mockfn.errors import Unsatisfiable
from mockfn.schema import generate, validator

SATISFIABLE = [
    {"properties": {"a": {}, "b": {}}, "minProperties": 2},
    {"properties": {"a": {}, "b": {}, "c": {}}, "maxProperties": 1},
    {"required": ["x", "y"], "additionalProperties": {"type": "integer"}},
    {"patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": False, "minProperties": 2},
    {"propertyNames": {"pattern": "^[A-Z]{3}$"}, "additionalProperties": {"type": "null"}, "minProperties": 4},
    {"propertyNames": {"enum": ["one", "two"]}, "minProperties": 2},
    {"properties": {"a": {}, "b": {}}, "dependentRequired": {"a": ["b"], "b": ["c"]}},
    {"properties": {"a": {}}, "dependentSchemas": {"a": {"required": ["b"], "properties": {"b": {"const": 1}}}}},
    {"dependencies": {"a": ["b"]}, "required": ["a"]},
    {"allOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {"minimum": 5}}}], "required": ["a"]},
    {"properties": {"a": {"type": "integer"}}, "patternProperties": {"^a": {"minimum": 5}}, "required": ["a"]},
    {"properties": {"a": {}}, "unevaluatedProperties": False, "allOf": [{"properties": {"b": {}}, "required": ["b"]}]},
    {"unevaluatedProperties": {"type": "integer"}, "minProperties": 2},
    {"properties": {"a": False, "b": {}}},
    {"required": ["a"], "properties": {"a": {"type": "object", "properties": {"b": {"$ref": "#"}}}}},
    {"maxProperties": 0, "dependentRequired": {"a": ["b"]}},
    {"maxProperties": 2, "required": ["a"], "dependentRequired": {"b": ["c"], "d": ["b"], "e": []}},
    {"propertyNames": {"minLength": 2}, "dependentRequired": {"long": ["x"], "longer": ["other"]}},
    {"required": ["a"], "dependentRequired": {"a": ["b"], "b": ["c"]}, "properties": {"c": {"const": 1}}},
    {"minProperties": 3},
    {"propertyNames": {"enum": [*"abcdefghijklmnopqrst"]}, "minProperties": 20},
    {"properties": {"a": {"minLength": 2, "maxLength": 1, "type": "string"}, "b": {}}, "minProperties": 1,
     "additionalProperties": False},
    {"properties": {"a": {"allOf": [{"type": "null"}, {"type": "string"}]}}, "dependentRequired": {"b": ["a"]}},
    {"properties": {"a": {"$ref": "#"}}, "minProperties": 1},
    {"properties": {"a": {"$ref": "#"}, "b": {}}, "minProperties": 1, "additionalProperties": False},
    {"required": ["a"], "unevaluatedProperties": False, "oneOf": [{"type": "null"}, {"additionalProperties": {}}]},
    {"allOf": [{"properties": {"a": {"minimum": n}}} for n in range(9)], "required": ["a"], "additionalProperties": {}},
]  # fmt: skip


@pytest.mark.parametrize("schema", SATISFIABLE, ids=str)
@pytest.mark.parametrize("strategy", ["realistic", "full", "required_only", "minimal"])
def test_an_object_meets_all_that_is_said(schema, strategy):
    schema = {"type": "object", **schema}
    judge = validator(schema)
    for seed in range(8):
        value = generate(schema, seed=seed, strategy=strategy)
        assert judge.is_valid(value), value


UNSATISFIABLE = [
    ({"required": ["a"], "additionalProperties": False}, "required"),
    ({"required": ["a"], "properties": {"a": False}}, "required"),
    ({"required": ["a", "b"], "maxProperties": 1}, "maxProperties"),
    ({"minProperties": 2, "maxProperties": 1}, "maxProperties"),
    ({"minProperties": 2, "properties": {"a": {}}, "additionalProperties": False}, "minProperties"),
    ({"required": ["a"], "propertyNames": {"minLength": 2}}, "required"),
    ({"minProperties": 100_000}, "minProperties"),
    ({"required": ["a"], "dependentRequired": {"a": ["b"]}, "properties": {"b": False}}, "required"),
    ({"required": ["a"], "dependentRequired": {"a": ["b"]}, "maxProperties": 1}, "maxProperties"),
    ({"properties": {"a": {"$ref": "#"}}, "minProperties": 1, "additionalProperties": False}, "minProperties"),
]


@pytest.mark.parametrize(("schema", "keyword"), UNSATISFIABLE, ids=str)
def test_what_cannot_be_is_named(schema, keyword):
    with pytest.raises(Unsatisfiable) as caught:
        generate({"type": "object", **schema})
    assert caught.value.keyword == keyword


def test_members_come_in_the_order_of_the_schema():
    schema = {"type": "object", "properties": {name: {} for name in "cab"}, "required": ["b", "a"]}
    assert list(generate(schema, strategy="full")) == ["c", "a", "b"]


def test_a_map_gets_some_entries():
    schema = {"type": "object", "additionalProperties": {"type": "integer"}}
    assert all(1 <= len(generate(schema, seed=seed)) <= 3 for seed in range(10))


def test_a_tool_without_arguments_gets_none():
    assert generate({"type": "object", "properties": {}}, strategy="full") == {}


def test_a_schema_that_contains_itself_ends():
    node = {"type": "object", "properties": {"left": {"$ref": "#"}, "right": {"$ref": "#"}, "n": {"type": "integer"}}}
    for seed in range(5):
        assert validator(node).is_valid(generate(node, seed=seed, strategy="full"))


def test_a_wide_object_is_filled_in_part():
    schema = {"type": "object", "properties": {f"p{number}": {"type": "integer"} for number in range(1000)}}
    assert 20 < len(generate(schema)) < 200
