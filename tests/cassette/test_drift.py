import pytest

from mockfn.cassette import changes, drift
from mockfn.cassette.conversation import tools_of

CITY = {"location": {"type": "string"}, "unit": {"enum": ["c", "f"]}}
GIVEN = {"location": "Paris"}


def tell(make, arguments, today, before=None, name="weather", sent=None):
    old = [make.tool(name, before or CITY, ["location"])]
    interaction = make.interaction(make.ask(("user", "?"), tools=old), make.reply(make.call(name, arguments)))
    return [str(found) for found in drift(interaction, make.ask(("user", "?"), tools=today))]


def test_a_call_that_fits_the_tools_of_today_has_not_drifted(make):
    today = make.tool("weather", CITY | {"days": {"type": "integer"}}, ["location"])
    assert tell(make, GIVEN, [today]) == []


CASES = {
    "renamed": (
        {"city": {"type": "string"}},
        ["city"],
        "tool 'weather', parameter 'location': the recorded call gives it, the tool does not take it "
        "(perhaps renamed to 'city').",
    ),
    "renamed, nothing required": (
        {"city": {"type": "string"}},
        [],
        "tool 'weather', parameter 'location': the recorded call gives it, the tool does not take it "
        "(perhaps renamed to 'city').",
    ),
    "removed": (
        {"unit": {"enum": ["c", "f"]}},
        [],
        "tool 'weather', parameter 'location': the recorded call gives it, the tool does not take it (it takes unit).",
    ),
    "re-typed": (
        {"location": {"type": "object"}},
        ["location"],
        "tool 'weather', parameter 'location': was string, is object today; the recorded call does not fit: "
        "'Paris' is not of type 'object'.",
    ),
    "narrowed": (
        {"location": {"type": "string", "enum": ["Rome"]}},
        [],
        "tool 'weather', parameter 'location': the recorded call does not fit: 'Paris' is not one of ['Rome'].",
    ),
    "newly required": (
        CITY | {"days": {"type": "integer"}},
        ["location", "days"],
        "tool 'weather', parameter 'days': required today, absent from the recorded call.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_names_tool_parameter_and_what_changed(make, case):
    properties, required, message = CASES[case]
    assert tell(make, GIVEN, [make.tool("weather", properties, required)]) == [message]


def test_a_tool_that_is_gone_is_named_with_the_nearest(make):
    assert tell(make, GIVEN, [make.tool("get_weather", CITY)]) == [
        "tool 'weather': the recorded answer calls it, the app does not offer it. Did you mean 'get_weather'?"
    ]


def test_streamed_calls_are_checked_too(make):
    delta = {"tool_calls": [{"index": 0, "id": "c", "function": {"name": "weather", "arguments": '{"location":"X"}'}}]}
    asked = make.ask(("user", "?"), tools=[make.tool("weather", CITY)])
    today = make.ask(("user", "?"), tools=[make.tool("weather", {"city": {"type": "string"}})])
    assert len(drift(make.interaction(asked, make.stream(delta)), today)) == 1


def test_a_fault_that_the_recording_had_already_is_no_drift(make):
    before = {"location": {"type": "string"}, "days": {"type": "integer"}}
    today = [make.tool("weather", before | {"more": {"type": "string"}}, ["location"])]
    assert tell(make, {"location": 1}, today, before) == []
    assert tell(make, "no json", today, before) == []
    assert tell(make, GIVEN, [{"type": "function", "function": {"name": "weather"}}], before) == []


def test_a_call_of_what_nobody_offered_is_no_drift(make):
    interaction = make.interaction(make.ask(("user", "?")), make.reply(make.call("invented", {})))
    assert drift(interaction, make.ask(("user", "?"))) == ()


def test_a_tool_that_takes_anything_takes_what_it_does_not_name(make):
    today = [make.tool("weather", {"city": {"type": "string"}}, additionalProperties=True)]
    assert tell(make, {"extra": 1}, today, {"city": {"type": "string"}}) == []


LENIENT = {
    "$ref": {"$ref": "#/$defs/a", "$defs": {"a": {"type": "object"}}},
    "patterns": {"type": "object", "properties": {"a": {}}, "patternProperties": {".*": {}}},
    "malformed": {"type": "object", "properties": ["a"]},
    "no schema": {"type": "nothing"},
}


@pytest.mark.parametrize("kind", LENIENT)
def test_schemas_that_name_no_parameters_or_are_none_are_left_to_the_validator(make, kind):
    today = {"type": "function", "function": {"name": "weather", "parameters": LENIENT[kind]}}
    assert tell(make, GIVEN, [today]) == []


def test_changes_between_two_sets_of_tools(make):
    def tools(*given):
        return tools_of(make.ask(("user", "?"), tools=list(given)))

    before = tools(
        make.tool("a", {"x": {"type": "string"}, "y": {"type": "string"}}),
        make.tool("b", {}),
        make.tool("c", {"k": {}}),
    )
    today = tools(
        make.tool("a", {"z": {"type": "string"}, "y": {"type": "integer"}}),
        make.tool("c", {"k": {"minimum": 1}, "n": {}}),
        make.tool("d", {}),
    )
    assert [str(change) for change in changes(before, today)] == [
        "tool 'b': not offered any more. Known: a, c, d.",
        "tool 'a', parameter 'x': renamed to 'z'.",
        "tool 'a', parameter 'y': was string, is integer today.",
        "tool 'c', parameter 'n': new.",
        "tool 'c', parameter 'k': its schema changed.",
        "tool 'd': offered today, not when this was recorded.",
    ]
