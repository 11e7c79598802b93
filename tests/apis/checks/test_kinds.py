"""Types and values in the provider's words."""

import pytest

from mockfn.apis.checks.kinds import echo, kind, listed


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("x", "a string"),
        (1, "an integer"),
        (1.5, "a decimal number"),
        (True, "a boolean"),
        ([], "an array"),
        ({}, "an object"),
        (None, "null"),
    ],
)
def test_a_type_has_its_article(value, name):
    assert kind(value) == name


@pytest.mark.parametrize(
    ("value", "shown"),
    [("bogus", "bogus"), ("k" * 70, "kkk...kkk"), ({"a": None}, "{'a': None}"), (7, "7")],
)
def test_a_value_is_echoed_short(value, shown):
    assert echo(value) == shown


@pytest.mark.parametrize(
    ("values", "last", "text"),
    [
        (("a",), "and", "'a'"),
        (("a", "b"), "or", "'a' or 'b'"),
        (("a", "b", "c"), "and", "'a', 'b', and 'c'"),
    ],
)
def test_names_are_listed(values, last, text):
    assert listed(values, last) == text
