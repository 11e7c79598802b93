"""Together: a seed in each choice, the text twice in a chunk, and the shapes of 2024."""

from __future__ import annotations

import re

import pytest

PROVIDER = "together"


def test_a_body_has_an_empty_prompt_and_a_seed(ask):
    body = ask.body()
    assert body["prompt"] == []
    assert list(body["choices"][0]) == ["finish_reason", "seed", "index", "logprobs", "message"]
    assert body["choices"][0]["message"]["tool_calls"] == []


@pytest.mark.parametrize(
    ("model", "members", "finish"),
    [
        (
            "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo",
            ["finish_reason", "seed", "logprobs", "index", "message"],
            "stop",
        ),
        ("Qwen/Qwen2.5-72B-Instruct-Turbo", ["finish_reason", "seed", "logprobs", "index", "message"], "eos"),
        ("mistralai/Mixtral-8x7B-Instruct-v0.1", ["finish_reason", "logprobs", "index", "message"], "eos"),
    ],
)
def test_models_of_2024_answer_in_its_order(ask, model, members, finish):
    body = ask.body(model=model)
    assert list(body["choices"][0]) == members
    assert body["choices"][0]["finish_reason"] == finish
    assert "cached_tokens" not in body["usage"]


def test_the_first_models_have_no_calls_where_there_are_none(ask):
    assert "tool_calls" not in ask.body(model="mistralai/Mixtral-8x7B-Instruct-v0.1")["choices"][0]["message"]


def test_the_text_stands_beside_its_delta(ask):
    choices = [chunk["choices"][0] for chunk in ask.events()[:-1]]
    assert [choice["text"] for choice in choices] == [choice["delta"]["content"] for choice in choices]


def test_usage_is_null_until_the_finish(ask):
    *others, last, _done = ask.events()
    assert {chunk["usage"] for chunk in others} == {None}
    assert last["usage"]["total_tokens"] > 0


def test_the_envelope_has_the_requests_id(keyed):
    status, body = keyed("together", {})
    assert status == 401
    assert re.fullmatch(r"[A-Za-z0-9]{7}-[A-Za-z0-9]{6}-[0-9a-f]{16}", body["id"])
    assert body["error"] == {
        "message": "Invalid API key provided. You can find your API key at https://api.together.xyz/settings/api-keys.",
        "type": "invalid_request_error",
        "param": None,
        "code": "invalid_api_key",
    }


def test_a_malformed_body_is_an_input_validation_error(ask):
    body = ask.refusal(messages=[{"role": "no", "content": "hi"}])
    assert body["error"] == {
        "message": "Input validation error",
        "type": "invalid_request_error",
        "param": None,
        "code": None,
    }
