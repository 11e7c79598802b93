"""Edits that break one keyword, the likeliest mistake first."""

import pytest

from mockfn.schema.assertion import ASSERTIONS
from mockfn.schema.breaking import BREAKING
from mockfn.schema.dialect import LATEST, clause

EDITS = [
    ({"type": "integer"}, "type", 5, "5"),
    ({"type": "boolean"}, "type", True, "true"),
    ({"type": "array"}, "type", [1], "[1]"),
    ({"enum": ["celsius"]}, "enum", "celsius", "CELSIUS"),
    ({"minimum": 1}, "minimum", 4, 0),
    ({"exclusiveMaximum": 9}, "exclusiveMaximum", 4, 9),
    ({"multipleOf": 5}, "multipleOf", 10, 11),
    ({"minLength": 3}, "minLength", "abcd", "ab"),
    ({"maxLength": 3}, "maxLength", "ab", "abbb"),
    ({"minItems": 2}, "minItems", [1, 2, 3], [1]),
    ({"maxItems": 2}, "maxItems", [1], [1, 1, 1]),
    ({"uniqueItems": True}, "uniqueItems", [1, 2], [1, 2, 1]),
    ({"minProperties": 2}, "minProperties", {"a": 1, "b": 2}, {"b": 2}),
    ({"maxProperties": 1}, "maxProperties", {"a": 1}, {"a": 1, "extra_0": "value"}),
    ({"dependentRequired": {"a": ["b"]}}, "dependentRequired", {"a": 1, "b": 2}, {"a": 1}),
]


@pytest.mark.parametrize(("schema", "keyword", "value", "broken"), EDITS, ids=[edit[1] for edit in EDITS])
def test_the_first_edit_is_the_likeliest_mistake(schema, keyword, value, broken):
    read = clause(schema, LATEST)
    first = next(BREAKING[keyword](value, read))
    assert first == broken
    assert not ASSERTIONS[keyword](read[keyword])(first)


@pytest.mark.parametrize("keyword", [key for key, edit in BREAKING.items() if edit is not None])
def test_an_edit_of_a_value_it_does_not_concern_is_none_or_harmless(keyword):
    schema = {"minLength": 1, "maxLength": 1, "minItems": 1, "maxItems": 1, "minProperties": 1, "maxProperties": 1,
              "multipleOf": 2, "minimum": 1, "maximum": 2, "format": "date", "dependentRequired": {"a": ["b"]},
              "enum": [1]}  # fmt: skip
    list(BREAKING[keyword](None, clause(schema, LATEST)))
