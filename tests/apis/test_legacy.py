"""Answers in the older form keep everything but the one member."""

from __future__ import annotations

from typing import Any

import pytest

from mockfn.apis.legacy import as_function_call

CALL = {"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}
PIECE = {"index": 0, "function": {"arguments": '{"'}}


@pytest.mark.parametrize(
    ("said", "older"),
    [
        ({"role": "assistant", "content": "hi"}, {"role": "assistant", "content": "hi"}),
        ({"role": "assistant", "content": "hi", "tool_calls": None}, {"role": "assistant", "content": "hi"}),
        (
            {"role": "assistant", "content": None, "tool_calls": [CALL], "refusal": None},
            {"role": "assistant", "content": None, "function_call": CALL["function"], "refusal": None},
        ),
        ({"tool_calls": [PIECE]}, {"function_call": {"arguments": '{"'}}),
    ],
)
@pytest.mark.parametrize("place", ["message", "delta"])
def test_tool_calls_become_one_function_call_in_their_place(place: str, said: Any, older: Any) -> None:
    body = {"id": "x", "choices": [{"index": 0, place: said, "finish_reason": "stop"}]}
    changed = as_function_call(body)
    assert changed == {"id": "x", "choices": [{"index": 0, place: older, "finish_reason": "stop"}]}
    assert list(changed["choices"][0][place]) == list(older)


def test_a_chunk_without_choices_is_itself() -> None:
    assert as_function_call({"choices": [], "usage": {}}) == {"choices": [], "usage": {}}
