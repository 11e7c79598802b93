"""Habits mended for a validator; what is right stays as it is."""

import pytest

from mockfn.schema.dialect import LATEST
from mockfn.schema.repair import repaired

MENDED = [
    ({"type": "str", "nullable": True}, LATEST, {"type": ["string", "null"], "nullable": True}),
    ({"type": "number", "minimum": "1.5"}, LATEST, {"type": "number", "minimum": 1.5}),
    ({"properties": {"a": {"type": "int", "required": True}}}, LATEST,
     {"properties": {"a": {"type": "integer"}}, "required": ["a"]}),
    ({"type": "integer", "enum": ["a"]}, LATEST, {"enum": ["a"]}),
    ({"items": [True], "additionalItems": False}, LATEST, {"prefixItems": [True], "items": False}),
    ({"minimum": 1, "exclusiveMinimum": True}, LATEST, {"minimum": 1, "exclusiveMinimum": 1}),
    ({"minimum": 1, "exclusiveMinimum": True}, 4, {"minimum": 1, "exclusiveMinimum": True}),
    ({"$ref": "#/a", "type": "str"}, 7, {"$ref": "#/a", "type": "str"}),
    ({"anyOf": [{"type": "dict"}, True]}, LATEST, {"anyOf": [{"type": "object"}, True]}),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "draft", "mended"), MENDED, ids=lambda one: str(one)[:50])
def test_habits_are_mended(raw, draft, mended):
    assert repaired(raw, draft) == mended


def test_nothing_given_is_changed():
    raw = {"properties": {"a": {"type": "int"}}, "anyOf": [{"type": "str"}]}
    before = repr(raw)
    repaired(raw, LATEST)
    assert repr(raw) == before


def test_what_is_right_stays_as_it_is():
    schema = {"type": "object", "properties": {"a": {"type": ["string", "null"], "default": None}}, "x-own": [1]}
    assert repaired(schema, LATEST) == schema
