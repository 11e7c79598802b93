"""What `not` leaves, said positively: every value built from it fails what is refused."""

import pytest

from mockfn.errors import Unsatisfiable
from mockfn.schema import generate, validator

REFUSED = [
    {"type": "object"},
    {"type": ["integer", "string"]},
    {"type": "integer"},
    {"enum": ["a", 1, None]},
    {"const": {}},
    {"minimum": 3},
    {"exclusiveMaximum": 3},
    {"minLength": 3},
    {"maxItems": 2},
    {"pattern": "^a"},
    {"format": "date"},
    {"multipleOf": 2},
    {"multipleOf": 0.25},
    {"required": ["a", "b"]},
    {"properties": {"a": {"type": "string"}}},
    {"items": {"type": "string"}},
    {"contains": {"const": 1}},
    {"uniqueItems": True},
    {"anyOf": [{"type": "string"}, {"minimum": 2}]},
    {"allOf": [{"type": "string"}, {"maxLength": 3}]},
    {"oneOf": [{"type": "integer"}, {"minimum": 5}]},
    {"not": {"type": "string"}},
    {"additionalProperties": False},
    {"properties": {"a": {}}, "unevaluatedProperties": False},
    {"$ref": "#/$defs/x"},
    {"if": {"type": "integer"}, "then": {"minimum": 4}, "else": {"type": "string"}},
    {"type": "object", "properties": {"kind": {"const": "a"}}, "required": ["kind"]},
    {"patternProperties": {"^a": False}},
    {"propertyNames": {"pattern": "^a"}},
    {"dependentRequired": {"a": ["b"]}},
]


@pytest.mark.parametrize("refused", REFUSED, ids=str)
def test_a_value_fails_what_is_refused(refused):
    schema = {"not": refused, "$defs": {"x": {"type": ["string", "null", "object"]}}}
    judge = validator(schema)
    assert all(judge.is_valid(generate(schema, seed=seed)) for seed in range(10))


@pytest.mark.parametrize("refused", [True, {}, {"not": False}, {"anyOf": [{"type": "string"}, True]}], ids=str)
def test_where_everything_is_refused_nothing_is_left(refused):
    with pytest.raises(Unsatisfiable):
        generate({"not": refused})
