"""Arguments for one tool."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.chat import Tool
from mockfn.grounding.assign import assign
from mockfn.grounding.fill import fill_record, mentions_for
from mockfn.grounding.records import one_record
from mockfn.grounding.scan import scan
from mockfn.grounding.toolspec import compile_tool
from mockfn.schema import validator


def fill(tool, words):
    """The arguments of one call of `tool`, filled as `choose` fills them."""
    spec, found = compile_tool(tool), scan(words)
    told = assign(spec, found, mentions_for(spec, found))
    return fill_record(spec, found, one_record(spec, told), seed=0)


def test_arguments_come_from_the_users_words(tool):
    filled = fill(tool("plan", city="string", days="integer"), "7 days in Rome")
    assert filled.arguments == {"city": "Rome", "days": 7}
    assert filled.because == ("city = 'Rome': from 'Rome'.", "days = 7: from '7 days'.")


def test_optional_parameters_nobody_mentions_are_left_out(tool):
    one = tool("plan", required=["city"], city="string", style="string", pets="boolean")
    assert fill(one, "a trip to Rome").arguments == {"city": "Rome"}


def test_members_of_objects_are_filled(tool):
    budget = {"type": "object", "properties": {"min": {"type": "number"}, "max": {"type": "number"}}}
    filled = fill(tool("find_house", budget=budget), "a house from $300,000 to $400,000")
    assert filled.arguments == {"budget": {"min": 300_000, "max": 400_000}}


@pytest.mark.parametrize(
    ("part", "value", "why"),
    [
        ({"type": "integer", "description": "How many. Default is 5."}, 5, "its default"),
        ({"type": "string", "enum": ["red", "blue"]}, "red", "the first value it names"),
        ({"type": "integer", "description": "A number, e.g. 42"}, 42, "the example it gives"),
        ({"type": "boolean"}, True, "the request is about it"),
    ],
)
def test_what_nobody_says_comes_from_the_description(tool, part, value, why):
    filled = fill(tool("f", thing=part), "")
    assert filled.arguments == {"thing": value}
    assert filled.because == (f"thing = {value!r}: {why}.",)


def test_a_start_is_zero_unless_something_is_said(tool):
    assert fill(tool("f", initial_speed="integer"), "").arguments == {"initial_speed": 0}


def test_a_state_is_where_the_city_lies(tool):
    filled = fill(tool("f", city="string", state="string"), "weather in Chicago")
    assert filled.arguments == {"city": "Chicago", "state": "Illinois"}


def test_the_unit_of_the_numbers_is_said_in_passing(tool):
    unit = {"type": "string", "description": "The unit of measure. Defaults to 'cm'."}
    one = tool("area", required=["base"], base="integer", unit=unit)
    assert fill(one, "a base of 12 m").arguments == {"base": 12, "unit": "m"}
    assert fill(one, "a base of 12 cm").arguments == {"base": 12}


def test_how_often_a_year_is_said_in_passing(tool):
    often = {"type": "integer", "description": "The number of times interest is compounded per year"}
    assert fill(tool("f", n=often), "compounded quarterly").arguments == {"n": 4}


def test_a_list_is_taken_apart_where_none_is_taken(tool):
    filled = fill(tool("gcd", num1="integer", num2="integer"), "of (12, 18)")
    assert filled.arguments == {"num1": 12, "num2": 18}


@pytest.mark.parametrize(
    "part",
    [
        {"type": "integer", "minimum": 10},
        {"type": "string", "pattern": "^[A-Z]{3}$"},
        {"type": "string", "format": "date"},
        {"type": "array", "items": {"type": "string", "maxLength": 2}},
        {"anyOf": [{"type": "integer", "maximum": 1}, {"type": "null"}]},
        {"not": {"type": "string"}},
    ],
)
def test_a_value_that_does_not_fit_gives_way(tool, part):
    one = tool("plan", city="string", thing=part)
    arguments = fill(one, "thing 7 in Rome for Ana, thing of Bob").arguments
    assert validator(one.parameters).is_valid(arguments)
    assert arguments["city"] == "Rome"


def test_a_schema_that_no_value_meets_is_no_error():
    assert fill(Tool("f", "", {"type": "object", "not": {}}), "Rome").arguments == {}


@given(
    st.text(max_size=120),
    st.dictionaries(
        st.sampled_from(["city", "days", "rate", "unit", "names", "on"]),
        st.sampled_from(
            [
                {"type": "string"},
                {"type": "integer"},
                {"type": "number", "minimum": 0.5},
                {"type": "boolean"},
                {"type": "array", "items": {"type": "string"}},
                {"enum": ["a", 1, None]},
                {"const": "x"},
                {"type": ["string", "null"]},
                {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
                True,
                {},
            ]
        ),
    ),
)
def test_arguments_always_validate(words, properties):
    schema = {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}
    assert validator(schema).is_valid(fill(Tool("f", "Do it", schema), words).arguments)
