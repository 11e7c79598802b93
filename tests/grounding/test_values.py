"""What an item becomes as an argument."""

import pytest

from mockfn.grounding.assign import assign
from mockfn.grounding.prose import ABSENT
from mockfn.grounding.scan import scan
from mockfn.grounding.values import argument, region_of


def made(spec, text):
    found = scan(text)
    (items,) = assign(spec, found, found.mentions).once.values()
    return argument(spec.params[0], items)


@pytest.mark.parametrize(
    ("kind", "prose", "text", "value"),
    [
        ("number", "The rate", "rate of 5%", 0.05),
        ("number", "The rate in percent", "rate of 5%", 5),
        ("integer", "The rate", "rate of 5%", 5),
        ("number", "The rate", "rate of 0.5", 0.5),
        ("integer", "The rate", "rate of 5.0", 5),
    ],
)
def test_a_share_is_written_as_the_parameter_writes_shares(spec, kind, prose, text, value):
    assert made(spec("f", rate={"type": kind, "description": prose}), text) == value


@pytest.mark.parametrize(
    ("prose", "text", "value"),
    [
        ("Height in meters", "height of 180 cm", 1.8),
        ("Height in centimeters", "height of 180 cm", 180),
        ("The height", "height of 180 cm", 180),
        ("Height in meters", "height of 2", 2),
    ],
)
def test_a_unit_is_converted_to_the_one_asked_for(spec, prose, text, value):
    assert made(spec("f", height={"type": "number", "description": prose}), text) == value


@pytest.mark.parametrize(
    ("prose", "text", "value"),
    [
        ("The date", "on March 3rd, 2024", "2024-03-03"),
        ("The date, YYYY-MM-DD", "on 3 March 2024", "2024-03-03"),
        ("The date as mm-dd-yyyy", "on 2024/03/05", "03-05-2024"),
        ("The date as DD/MM/YYYY", "on March 5, 2024", "05/03/2024"),
        ("The date as MM/DD/YYYY", "on 25.12.2024", "12/25/2024"),
        ("The date", "on March 3rd", "March 3rd"),
        ("The date, YYYY-MM-DD", "on March 3rd", "2026-03-03"),
        ("The date", "next Friday", "next Friday"),
    ],
)
def test_a_date_is_written_as_the_parameter_writes_dates(spec, prose, text, value):
    assert made(spec("f", date={"type": "string", "description": prose}), text) == value


@pytest.mark.parametrize(
    ("prose", "text", "value"),
    [
        ("In 24-hour format 'HH:MM'", "at 6:30 PM", "18:30"),
        ("In 24-hour format 'HH:MM'", "at 12 am", "00:00"),
        ("In 24-hour format 'HH:MM'", "at 9:05", "09:05"),
        ("The time", "at 6:30 PM", "6:30 PM"),
    ],
)
def test_a_time_is_written_on_the_clock_asked_for(spec, prose, text, value):
    assert made(spec("f", time={"type": "string", "description": prose}), text) == value


def test_a_city_is_named_as_the_user_named_it(spec):
    wanted = {"type": "string", "description": "The city and state, e.g. San Francisco, CA"}
    assert made(spec("f", location=wanted), "in Chicago") == "Chicago"
    assert made(spec("f", location=wanted), "in Berkeley, CA") == "Berkeley, CA"


def test_a_symbol_stands_for_a_company(spec):
    assert made(spec("f", symbol="string"), "shares of Microsoft") == "MSFT"


def test_a_number_is_text_where_text_is_asked_for(spec):
    assert made(spec("f", case_id="string"), "case 28473") == "28473"


@pytest.mark.parametrize(
    ("prose", "text", "value"), [("Number of days", "the next week", 7), ("Number of months", "the next month", 1)]
)
def test_a_period_is_a_number_of_what_is_counted(spec, prose, text, value):
    assert made(spec("f", span={"type": "integer", "description": prose}), text) == value


def test_an_array_drops_what_is_said_twice(spec):
    one = spec("f", names={"type": "array", "items": {"type": "string"}})
    assert made(one, "of Ana, Bob and Ana") == ["Ana", "Bob"]


@pytest.mark.parametrize(
    ("cities", "level", "region"),
    [
        (["Chicago"], "s", "Illinois"),
        (["Chicago"], "n", "USA"),
        (["Paris"], "n", "France"),
        (["Paris"], "s", ""),
        ([3], "s", ""),
    ],
)
def test_a_city_tells_its_region(cities, level, region):
    assert region_of(cities, level) == region


def test_absent_is_what_no_item_makes(spec):
    assert ABSENT is not None
