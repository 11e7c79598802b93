"""How well a mention suits a parameter."""

import pytest

from mockfn.grounding.label import score
from mockfn.grounding.scan import scan


def scores(spec, text):
    found = scan(text)
    return [[round(score(param, mention, spec, found), 2) for mention in found.mentions] for param in spec.params]


def test_the_word_before_a_number_names_its_parameter(spec):
    base, height = scores(spec("area", base="integer", height="integer"), "a base of 10 and a height of 5")
    assert base[0] > base[1]
    assert height[1] > height[0]


def test_a_unit_suits_what_it_measures(spec):
    height, weight = scores(spec("bmi", height="number", weight="number"), "I am 1.8 m and 80 kg")
    assert height[0] > height[1]
    assert weight[1] > weight[0]


def test_money_and_shares_suit_their_names(spec):
    amount, rate = scores(spec("f", amount="number", rate="number"), "so $5000 and 5%")
    assert amount[0] > amount[1]
    assert rate[1] > rate[0]


def test_a_letter_set_by_an_equals_sign_is_a_name(spec):
    a, b = scores(spec("f", a="integer", b="integer"), "where a=2 and b=6")
    assert a[0] > 6 > a[1]
    assert b[1] > 6 > b[0]


def test_ends_of_a_range_suit_their_roles(spec):
    start, end = scores(spec("f", start_city="string", end_city="string"), "go from Paris to Rome")
    assert start[0] > start[1]
    assert end[1] > end[0]


def test_words_around_a_value_have_a_role_too(spec):
    first, last = scores(
        spec("f", check_in_date="string", check_out_date="string"), "check-in 2024-03-01, check-out 2024-03-05"
    )
    assert first[0] > first[1]
    assert last[1] > last[0]


@pytest.mark.parametrize(
    ("name", "text", "suits"),
    [
        ("date", "on 2024-03-01", True),
        ("date", "in Paris", False),
        ("email", "to ana@example.com", True),
        ("email", "to Ana", False),
        ("state", "in Texas", True),
        ("state", "in Houston", False),
        ("country", "in Japan", True),
        ("currency", "in euros", True),
        ("path", "from data/cars.csv", True),
    ],
)
def test_a_string_takes_values_of_its_topic(spec, name, text, suits):
    ((found,),) = scores(spec("f", **{name: "string"}), text)
    assert (found > 0) is suits


def test_an_integer_takes_no_fraction(spec):
    assert scores(spec("f", count="integer"), "about 2.5 of them") == [[0.0]]


def test_an_enum_takes_no_mention(spec):
    assert scores(spec("f", size={"enum": ["small"]}), "in Paris") == [[0.0]]


def test_an_object_takes_a_mapping(spec):
    ((found,),) = scores(spec("f", grades={"type": "object"}), "with {'math': 90}")
    assert found > 0


def test_a_tools_own_name_is_no_value(spec):
    (taken,) = scores(spec("spotify_play", "Play on Spotify", thing="string"), "by Adele on Spotify")
    assert taken[0] > taken[1]
