"""llama.cpp: choices first, timings last, arguments a character or two at a time."""

from __future__ import annotations

import re

PROVIDER = "llamacpp"


def test_the_choices_come_first_and_the_timings_last(ask):
    assert list(ask.body()) == [
        "choices",
        "created",
        "model",
        "system_fingerprint",
        "object",
        "usage",
        "id",
        "__verbose",
        "timings",
    ]


def test_timings_count_the_tokens(ask):
    body = ask.body()
    assert body["timings"]["prompt_n"] == body["usage"]["prompt_tokens"]
    assert body["timings"]["predicted_n"] == body["usage"]["completion_tokens"]


def test_ids_are_32_letters_and_digits(ask):
    body = ask.body(ask.call)
    assert re.fullmatch(r"chatcmpl-[A-Za-z0-9]{32}", body["id"])
    assert re.fullmatch(r"[A-Za-z0-9]{32}", body["choices"][0]["message"]["tool_calls"][0]["id"])


def test_the_first_fragment_is_in_the_opening(ask):
    role, opening, *rest, last = ask.deltas(ask.call)
    assert role == {"role": "assistant", "content": None}
    assert opening["tool_calls"][0]["function"] == {"name": "get_weather", "arguments": "{"}
    assert {len(delta["tool_calls"][0]["function"]["arguments"]) for delta in rest} == {1, 2} or len(rest) > 0
    assert last == {}


def test_timings_stream_with_the_finish_or_after_the_usage(ask):
    assert "timings" in ask.events()[-2]
    assert "timings" in ask.events(stream_options={"include_usage": True})[-2]


def test_the_status_is_an_errors_code(ask):
    body = ask.refusal(messages=[])
    assert body["error"]["code"] == 400
    assert list(body["error"]) == ["code", "message", "type"]
