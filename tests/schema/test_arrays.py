"""Arrays: bounds, tuples, contains, uniqueness, and what unevaluatedItems leaves."""

import pytest

from mockfn.errors import Unsatisfiable
from mockfn.schema import generate, validator

SATISFIABLE = [
    {"minItems": 3, "maxItems": 3, "items": {"type": "integer"}},
    {"items": {"type": "boolean"}, "uniqueItems": True, "minItems": 2},
    {"items": {"enum": [1, 2, 3, 4, 5]}, "uniqueItems": True, "minItems": 5},
    {"prefixItems": [{"const": "a"}, {"type": "integer"}], "items": False, "minItems": 2},
    {"prefixItems": [{"const": "a"}], "items": {"type": "null"}, "minItems": 3},
    {"contains": {"const": "x"}, "minContains": 2, "maxContains": 2, "minItems": 5, "items": {"type": "string"}},
    {"contains": {"const": "x"}, "maxContains": 1, "items": {"enum": ["x", "y"]}, "minItems": 3},
    {"allOf": [{"contains": {"const": 1}}, {"contains": {"const": 2}}]},
    {"prefixItems": [{"const": "a"}], "items": {"type": "integer"}, "contains": {"type": "integer"}},
    {"contains": {"type": "string"}, "minContains": 2, "unevaluatedItems": False},
    {"items": {}, "uniqueItems": True, "minItems": 3},
    {"items": {"type": "object", "properties": {}}, "uniqueItems": True, "minItems": 3},
    {"prefixItems": [{"anyOf": [{"type": "boolean"}, {"type": "null"}]}], "contains": {"type": "object"}},
    {"prefixItems": [True], "unevaluatedItems": False, "minItems": 1},
    {"prefixItems": [{"type": "integer"}], "unevaluatedItems": {"type": "string"}, "minItems": 3},
    {"items": False},
    {"items": {"properties": {"n": {"enum": [1, 2]}}, "required": ["n"], "type": "object"}, "uniqueItems": True,
     "minItems": 2},
    {"allOf": [{"contains": {"minimum": 5}}, {"contains": {"maximum": 9}}], "maxItems": 1},
    {"prefixItems": [{}, {"type": "array"}], "contains": {"type": "array"}, "maxContains": 1, "minItems": 2},
    {"prefixItems": [{"properties": {"a": {"const": 2}}}, {"properties": {"a": {"const": 3}}}],
     "contains": {"type": "object", "properties": {"a": {"const": 1}}, "required": ["a"]}},
    {"items": {"type": "object"}, "not": {"uniqueItems": True}},
    {"contains": {"type": "string"}, "unevaluatedItems": False, "minItems": 4},
    {"prefixItems": [{"const": 1}, {"enum": [1, 2]}], "maxItems": 2, "not": {"uniqueItems": True}},
    {"items": {"type": "string", "pattern": "^[a-z]$"}, "uniqueItems": True, "minItems": 26},
    {"items": {"type": "integer", "minimum": 101, "maximum": 120}, "uniqueItems": True, "minItems": 20},
    {"items": {"type": "string"}, "uniqueItems": True, "minItems": 300},
    {"items": {"type": "array", "items": {"type": "string"}}, "uniqueItems": True, "minItems": 2},
]  # fmt: skip


@pytest.mark.parametrize("schema", SATISFIABLE, ids=str)
@pytest.mark.parametrize("strategy", ["realistic", "full", "minimal"])
def test_a_list_meets_all_that_is_said(schema, strategy):
    schema = {"type": "array", **schema}
    judge = validator(schema)
    for seed in range(8):
        value = generate(schema, seed=seed, strategy=strategy)
        assert judge.is_valid(value), value


UNSATISFIABLE = [
    ({"minItems": 3, "maxItems": 2}, "maxItems"),
    ({"items": {"enum": [1, 2]}, "uniqueItems": True, "minItems": 3}, "minItems"),
    ({"items": False, "minItems": 1}, "items"),
    ({"contains": {"type": "string"}, "items": {"type": "integer"}}, "contains"),
    ({"minItems": 20_000}, "minItems"),
    ({"uniqueItems": True, "not": {"uniqueItems": True}}, "uniqueItems"),
]


@pytest.mark.parametrize(("schema", "keyword"), UNSATISFIABLE, ids=str)
def test_what_cannot_be_is_named(schema, keyword):
    with pytest.raises(Unsatisfiable) as caught:
        generate({"type": "array", **schema})
    assert caught.value.keyword == keyword


def test_lists_have_one_to_three_items_where_nothing_is_said():
    sizes = {len(generate({"type": "array", "items": {"type": "integer"}}, seed=seed)) for seed in range(30)}
    assert sizes == {1, 2, 3}


def test_texts_in_a_list_mostly_differ():
    schema = {"type": "array", "items": {"type": "string"}, "title": "city", "minItems": 3}
    values = [generate(schema, seed=seed) for seed in range(20)]
    assert sum(len(set(value)) == len(value) for value in values) > 15


def test_items_that_may_not_be_are_left_out():
    schema = {"type": "array", "items": {"type": "integer", "minimum": 2, "maximum": 1}}
    assert generate(schema) == []
