"""Calls and their results, over the whole conversation."""

import pytest

KIND = "invalid_request_error"
USER = {"role": "user", "content": "hi"}
UNANSWERED = (
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The"
    " following tool_call_ids did not have response messages: {}"
)
ORPHAN = "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."
NO_ID = "Missing parameter 'tool_call_id': messages with role 'tool' must have a 'tool_call_id'."
UNKNOWN_ID = "Invalid parameter: 'tool_call_id' of 'b' not found in 'tool_calls' of previous message."
NO_NAME = "Missing parameter 'name': messages with role 'function' must have a 'name'."
WITH_FUNCTIONS = (
    "Invalid parameter: 'tool_calls' cannot be used when 'functions' are present. Please use 'tools' instead of"
    " 'functions'."
)


def calls(*ids):
    made = [{"id": one, "type": "function", "function": {"name": "f", "arguments": "{}"}} for one in ids]
    return {"role": "assistant", "content": None, "tool_calls": made}


def result(identifier):
    return {"role": "tool", "tool_call_id": identifier, "content": "1"}


@pytest.mark.parametrize(
    ("messages", "param", "message"),
    [
        ([USER, calls("c1"), USER], "messages.[2].role", UNANSWERED.format("c1")),
        ([USER, calls("a", "b", "c"), result("b"), USER], "messages.[3].role", UNANSWERED.format("a, c")),
        ([USER, calls("a"), calls("b"), result("b")], "messages.[2].role", UNANSWERED.format("a")),
        ([USER, calls("a", "b"), result("a")], "messages", UNANSWERED.format("b")),
        ([USER, calls("a")], "messages", UNANSWERED.format("a")),
        ([USER, result("a")], "messages.[1].role", ORPHAN),
        ([USER, calls("a"), result("a"), USER, result("a")], "messages.[4].role", ORPHAN),
        ([USER, calls("a"), result("b")], "messages.[2].tool_call_id", UNKNOWN_ID),
        ([USER, calls("a"), {"role": "tool", "content": "1"}], "messages.[2].tool_call_id", NO_ID),
        ([{"role": "function", "content": "1"}], "messages.[0].name", NO_NAME),
    ],
)
def test_a_conversation_that_does_not_hold_together(refused, messages, param, message):
    assert refused(messages=messages) == (400, KIND, param, None, message)


def test_tool_calls_do_not_go_with_legacy_functions(refused):
    messages = [USER, calls("a"), result("a")]
    expected = (400, KIND, "messages.[1].tool_calls", None, WITH_FUNCTIONS)
    assert refused(messages=messages, functions=[{"name": "f"}]) == expected


@pytest.mark.parametrize(
    "messages",
    [
        [USER, calls("a"), result("a")],
        [USER, calls("a", "b"), result("b"), result("a"), USER],
        [USER, calls("a"), result("a"), calls("a"), result("a")],
        [USER, calls("a"), result("a"), result("a")],
        [calls("a"), result("a"), calls("b"), result("b"), {"role": "assistant", "content": "x"}],
        [USER, {"role": "function", "name": "f", "content": "1"}],
    ],
)
def test_a_conversation_that_does(refused, messages):
    assert refused(messages=messages) is None
