"""Volcengine Ark: choices first, ids that begin with the time, errors that end in one."""

from __future__ import annotations

import re

import pytest

PROVIDER = "volcengine"
USER = {"role": "user", "content": "hi"}
REQUEST = re.compile(r" Request id: 02\d{10}[0-9a-f]{41}$")


def test_choices_come_first_and_in_alphabetical_order(ask):
    body = ask.body(ask.call)
    assert list(body) == ["choices", "created", "id", "model", "service_tier", "object", "usage"]
    choice = body["choices"][0]
    assert list(choice) == ["finish_reason", "index", "logprobs", "message"]
    assert list(choice["message"]) == ["content", "role", "tool_calls"]
    assert list(choice["message"]["tool_calls"][0]) == ["function", "id", "type"]


def test_an_id_begins_with_the_time(ask):
    body = ask.body()
    assert re.fullmatch(rf"02{body['created']}\d{{3}}[0-9a-f]{{38}}", body["id"])


def test_each_delta_has_the_role(ask):
    assert all(delta["role"] == "assistant" and "content" in delta for delta in ask.deltas(ask.call))


def test_a_call_streams_its_name_and_then_its_arguments(ask):
    opening, *rest = [delta["tool_calls"][0] for delta in ask.deltas(ask.call) if "tool_calls" in delta]
    assert list(opening) == ["function", "id", "index", "type"]
    assert "".join(part["function"]["arguments"] for part in rest) == '{"city": "Paris", "days": 3}'


def test_thoughts_come_before_the_text(ask):
    first, *_, last = ask.deltas(ask.thought)
    assert first == {"content": "", "reasoning_content": "The", "role": "assistant"}
    assert last == {"content": "", "role": "assistant"}
    assert ask.body(ask.thought)["choices"][0]["message"]["reasoning_content"] == "The user asks."


def test_usage_is_null_until_a_chunk_of_its_own_when_asked_for(ask):
    *others, last, _done = ask.events(stream_options={"include_usage": True})
    assert {chunk["usage"] for chunk in others} == {None}
    assert (last["choices"], last["usage"]["prompt_tokens_details"]) == ([], {"cached_tokens": 0})
    assert "usage" not in ask.events()[0]


@pytest.mark.parametrize(
    ("body", "code", "param", "message"),
    [
        (
            {"tool_choice": "X", "tools": [{}]},
            "InvalidParameter",
            "tool_choice",
            "The parameter `tool_choice` specified in the request are not valid: expected a string or an object, but"
            ' got `"X"` instead, supported values are: `auto`, `none`, `required`.',
        ),
        (
            {"messages": [{"role": "developer", "content": "x"}, USER]},
            "InvalidParameter",
            "messages.role",
            "The parameter `messages.role` specified in the request are not valid: invalid value: `developer`,"
            " supported values are: `system`, `assistant`, `user`, `tool`.",
        ),
    ],
)
def test_an_error_ends_in_the_requests_id(ask, body, code, param, message):
    if "tools" in body:
        body = {**body, "tools": [ask.tool]}
    error = ask.refusal(**body)["error"]
    assert list(error) == ["code", "message", "param", "type"]
    assert (error["code"], error["param"], error["type"]) == (code, param, "BadRequest")
    assert REQUEST.search(error["message"])
    assert REQUEST.sub("", error["message"]) == message


def test_a_wrong_key_is_a_401(keyed):
    status, body = keyed("volcengine", {})
    assert (status, body["error"]["code"], body["error"]["type"]) == (401, "AuthenticationError", "Unauthorized")
    assert body["error"]["message"].startswith("The API key or AK/SK in the request is missing or invalid. Request id:")


def test_a_missing_model_is_a_404(strictly):
    status, body = strictly("volcengine", "/api/v3/chat/completions")
    assert (status, body["error"]["code"]) == (404, "InvalidEndpointOrModel.NotFound")
    assert body["error"]["message"].startswith(
        "The model or endpoint no-such-model does not exist or you do not have access to it. Request id:"
    )
