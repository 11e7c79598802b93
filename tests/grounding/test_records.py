"""How many calls a text asks for."""

import pytest

from mockfn.grounding.assign import assign
from mockfn.grounding.fill import mentions_for
from mockfn.grounding.records import one_record, records
from mockfn.grounding.scan import scan


def calls(spec, text):
    found = scan(text)
    told = assign(spec, found, mentions_for(spec, found))
    return [tuple(record[index][0].value for index in sorted(record)) for record in records(spec, found, told)]


@pytest.fixture
def trip(spec):
    return spec("plan_trip", city="string", days="integer")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 days in Rome", [("Rome", 5)]),
        ("5 days in Rome and Paris", [("Rome", 5), ("Paris", 5)]),
        ("5 days in Rome and 3 days in Paris", [("Rome", 5), ("Paris", 3)]),
        ("Rome for 5 days, then Paris for 3 days", [("Rome", 5), ("Paris", 3)]),
        ("Rome and Paris for 5 and 3 days respectively", [("Rome", 5), ("Paris", 3)]),
        ("Rome and Paris for 5 or 3 days", [("Rome", 5), ("Rome", 3), ("Paris", 5), ("Paris", 3)]),
        ("Rome. Then Paris. Each for 5 days", [("Rome", 5), ("Paris", 5)]),
        ("5 days near Paris in France", [("Paris", 5)]),
    ],
)
def test_values_said_again_are_calls_of_their_own(trip, text, expected):
    assert calls(trip, f"Plan {text}.") == expected


@pytest.mark.parametrize(
    "text", ["36 and 48, 60 and 96", "36 and 48, while Mary has 60 and 96", "(36, 48) and (60, 96)"]
)
def test_pairs_are_taken_in_turn(spec, text):
    assert calls(spec("gcd", num1="integer", num2="integer"), f"of {text}") == [(36, 48), (60, 96)]


def test_what_is_told_one_after_the_other_is_matched_in_order(spec):
    one = spec("fall", speed="integer", time="integer")
    text = "speed of 0 m/s and the other with a speed of 5 m/s; time 10 seconds, and the other has a time of 7 seconds"
    assert calls(one, text) == [(0, 10), (5, 7)]


def test_a_choice_said_twice_branches(spec):
    one = spec("measure", size={"enum": ["small", "large"]})
    assert calls(one, "a small and a large one") == [("small",), ("large",)]


def test_an_array_is_one_value(spec):
    one = spec("mean", numbers={"type": "array", "items": {"type": "integer"}})
    assert calls(one, "of 3, 4 and 5") == [(3,)]


def test_too_many_calls_are_one(spec):
    one = spec("f", number="integer")
    assert len(calls(one, "of " + ", ".join(map(str, range(40))))) == 1


def test_one_record_is_the_first_of_each(trip):
    found = scan("5 days in Rome and Paris")
    record = one_record(trip, assign(trip, found, found.mentions))
    assert [items[0].value for items in record.values()] == ["Rome", 5] or record[0][0].value == "Rome"
