"""The three conversations of the providers' guides, through the real `openai` client over a socket.

Each runs sync and async, as JSON and as a stream: `say` is one turn in any of the four forms.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import openai
import pytest

from mockfn.server import MockServer

WEATHER: dict[str, Any] = {
    "name": "get_current_weather",
    "description": "Get the current weather in a given location",
    "parameters": {
        "type": "object",
        "properties": {
            "location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"},
            "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
        },
    },
}
REQUIRED = {**WEATHER, "parameters": {**WEATHER["parameters"], "required": ["location"]}}
CITIES = {"New York": "41", "San Francisco": "60", "Chicago": "33"}

Say = Callable[..., dict[str, Any]]


# Model by provider: each within what it supports.
PROVIDERS = {
    "openai": "gpt-4o",
    "aimlapi": "claude-sonnet-4-20250514",
    "deepinfra": "meta-llama/Meta-Llama-3.1-70B-Instruct",
}


@pytest.fixture(params=PROVIDERS)
def server(request: pytest.FixtureRequest) -> Iterator[MockServer]:
    with MockServer(provider=request.param) as running:
        yield running


@pytest.fixture(params=["sync", "async"])
def client(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["json", "stream"])
def say(request: pytest.FixtureRequest, client: str, server: MockServer) -> Say:
    """One turn: the assistant's message as a dict, with its finish reason."""
    stream = request.param == "stream"

    def once(**body: Any) -> dict[str, Any]:
        options = {"base_url": server.base_url, "api_key": "any"}
        body = {"model": PROVIDERS[server.mock.provider.name], **body}
        if client == "async":
            return asyncio.run(_ask_async(options, stream, body))
        with openai.OpenAI(**options) as sync:
            if stream:
                return _collect(list(sync.chat.completions.create(stream=True, **body)))
            return _message(sync.chat.completions.create(**body))

    return once


async def _ask_async(options: Any, stream: bool, body: Any) -> dict[str, Any]:
    async with openai.AsyncOpenAI(**options) as client:
        if stream:
            chunks = await client.chat.completions.create(stream=True, **body)
            return _collect([chunk async for chunk in chunks])
        return _message(await client.chat.completions.create(**body))


def _message(completion: Any) -> dict[str, Any]:
    choice = completion.choices[0]
    return {**choice.message.model_dump(exclude_none=True), "finish_reason": choice.finish_reason}


def _collect(chunks: list[Any]) -> dict[str, Any]:
    """What an app makes of a stream: texts and arguments joined, calls by their index."""
    message: dict[str, Any] = {"role": "assistant"}
    calls: dict[int, Any] = {}
    for chunk in chunks:
        for choice in chunk.choices:
            delta = choice.delta
            if delta.content:
                message["content"] = message.get("content", "") + delta.content
            for part in delta.tool_calls or ():
                call = calls.setdefault(part.index, {"type": "function", "function": {"name": "", "arguments": ""}})
                call["id"] = part.id or call["id"]
                call["function"]["name"] += part.function.name or ""
                call["function"]["arguments"] += part.function.arguments or ""
            if delta.function_call:
                legacy = message.setdefault("function_call", {"name": "", "arguments": ""})
                legacy["name"] += delta.function_call.name or ""
                legacy["arguments"] += delta.function_call.arguments or ""
            if choice.finish_reason:
                message["finish_reason"] = choice.finish_reason
    if calls:
        message["tool_calls"] = list(calls.values())
    return message


def _without_reason(message: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key != "finish_reason"}


def tools(function: dict[str, Any]) -> list[Any]:
    return [{"type": "function", "function": function}]


def test_three_cities_are_three_parallel_calls_then_an_answer_with_their_results(say: Say) -> None:
    question = "What is the current temperature of New York, San Francisco, and Chicago?"
    messages: list[Any] = [{"role": "user", "content": question}]
    first = say(messages=messages, tools=tools(WEATHER), tool_choice="auto")
    assert first["finish_reason"] == "tool_calls"
    calls = first["tool_calls"]
    locations = [json.loads(call["function"]["arguments"])["location"] for call in calls]
    assert locations == list(CITIES)
    assert len({call["id"] for call in calls}) == 3

    messages.append(_without_reason(first))
    for call, (city, degrees) in zip(calls, CITIES.items(), strict=True):
        result = json.dumps({"location": city, "temperature": degrees})
        messages.append({"role": "tool", "tool_call_id": call["id"], "content": result})
    answer = say(messages=messages, tools=tools(WEATHER))
    assert answer["finish_reason"] == "stop"
    assert all(word in answer["content"] for pair in CITIES.items() for word in pair)


@pytest.mark.parametrize("scripted", [True, False], ids=["scripted", "without a script"])
def test_one_city_is_a_call_with_its_required_location_then_an_answer(
    say: Say, server: MockServer, scripted: bool
) -> None:
    if scripted:
        rule = server.mock.when(user="weather in {city}").call("get_current_weather", location="{city}")
        rule.then.say("It is {result[temperature]} degrees in {city}.")
    messages: list[Any] = [{"role": "user", "content": "What is the weather in San Francisco?"}]
    first = say(messages=messages, tools=tools(REQUIRED))
    (call,) = first["tool_calls"]
    assert call["function"]["name"] == "get_current_weather"
    assert json.loads(call["function"]["arguments"])["location"] == "San Francisco"

    result = '{"location": "San Francisco", "temperature": "60"}'
    messages += [_without_reason(first), {"role": "tool", "tool_call_id": call["id"], "content": result}]
    answer = say(messages=messages, tools=tools(REQUIRED))
    assert answer["finish_reason"] == "stop"
    if scripted:
        assert answer["content"] == "It is 60 degrees in San Francisco."
    else:
        assert "60" in answer["content"]


@pytest.mark.parametrize("forced", [None, {"name": "get_current_weather"}], ids=["auto", "forced"])
def test_the_legacy_form_calls_a_function_and_answers_from_its_message(
    say: Say, server: MockServer, forced: Any
) -> None:
    choice = {} if forced is None else {"function_call": forced}
    messages: list[Any] = [{"role": "user", "content": "What is the weather in San Francisco?"}]
    first = say(messages=messages, functions=[REQUIRED], **choice)
    if server.mock.provider.name == "deepinfra":
        # Its documents know no functions: they are ignored, and the answer is text.
        assert first["content"]
        assert "function_call" not in first
        return
    if server.mock.provider.name == "openai":
        assert first["finish_reason"] == ("stop" if forced else "function_call")
    call = first["function_call"]
    assert call["name"] == "get_current_weather"
    assert json.loads(call["arguments"])["location"] == "San Francisco"

    messages += [
        {**_without_reason(first), "content": None},
        {"role": "function", "name": call["name"], "content": '{"temperature": "60"}'},
    ]
    assert "60" in say(messages=messages, functions=[REQUIRED])["content"]
