"""What a text must be: exact, a regular expression, a name."""

import re

import pytest

from mockfn.matchers import Said
from mockfn.matchers.texts import Exact, Name, Regex, alike


def test_an_exact_text_is_that_text_to_the_letter():
    assert Exact("Hello").search(Said("Hello")) == {}
    assert Exact("Hello").search(Said("hello")) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hello", 'is not exactly "Hello": case or white space differ'),
        ("Bye", 'is not exactly "Hello"'),
    ],
)
def test_why_a_text_is_not_exactly_the_same(text, why):
    assert Exact("Hello").why(Said(text)) == why


def test_an_expression_searches_the_text_as_it_was_written():
    test = Regex(re.compile(r"(?P<word>\w+)\n(?P<rest>x)?"))
    assert test.search(Said("one  Two\nthree")) == {"word": "Two", "rest": ""}
    assert (test.search(Said("one")), test.why(Said("one"))) == (None, r"does not match /(?P<word>\w+)\n(?P<rest>x)?/")


@pytest.mark.parametrize(
    ("name", "fits", "fails", "why"),
    [
        ("gpt-4o", "gpt-4o", "gpt-4o-mini", 'is not "gpt-4o"'),
        ("gpt-4*", "gpt-4o-mini", "x-gpt-4", 'does not match "gpt-4*"'),
        ("o[13]-mini", "o3-mini", "o2-mini", 'does not match "o[13]-mini"'),
    ],
)
def test_a_name_is_exact_or_a_glob(name, fits, fails, why):
    assert Name(name).search(Said(fits)) == {}
    assert Name(name).search(Said(fails)) is None
    assert Name(name).why(Said(fails)) == why


def test_names_are_alike_by_their_letters():
    assert alike("get_weather", ["get_wether", "x"]) > 0.9
    assert alike("get_weather", []) == 0.0


def test_an_expression_is_nearer_the_more_of_its_words_are_there():
    test = Regex(re.compile("order .* now"))
    assert [test.nearness(Said(text)) for text in ("order 5 today", "hello")] == [1 / 3, 0.0]


def test_an_exact_text_is_nearer_the_more_of_its_words_are_there():
    assert Exact("Hello there").nearness(Said("hello!")) == 0.5
