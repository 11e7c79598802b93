"""What is sent is what the `openai` package declares: its types take each body and chunk with nothing left over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from openai.types.model import Model
from pydantic import BaseModel

from mockfn import MockProvider, Reply, Request, ToolCall, sse

FUNCTIONS: Any = [{"name": name, "parameters": {"type": "object", "properties": {}}} for name in "fg"]
TOOLS: Any = [{"type": "function", "function": function} for function in FUNCTIONS]
CUSTOM: Any = [{"type": "custom", "custom": {"name": "c"}}]

CASES: dict[str, tuple[Reply, dict[str, Any]]] = {
    "text": (Reply("hello"), {}),
    "two choices": (Reply("hello"), {"n": 2}),
    "log probabilities": (Reply("hello there"), {"logprobs": True, "top_logprobs": 2}),
    "one call": (Reply(tool_calls=(ToolCall("f", {"a": 1}),)), {"tools": TOOLS}),
    "text beside a call": (Reply("wait", tool_calls=(ToolCall("f"),)), {"tools": TOOLS}),
    "parallel calls": (Reply(tool_calls=(ToolCall("f"), ToolCall("g"))), {"tools": TOOLS}),
    "a refusal": (Reply(refusal="no"), {}),
    "a custom call": (Reply(tool_calls=(ToolCall("c", "text", kind="custom"),)), {"tools": CUSTOM, "model": "gpt-5"}),
    "a legacy call": (Reply(tool_calls=(ToolCall("f"),)), {"functions": FUNCTIONS}),
    "a reasoning model": (Reply("hello"), {"model": "gpt-5-mini"}),
    "cut off": (Reply("one two three four five six"), {"max_completion_tokens": 2}),
}
# The package declares no call of a custom tool in a stream (openai 3.51); it is read as an extra member.
UNDECLARED = {"a custom call"}


def answer(reply: Reply, **body: Any) -> bytes:
    mock = MockProvider()
    mock.when().answer(reply)
    data = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}], **body}
    response = mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(data).encode())).response
    assert response.status == 200, response.body
    return response.body


def left_over(value: Any) -> Iterator[str]:
    """The names of members that no type declares, at any depth."""
    if isinstance(value, BaseModel):
        yield from value.model_extra or ()
        for name in value.model_fields_set:
            yield from left_over(getattr(value, name))
    elif isinstance(value, list):
        for one in value:
            yield from left_over(one)


@pytest.mark.parametrize("case", CASES)
def test_a_body_has_nothing_undeclared(case: str) -> None:
    reply, body = CASES[case]
    assert list(left_over(ChatCompletion.model_validate_json(answer(reply, **body)))) == []


@pytest.mark.parametrize("usage", [False, True], ids=["", "with usage"])
@pytest.mark.parametrize("case", [case for case in CASES if case not in UNDECLARED])
def test_a_chunk_has_nothing_undeclared(case: str, usage: bool) -> None:
    reply, body = CASES[case]
    options = {"stream_options": {"include_usage": True}} if usage else {}
    events = sse.decode(answer(reply, stream=True, **options, **body))
    for event in events[:-1]:
        extra = set(left_over(ChatCompletionChunk.model_validate_json(event.data)))
        # Declared from the release on that knows the option to leave it out.
        assert extra <= {"obfuscation"}


@pytest.mark.parametrize("case", CASES)
def test_a_body_keeps_its_key_order(case: str) -> None:
    reply, body = CASES[case]
    said = json.loads(answer(reply, **body))
    order = ["id", "object", "created", "model", "choices", "usage", "service_tier", "system_fingerprint"]
    assert list(said) == order
    message = ["role", "content", "tool_calls", "function_call", "refusal", "annotations"]
    assert list(said["choices"][0]["message"]) == [name for name in message if name in said["choices"][0]["message"]]


def test_a_listed_model_has_nothing_undeclared() -> None:
    listed = json.loads(MockProvider().respond(Request("GET", "/v1/models", {})).response.body)["data"]
    assert all(list(left_over(Model.model_validate(one))) == [] for one in listed)
