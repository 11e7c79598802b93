"""What names and descriptions say of values."""

import pytest

from mockfn.grounding.prose import ABSENT, choices_of, read, split_name, words_in


def says(name, prose="", schema=None, kind="string"):
    return read(name, prose, schema or {}, kind)


@pytest.mark.parametrize("name", ["getUserInfo2", "get_user_info_2", "get-user-info.2"])
def test_an_identifier_is_words(name):
    assert split_name(name) == ["get", "user", "info", "2"]


def test_a_description_is_words():
    assert words_in("The user's city, please.") == ["the", "user's", "city", "please"]


@pytest.mark.parametrize(
    ("name", "prose", "topic"),
    [
        ("departure_city", "", "place"),
        ("start_date", "", "date"),
        ("from_currency", "", "currency"),
        ("where", "The city to look in", "place"),
        ("to_address", "The email address of the recipient", "email"),
        ("type", "Whether it is a city, a state or a country", ""),
        ("system", "The specific system (e.g. of the state)", ""),
        ("x", "", ""),
    ],
)
def test_the_name_says_what_a_string_is_and_else_the_description(name, prose, topic):
    assert says(name, prose).topic == topic


def test_the_format_says_it_first():
    assert says("thing", schema={"format": "email"}).topic == "email"


@pytest.mark.parametrize(
    ("prose", "percent"),
    [
        ("The rate in decimal form. Example, 5% is 0.05.", "decimal"),
        ("The rate, from 0 to 1", "decimal"),
        ("The rate in percent", "percent"),
        ("The rate", ""),
    ],
)
def test_a_description_says_how_shares_are_written(prose, percent):
    assert says("rate", prose, kind="number").percent == percent


def test_a_description_names_the_unit_it_asks_for():
    assert says("height", "Height in centimeters", kind="integer").measures == {"length": 0.01}


@pytest.mark.parametrize(
    ("prose", "kind", "default"),
    [
        ("The unit. Default is 'km'.", "string", "km"),
        ("The unit (defaults to meters)", "string", "meters"),
        ("How many. Default: 5", "integer", 5),
        ("How many, default 2.5", "number", 2.5),
        ("Whether. Defaults to true.", "boolean", True),
        ("Anything. Default is None", "string", ABSENT),
        ("Anything", "string", ABSENT),
    ],
)
def test_a_default_in_prose_is_read_as_its_type(prose, kind, default):
    assert says("it", prose, kind=kind).default == default


def test_the_schema_says_the_default_first():
    assert says("it", "Default is 5", {"default": 7}, "integer").default == 7


@pytest.mark.parametrize("prose", ["The city, e.g. Rome", "A city such as 'Rome'", "A city like Rome."])
def test_an_example_in_prose_is_read(prose):
    assert says("it", prose).example == "Rome"


@pytest.mark.parametrize(
    ("schema", "prose", "values", "closed"),
    [
        ({"enum": ["a", "b"]}, "", ["a", "b"], True),
        ({"const": 3}, "", [3], True),
        ({}, "Either 'red' or 'blue'", ["red", "blue"], False),
        ({}, "The type of paint (Watercolor, Oil, Acrylic).", ["Watercolor", "Oil", "Acrylic"], False),
        ({}, "E.g., painting, sculpture etc", ["painting", "sculpture"], False),
        ({}, "Whether it is city/state/country", ["city", "state", "country"], False),
        ({}, "The city and state, e.g. Austin, TX", [], False),
        ({}, "The day in the format 'YYYY-MM-DD'", [], False),
    ],
)
def test_values_are_named_by_an_enum_or_in_prose(schema, prose, values, closed):
    choices, is_closed = choices_of(schema, prose, "string")
    assert ([choice.value for choice in choices], is_closed) == (values, closed)


def test_a_short_value_has_the_word_it_stands_for():
    choices, _ = choices_of({}, "'c' for Celsius, 'f' for Fahrenheit", "string")
    assert [choice.alias != "" for choice in choices] == [True, True]


def test_absent_is_no_value():
    assert not ABSENT
    assert repr(ABSENT) == "ABSENT"
