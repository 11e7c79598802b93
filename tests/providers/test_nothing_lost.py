"""What a reply says is said by every provider, in JSON as in a stream."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from msgspec.structs import replace

from mockfn.apis import OPENAI_CHAT
from mockfn.chat import ChatRequest, Reply, ToolCall
from mockfn.providers import PROVIDERS
from mockfn.providers.provider import Provider
from mockfn.seeds import Chance

MODES = [mode for provider in PROVIDERS.values() for mode in (provider, *provider.modes.values())]
SHAPED = [replace(mode, shape=shape, shapes={}) for mode in MODES for shape in (mode.shape, *mode.shapes.values())]
CALL = ToolCall("f", {"city": 'Par"is'})
OTHER = ToolCall("g", {"n": 1})
REPLIES = [
    Reply(content, reasoning, None, calls)
    for content, reasoning, calls in itertools.product(
        ("It is sunny.", None), ("What do I know?", None), ((), (CALL,), (CALL, OTHER))
    )
]


def said(provider: Provider, reply: Reply, stream: bool) -> Reply:
    """What a client is told."""
    body = {"stream": stream, "messages": [{"role": "user", "content": "hi"}]}
    model = provider.models[0].name if provider.models else "any"
    chat = ChatRequest(json=body, model=model, conversation=(), stream=stream)
    response = OPENAI_CHAT.render(chat, reply, provider, Chance(0, b""))
    return OPENAI_CHAT.collapse(response.body, response.headers["content-type"])


def parts(reply: Reply) -> dict[str, Any]:
    calls = [(call.name, json.loads(str(call.arguments))) for call in reply.tool_calls]
    return {"content": reply.text or None, "reasoning": reply.reasoning, "refusal": reply.refusal, "calls": calls}


@pytest.mark.parametrize("provider", SHAPED, ids=lambda provider: provider.name)
def test_a_stream_says_all_that_the_json_says(provider: Provider) -> None:
    for reply in REPLIES:
        streamed, whole = parts(said(provider, reply, True)), parts(said(provider, reply, False))
        assert [name for name, value in whole.items() if value and streamed[name] != value] == []


@pytest.mark.parametrize("stream", [True, False], ids=["stream", "JSON"])
@pytest.mark.parametrize("provider", SHAPED, ids=lambda provider: provider.name)
def test_a_refusal_is_said_by_its_own_member_or_as_text(provider: Provider, stream: bool) -> None:
    told = said(provider, Reply(refusal="I cannot."), stream)
    assert {told.refusal, told.text} - {None, ""} == {"I cannot."}
    assert bool(told.refusal) == provider.shape.refuses
