"""Streams put together: byte for byte what is made anew, whatever provider sends them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mockfn.apis.openai_chat_prepared import prepared
from mockfn.apis.openai_chat_said import say
from mockfn.apis.openai_chat_stream import events, frames
from mockfn.chat import ChatRequest, Message, Reply, Tool, ToolCall
from mockfn.providers import PROVIDERS
from mockfn.providers.openai import OPENAI
from mockfn.providers.provider import Provider, Said, Shape
from mockfn.seeds import Chance

MODES = [mode for provider in PROVIDERS.values() for mode in (provider, *provider.modes.values())]
CALL = Reply(tool_calls=(ToolCall("f", {"city": "Paris"}),))


def said(reply: Reply, number: int, provider: Provider = OPENAI, legacy: bool = False, **body: Any) -> Said:
    """The answer to one of many requests that are answered alike."""
    asked = {"stream": True, "seed": number, **body}
    model = provider.models[0].name if provider.models else "any"
    tools = (Tool("f"), Tool("g"))
    messages = (Message("user", "hello " * (number % 7)),)
    chat = ChatRequest(json=asked, model=model, conversation=messages, tools=tools, stream=True, legacy=legacy)
    return say(chat, reply, provider, Chance(0, str((number, body)).encode()))


def anew(one: Said, shape: Shape) -> list[bytes]:
    """The frames as they are where nothing is prepared."""
    filler = one.chance.text("obfuscation", 64).encode()
    return [head + filler[start:end] + tail for head, start, end, tail in events(one, shape)]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["Zxid", "Zxidid", "1735928471", "Yw2qYw", "%b"]
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
)
OPTIONS = st.sampled_from(
    [{}, {"stream_options": {"include_usage": True}}, {"stream_options": {"include_obfuscation": False}}, {"n": 2}]
)


@pytest.mark.parametrize("provider", MODES, ids=lambda provider: f"{provider.name} {provider.title}")
@given(reply=REPLIES, options=OPTIONS, legacy=st.booleans())
@settings(max_examples=12, deadline=None)
def test_a_stream_put_together_is_the_stream_made_anew(
    provider: Provider, reply: Reply, options: dict[str, Any], legacy: bool
) -> None:
    for number in range(5):
        one = said(reply, number, provider, legacy, **options)
        shape = provider.shape_of(one.profile)
        assert [frame.data for frame in frames(one, shape)] == anew(one, shape)


@pytest.mark.parametrize("provider", MODES, ids=lambda provider: f"{provider.name} {provider.title}")
def test_a_call_put_together_is_the_call_made_anew(provider: Provider) -> None:
    for number in range(40):
        one = said(CALL, number, provider)
        shape = provider.shape_of(one.profile)
        assert [frame.data for frame in frames(one, shape)] == anew(one, shape)


def put_together(shape: Shape, reply: Reply = CALL) -> list[bool]:
    """Of five streams that are alike, which are put together."""
    return [prepared(said(reply, number), shape, b"x" * 64, events) is not None for number in range(5)]


def test_openai_streams_of_calls_are_put_together_from_the_third_on() -> None:
    assert put_together(replace(OPENAI.shape)) == [False, False, True, True, True]


def test_a_stream_of_text_is_made_anew() -> None:
    assert not any(put_together(replace(OPENAI.shape), Reply("hello")))


@pytest.mark.parametrize(
    "read",
    [
        lambda one: one.chance.number("p"),
        lambda one: one.chat.json.get("service_tier"),
        lambda one: one.chat.messages,
        lambda one: one.usage,
        lambda one: one.created * 2,
        lambda one: one.id[:8],
        lambda one: one.created % 2,
    ],
)
def test_a_shape_that_reads_more_than_is_kept_is_rendered_each_time(read: Any) -> None:
    shape = replace(OPENAI.shape, chunks=lambda one: iter([{"id": one.id, "value": read(one)}]))
    assert not any(put_together(shape))
