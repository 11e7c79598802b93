"""Which tools are called, how often, with what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.chat import ChatRequest, Message, Tool, ToolChoice
from mockfn.grounding import choose
from mockfn.schema import validator

WEATHER = Tool(
    "get_current_weather",
    "Get the current weather in a given location",
    {
        "type": "object",
        "properties": {
            "location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"},
            "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
        },
    },
)
MAIL = Tool(
    "send_email",
    "Send an email",
    {
        "type": "object",
        "properties": {"to": {"type": "string", "format": "email"}, "body": {"type": "string"}},
        "required": ["to", "body"],
    },
)


def calls(chat):
    return [(call.name, dict(call.arguments)) for call in choose(chat, seed=0).calls]


def test_each_city_of_a_list_is_a_call_of_its_own(asked):
    assert calls(asked("What is the current temperature of New York, San Francisco, and Chicago?", WEATHER)) == [
        ("get_current_weather", {"location": "New York"}),
        ("get_current_weather", {"location": "San Francisco"}),
        ("get_current_weather", {"location": "Chicago"}),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "What's the temperature in Rome?",
        "What is the current temperature of Rome?",
        "How warm is it in Rome?",
        "Is it raining in Rome?",
        "Should I take an umbrella to Rome?",
        "The forecast for Rome, please",
    ],
)
def test_who_asks_for_the_temperature_asks_for_the_weather(asked, words):
    assert calls(asked(words, WEATHER)) == [("get_current_weather", {"location": "Rome"})]


def test_a_verb_that_names_the_tool_and_a_value_are_enough(asked):
    search = Tool("search_web", "Search the web", {"properties": {"query": {"type": "string"}}, "required": ["query"]})
    assert calls(asked('Search for "tulips"', search)) == [("search_web", {"query": "tulips"})]
    assert calls(asked('Who wrote "Tulips"?', search)) == []


@pytest.mark.parametrize(("words", "name"), [("What is 3 plus 4?", "add"), ("What is 3 times 4?", "multiply")])
def test_an_operation_is_named_by_any_of_its_words(asked, words, name):
    numbers = {"properties": {"a": {"type": "number"}, "b": {"type": "number"}}, "required": ["a", "b"]}
    tools = [Tool("multiply", "Multiply two numbers", numbers), Tool("add", "Add two numbers", numbers)]
    assert calls(asked(words, *tools)) == [(name, {"a": 3, "b": 4})]


def test_a_choice_in_the_users_words_is_taken(asked):
    assert calls(asked("The weather in Paris in celsius, please", WEATHER)) == [
        ("get_current_weather", {"location": "Paris", "unit": "celsius"})
    ]


def test_the_tool_that_the_words_speak_of_is_called(asked):
    assert calls(asked("Send an email to ana@example.com saying 'Hello'", WEATHER, MAIL)) == [
        ("send_email", {"to": "ana@example.com", "body": "Hello"})
    ]


def test_two_tools_are_called_where_both_are_asked_for(asked):
    found = calls(asked("Get the weather in Rome and send an email to ana@example.com saying 'Hello'", WEATHER, MAIL))
    assert found == [
        ("get_current_weather", {"location": "Rome"}),
        ("send_email", {"to": "ana@example.com", "body": "Hello"}),
    ]


def test_without_parallel_calls_there_is_one(asked):
    assert len(calls(asked("The weather in Rome and in Paris, and send an email", WEATHER, MAIL, parallel=False))) == 1


def test_a_request_that_no_tool_fits_is_answered_with_text(asked):
    chosen = choose(asked("Who wrote Hamlet?", WEATHER), seed=0)
    assert chosen.calls == ()
    assert chosen.because == ("get_current_weather comes nearest to the request, but too little of it is asked for.",)


@pytest.mark.parametrize(
    "choice", [ToolChoice("required"), ToolChoice("required", ("get_current_weather",), named=True)]
)
def test_a_forced_call_is_made_even_so(asked, choice):
    assert [name for name, _ in calls(asked("Who wrote Hamlet?", WEATHER, tool_choice=choice))] == [WEATHER.name]


def test_a_named_tool_is_called_once(asked):
    named = ToolChoice("required", ("get_current_weather",), named=True)
    found = calls(asked("Send an email about the weather in Rome and Paris", WEATHER, MAIL, tool_choice=named))
    assert [name for name, _ in found] == ["get_current_weather"]


def test_none_means_no_call(asked):
    assert choose(asked("The weather in Rome", WEATHER, tool_choice=ToolChoice("none")), seed=0).calls == ()


def test_only_allowed_tools_are_called(asked):
    allowed = ToolChoice("auto", ("send_email",))
    assert calls(asked("The weather in Rome", WEATHER, MAIL, tool_choice=allowed)) == []


def test_the_reasons_name_the_words(asked):
    because = choose(asked("The weather in Rome", WEATHER), seed=0).because
    assert because == (
        "get_current_weather shares 'weather' with the request.",
        "location = 'Rome': from 'Rome'.",
    )


def test_the_latest_user_message_is_read():
    talk = (
        Message("user", "Weather in Rome"),
        Message("assistant", "Sunny."),
        Message("user", "And the weather in Oslo?"),
    )
    assert calls(ChatRequest(json={}, model="m", conversation=talk, tools=(WEATHER,))) == [
        ("get_current_weather", {"location": "Oslo"})
    ]


@given(st.text(max_size=200))
def test_every_call_is_valid_whatever_the_words(words):
    forced = ToolChoice("required")
    chat = ChatRequest(
        json={}, model="m", conversation=(Message("user", words),), tools=(WEATHER, MAIL), tool_choice=forced
    )
    chosen = choose(chat, seed=0)
    assert chosen.calls
    schemas = {tool.name: tool.parameters for tool in chat.tools}
    assert all(validator(schemas[call.name]).is_valid(dict(call.arguments)) for call in chosen.calls)
    assert choose(chat, seed=0) == chosen
