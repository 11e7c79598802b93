from __future__ import annotations

from mockfn.chat import ChatRequest, Message, Tool, ToolChoice
from mockfn.grounding import choose

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


def asked(words: str, *tools: Tool, **more: object) -> ChatRequest:
    return ChatRequest(json={}, model="m", conversation=(Message("user", words),), tools=tools, **more)  # type: ignore[arg-type]


def test_each_city_of_a_list_is_a_call_of_its_own() -> None:
    chosen = choose(asked("What is the current temperature of New York, San Francisco, and Chicago?", WEATHER), seed=0)
    assert [call.arguments for call in chosen.calls] == [
        {"location": "New York, NY"},
        {"location": "San Francisco, CA"},
        {"location": "Chicago, IL"},
    ]


def test_without_parallel_calls_there_is_one() -> None:
    chosen = choose(asked("The weather of New York and Chicago?", WEATHER, parallel=False), seed=0)
    assert len(chosen.calls) == 1


def test_a_request_that_shares_no_word_with_a_tool_is_answered_with_text() -> None:
    assert choose(asked("Who wrote Hamlet?", WEATHER), seed=0).calls == ()


def test_a_forced_tool_is_called_even_so() -> None:
    forced = ToolChoice("required", ("get_current_weather",), named=True)
    chosen = choose(asked("Who wrote Hamlet?", WEATHER, tool_choice=forced), seed=0)
    assert [call.name for call in chosen.calls] == ["get_current_weather"]
