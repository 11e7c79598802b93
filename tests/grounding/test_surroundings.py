"""What stands around the mentions of a text."""

import pytest

from mockfn.grounding.lexicon import stem
from mockfn.grounding.scan import scan


def test_the_word_before_a_value_is_nearest():
    (radius, height) = scan("a cone with radius 4 and height 7").mentions
    assert radius.near[stem("radius")] == 1.0
    assert height.near[stem("height")] == 1.0
    assert stem("radius") not in height.near


def test_the_noun_after_a_number_speaks_of_it():
    (mention,) = scan("for 10 years").mentions
    assert mention.near[stem("years")] == 1.0


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Paris, Rome and Berlin", 1),
        ("Paris and then to Rome", 2),
        ("5, 10 and 20 years", 1),
        ("5 units, 7 units, and 9 units", 1),
        ("3 bedrooms, 2 bathrooms", 2),
        ("radius 5 and height 6", 2),
    ],
)
def test_values_listed_together_are_one_group(text, groups):
    assert len({mention.group for mention in scan(f"for {text}").mentions}) == groups


def test_a_list_shares_its_unit():
    assert [mention.unit for mention in scan("after 5, 10 and 20 years").mentions] == ["years"] * 3


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("from Paris to Rome", ["start", "end"]),
        ("between 5 and 10", ["start", "end"]),
        ("5 to 10", ["start", "end"]),
        ("USD to EUR", ["start", "end"]),
        ("dropped from 100 m", [""]),
        ("Paris and Rome", ["", ""]),
    ],
)
def test_a_range_has_two_ends(text, roles):
    assert [mention.role for mention in scan(f"take {text}").mentions] == roles


def test_a_word_that_counts_what_follows_is_no_value():
    counted = scan("the two sides, 3 and 4").mentions[0]
    assert (counted.value, counted.mark) == (2, "count")
