"""Strings: sized, of a format, of a pattern, of several at once; or the proof that there is none."""

import pytest

from mockfn.errors import Unsatisfiable
from mockfn.schema import generate, validator

SATISFIABLE = [
    {"minLength": 40},
    {"maxLength": 3},
    {"minLength": 7, "maxLength": 7},
    {"maxLength": 0},
    {"format": "date", "pattern": "^2026-"},
    {"format": "uri", "pattern": "^https://github[.]com/"},
    {"format": "email", "pattern": "@corp[.]com$", "maxLength": 30},
    {"format": "email", "minLength": 60},
    {"pattern": "^[a-z]{2,40}$", "minLength": 30},
    {"pattern": "^(?=.*[A-Z])(?=.*[a-z])(?=.*\\d)[A-Za-z\\d]{8,}$"},
    {"pattern": "^(?!.*(foo|bar))[a-z]{4,8}$"},
    {"allOf": [{"pattern": "[0-9]"}, {"pattern": "^[a-z0-9]+$"}, {"pattern": "x$"}], "minLength": 12},
    {"pattern": "^[a-z]+$", "not": {"pattern": "[aeiou]"}, "minLength": 4},
    {"pattern": "^(a+)+$", "minLength": 30},
    {"pattern": "^(a+)b\\1$"},
    {"pattern": "^\\p{Lu}\\p{Ll}+$"},
    {"pattern": "^$|^\\d+$", "minLength": 2},
    {"pattern": "middle", "minLength": 20, "maxLength": 20},
    {"enum": ["a", "bb", "ccc"], "minLength": 2},
    {"not": {"enum": ["", "a"]}, "maxLength": 1},
]


@pytest.mark.parametrize("schema", SATISFIABLE, ids=str)
def test_a_string_meets_all_that_is_said(schema):
    schema = {"type": "string", **schema}
    judge = validator(schema)
    for seed in range(6):
        value = generate(schema, seed=seed)
        assert judge.is_valid(value), value


UNSATISFIABLE = [
    ({"minLength": 3, "maxLength": 2}, "at least 3 characters and at most 2"),
    ({"pattern": "^[a-z]{5}$", "minLength": 6}, "no string meets it"),
    ({"allOf": [{"pattern": "^a+$"}, {"pattern": "^b+$"}]}, "no string meets it"),
    ({"format": "date", "maxLength": 5}, "no string that meets it was found"),
    ({"minLength": 10**9}, "1000000000 characters are more than the 100000 a string is given"),
]


@pytest.mark.parametrize(("schema", "why"), UNSATISFIABLE, ids=str)
def test_where_there_is_none_the_reason_is_given(schema, why):
    with pytest.raises(Unsatisfiable) as caught:
        generate({"type": "string", **schema})
    assert str(caught.value).endswith(why)


def test_words_are_kept_whole_where_they_fit():
    schema = {"type": "object", "properties": {"note": {"type": "string", "maxLength": 20}}, "required": ["note"]}
    values = [generate(schema, seed=seed)["note"] for seed in range(10)]
    assert all(len(value) <= 20 and not value.endswith(" ") for value in values)


def test_a_suggestion_that_does_not_fit_is_never_used():
    schema = {"type": "string", "pattern": "^[a-z]+$", "default": "NOT THIS", "examples": ["nor_this", "this"]}
    values = {generate(schema, seed=seed) for seed in range(30)}
    assert "this" in values
    assert not values & {"NOT THIS", "nor_this"}


def test_a_realistic_value_is_taken_where_it_fits_the_pattern():
    schema = {"type": "object", "properties": {"currency": {"type": "string", "pattern": "^[A-Z]{3}$"}}}
    values = {generate(schema, seed=seed, strategy="full")["currency"] for seed in range(20)}
    assert values & {"EUR", "USD", "GBP", "JPY", "INR", "CNY"}
