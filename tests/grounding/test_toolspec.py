"""A tool compiled once."""

import pytest

from mockfn.chat import Tool
from mockfn.grounding.lexicon import stem
from mockfn.grounding.toolspec import compile_tool, resolve


def test_the_same_content_is_compiled_once():
    schema = {"type": "object", "properties": {"city": {"type": "string"}}}
    assert compile_tool(Tool("f", "d", schema)) is compile_tool(Tool("f", "d", dict(schema)))


def test_a_tool_is_known_by_its_name_most(spec):
    known = spec("book_flight", "Reserve a seat", city="string").words
    assert known[stem("flight")] > known[stem("seat")] > known[stem("city")]


def test_words_that_most_tools_have_tell_little(spec):
    known = spec("get_weather", "Get it").words
    assert known[stem("get")] < known[stem("weather")]


def test_what_siblings_share_says_little_of_each(spec):
    start, end = spec("f", start_date="string", end_date="string").params
    assert start.words[stem("start")] > start.words[stem("date")] == end.words[stem("date")]


def test_members_of_objects_are_parameters_of_their_own(spec):
    budget = {"type": "object", "properties": {"min": {"type": "number"}, "max": {"type": "number"}}}
    (low, high) = spec("f", budget=budget).params
    assert (low.path, low.name, low.required, low.awaited) == (("budget", "min"), "min", False, True)
    assert high.path == ("budget", "max")


def test_city_and_state_apart_are_noticed(spec):
    assert spec("f", city="string", state="string").splits_places
    assert not spec("f", city="string").splits_places


def test_lists_are_noticed(spec):
    assert spec("f", numbers={"type": "array", "items": {"type": "integer"}}).takes_lists


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": ["string", "null"]}, "string"),
        ({"anyOf": [{"type": "null"}, {"type": "integer"}]}, "integer"),
        ({"oneOf": [{"type": "number"}, {"type": "string"}]}, "number"),
        ({"$ref": "#/$defs/day"}, "string"),
        ({"allOf": [{"type": "integer"}, {"minimum": 1}]}, "integer"),
        ({"enum": ["a", "b"]}, "string"),
        ({"const": True}, "boolean"),
        ({"items": {}}, "array"),
        ({}, "any"),
        (True, "any"),
        ({"$ref": "https://example.com/schema"}, "any"),
    ],
)
def test_the_kind_is_read_through_references_and_choices(schema, kind):
    root = {"properties": {"x": schema}, "$defs": {"day": {"type": "string", "enum": ["mon"]}}}
    (param,) = compile_tool(Tool("f", "", root)).params
    assert param.kind == kind


def test_all_parts_of_a_schema_count():
    merged = resolve({"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}], "type": "object"}, {})
    assert merged == {"type": "object", "properties": {"a": {}, "b": {}}}


@pytest.mark.parametrize("parameters", [None, True, False, {}, {"properties": 3}, {"required": "x"}])
def test_a_tool_without_parameters_has_none(parameters):
    assert compile_tool(Tool("f", "", parameters)).params == ()


def test_a_schema_that_contains_itself_is_read_in_part():
    node = {"type": "object", "properties": {name: {"$ref": "#/$defs/node"} for name in "abcdef"}}
    found = compile_tool(Tool("f", "", {**node, "$defs": {"node": node}})).params
    assert 0 < len(found) <= 200
