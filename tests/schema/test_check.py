"""Our own check agrees with jsonschema, on values that are nearly right."""

import pytest
from jsonschema import Draft202012Validator

from mockfn.schema.check import Checker
from mockfn.schema.resolve import Book

TREE = {
    "type": "object",
    "properties": {"next": {"$ref": "#"}, "n": {"type": "integer"}},
    "additionalProperties": False,
}
VALUES = [
    None, True, 0, 3, 4.5, "", "ab", "abc", [], [1], [1, 2, 3], ["a", 1], [1, 1], {}, {"a": 1}, {"a": "x"}, {"b": 1},
    {"a": 1, "b": 2}, {"n": 1, "next": {"n": 2}}, {"n": "1"}, {"next": {"x": 1}}, {"foo": 1, "bar": "x"},
]  # fmt: skip
SCHEMAS = [
    True,
    False,
    TREE,
    {"allOf": [{"type": "object"}, {"required": ["a"]}]},
    {"anyOf": [{"type": "string"}, {"minimum": 2}]},
    {"oneOf": [{"type": "integer"}, {"minimum": 2}]},
    {"not": {"type": ["integer", "object"]}},
    {"if": {"type": "object"}, "then": {"required": ["a"]}, "else": {"type": "array"}},
    {"if": {"type": "string"}, "then": {"minLength": 3}},
    {"properties": {"a": {"type": "integer"}}, "additionalProperties": {"type": "string"}},
    {"patternProperties": {"^a": {"type": "integer"}}, "additionalProperties": False},
    {"propertyNames": {"maxLength": 1}},
    {"dependentSchemas": {"a": {"required": ["b"]}}},
    {"prefixItems": [{"type": "string"}], "items": {"type": "integer"}},
    {"contains": {"type": "integer"}, "minContains": 2, "maxContains": 2},
    {"contains": {"const": 7}, "minContains": 0},
    {"properties": {"a": {}}, "unevaluatedProperties": False},
    {"allOf": [{"properties": {"a": {}}}], "anyOf": [{"required": ["b"], "properties": {"b": {}}}, True],
     "unevaluatedProperties": {"type": "string"}},
    {"if": {"required": ["a"], "properties": {"a": {}}}, "then": {"properties": {"b": {}}},
     "unevaluatedProperties": False},
    {"prefixItems": [True], "contains": {"const": 3}, "unevaluatedItems": False},
    {"$defs": {"a": {"$anchor": "here", "type": "object"}}, "$ref": "#here", "required": ["a"]},
    {"type": ["array", "object"], "uniqueItems": True, "minProperties": 1},
]  # fmt: skip


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda one: str(one)[:60])
def test_it_agrees_with_jsonschema(schema):
    test, judge = Checker(Book(schema)).test(schema), Draft202012Validator(schema)
    assert [test(value) for value in VALUES] == [judge.is_valid(value) for value in VALUES]


def test_formats_can_be_left_unasserted():
    schema = {"format": "date"}
    assert Checker(Book(schema), formats=False).test(schema)("no date")
    assert not Checker(Book(schema)).test(schema)("no date")


def test_what_must_hold_either_way_is_asked_twice():
    schema = {"oneOf": [{"format": "date"}, {"format": "time"}]}
    book = Book(schema)
    checker = Checker(book, loose=Checker(book, formats=False))
    judge = checker.firm(book.site(schema, ()), "oneOf")
    assert not judge("2026-01-01")  # one of two for those who assert formats, both for those who do not
