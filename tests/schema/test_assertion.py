"""The keywords that need only their own argument, and what JSON calls equal."""

import pytest

from mockfn.schema.assertion import ASSERTIONS, bits_of, multiple, same
from mockfn.schema.dialect import ARRAY, BOOLEAN, FRACTION, INTEGER, NULL, OBJECT, STRING


@pytest.mark.parametrize(
    ("value", "bits"),
    [
        (None, NULL),
        (True, BOOLEAN),
        (1, INTEGER),
        (1.0, INTEGER),
        (1.5, FRACTION),
        ("", STRING),
        ([], ARRAY),
        ({}, OBJECT),
    ],
)
def test_a_value_has_one_type(value, bits):
    assert bits_of(value) == bits


@pytest.mark.parametrize(
    ("one", "two", "equal"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        ([1, {"a": 2}], [1.0, {"a": 2.0}], True),
        ([True], [1], False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ("1", 1, False),
        (None, False, False),
    ],
)
def test_equality_is_that_of_json(one, two, equal):
    assert same(one, two) is equal


@pytest.mark.parametrize(
    ("value", "step", "holds"),
    [(6, 3, True), (7, 3, False), (0.3, 0.1, False), (4.5, 0.5, True), (1e308, 0.5e-308, False)],
)
def test_multiples_are_those_of_jsonschema(value, step, holds):
    assert multiple(value, step) is holds


CASES = [
    ("minimum", 3, [3, 4.5, "x", True], [2, 2.9]),
    ("exclusiveMaximum", 3, [2, None], [3, 4]),
    ("minLength", 2, ["ab", 1], ["a"]),
    ("maxItems", 1, [[], [1], "ab"], [[1, 2]]),
    ("uniqueItems", True, [[1, 2], [1, True], ["a", "b"], 5], [[1, 1.0], ["a", "a"], [{}, {}]]),
    ("required", ["a"], [{"a": None}, []], [{}]),
    ("dependentRequired", {"a": ["b"]}, [{}, {"b": 1}, {"a": 1, "b": 1}], [{"a": 1}]),
    ("enum", [1, "a"], [1.0, "a"], [True, "b"]),
    ("pattern", "^a", ["ab", 3], ["ba"]),
    ("format", "date", ["2026-01-31", 3], ["2026-02-31"]),
    ("banned", ["a"], ["b"], ["a"]),
    ("antipattern", "^a", ["b"], ["a"]),
    ("antistep", 2, [1, 2.5], [2, 4.0]),
    ("repeated", True, [[1, 1.0], ["a", 2, "a"]], [[], [1, True], ["a", "b"]]),
]


@pytest.mark.parametrize(("keyword", "argument", "good", "bad"), CASES, ids=[case[0] for case in CASES])
def test_a_keyword_asks_only_what_concerns_it(keyword, argument, good, bad):
    judge = ASSERTIONS[keyword](argument)
    assert all(judge(value) for value in good)
    assert not any(judge(value) for value in bad)
