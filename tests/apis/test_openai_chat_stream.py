"""Streams: their grammar, and the way back to a reply."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockfn import sse
from mockfn.apis import OPENAI_CHAT
from mockfn.apis.openai_chat_stream import collapse_stream
from mockfn.chat import ChatRequest, Reply, ToolCall
from mockfn.providers import PROVIDERS
from mockfn.providers.openai import OPENAI
from mockfn.providers.provider import Provider
from mockfn.seeds import Chance

CHANCE = Chance(0, b"")


def stream(reply: Reply, **body: Any) -> list[dict[str, Any]]:
    chat = ChatRequest(json={"stream": True, **body}, model="gpt-4o", conversation=(), stream=True)
    events = sse.decode(OPENAI_CHAT.render(chat, reply, OPENAI, CHANCE).body)
    assert events[-1].data == "[DONE]"
    return [json.loads(event.data) for event in events[:-1]]


def deltas(reply: Reply) -> list[dict[str, Any]]:
    return [chunk["choices"][0]["delta"] for chunk in stream(reply)]


def test_a_single_call_is_opened_by_the_first_chunk_itself() -> None:
    first, second, *_, last = deltas(Reply(tool_calls=(ToolCall("f", {"city": "Paris"}, "call_1"),)))
    opening = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "f", "arguments": ""}}
    assert first == {"role": "assistant", "content": None, "tool_calls": [opening], "refusal": None}
    assert second == {"tool_calls": [{"index": 0, "function": {"arguments": '{"'}}]}
    assert last == {}


def test_parallel_calls_follow_a_role_chunk_and_are_cut_in_fours_fives_and_sixes() -> None:
    first, *rest = deltas(Reply(tool_calls=(ToolCall("f", {"value": "red"}, "a"), ToolCall("g", {}, "b"))))
    assert first == {"role": "assistant", "content": None}
    pieces = [d["tool_calls"][0]["function"]["arguments"] for d in rest if d and "id" not in d["tool_calls"][0]]
    assert pieces == ['{"va', 'lue":', ' "red"', "}", "{}"]


def test_usage_stands_before_choices_while_parallel_calls_are_streamed() -> None:
    calls = (ToolCall("f", {}), ToolCall("g", {}))
    *opening, finish, usage = stream(Reply(tool_calls=calls), stream_options={"include_usage": True})
    assert all(list(chunk).index("usage") < list(chunk).index("choices") for chunk in opening)
    assert list(finish).index("usage") > list(finish).index("choices")
    assert usage["choices"] == []
    assert usage["usage"]["total_tokens"] > 0


def test_no_chunk_mentions_usage_unless_it_was_asked_for() -> None:
    assert all("usage" not in chunk for chunk in stream(Reply("hello there")))


def test_every_chunk_is_padded_to_one_more_than_a_multiple_of_sixteen_characters() -> None:
    chat = ChatRequest(json={"stream": True}, model="gpt-4o", conversation=(), stream=True)
    body = OPENAI_CHAT.render(chat, Reply("Grüße aus 東京 🗼, a longer text"), OPENAI, CHANCE).body
    lengths = {len(event.data) % 16 for event in sse.decode(body)[:-1]}
    assert lengths == {1}


def test_obfuscation_can_be_switched_off() -> None:
    assert all("obfuscation" not in c for c in stream(Reply("hi"), stream_options={"include_obfuscation": False}))


def test_a_refusal_has_a_stream_of_its_own() -> None:
    first, *rest, last = deltas(Reply(refusal="I cannot."))
    assert first == {"role": "assistant", "content": None, "refusal": ""}
    assert "".join(delta["refusal"] for delta in rest) == "I cannot."
    assert last == {}


def test_content_given_in_pieces_is_streamed_in_those_pieces() -> None:
    assert [d["content"] for d in deltas(Reply(("Hel", "lo")))[1:-1]] == ["Hel", "lo"]


def test_each_choice_has_its_own_chunks() -> None:
    chunks = stream(Reply("hi"), n=2)
    assert [chunk["choices"][0]["index"] for chunk in chunks] == [0, 0, 1, 1, 0, 1]


@given(
    content=st.none() | st.text(min_size=1, max_size=40),
    calls=st.lists(st.builds(ToolCall, st.just("f"), st.text(min_size=1, max_size=40), st.text("abc", min_size=1))),
)
def test_what_is_streamed_collapses_to_what_was_said(content: str | None, calls: list[ToolCall]) -> None:
    chat = ChatRequest(json={"stream": True}, model="gpt-4o", conversation=(), stream=True)
    reply = Reply(content, tool_calls=tuple(calls))
    back = collapse_stream(OPENAI_CHAT.render(chat, reply, OPENAI, CHANCE).body)
    assert (back.content, back.tool_calls) == (reply.content, reply.tool_calls)


@pytest.mark.parametrize(
    "body",
    [b"", b"data: {\n\n", b"data: []\n\n", b": comment\n\n", b'data: {"choices":[{"delta":null}]}\n\n'],
)
def test_a_broken_stream_collapses_to_what_could_be_read(body: bytes) -> None:
    assert collapse_stream(body).tool_calls == ()


SAID = st.text("ab é日.,", min_size=1, max_size=20)


def scored(reply: Reply, provider: Provider = OPENAI, **body: Any) -> list[tuple[str, list[str] | None]]:
    """The texts of a stream's chunks, each with the tokens it has the log probabilities of."""
    chat = ChatRequest(
        json={"stream": True, "logprobs": True, **body},
        model=provider.models[0].name if provider.models else "m",
        conversation=(),
        stream=True,
    )
    found = []
    for event in sse.decode(OPENAI_CHAT.render(chat, reply, provider, CHANCE).body):
        chunk = json.loads(event.data) if event.data.startswith("{") else {}
        for choice in chunk.get("choices") or ():
            scores = choice.get("logprobs")
            found.append((choice["delta"].get("content") or "", scores and [one["token"] for one in scores["content"]]))
    return found


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=lambda provider: provider.name)
@given(st.one_of(SAID, st.lists(SAID, min_size=1, max_size=4).map(tuple)), st.sampled_from([1, 2]))
@settings(max_examples=15)
def test_each_chunk_has_the_log_probabilities_of_its_own_text(provider: Provider, content: Any, many: int) -> None:
    for text, tokens in scored(Reply(content), provider, n=many):
        assert tokens is None or "".join(tokens) == text


def test_a_text_has_log_probabilities_and_what_stands_around_it_none() -> None:
    (_, first), *texts, (_, last) = scored(Reply("Hello there"), tools=[])
    assert [first, last] == [None, None]
    assert texts == [("Hello", ["Hello"]), (" there", [" there"])]
