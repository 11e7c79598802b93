"""Names in a text."""

import pytest

from mockfn.grounding.names import lies_in, lower_name, name_at, place_level
from mockfn.grounding.words import tokens


def named(text):
    found = tokens(text)
    index = next(i for i, token in enumerate(found) if token.text[:1].isupper() and i)
    return name_at(text, found, index)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in New York City now", "New York City"),
        ("the Battle of Stalingrad was", "Battle of Stalingrad"),
        ("the Lord of the Rings here", "Lord of the Rings"),
        ("by Maroon 5, please", "Maroon 5"),
        ("the S&P 500 and more", "S&P 500"),
        ("see Madrid's shops", "Madrid"),
        ("to Washington D.C. today", "Washington D.C."),
        ("near the Mississippi river now", "Mississippi river"),
        ("for Mr. Brown now", "Mr. Brown"),
    ],
)
def test_a_name_ends_where_the_capitals_end(text, name):
    assert named(text)[0] == name


@pytest.mark.parametrize("text", ["Find it", "What is it", "Play something", "Bake a cake"])
def test_the_first_word_of_a_sentence_is_no_name(text):
    assert name_at(text, tokens(text), 0) is None


def test_a_place_heads_a_sentence_by_any_means():
    text = "Paris is nice"
    assert name_at(text, tokens(text), 0) == ("Paris", 0)


def test_a_known_place_is_a_name_in_lower_case():
    assert lower_name(tokens("weather in new york city today"), 2) == 4


def test_an_unknown_word_in_lower_case_is_no_name():
    assert lower_name(tokens("weather in the garden"), 3) is None


@pytest.mark.parametrize(
    ("name", "level"), [("Paris", "c"), ("New York", "cs"), ("Texas", "s"), ("TX", "s"), ("Japan", "n"), ("Friday", "")]
)
def test_a_place_has_a_level(name, level):
    assert place_level(name) == level


@pytest.mark.parametrize(
    ("city", "region", "whole"),
    [
        ("Chicago", "Illinois", True),
        ("Boston", "USA", True),
        ("Springfield", "IL", True),
        ("Seattle", "Washington", True),
        ("Los Angeles", "New York", False),
        ("France", "Germany", False),
        ("Paris", "Rome", False),
    ],
)
def test_a_city_lies_in_a_region_and_in_no_city(city, region, whole):
    assert lies_in(city, region) is whole
