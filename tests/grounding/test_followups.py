"""A question that goes on from the one before."""

import pytest

from mockfn.chat import ChatRequest, Message, Tool, ToolCall
from mockfn.grounding import choose
from mockfn.schema import validator

WEATHER = Tool(
    "get_weather",
    "Get the weather",
    {
        "type": "object",
        "properties": {
            "city": {"type": "string"},
            "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
            "date": {"type": "string", "format": "date"},
        },
        "required": ["city"],
    },
)
MAIL = Tool(
    "send_email",
    "Send an email",
    {"type": "object", "properties": {"to": {"type": "string", "format": "email"}}, "required": ["to"]},
)
BEFORE = '{"city": "Rome", "unit": "celsius"}'


def calls(words, arguments=BEFORE, tools=(WEATHER, MAIL), name="get_weather"):
    history = (
        Message("user", "The weather in Rome in celsius?"),
        Message("assistant", tool_calls=(ToolCall(name, arguments, "call_1"),)),
        Message("tool", "21", call_id="call_1", name=name),
        Message("assistant", "21 degrees."),
    )
    chat = ChatRequest(json={}, model="m", conversation=(*history, Message("user", words)), tools=tools)
    return [(call.name, dict(call.arguments)) for call in choose(chat, seed=0).calls]


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("And in Oslo?", [{"city": "Oslo"}]),
        ("What about Paris and London?", [{"city": "Paris"}, {"city": "London"}]),
        ("How about Lima in fahrenheit?", [{"city": "Lima", "unit": "fahrenheit"}]),
        ("And on 2026-03-04?", [{"date": "2026-03-04"}]),
        ("Same for Madrid", [{"city": "Madrid"}]),
    ],
)
def test_what_is_not_said_again_stays_as_it_was(words, changed):
    assert calls(words) == [("get_weather", {"city": "Rome", "unit": "celsius", **one}) for one in changed]


@pytest.mark.parametrize("words", ["And who wrote Hamlet?", "And thanks!", "Thanks, Paris was great", "And", ""])
def test_another_question_is_no_call(words):
    assert calls(words) == []


def test_a_tool_that_is_spoken_of_comes_before_the_last_one():
    assert calls("And email ann@example.com") == [("send_email", {"to": "ann@example.com"})]


@pytest.mark.parametrize("arguments", ["{", "[]", "", '{"town": "Rome"}', '{"unit": 5}', "[" * 100_000])
def test_whatever_the_history_says_the_arguments_validate(arguments):
    ((name, found),) = calls("And in Oslo?", arguments)
    assert (name, found["city"]) == ("get_weather", "Oslo")
    assert validator(WEATHER.parameters).is_valid(found)


def test_a_tool_that_is_not_offered_any_more_is_not_called():
    assert calls("And in Oslo?", tools=(MAIL,)) == []
