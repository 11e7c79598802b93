"""Models that misbehave."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import openai
import pytest

from mockfn import MockProvider
from mockfn.faults.replies import REPLIES
from mockfn.server import MockServer

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL: Any = {"type": "function", "function": {"name": "get_weather", "parameters": PARAMETERS}}
HI: Any = [{"role": "user", "content": "hi"}]


@pytest.mark.parametrize("name", REPLIES)
def test_a_model_that_misbehaves_answers_all_the_same(ask: Any, name: str) -> None:
    mock = MockProvider()
    mock.when().call("get_weather", city="Paris").misbehave(name)
    exchange = ask(mock, tools=[TOOL])
    assert exchange.response.status == 200
    assert mock.misses == []


def test_each_misbehaviour_is_wrong_in_its_own_way(ask: Any, calls: Any) -> None:
    def spoiled(name: str) -> list[Any]:
        mock = MockProvider()
        mock.when().call("get_weather", city="Paris").misbehave(name)
        return calls(ask(mock, tools=[TOOL]))

    with pytest.raises(ValueError, match=r"Unterminated|Expecting|Invalid"):
        json.loads(spoiled("malformed_arguments")[0]["function"]["arguments"])
    assert spoiled("unknown_function")[0]["function"]["name"] == "get_weather_v2"
    assert json.loads(spoiled("missing_argument")[0]["function"]["arguments"]) == {}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(spoiled("wrong_argument")[0]["function"]["arguments"]), PARAMETERS)
    first, second = spoiled("repeated_id")
    assert first["id"] == second["id"]
    assert len(spoiled("extra_call")) == 2
    assert spoiled("empty_answer") == []


def test_a_tool_loop_calls_again_after_every_result(ask: Any, calls: Any) -> None:
    mock = MockProvider()
    mock.when(user="hi").call("get_weather", city="Paris").misbehave("tool_loop").then.misbehave("tool_loop")
    call = calls(ask(mock, tools=[TOOL]))[0]
    history = [*HI, {"role": "assistant", "tool_calls": [call]}]
    history.append({"role": "tool", "tool_call_id": call["id"], "content": "21"})
    again = calls(ask(mock, messages=history, tools=[TOOL]))[0]
    assert again["function"] == call["function"]
    assert again["id"] != call["id"]


@pytest.mark.parametrize("streamed", [False, True])
def test_a_tool_loop_goes_on_for_as_long_as_the_real_client_does(
    streamed: bool, server: MockServer, client: openai.OpenAI
) -> None:
    server.mock.when(user="hi").call("get_weather", city="Paris").misbehave("tool_loop")
    server.mock.otherwise.say("the end")
    history: list[Any] = list(HI)
    ids = set()
    for turn in range(5):
        message = said(client, history, streamed)
        assert [(call["function"]["name"], call["function"]["arguments"]) for call in message["tool_calls"]] == [
            ("get_weather", '{"city":"Paris"}')
        ]
        call = message["tool_calls"][0]
        ids.add(call["id"])
        result = {"role": "tool", "tool_call_id": call["id"], "content": f"{turn}"}
        history += [{"role": "assistant", "tool_calls": [call]}, result]
    assert len(ids) == 5
    assert server.mock.misses == []


def said(client: openai.OpenAI, history: list[Any], streamed: bool) -> Any:
    """The message that answers, whole."""
    given: Any = {"model": "gpt-4o", "messages": history, "tools": [TOOL]}
    if not streamed:
        return client.chat.completions.create(**given).choices[0].message.model_dump()
    with client.chat.completions.stream(**given) as stream:
        return stream.get_final_completion().choices[0].message.model_dump()


def test_a_tool_loop_that_a_header_orders_goes_on_after_the_last_reply_of_a_rule(ask: Any, calls: Any) -> None:
    mock = MockProvider()
    mock.when(user="hi").call("get_weather", city="Paris")
    history: list[Any] = list(HI)
    for turn in range(3):
        exchange = ask(mock, {"x-mockfn-fail": "tool_loop"}, messages=history, tools=[TOOL])
        (call,) = calls(exchange)
        assert (call["function"]["arguments"], exchange.decision.source) == (
            '{"city":"Paris"}',
            "fault" if turn else "rule",
        )
        result = {"role": "tool", "tool_call_id": call["id"], "content": "21"}
        history += [{"role": "assistant", "tool_calls": [call]}, result]
    assert mock.misses == []


def test_a_tool_loop_begins_where_its_reply_is_due(ask: Any, calls: Any) -> None:
    mock = MockProvider()
    mock.when(user="hi").say("one moment").then.call("get_weather", city="Oslo").misbehave("tool_loop")
    turns = [*HI, {"role": "assistant", "content": "one moment"}, {"role": "user", "content": "well?"}]
    assert [calls(ask(mock, messages=turns[:count], tools=[TOOL])) != [] for count in (1, 3)] == [False, True]
