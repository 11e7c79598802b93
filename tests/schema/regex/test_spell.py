"""Texts spelled out along an expression's tree."""

import random

import pytest

from mockfn.schema.regex.charset import ALL, DIGIT, complement
from mockfn.schema.regex.parse import parse
from mockfn.schema.regex.spell import Speller, palette


def spelled(pattern, count=30, low=0, high=None, greedy=False):
    speller, chance = Speller(parse(pattern)), random.Random(2)
    return [speller.spell(chance, low, high, greedy=greedy) for _ in range(count)]


def test_letters_become_words():
    assert any(len(text) > 3 and text.isalpha() for text in spelled("^[a-z]+$"))
    assert all("-" not in (text[0], text[-1]) for text in spelled("^[a-z-]{4,20}$") if text)


def test_upper_case_stays_upper_case():
    assert all(text.isupper() for text in spelled("^[A-Z]{4,}$"))


def test_a_lone_dot_is_a_dot():
    assert set(spelled("^a.b$")) == {"a.b"}


def test_white_space_is_one_space():
    assert set(spelled("^a\\s+b$")) == {"a b"}


def test_every_option_is_taken():
    assert set(spelled("^(red|green|blue)$", 40)) == {"red", "green", "blue"}


def test_a_fixed_beginning_is_followed_by_something():
    assert len(set(spelled("^x-"))) > 5


@pytest.mark.parametrize(
    ("pattern", "sure"),
    [("^a+$", True), ("a", True), ("^(a|b)$", True), ("a^b", False), ("(?=a)a", False), ("(a)\\1", False)],
)
def test_it_knows_whether_a_text_is_bound_to_match(pattern, sure):
    assert Speller(parse(pattern)).sure is sure


def test_what_does_not_end_in_time_is_none():
    assert set(spelled("^a{5}$", low=6)) == {None}


def test_the_characters_of_a_set_are_readable():
    assert palette(DIGIT) == "0123456789"
    assert palette(complement(DIGIT)).startswith("abc")
    assert palette(ALL)[:3] == "abc"
    assert palette(((0x4E00, 0x9FA5),)).isalpha()
    assert palette(((9, 13), (32, 32))) == " "
