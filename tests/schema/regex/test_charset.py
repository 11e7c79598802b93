"""Sets of characters."""

import pytest

from mockfn.schema.regex.charset import ALL, DIGIT, WORD, both_cases, complement, holds, named, union


def test_ranges_that_touch_become_one():
    assert union(((97, 99),), ((100, 102), (1, 1))) == ((1, 1), (97, 102))


def test_a_complement_of_a_complement_is_the_set():
    assert complement(complement(WORD)) == WORD
    assert complement(()) == ALL
    assert complement(ALL) == ()


def test_both_cases_are_those_of_ascii():
    assert both_cases(((97, 97), (53, 53))) == ((53, 53), (65, 65), (97, 97))


def test_a_set_holds_its_characters():
    assert [holds(DIGIT, ord(char)) for char in "09a"] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("L", "aÄж", "1-"),
        ("Lu", "AÄ", "aä"),
        ("Letter", "a", "1"),
        ("Nd", "1", "a"),
        ("Script=Greek", "αΩ", "aж"),
        ("Han", "漢", "a"),
        ("ASCII", "a~", "é"),
        ("General_Category=Punctuation", "!", "a"),
    ],
)
def test_a_property_is_read_by_its_names(name, inside, outside):
    ranges = named(name)
    assert all(holds(ranges, ord(char)) for char in inside)
    assert not any(holds(ranges, ord(char)) for char in outside)


def test_an_unknown_property_is_none():
    assert named("Script=Klingon") is None
