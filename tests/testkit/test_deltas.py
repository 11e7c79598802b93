"""Chunks cut anew tell what they told, for any texts and calls."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn import sse
from mockfn.testkit.deltas import Chunk, all_in_one, characters, cut_texts, escapes, interleaved, pieces, with_empty

RECUTS = {
    "characters": lambda chunks: cut_texts(chunks, characters),
    "escapes": lambda chunks: cut_texts(chunks, escapes),
    "by chance": lambda chunks: cut_texts(chunks, pieces(Random(1))),
    "all in one": all_in_one,
    "with empty": with_empty,
    "interleaved": interleaved,
}

# Escapes, halves of escapes, and characters of one to four bytes.
texts = st.text('ab"\\nu00e9é€🌦', max_size=8)
fragments = st.lists(texts, min_size=1, max_size=4)


def spoken(index, texts):
    return [{"index": index, "delta": {"content": text}, "finish_reason": None} for text in texts]


def called(index, number, texts):
    opening = {"index": number, "id": f"call_{number}", "type": "function"}
    deltas = [{**opening, "function": {"name": "f", "arguments": texts[0]}}]
    deltas += [{"index": number, "function": {"arguments": text}} for text in texts[1:]]
    return [{"index": index, "delta": {"tool_calls": [delta]}, "finish_reason": None} for delta in deltas]


@st.composite
def streams(draw):
    """Chunks of one or two choices, each a text and up to three calls, finished by the last or by one of its own."""
    made = []
    for index in range(draw(st.integers(1, 2))):
        said = spoken(index, draw(fragments)) if draw(st.booleans()) else []
        for number in range(draw(st.integers(0, 3))):
            said += called(index, number, draw(fragments))
        said.append({"index": index, "delta": {}, "finish_reason": "stop"})
        if draw(st.booleans()) and len(said) > 1:
            said[-2:] = [{**said[-2], "finish_reason": "stop"}]
        made += [Chunk({"id": "1", "choices": [choice]}, 0.25) for choice in said]
    if draw(st.booleans()):
        made.append(Chunk({"id": "1", "choices": [], "usage": {"total_tokens": 3}}))
    return made


def body(chunks):
    return b"".join(sse.encode(json.dumps(chunk.data).encode()) for chunk in chunks)


@pytest.mark.parametrize("recut", RECUTS.values(), ids=RECUTS)
@given(chunks=streams())
def test_chunks_tell_the_same(told, recut, chunks):
    before, after = told(body(chunks)), told(body(recut(chunks)))
    for choice in (*before[0].values(), *after[0].values()):
        choice["texts"] = {name: text for name, text in choice["texts"].items() if text}
    assert after == before


@pytest.mark.parametrize("recut", RECUTS.values(), ids=RECUTS)
@given(chunks=streams())
def test_chunks_take_the_same_time(recut, chunks):
    assert sum(chunk.delay for chunk in recut(chunks)) == sum(chunk.delay for chunk in chunks)


@given(text=texts)
def test_pieces_are_the_text(text):
    for cut in (characters, escapes, pieces(Random(0))):
        assert "".join(cut(text)) == text


def test_a_call_without_index_cannot_be_continued():
    call = {"id": "call_1", "function": {"name": "f", "arguments": '{"a": 1}'}}
    chunk = Chunk({"choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}]})
    assert cut_texts([chunk], characters) == [chunk]


def test_a_legacy_call_is_cut_like_any_other():
    choice = {"index": 0, "delta": {"function_call": {"name": "f", "arguments": "{}"}}, "finish_reason": None}
    said = [chunk.data["choices"][0]["delta"] for chunk in cut_texts([Chunk({"choices": [choice]})], characters)]
    assert said == [{"function_call": {"name": "f", "arguments": "{"}}, {"function_call": {"arguments": "}"}}]


def test_log_probabilities_stay_with_the_first_piece():
    choice = {"index": 0, "delta": {"content": "ab"}, "logprobs": {"content": [1]}, "finish_reason": "stop"}
    said = [chunk.data["choices"][0] for chunk in cut_texts([Chunk({"choices": [choice]})], characters)]
    assert [choice["logprobs"] for choice in said] == [{"content": [1]}, None]
    assert [choice["finish_reason"] for choice in said] == [None, "stop"]


def test_all_in_one_joins_log_probabilities():
    parts = [
        {"index": 0, "delta": {"content": text}, "logprobs": {"content": [text]}, "finish_reason": None}
        for text in "ab"
    ]
    (made,) = all_in_one([Chunk({"choices": [part]}) for part in parts])
    assert made.data["choices"][0]["logprobs"] == {"content": ["a", "b"]}
