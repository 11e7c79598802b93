"""Answers put together: byte for byte what is made anew, whatever provider sends them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mockfn.apis import OPENAI_CHAT
from mockfn.apis.openai_chat_prepared import Prepared, likeness_of
from mockfn.chat import ChatRequest, Reply, ToolCall, Usage
from mockfn.http import Request, Response
from mockfn.providers import PROVIDERS
from mockfn.providers.openai import OPENAI
from mockfn.providers.provider import Provider, Shape
from mockfn.script import Script
from mockfn.seeds import Chance
from mockfn.settings import Settings

MODES = [mode for provider in PROVIDERS.values() for mode in (provider, *provider.modes.values())]
CALL = Reply(tool_calls=(ToolCall("f", {"city": "Paris"}),))
TOOLS = [
    {"type": "function", "function": {"name": name, "parameters": {"type": "object", "properties": {}}}}
    for name in ("f", "g")
]


def chat(number: int, provider: Provider, **members: Any) -> ChatRequest:
    """One of many requests that are answered alike."""
    offered = {"tools": TOOLS} if "functions" not in members else {}
    first = provider.models[0].name if provider.models else "any"
    body = {
        "model": "gpt-4o" if provider.lists("gpt-4o") else first,
        "messages": [{"role": "user", "content": "hello " * (number % 7)}],
        "seed": number,
        **offered,
        **members,
    }
    named = Settings(provider=provider, rules=Script(), script=Script(), skip=frozenset(PROVIDERS["openai"].checks))
    found = OPENAI_CHAT.parse(Request("POST", "/", {}, json.dumps(body).encode()), named, provider, "m")
    assert isinstance(found, ChatRequest), found
    return found


def answer(reply: Reply, number: int, provider: Provider, **members: Any) -> Response:
    """What is answered to it."""
    return OPENAI_CHAT.render(chat(number, provider, **members), reply, provider, Chance(0, str(number).encode()))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["Zxid", "Zxidid", "1735928471", "Yw2qYw", "%b", "Zxcontent", "Zxusage", '"Zxusage"', "Zx3arguments"]
)
CALLS = st.builds(
    ToolCall,
    st.sampled_from(["f", "g"]),
    st.dictionaries(st.sampled_from(["city", "Zx2q"]), TEXTS, max_size=2)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.none() | st.sampled_from(["call_1", "call_2", 'a"b', "é", "Zxid", "x", "", "toolu_012345678"]),
)
REPLIES = st.builds(
    Reply,
    st.none() | TEXTS | st.tuples(TEXTS, TEXTS),
    st.none() | TEXTS,
    tool_calls=st.lists(CALLS, max_size=3).map(tuple),
    finish_reason=st.none() | st.just("length"),
    usage=st.none() | st.just(Usage(5, 6, 1)),
)
OPTIONS = st.sampled_from(
    [
        {},
        {"stream": True},
        {"stream": True, "stream_options": {"include_usage": True}},
        {"stream": True, "stream_options": {"include_obfuscation": False}},
        {"n": 2},
        {"max_tokens": 3},
        {"stop": "e"},
        {"functions": [{"name": "f"}]},
        {"stream": True, "functions": [{"name": "f"}]},
    ]
)


@pytest.mark.parametrize("provider", MODES, ids=lambda provider: f"{provider.name} {provider.title}")
@given(replies=st.lists(REPLIES, min_size=1, max_size=2), options=OPTIONS)
@settings(max_examples=15, deadline=None)
def test_an_answer_put_together_is_the_answer_made_anew(
    provider: Provider, replies: list[Reply], options: dict[str, Any]
) -> None:
    provider = replace(provider, checks={})
    for number in range(5):
        for reply in replies:
            anew = answer(reply, number, replace(provider), **options)
            assert answer(reply, number, provider, **options) == anew


@pytest.mark.parametrize("stream", [False, True], ids=["JSON", "stream"])
@pytest.mark.parametrize("provider", MODES, ids=lambda provider: f"{provider.name} {provider.title}")
def test_a_call_put_together_is_the_call_made_anew(provider: Provider, stream: bool) -> None:
    provider = replace(provider, checks={})
    for number in range(40):
        reply = CALL if stream else Reply(tool_calls=(ToolCall("f", {"city": "Paris " * number}),))
        anew = answer(reply, number, replace(provider), stream=stream)
        assert answer(reply, number, provider, stream=stream) == anew


def togethers(shape: Shape, reply: Reply = CALL, **members: Any) -> list[bool]:
    """Of six answers that are alike, which are put together."""
    provider, found = replace(OPENAI, shape=shape), []
    for number in range(6):
        one, chance = chat(number, provider, **members), Chance(0, str(number).encode())
        likeness = likeness_of(one, reply, shape, chance)
        found.append(likeness is not None and isinstance(one.kind.answers.get(likeness.key), Prepared))
        OPENAI_CHAT.render(one, reply, provider, chance)
    return found


ONE_LENGTH = [{"role": "user", "content": "hello"}]
FROM_THE_FOURTH = [False, False, False, True, True, True]


@pytest.mark.parametrize(
    ("reply", "members"),
    [
        (CALL, {}),
        (CALL, {"stream": True}),
        (Reply("hello"), {}),
        (Reply(""), {}),
        (
            CALL,
            {"stream": True, "stream_options": {"include_usage": True}, "messages": [{"role": "user", "content": ""}]},
        ),
        (CALL, {"service_tier": "auto", "parallel_tool_calls": False, "tool_choice": "required"}),
    ],
    ids=["a call", "a call, streamed", "a text", "no text", "with usage", "with options"],
)
def test_answers_alike_to_one_kind_of_request_are_put_together(reply: Reply, members: dict[str, Any]) -> None:
    assert togethers(replace(OPENAI.shape), reply, **members) == FROM_THE_FOURTH


@pytest.mark.parametrize(
    ("reply", "members"),
    [
        (Reply("hello"), {"stream": True}),
        (Reply(reasoning="thinking"), {}),
        (CALL, {"n": 2}),
        (CALL, {"max_tokens": 100}),
        (Reply("hello", usage=Usage(1, 1)), {}),
    ],
    ids=["a text in pieces", "reasoning", "several choices", "a limit", "usage that is said"],
)
def test_other_answers_are_made_anew(reply: Reply, members: dict[str, Any]) -> None:
    assert not any(togethers(replace(OPENAI.shape), reply, **members))


@pytest.mark.parametrize(
    "read",
    [
        lambda one: one.chance.number("p"),
        lambda one: one.chat.json.get("seed"),
        lambda one: one.chat.messages,
        lambda one: one.chat.last_user,
        lambda one: one.usage["prompt_tokens"],
        lambda one: one.created * 2,
        lambda one: one.id[:8],
        lambda one: one.created % 2,
        lambda one: one.choices[0].calls[0].arguments[2:4],
    ],
)
@pytest.mark.parametrize("stream", [False, True], ids=["JSON", "stream"])
def test_a_shape_that_reads_more_than_is_kept_is_rendered_each_time(read: Any, stream: bool) -> None:
    shape = replace(
        OPENAI.shape,
        completion=lambda one: {"id": one.id, "value": read(one)},
        chunks=lambda one: iter([{"id": one.id, "value": (read(one), one.usage["prompt_tokens"])}]),
    )
    assert not any(togethers(shape, stream=stream))
