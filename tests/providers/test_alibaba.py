"""Alibaba Cloud Model Studio (DashScope): its fragments and its errors."""

from __future__ import annotations

import re

import pytest

PROVIDER = "alibaba"
ALGO = "<400> InternalError.Algo.InvalidParameter: "
USER = {"role": "user", "content": "hi"}
CALLS = {
    "role": "assistant",
    "content": None,
    "tool_calls": [{"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}],
}


def test_ids_are_a_uuid(ask):
    assert re.fullmatch(r"chatcmpl-[0-9a-f-]{36}", ask.body()["id"])


def test_fragments_repeat_an_empty_id_and_the_type(ask):
    fragments = [delta["tool_calls"][0] for delta in ask.deltas(ask.call) if delta.get("tool_calls")][1:]
    assert {(one["id"], one["type"]) for one in fragments} == {("", "function")}


@pytest.mark.parametrize(
    ("body", "message", "code"),
    [
        (
            {"messages": [USER, CALLS, USER]},
            f'{ALGO}An assistant message with "tool_calls" must be followed by tool messages responding to each'
            ' "tool_call_id". The following tool_call_ids did not have response messages: message[2].role',
            "invalid_parameter_error",
        ),
        (
            {"messages": [USER, {"role": "tool", "tool_call_id": "a", "content": "1"}]},
            f'{ALGO}messages with role "tool" must be a response to a preceeding message with "tool_calls".',
            "invalid_parameter_error",
        ),
        (
            {"tools": [{"type": "function", "function": {"name": "f" * 65}}]},
            f"{ALGO}The length of the tool name cannot exceed 64.",
            "invalid_parameter_error",
        ),
        ({"tools": []}, "[] is too short - 'tools'", None),
        (
            {"tool_choice": "auto"},
            f"{ALGO}When using `tool_choice`, `tools` must be set.",
            "invalid_parameter_error",
        ),
    ],
)
def test_what_it_refuses_and_how(ask, body, message, code):
    answer = ask.refusal(**body)
    assert answer["error"] == {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    assert answer["id"] == f"chatcmpl-{answer['request_id']}"
