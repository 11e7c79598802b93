"""Every draft read in the words of 2020-12, and the habits of careless schemas with what they mean."""

import pytest

from mockfn.schema.dead import Malformed
from mockfn.schema.dialect import ANY, ARRAY, INTEGER, LATEST, NULL, NUMBER, OBJECT, STRING, clause, draft_of


@pytest.mark.parametrize(
    ("declared", "draft"),
    [
        ("http://json-schema.org/draft-03/schema#", 3),
        ("http://json-schema.org/draft-04/schema", 4),
        ("https://json-schema.org/draft/2019-09/schema", 2019),
        ("https://json-schema.org/draft/2020-12/schema", 2020),
        ("http://json-schema.org/schema#", LATEST),
        (None, LATEST),
    ],
)
def test_a_draft_is_declared_or_the_latest(declared, draft):
    assert draft_of({"$schema": declared} if declared else {}) == draft


READ = [
    ({"type": "integer"}, LATEST, {"type": INTEGER}),
    ({"type": ["number", "null"]}, LATEST, {"type": NUMBER | NULL}),
    ({"type": "str"}, LATEST, {"type": STRING}),
    ({"type": "List[int]"}, LATEST, {"type": ARRAY}),
    ({"type": "Optional[str]"}, LATEST, {"type": STRING | NULL}),
    ({"type": "any"}, LATEST, {"type": ANY}),
    ({"type": None}, LATEST, {"type": NULL}),
    ({"type": ["string", {"enum": [1]}]}, 3, {"anyOf": [{"enum": [1]}, {"type": ["string"]}]}),
    ({"disallow": "string"}, 3, {"not": {"type": "string"}}),
    ({"extends": {"type": "object"}}, 3, {"allOf": [{"type": "object"}]}),
    ({"divisibleBy": 2}, 3, {"multipleOf": 2}),
    ({"minimum": 2, "exclusiveMinimum": True}, 4, {"minimum": 2, "exclusiveMinimum": 2}),
    ({"minimum": 2, "exclusiveMinimum": False}, 4, {"minimum": 2}),
    ({"const": 1, "if": True, "then": False}, 4, {}),
    ({"$ref": "#/a", "type": "string", "title": "A"}, 7, {"$ref": "#/a", "title": "A"}),
    ({"$ref": "#/a", "type": "string"}, 2020, {"$ref": "#/a", "type": STRING}),
    ({"items": [True], "additionalItems": False}, 7, {"prefixItems": [True], "items": False}),
    ({"additionalItems": False}, 7, {}),
    (
        {"dependencies": {"a": ["b"], "c": True, "d": "e"}},
        7,
        {"dependentRequired": {"a": ["b"], "d": ["e"]}, "dependentSchemas": {"c": True}},
    ),
    ({"minLength": "3", "maxLength": 5.0}, LATEST, {"minLength": 3, "maxLength": 5}),
    ({"minItems": -1, "minimum": None}, LATEST, {"minItems": 0}),
    ({"required": True}, LATEST, {}),
    ({"required": "a"}, LATEST, {"required": ["a"]}),
    (
        {"properties": {"a": {"required": True}, "b": {}}},
        LATEST,
        {"properties": {"a": {"required": True}, "b": {}}, "required": ["a"]},
    ),
    ({"properties": {"a": {}, "required": ["a"]}}, LATEST, {"properties": {"a": {}}, "required": ["a"]}),
    ({"enum": {"a": "first"}}, LATEST, {"enum": ["a"]}),
    ({"example": 1, "examples": [2]}, LATEST, {"examples": [1, 2]}),
    ({"examples": {"one": {"value": 3}}}, LATEST, {"examples": [3]}),
    ({"uniqueItems": False, "x-unknown": 1}, LATEST, {}),
    ({"type": "map"}, LATEST, {"type": OBJECT}),
]


@pytest.mark.parametrize(("raw", "draft", "read"), READ, ids=lambda one: str(one)[:50])
def test_a_schema_object_is_read_in_the_words_of_2020(raw, draft, read):
    assert clause(raw, draft) == read


WRONG = [
    ({"type": "thing"}, "type must be null, boolean, integer, number, string, array or object, not 'thing'"),
    ({"minimum": "low"}, "minimum must be a number, not 'low'"),
    ({"minLength": 1.5}, "minLength must be a whole number, not 1.5"),
    ({"multipleOf": 0}, "multipleOf must be a number above 0, not 0"),
    ({"properties": ["a"]}, "properties must be an object whose members are schemas, not ['a']"),
    ({"properties": {"a": "string"}}, "properties must hold schemas, but 'a' is 'string'"),
    ({"required": [1]}, "required must be a list of property names, not [1]"),
    ({"allOf": {}}, "allOf must be a list of schemas, not {}"),
    ({"items": 3}, "items must be a schema (an object or a boolean), not 3"),
    ({"enum": "a"}, "enum must be a list of values, not 'a'"),
    ({"pattern": 3}, "pattern must be text, not 3"),
    ({"dependencies": {"a": 1}}, "dependencies must be names or a schema for each property, not {'a': 1}"),
]


@pytest.mark.parametrize(("raw", "message"), WRONG, ids=lambda one: str(one)[:50])
def test_what_no_draft_allows_is_named(raw, message):
    with pytest.raises(Malformed) as caught:
        clause(raw, LATEST)
    assert str(caught.value) == message
    assert caught.value.raw is raw
