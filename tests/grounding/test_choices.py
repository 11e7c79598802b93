"""Choices and flags that a text says."""

import pytest

from mockfn.grounding.choices import choices_said, flag_said
from mockfn.grounding.scan import scan


def said(spec, text):
    return [item.value for item in choices_said(list(enumerate(spec.params)), scan(text), spec.own)]


@pytest.mark.parametrize(
    ("values", "text", "expected"),
    [
        (["celsius", "fahrenheit"], "in Celsius please", ["celsius"]),
        (["scenic_view", "camping"], "camping with scenic views", ["camping", "scenic_view"]),
        (["Violin Lessons", "Piano Lessons"], "violin lessons", ["Violin Lessons"]),
        (["Violin Lessons", "Piano Lessons"], "lessons", []),
        (["Disabled Access", "Parking"], "for disabled people", ["Disabled Access"]),
        (["six_months", "year"], "the last six months", ["six_months"]),
        (["Free WiFi", "Gym"], "with free wifi", ["Free WiFi"]),
        ([1, 2], "some of them", []),
        (["on", "off"], "turn off the lamp on the desk", ["off"]),
        (["ON", "OFF"], "switch the lamp on", ["ON"]),
        (["on", "off"], "turn on this one and turn off the other", ["on", "off"]),
        (["on", "off"], "the lamp, please", []),
        (["on", "around"], "turn on the lamp", []),
    ],
)
def test_a_choice_is_heard_in_any_form(spec, values, text, expected):
    assert said(spec("f", option={"enum": values}), text) == expected


def test_of_choices_said_by_the_same_words_the_longer_counts(spec):
    one = spec("f", a={"enum": ["Guitar"]}, b={"enum": ["Guitar Lessons"]})
    assert said(one, "guitar lessons") == ["Guitar Lessons"]


def test_a_word_stands_for_a_short_choice(spec):
    unit = {"type": "string", "description": "'c' for Celsius, 'f' for Fahrenheit"}
    assert said(spec("f", unit=unit), "in Fahrenheit") == ["f"]


def test_part_of_a_choice_is_not_said_by_the_tools_own_words(spec):
    one = spec("find_court", "Find a court", option={"enum": ["court_updates"]})
    assert said(one, "find the court") == []


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("include_images", "with images please", True),
        ("include_images", "without any images", False),
        ("include_images", "text only", None),
        ("standardize", "also apply standardization", True),
        ("is_active", "all active users", True),
        ("allow", "allow it", None),
    ],
)
def test_a_flag_is_turned_on_or_off(spec, name, text, value):
    (param,) = spec("f", **{name: "boolean"}).params
    item = flag_said(0, param, scan(text))
    assert (item and item.value) == value


def test_the_code_of_a_language_is_its_name_and_goes_where_the_sentence_says(spec):
    codes = {"enum": ["en", "fr", "de"]}
    one = spec("translate", source_language=codes, target_language=codes)
    items = choices_said(list(enumerate(one.params)), scan("from English to French"), one.own)
    assert [(one.params[item.param].name, item.value) for item in items] == [
        ("source_language", "en"),
        ("target_language", "fr"),
    ]
