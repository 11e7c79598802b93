"""Azure's bodies by model and API version."""

from __future__ import annotations

import pytest

PROVIDER = "azure"
TODAY = "/openai/v1/chat/completions"


@pytest.mark.parametrize(
    ("model", "order"),
    [
        ("gpt-5-mini", ["filtered", "detected"]),
        ("gpt-4o", ["detected", "filtered"]),
        ("my-own-name", ["detected", "filtered"]),
    ],
)
def test_filters_are_sorted_too_since_2026(ask, model, order):
    body = ask.body(path=TODAY, model=model)
    assert list(body["prompt_filter_results"][0]["content_filter_results"]["jailbreak"]) == order
    assert list(body["choices"][0]["content_filter_results"]["protected_material_code"]) == order


def test_o4_mini_tells_its_tier_and_where_time_went(ask):
    body = ask.body(path=TODAY, model="o4-mini")
    assert list(body) == sorted(body)
    assert body["service_tier"] == "default"
    assert "total_duration_ms" in body["usage"]["latency_checkpoint"]


def test_grok_counts_as_xai_does(ask):
    body = ask.body(path=TODAY, model="grok-3-mini")
    assert list(body["usage"]["prompt_tokens_details"]) == [
        "audio_tokens",
        "cached_tokens",
        "image_tokens",
        "text_tokens",
    ]
    assert "system_fingerprint" not in body
    assert body["choices"][0]["message"]["tool_calls"] is None


def test_a_chunk_of_nothing_to_pad_has_empty_padding(ask):
    paddings = [chunk["obfuscation"] for chunk in ask.events(path=TODAY)[1:-1]]
    assert all(len(padding) < 16 for padding in paddings)


RESULT = [
    {"role": "user", "content": "weather in Paris?"},
    {
        "role": "assistant",
        "tool_calls": [{"id": "a", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}],
    },
    {"role": "tool", "tool_call_id": "a", "content": "sunny"},
]


@pytest.mark.parametrize(("model", "looked"), [("o4-mini", False), ("gpt-5-mini", True)])
def test_a_prompt_that_ends_in_a_result_is_not_filtered_again_since_2026_06(ask, model, looked):
    body = ask.body(path=TODAY, model=model, messages=RESULT)
    assert bool(body["prompt_filter_results"][0]["content_filter_results"]) is looked
