"""Integers and numbers within bounds and steps, in a sensible range."""

import pytest

from mockfn.errors import Unsatisfiable
from mockfn.schema import generate, validator

SATISFIABLE = [
    {"type": "integer", "minimum": 10, "maximum": 12},
    {"type": "integer", "exclusiveMinimum": 10, "exclusiveMaximum": 12},
    {"type": "integer", "multipleOf": 7, "minimum": 8, "maximum": 14},
    {"type": "integer", "minimum": 1.2, "maximum": 2.8},
    {"type": "integer", "maximum": -1000},
    {"type": "integer", "minimum": 10**30},
    {"type": "number", "minimum": 0.1, "maximum": 0.3, "multipleOf": 0.01},
    {"type": "number", "minimum": 0, "exclusiveMinimum": 0, "maximum": 0.001},
    {"type": "number", "minimum": 1e-300, "maximum": 2e-300},
    {"type": "number", "minimum": 1e308},
    {"type": "number", "maximum": -1e308},
    {"type": "number", "multipleOf": 1e-8},
    {"type": "number", "allOf": [{"multipleOf": 0.3}, {"multipleOf": 0.7}]},
    {"type": "number", "not": {"type": "integer"}},
    {"type": "integer", "multipleOf": 0.123456789},
    {"type": "integer", "format": "int32", "minimum": 2**31 - 3},
    {"type": "integer", "not": {"enum": [1, 2, 3]}, "minimum": 1, "maximum": 4},
    {"type": "number", "minimum": 5, "maximum": 5},
    {"type": "number", "minimum": 0.1, "maximum": 0.1, "multipleOf": 0.1},
    {"type": "number", "exclusiveMinimum": 4 * 10**19, "exclusiveMaximum": 4 * 10**19 + 2},
    {"type": "number", "minimum": 3897809270558154925, "multipleOf": 7},
    {"type": "number", "not": {"multipleOf": 0.5}, "minimum": 0, "maximum": 1},
    {"type": "integer", "not": {"multipleOf": 2}, "minimum": 1, "maximum": 2},
]


@pytest.mark.parametrize("schema", SATISFIABLE, ids=str)
@pytest.mark.parametrize("strategy", ["realistic", "minimal"])
def test_a_number_keeps_its_bounds(schema, strategy):
    judge = validator(schema)
    for seed in range(10):
        value = generate(schema, seed=seed, strategy=strategy)
        assert judge.is_valid(value), value


UNSATISFIABLE = [
    ({"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 2}, "exclusiveMaximum"),
    ({"type": "number", "minimum": 2, "maximum": 1}, "maximum"),
    ({"type": "number", "minimum": 1, "exclusiveMaximum": 1}, "exclusiveMaximum"),
    ({"type": "number", "minimum": 1, "maximum": 2, "multipleOf": 5}, "multipleOf"),
]


@pytest.mark.parametrize(("schema", "keyword"), UNSATISFIABLE, ids=str)
def test_bounds_that_leave_nothing_are_named(schema, keyword):
    with pytest.raises(Unsatisfiable) as caught:
        generate(schema)
    assert caught.value.keyword == keyword


def test_an_integer_is_written_as_one():
    assert all(type(generate({"type": "integer"}, seed=seed)) is int for seed in range(10))


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("age", 18, 79), ("year", 1995, 2026), ("page", 1, 10), ("price", 5, 500), ("month", 1, 12)],
)
def test_a_number_is_what_its_name_suggests(name, low, high):
    schema = {"type": "object", "properties": {name: {"type": "number"}}, "required": [name]}
    assert all(low <= generate(schema, seed=seed)[name] <= high for seed in range(20))


def test_a_range_in_the_description_is_kept():
    schema = {"type": "number", "description": "A share between 0 and 1."}
    assert all(0 <= generate(schema, seed=seed) <= 1 for seed in range(20))


def test_money_has_cents_and_no_more():
    values = [generate({"type": "number", "title": "price"}, seed=seed) for seed in range(20)]
    assert all(round(value, 2) == value for value in values)


def test_a_suggested_number_is_used_but_not_always():
    values = [generate({"type": "integer", "examples": ["1024"]}, seed=seed) for seed in range(30)]
    assert 5 < values.count(1024) < 30
