"""The values a text mentions."""

import pytest

from mockfn.grounding.mentions import mentions_in, with_places_joined
from mockfn.grounding.words import tokens


def mentioned(text):
    return mentions_in(text, tokens(text))


@pytest.mark.parametrize(
    ("text", "value", "unit", "mark"),
    [
        ("100 million shares", 100_000_000, "shares", ""),
        ("20 percent", 20, "", "%"),
        ("3 m/s^2 and on", 3, "m/s^2", ""),
        ("1800 square feet", 1800, "square feet", ""),
        ("a 7-day trip", 7, "day", ""),
        ("three hours", 3, "hours", "word"),
        ("two hundred people", 200, "people", "word"),
        ("twenty-one days", 21, "days", "word"),
        ("5.2 g/cm^3", 5.2, "g/cm^3", ""),
    ],
)
def test_a_number_takes_its_unit_along(text, value, unit, mark):
    (mention,) = mentioned(text)
    assert (mention.kind, mention.value, mention.unit, mention.mark) == ("num", value, unit, mark)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("see you tomorrow", "date", "tomorrow"),
        ("the next month", "date", "next month"),
        ("meet on Friday", "date", "Friday"),
        ("pay in euros", "currency", "EUR"),
        ("in Japanese Yen", "currency", "JPY"),
        ("shown in Celsius", "unit", "celsius"),
        ("translate to French", "language", "French"),
        ("weather in paris", "name", "Paris"),
    ],
)
def test_words_of_a_closed_class_are_values(text, kind, value):
    (mention,) = mentioned(text)
    assert (mention.kind, mention.value) == (kind, value)


def test_one_alone_is_a_pronoun():
    assert mentioned("another one, please") == []


def test_a_day_said_twice_is_one_day():
    assert [mention.value for mention in mentioned("for next Friday, June 30th 2023")] == ["June 30th 2023"]


def test_a_city_and_its_state_are_joined():
    text = "from Chicago, Illinois to Paris"
    found = tokens(text)
    apart = mentions_in(text, found)
    assert [one.value for one in apart] == ["Chicago", "Illinois", "Paris"]
    assert [one.value for one in with_places_joined(text, found, apart)] == ["Chicago, Illinois", "Paris"]


def test_a_book_of_numbers_is_read_in_part():
    assert len(mentioned("1 2 " * 400)) == 250
