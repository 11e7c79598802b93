"""Calls and conditions of a script against the tools of the app, before any request."""

from __future__ import annotations

import pytest

from mockfn.chat import Reply, Tool, ToolCall
from mockfn.script import Rules, disagreements

CITY = {
    "type": "object",
    "properties": {
        "city": {"type": "string", "minLength": 2},
        "days": {"type": "integer", "maximum": 9},
        "stops": {"type": "array", "items": {"$ref": "#/$defs/stop"}, "maxItems": 2},
    },
    "required": ["city"],
    "$defs": {"stop": {"type": "object", "properties": {"at": {"type": "string"}}, "required": ["at"]}},
}
TOOLS = {"trip": Tool("trip", parameters=CITY), "now": Tool("now"), "odd": Tool("odd", parameters={"type": "no"})}


def told(write):
    rules = Rules()
    write(rules.when(user="go to {place} for {number:word} days"))
    return [str(problem).partition("rule 1, ")[2] for problem in disagreements(rules.script.rules[0], TOOLS)]


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"city": "Rome"},
        {"city": "{place}"},
        {"days": "{number}"},
        {"days": "{number} days"},
        {"stops": [{"at": "{place}"}, {}]},
        {"stops": "{place}"},
    ],
)
def test_what_may_be_right_when_it_is_said_is_no_problem(arguments):
    assert told(lambda rule: rule.call("trip", arguments)) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"city": 7}, "7 is not of type 'string' (at /city)"),
        ({"town": "{place}"}, "it has no parameter 'town'. Known: city, days, stops."),
        ({"city": "{place}", "days": 12}, "12 is greater than the maximum of 9 (at /days)"),
        ({"stops": ["{place}", "x"]}, "'x' is not of type 'object' (at /stops/1)"),
        (
            {"stops": [{"at": "a"}, {"at": "b"}, {"at": "c"}]},
            "[{'at': 'a'}, {'at': 'b'}, {'at': 'c'}] is too long (at /stops)",
        ),
    ],
)
def test_what_is_certainly_wrong_is_told(arguments, message):
    assert told(lambda rule: rule.call("trip", arguments)) == [f'call: "trip" rejects its arguments: {message}']


@pytest.mark.parametrize(
    ("write", "problems"),
    [
        (
            lambda rule: rule.call("trp"),
            ["call: there is no tool \"trp\". Did you mean 'trip'? Known: now, odd, trip."],
        ),
        (lambda rule: rule.call("trip", '{"city"'), []),
        (lambda rule: rule.call("now", at="{place}"), []),
        (lambda rule: rule.call("trp").misbehave(), []),
        (
            lambda rule: rule.say("a").then.call("nw"),
            ["call: there is no tool \"nw\". Did you mean 'now'? Known: now, odd, trip."],
        ),
        (
            lambda rule: rule.answer(Reply(tool_calls=(ToolCall("nw"),))),
            ["call: there is no tool \"nw\". Did you mean 'now'? Known: now, odd, trip."],
        ),
    ],
)
def test_names_of_tools(write, problems):
    assert told(write) == problems


def test_conditions_name_tools_too():
    rules = Rules()
    rules.when(tools=["trip", "nw"], tool_result="trp").say("x")
    problems = [str(problem).partition("rule 1, ")[2] for problem in disagreements(rules.script.rules[0], TOOLS)]
    assert problems == [
        "tools: there is no tool \"nw\". Did you mean 'now'? Known: now, odd, trip.",
        "tool_result: there is no tool \"trp\". Did you mean 'trip'? Known: now, odd, trip.",
    ]
