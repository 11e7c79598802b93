"""xAI: whole calls, a tier and costs by model, and errors of two texts."""

from __future__ import annotations

import re

import pytest

PROVIDER = "xai"
USAGE = {"include_usage": True}


def test_ids_say_where(ask):
    assert re.fullmatch(r"[0-9a-f-]{36}_us-east-1", ask.body()["id"])


def test_a_choice_has_no_logprobs_and_a_null_refusal(ask):
    choice = ask.body()["choices"][0]
    assert list(choice) == ["index", "message", "finish_reason"]
    assert list(choice["message"]) == ["role", "content", "refusal"]


@pytest.mark.parametrize(
    ("model", "tier", "cost"),
    [("grok-4.3", True, True), ("grok-5", True, True), ("grok-4-0709", False, False), ("grok-3-mini", False, False)],
)
def test_the_latest_models_tell_tier_and_cost(ask, model, tier, cost):
    body = ask.body(model=model)
    assert (("service_tier" in body), ("cost_in_usd_ticks" in body["usage"])) == (tier, cost)


def test_streams_of_the_fast_models_tell_the_cost_their_json_does_not(ask):
    *_, usage, _done = ask.events(model="grok-4-fast", stream_options=USAGE)
    assert "cost_in_usd_ticks" in usage["usage"]
    assert "cost_in_usd_ticks" not in ask.body(model="grok-4-fast")["usage"]


def test_a_call_streams_whole_and_then_finishes(ask):
    call, last, _done = ask.events(ask.call)
    assert list(call["choices"][0]["delta"]) == ["role", "tool_calls"]
    assert list(call["choices"][0]["delta"]["tool_calls"][0]) == ["id", "function", "index", "type"]
    assert last["choices"][0] == {"index": 0, "delta": {}, "finish_reason": "tool_calls"}


def test_grok_2_finishes_in_the_chunk_of_its_call(ask):
    call, _done = ask.events(ask.call, model="grok-2-1212")
    assert call["choices"][0]["finish_reason"] == "tool_calls"


def test_usage_comes_in_a_chunk_of_its_own_only_when_asked_for(ask):
    assert ask.events(stream_options=USAGE)[-2]["choices"] == []
    assert ask.events()[-2]["choices"][0]["finish_reason"] == "stop"


def test_reasoning_is_reasoning_content_with_the_role_first(ask):
    assert ask.body(ask.thought)["choices"][0]["message"]["reasoning_content"] == "The user asks."
    assert list(ask.deltas(ask.thought)[0]) == ["reasoning_content", "role"]


def test_a_wrong_key_is_a_400_with_its_ends(keyed):
    assert keyed("xai", {"authorization": "Bearer sk-123456-gA"}) == (
        400,
        {
            "code": "Client specified an invalid argument",
            "error": "Incorrect API key provided: sk***gA. You can obtain an API key from https://console.x.ai.",
        },
    )


def test_effort_is_refused_by_models_that_have_none(ask):
    assert ask.refusal(model="grok-4", reasoning_effort="high") == {
        "code": "Client specified an invalid argument",
        "error": "Argument not supported on this model: reasoningEffort",
    }


SEVERAL = [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}]


def test_several_texts_were_refused_in_2025(ask):
    assert ask.refusal(mode="2025", messages=SEVERAL) == {
        "code": "Client specified an invalid argument",
        "error": "The model expects a single `text` element per message.",
    }


def test_several_texts_are_taken_today(ask):
    assert ask.exchange(messages=SEVERAL).response.status == 200
