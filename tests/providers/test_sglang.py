"""SGLang: every member in every delta, and pydantic's words for roles."""

from __future__ import annotations

import re

import pytest

PROVIDER = "sglang"
USER = {"role": "user", "content": "hi"}
SILENT = {"role": None, "content": None, "reasoning_content": None, "tool_calls": None}
ROLES = "'role' must be one of 'system', 'assistant', 'tool', or 'function' (case-insensitive)."


def flat(message, kind="BadRequestError"):
    return {"object": "error", "message": message, "type": kind, "param": None, "code": 400}


def test_a_body_tells_what_stopped_it_and_which_weights_answered(ask):
    body = ask.body()
    assert list(body) == ["id", "object", "created", "model", "choices", "usage", "metadata"]
    assert list(body["choices"][0]) == ["index", "message", "logprobs", "finish_reason", "matched_stop"]
    assert body["metadata"] == {"weight_version": "default"}


def test_beside_calls_content_is_null(ask):
    message = ask.body(ask.call)["choices"][0]["message"]
    assert (message["content"], list(message["tool_calls"][0])) == (None, ["id", "index", "type", "function"])
    assert re.fullmatch(r"call_[0-9a-f]{24}", message["tool_calls"][0]["id"])


def test_every_member_is_in_every_delta(ask):
    role, *_, last = ask.deltas(ask.thought)
    assert role == {**SILENT, "role": "assistant", "content": ""}
    assert last == SILENT
    assert all(list(delta) == list(SILENT) for delta in ask.deltas(ask.call))


def test_a_call_streams_its_name_and_then_its_arguments(ask):
    opening, *rest = [delta["tool_calls"][0] for delta in ask.deltas(ask.call) if delta["tool_calls"]]
    assert opening["function"] == {"name": "get_weather", "arguments": ""}
    assert {(part["id"], part["function"]["name"]) for part in rest} == {(None, None)}
    assert "".join(part["function"]["arguments"] for part in rest) == '{"city": "Paris", "days": 3}'


def test_usage_comes_in_a_chunk_of_its_own_when_asked_for(ask):
    assert ask.events()[-2]["choices"][0]["finish_reason"] == "stop"
    assert ask.events(stream_options={"include_usage": True})[-2]["choices"] == []


@pytest.mark.parametrize("role", ["developer", "boss"])
def test_a_role_is_refused_by_each_model_that_a_message_could_be(ask, role):
    where = "('body', 'messages', 1, 'ChatCompletionMessage"
    message = (
        f"[{{'type': 'value_error', 'loc': {where}GenericParam', 'role'), 'msg': \"Value error, {ROLES}\","
        f" 'input': '{role}', 'ctx': {{'error': ValueError(\"{ROLES}\")}}}},"
        f" {{'type': 'literal_error', 'loc': {where}UserParam', 'role'), 'msg': \"Input should be 'user'\","
        f" 'input': '{role}', 'ctx': {{'expected': \"'user'\"}}}}]"
    )
    assert ask.refusal(messages=[USER, {"role": role, "content": "x"}]) == flat(message, "Bad Request")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"messages": []}, "Messages cannot be empty."),
        (
            {"tool_choice": {"type": "function", "function": {"name": "nope"}}, "tools": [{}]},
            "Tool 'nope' not found in tools list.",
        ),
    ],
)
def test_what_it_refuses_and_how(ask, body, message):
    if "tools" in body:
        body = {**body, "tools": [ask.tool]}
    assert ask.refusal(**body) == flat(message)


@pytest.mark.parametrize("body", [{"model": ...}, {"foo": 1}, {"tool_choice": "auto"}, {"messages": [USER, USER]}])
def test_what_it_takes(ask, body):
    assert ask.exchange(**body).response.status == 200
