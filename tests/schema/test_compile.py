"""A schema turned into nodes: types guessed where none is said, bounded work, hard drafts."""

import pytest

from mockfn.errors import Unsatisfiable
from mockfn.schema import generate, validator

GUESSED = [
    ({"properties": {"a": {}}, "required": ["a"]}, dict),
    ({"items": {"type": "integer"}}, list),
    ({"minimum": 3}, (int, float)),
    ({"maxLength": 3}, str),
    ({}, dict),
    ({"description": "anything"}, dict),
]


@pytest.mark.parametrize(("schema", "kind"), GUESSED, ids=str)
def test_a_type_is_guessed_where_none_is_said(schema, kind):
    assert isinstance(generate(schema), kind)


def test_another_type_is_taken_where_the_likely_one_cannot_be():
    schema = {"properties": {"a": False}, "required": ["a"]}
    assert not isinstance(generate(schema), dict)
    assert validator(schema).is_valid(generate(schema))


def test_a_member_without_a_schema_has_a_name_to_go_by():
    schema = {"type": "object", "required": ["email"]}
    assert "@" in generate(schema)["email"]


DRAFTS = [
    {"$schema": "http://json-schema.org/draft-03/schema#", "type": "object",
     "properties": {"a": {"type": "integer", "required": True, "divisibleBy": 5}, "b": {"disallow": "string"}}},
    {"$schema": "http://json-schema.org/draft-04/schema#", "type": "number", "minimum": 1, "exclusiveMinimum": True},
    {"$schema": "http://json-schema.org/draft-06/schema#", "contains": {"const": 3}, "type": "array"},
    {"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/a", "type": "string",
     "definitions": {"a": {"type": "integer"}}},
    {"$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveAnchor": True, "type": "object",
     "properties": {"next": {"$recursiveRef": "#"}}, "unevaluatedProperties": False},
    {"$schema": "https://json-schema.org/draft/2020-12/schema", "$dynamicAnchor": "n", "type": "array",
     "prefixItems": [{"const": 1}], "items": {"$dynamicRef": "#n"}, "minItems": 1},
]  # fmt: skip


@pytest.mark.parametrize("schema", DRAFTS, ids=lambda one: one["$schema"][-25:])
def test_each_draft_is_understood(schema):
    judge = validator(schema)
    for seed in range(10):
        value = generate(schema, seed=seed, strategy="full")
        assert judge.is_valid(value), value


def test_the_metaschema_describes_schemas():
    schema = {"$ref": "http://json-schema.org/draft-07/schema#"}
    assert all(validator(schema).is_valid(generate(schema, seed=seed)) for seed in range(3))


def test_a_search_without_end_is_given_up():
    part = {"oneOf": [{"type": "string", "minLength": 3, "maxLength": 2}] * 3}
    for _ in range(4):
        part = {"oneOf": [part] * 3}
    with pytest.raises(Unsatisfiable):
        generate(part)


def test_thirty_conditions_are_met():
    kinds = [f"k{number}" for number in range(30)]
    conditions = [{"if": {"properties": {"kind": {"const": k}}}, "then": {"required": [f"{k}_data"]}} for k in kinds]
    schema = {"type": "object", "properties": {"kind": {"enum": kinds}}, "required": ["kind"], "allOf": conditions}
    assert all(validator(schema).is_valid(generate(schema, seed=seed)) for seed in range(10))


def test_an_enumerated_integer_is_written_as_one():
    assert repr(generate({"type": "integer", "enum": [3.0]})) == "3"
