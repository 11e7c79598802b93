"""Fireworks: usage with the finish, and every unknown member at once."""

from __future__ import annotations

import re

import pytest

PROVIDER = "fireworks"
USER = {"role": "user", "content": "hi"}


def test_a_body_has_a_bare_uuid_and_neither_logprobs_nor_fingerprint(ask):
    body = ask.body()
    assert list(body) == ["id", "object", "created", "model", "choices", "usage"]
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", body["id"])
    assert list(body["choices"][0]) == ["index", "message", "finish_reason"]


def test_usage_is_null_until_the_finish(ask):
    *others, last, _done = ask.events()
    assert {chunk["usage"] for chunk in others} == {None}
    assert list(last["usage"]) == ["prompt_tokens", "total_tokens", "completion_tokens"]


def test_a_call_streams_by_tokens(ask):
    role, opening, *rest, last = ask.deltas(ask.call)
    assert role == {"role": "assistant"}
    assert opening["tool_calls"][0]["function"]["arguments"] == ""
    assert "".join(delta["tool_calls"][0]["function"]["arguments"] for delta in rest) == '{"city": "Paris", "days": 3}'
    assert last == {}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"foo": 1}, "Extra inputs are not permitted, field: 'foo', value: 1"),
        (
            {"messages": [{**USER, "reasoning": True}]},
            "Extra inputs are not permitted, field: 'messages[0].reasoning', value: True",
        ),
        (
            {"messages": [{**USER, "a": 1}], "tools": [{"type": "function", "function": {"name": "f"}, "x": None}]},
            "2 request validation errors: Extra inputs are not permitted, field: 'messages[0].a', value: 1;"
            " Extra inputs are not permitted, field: 'tools[0].x', value: None",
        ),
    ],
)
def test_unknown_members_are_refused_all_at_once(ask, body, message):
    assert ask.refusal(**body) == {
        "error": {
            "object": "error",
            "type": "invalid_request_error",
            "code": "invalid_request_error",
            "message": message,
        }
    }


def test_a_wrong_key_has_a_code_of_its_own(keyed):
    assert keyed("fireworks", {})[1]["error"]["code"] == "UNAUTHORIZED"
