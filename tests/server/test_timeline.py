"""A stream on a time line."""

from __future__ import annotations

from typing import Any

import pytest

from mockfn import Frame, MockProvider, Request, Response
from mockfn.decide import Decision
from mockfn.journal import Exchange
from mockfn.server.deliveries import Delivery
from mockfn.server.timeline import timeline

FRAMES = (Frame(b'data: {"choices":[{"delta":{"content":"a"}}]}\n\n', 0.5), Frame(b"data: [DONE]\n\n", 0.25))


def delivery(sent: int) -> Delivery:
    found = Delivery(Exchange(Request("GET", "/"), Decision(None, "served"), Response(200)))
    for _ in range(sent):
        found.frame_left()
    return found


def test_without_a_delivery_frames_stand_where_they_are_planned() -> None:
    assert timeline(FRAMES, None) == [
        {"at": 0.5, "says": "a", "sent": True},
        {"at": 0.75, "says": "[DONE]", "sent": True},
    ]


def test_with_one_they_stand_where_they_left_and_the_rest_is_unsent() -> None:
    first, second = timeline(FRAMES, delivery(sent=1))
    assert first["at"] < 0.4
    assert (second["at"], second["sent"]) == (0.75, False)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ('{"choices":[{"delta":{"role":"assistant","content":""}}]}', "assistant"),
        ('{"choices":[{"delta":{"content":"hi"},"finish_reason":"stop"}]}', "hi [stop]"),
        ('{"choices":[{"delta":{},"finish_reason":null}]}', "·"),
        ('{"choices":[{"delta":{"reasoning_content":"hm"}}]}', "hm"),
        ('{"choices":[{"delta":{"refusal":"no"}}]}', "no"),
        ('{"choices":[{"delta":{"tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}}]}', "f( {}"),
        ('{"choices":[{"delta":{"tool_calls":[null]}}]}', "·"),
        ('{"choices":[],"usage":{"total_tokens":3}}', "usage"),
        ('{"choices":[]}', "no choice"),
        ('{"error":{"message":"late"}}', "error {'message': 'late'}"),
        ("[1]", "[1]"),
        ("{cut", "{cut"),
    ],
)
def test_an_event_is_told_in_a_word_or_two(data: str, says: str) -> None:
    assert timeline((Frame(f"data: {data}\n\n".encode()),), None)[0]["says"] == says


def test_what_is_no_event_is_shown_as_it_is() -> None:
    assert timeline((Frame(b": note\ngarbage\n"),), None)[0]["says"] == ": note garbage"


def test_a_stream_of_ours_reads_as_its_text() -> None:
    mock = MockProvider()
    mock.when().say("one two")
    body: Any = b'{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"hi"}]}'
    frames = mock.respond(Request("POST", "/v1/chat/completions", {}, body)).response.frames
    assert "".join(step["says"] for step in timeline(frames, None)) == "assistantone two[stop][DONE]"
