"""A text as tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.grounding.words import number, scaled, tokens


def kinds(text):
    return [(token.kind, token.value) for token in tokens(text) if token.kind not in ("word", "punct")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pay 1,200 now", [("num", 1200)]),
        ("a share of 0.5", [("num", 0.5)]),
        ("charges of 1e-9 and 8.854 x 10^-12", [("num", 1e-9), ("num", 8.854e-12)]),
        ("mail ana@example.com or see https://example.com/a?b=1.", None),
        ("ask 'The Hobbit' or \"Dune\"", [("quote", "The Hobbit"), ("quote", "Dune")]),
        ("it's Tom's book", []),
        ("[1, 2.5, 'x']", [("list", [1, 2.5, "x"])]),
        ("points (1, 2) and (3, 4)", [("list", [1, 2]), ("list", [3, 4])]),
        ("[[1, 2], [3, 4]]", [("list", [[1, 2], [3, 4]])]),
        ("scores {'math': 90, art: 8.5}", [("dict", {"math": 90, "art": 8.5})]),
        ("on 2024-03-01 or March 3rd, 2024", [("date", "2024-03-01"), ("date", "March 3rd, 2024")]),
        ("at 6:30 PM. At 9 p.m. too", [("time", "6:30 PM"), ("time", "9 p.m.")]),
        ("read C:/data/cars.csv", [("path", "C:/data/cars.csv")]),
        ("case CA123456 and rs6034464", [("id", "CA123456"), ("id", "rs6034464")]),
        ("derive 3x^2 + 2x - 1 at once", [("formula", "3x^2 + 2x - 1")]),
        ("on march 7th 2023 and version 2.1.0", [("date", "march 7th 2023"), ("id", "2.1.0")]),
        ("the season 2018-2019", [("id", "2018-2019")]),
        ("by '2022-12-31'", [("date", "2022-12-31")]),
        ("go to 2020 Addison Street, Berkeley, CA", [("address", "2020 Addison Street, Berkeley, CA")]),
    ],
)
def test_a_value_is_one_token(text, expected):
    if expected is None:
        expected = [("email", "ana@example.com"), ("url", "https://example.com/a?b=1")]
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "unit", "mark"),
    [
        ("5%", 5, "", "%"),
        ("$1.2M", 1_200_000, "", "$"),
        ("$500,000", 500_000, "", "$"),
        ("20k", 20_000, "", ""),
        ("298K", 298, "k", ""),
        ("70kg", 70, "kg", ""),
        ("100µF", 100, "µf", ""),
        ("3rd", 3, "", "th"),
        ("-4", -4, "", ""),
    ],
)
def test_what_is_glued_to_a_number_is_its_unit_or_mark(text, value, unit, mark):
    (token,) = tokens(text)
    assert (token.kind, token.value, token.unit, token.mark) == ("num", value, unit, mark)


def test_a_number_too_large_for_arithmetic_is_a_name():
    assert [token.kind for token in tokens("1e999")] == ["id"]


def test_sentences_are_counted():
    assert [token.sentence for token in tokens("One. Two? Three")] == [0, 0, 1, 1, 2]


def test_digits_say_a_number():
    assert (number("1,200"), number("-5.0")) == (1200, -5.0)


def test_a_scaled_number_is_whole_where_it_can_be():
    assert (scaled(1.2, 10**6), scaled(5, 0.01)) == (1_200_000, 0.05)


@given(st.text(max_size=200))
def test_any_text_has_tokens_that_stand_where_they_say(text):
    for token in tokens(text):
        assert token.text in text[token.start : token.end]
