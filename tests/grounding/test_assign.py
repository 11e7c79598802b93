"""Which value each parameter takes."""

import pytest

from mockfn.grounding.assign import assign
from mockfn.grounding.scan import scan


def told(spec, text, **more):
    found = scan(text)
    once = assign(spec, found, found.mentions, **more).once
    return {spec.params[index].name: [item.value for item in items] for index, items in once.items()}


def test_each_parameter_takes_the_value_spoken_of_it(spec):
    one = spec("f", city="string", days="integer")
    assert told(one, "7 days in Rome") == {"city": ["Rome"], "days": [7]}


def test_an_optional_parameter_must_be_spoken_of(spec):
    one = spec("f", required=["city"], city="string", limit="integer")
    assert told(one, "3 hotels in Rome") == {"city": ["Rome"]}
    assert told(one, "hotels in Rome, limit 3") == {"city": ["Rome"], "limit": [3]}


def test_an_array_takes_the_whole_list(spec):
    one = spec("f", numbers={"type": "array", "items": {"type": "integer"}})
    assert told(one, "of 3, 4 and 5") == {"numbers": [3, 4, 5]}
    assert told(one, "of [3, 4]") == {"numbers": [[3, 4]]}


def test_an_array_takes_what_is_said_one_by_one(spec):
    amounts = {"type": "array", "items": {"type": "integer"}, "description": "How many of each to order"}
    one = spec("f", amounts=amounts)
    assert told(one, "order five burgers and six wings") == {"amounts": [5, 6]}


def test_an_array_takes_both_ends_of_a_range(spec):
    one = spec("f", interval={"type": "array", "items": {"type": "number"}})
    assert told(one, "from x=1 to x=3") == {"interval": [1, 3]}


def test_an_enum_wins_over_a_name(spec):
    one = spec("f", kind={"enum": ["RGB", "HEX"]}, thing="string")
    assert told(one, "the RGB for Navy") == {"kind": ["RGB"], "thing": ["Navy"]}


def test_a_string_that_is_a_flag_in_writing_is_turned_on(spec):
    one = spec("f", required=[], has_garden={"type": "string", "enum": ["True", "False", "dontcare"]})
    assert told(one, "a house with a garden") == {"has_garden": ["True"]}


def test_what_a_region_leaves_open_is_borrowed(spec):
    one = spec("f", city="string")
    text = "the humidity, and the weather in Rome"
    region = [token.end <= len("the humidity") for token in scan(text).tokens]
    assert told(one, text, region=region) == {"city": ["Rome"]}


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("radius 5 and then radius 10", [10]),
        ("3 and 4, 5 and 12", []),
        ("radius 5 for 3 seconds", []),
    ],
)
def test_a_value_left_over_is_said_again_where_it_is_alike(spec, text, again):
    one = spec("f", radius="integer")
    found = scan(text)
    first = assign(one, found, found.mentions)
    left = {item.value for item in first.again if item.group != first.once[0][0].group}
    assert left == set(again)
