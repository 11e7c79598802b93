"""Requests of a kind that is known are judged, and read, as if they were the first."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mockfn.apis import OPENAI_CHAT
from mockfn.chat import APIError, ChatRequest
from mockfn.http import Request
from mockfn.providers.openai import OPENAI
from mockfn.providers.provider import Provider
from mockfn.script import Script
from mockfn.settings import Settings

USER = {"role": "user", "content": "hi"}
CALL = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
ASSISTANT = {"role": "assistant", "content": None, "tool_calls": [CALL]}
ABSENT: dict[str, Any] = {"messages": "absent"}
OTHERWISE: list[dict[str, Any]] = [
    {"seed": 2},
    {"seed": 1.5},
    {"seed": True},
    {"seed": None},
    {"user": 5},
    {"user": "v"},
    {"safety_identifier": []},
    {"prompt_cache_key": 1},
    {"messages": []},
    {"messages": [{**USER, "name": "ok"}]},
    {"messages": "x"},
    {"messages": None},
    {"messages": [USER, "x"]},
    {"messages": [{"role": "user"}]},
    {"messages": [{"role": "user", "content": None}]},
    {"messages": [{**USER, "name": "a b"}]},
    {"messages": [{**USER, "content": [{"type": "text", "text": "parts"}]}]},
    {"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "u"}]},
    {"messages": [{"role": "tool", "content": "x", "tool_call_id": "c"}]},
    {"messages": [USER, ASSISTANT]},
    {"messages": [USER, ASSISTANT, {"role": "tool", "content": "x", "tool_call_id": "c"}]},
    {"messages": [{"role": "developer", "content": "x", "zzz": 1}]},
    {"messages": [{"role": "assistant", "content": None}]},
    {"messages": [{"role": "user", "content": "long " * 200_000}]},
    {"temperature": 3},
    {"temperature": True},
    {"zzz": 1},
    {"stream": True},
    {"response_format": {"type": "json_object"}},
    {"n": 200},
    ABSENT,
]
TOOLS = [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}]


def parse(body: Any, provider: Provider) -> ChatRequest | APIError:
    """The conversation or the rejection."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    settings = Settings(provider=provider, rules=Script(), script=Script())
    return OPENAI_CHAT.parse(Request("POST", "/v1/chat/completions", {"x-a": "b"}, data), settings, provider)


def told(said: ChatRequest | APIError) -> Any:
    """All there is to know about it."""
    if isinstance(said, APIError):
        return said
    names = ("json", "messages", "model", "conversation", "tools", "tool_choice", "parallel", "stream", "legacy")
    more = ("response_format", "response_schema", "headers", "digest", "last_user", "system", "results")
    return {name: getattr(said, name) for name in (*names, *more)}


def elsewhere() -> Provider:
    """A provider whose requests nobody has seen, with checks of its own."""
    return replace(OPENAI, checks={"unexpected-role": {}, "unknown-member": {}})


@pytest.mark.parametrize("model", ["gpt-4o", "o3-mini", "gpt-4o-audio-preview"])
@pytest.mark.parametrize("fresh", [lambda: replace(OPENAI), elsewhere], ids=["openai", "elsewhere"])
@pytest.mark.parametrize("other", OTHERWISE, ids=lambda other: str(other)[:60])
def test_a_request_like_one_without_a_fault_is_judged_as_if_it_were_the_first(
    other: dict[str, Any], fresh: Any, model: str
) -> None:
    sound = {"model": model, "messages": [USER], "tools": TOOLS, "seed": 1, "user": "u"}
    body = {**sound, **other}
    if other == ABSENT:
        del body["messages"]
    provider = fresh()
    for _ in range(3):
        parse(sound, provider)
    for _ in range(2):
        assert told(parse(body, provider)) == told(parse(body, fresh()))


MESSAGES = st.sampled_from(
    [
        USER,
        ASSISTANT,
        {"role": "system", "content": "é\n"},
        {"role": "tool", "content": "x", "tool_call_id": "c"},
        {"role": "assistant", "content": "fine"},
        {"role": "user", "content": 5},
    ]
)


@given(st.lists(st.lists(MESSAGES, max_size=5), min_size=2, max_size=6))
@settings(max_examples=60)
def test_conversations_of_one_kind_are_told_apart(conversations: list[list[dict[str, Any]]]) -> None:
    provider = replace(OPENAI)
    for messages in conversations:
        body = {"model": "gpt-4o", "messages": messages, "tools": TOOLS}
        assert told(parse(body, provider)) == told(parse(body, replace(OPENAI)))


@pytest.mark.parametrize(
    "text",
    [
        b'{"model": "gpt-4o", "messages": [{"role": "user", "content": "\xff"}]}',
        b'{"model": "gpt-4o", "messages": [{"role": "user", "content": "\\ud800"}]}',
        b'{"model": "gpt-4o", "messages": [{"role": "user", "content": "x", "content": "y"}]}',
        b'{"model": "gpt-4o", "messages": [], "messages": [{"role": "user", "content": "y"}]}',
        b'{"model": "gpt-4o", "messages": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"model": "gpt-4o", "messages": [{"role": "user", "content": "x"}',
    ],
    ids=["not UTF-8", "a lone surrogate", "a key twice", "messages twice", "deep", "cut"],
)
def test_odd_bodies_of_a_known_kind(text: bytes) -> None:
    provider = replace(OPENAI)
    parse({"model": "gpt-4o", "messages": [USER]}, provider)
    assert told(parse(text, provider)) == told(parse(text, replace(OPENAI)))


def test_requests_of_one_kind_have_one_kind() -> None:
    provider = replace(OPENAI)
    body = {"model": "gpt-4o", "messages": [USER]}
    first, *others = (parse({**body, "seed": number}, provider) for number in range(4))
    assert first.kind is None
    assert len({one.kind for one in others}) == 1
    assert others[0].kind is not None


def test_a_model_that_must_be_listed_is_not_taken_from_a_known_kind() -> None:
    provider = replace(OPENAI)
    body = {"model": "gpt-unheard-of", "messages": [USER]}
    assert isinstance(parse(body, provider), ChatRequest)
    strict = Settings(provider=provider, rules=Script(), script=Script(), strict_models=True)
    request = Request("POST", "/v1/chat/completions", {}, json.dumps(body).encode())
    said = OPENAI_CHAT.parse(request, strict, provider)
    assert isinstance(said, APIError)
    assert said.status == 404
