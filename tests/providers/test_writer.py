"""Writer: a path of its own, messages with what its own tools found, errors in a list."""

from __future__ import annotations

import re

import pytest

PROVIDER = "writer"


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/chat/completions"])
def test_chats_are_served_on_its_own_path_too(ask, path):
    assert ask.body(path=path)["choices"][0]["message"]["content"] == "It is sunny."


def test_the_members_of_a_body(ask):
    body = ask.body()
    members = "id object choices created model usage system_fingerprint service_tier"
    assert list(body) == members.split()
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", body["id"])
    assert list(body["choices"][0]) == ["index", "finish_reason", "message", "logprobs"]


def test_a_message_tells_what_its_own_tools_found(ask):
    message = ask.body()["choices"][0]["message"]
    assert list(message) == ["content", "role", "tool_calls", "graph_data", "llm_data", "image_data", "refusal"]
    assert (message["tool_calls"], message["graph_data"]["sources"]) == (None, None)


def test_calls_have_an_index(ask):
    calls = ask.body(ask.calls)["choices"][0]["message"]["tool_calls"]
    assert [call["index"] for call in calls] == [0, 1]


def test_a_delta_has_most_members_of_a_message(ask):
    first, *rest, last = ask.deltas(ask.call)
    assert list(first) == ["content", "role", "tool_calls", "graph_data", "refusal"]
    assert (first["tool_calls"][0]["function"]["name"], last["content"]) == ("get_weather", "")
    pieces = [delta["tool_calls"][0]["function"]["arguments"] for delta in rest]
    assert "".join(pieces) == '{"city": "Paris", "days": 3}'


def test_usage_is_in_the_chunk_that_finishes(ask):
    *others, last, _done = ask.events()
    assert {chunk["usage"] for chunk in others} == {None}
    assert list(last["usage"])[-2:] == ["prompt_token_details", "completion_tokens_details"]


def test_a_choice_without_tools_is_refused_in_a_list(ask):
    words = "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified."
    assert ask.refusal(tool_choice="auto") == {
        "tpe": "fail.input.generic",
        "errors": [{"description": words, "key": "fail.input.generic", "extras": None}],
        "extras": None,
    }
