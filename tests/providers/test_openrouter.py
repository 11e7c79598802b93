"""OpenRouter: which models there are, and what it says for itself and for its upstreams."""

from __future__ import annotations

import json

import pytest

from mockfn.providers import provider_named
from mockfn.seeds import Chance

PROVIDER = "openrouter"
USER = {"role": "user", "content": "hi"}


@pytest.mark.parametrize("model", ["openai/gpt-4o", "x-ai/grok-9", "gpt-4o", "cohere/command-a"])
def test_a_model_of_a_known_vendor_exists(ask, model):
    assert ask.exchange(model=model).response.status == 200


def test_a_model_of_no_vendor_does_not(ask):
    body = ask.refusal(model="invalid/nonexistent-model")
    assert body["error"] == {"message": "invalid/nonexistent-model is not a valid model ID", "code": 400}
    assert body["user_id"].startswith("user_")


@pytest.mark.parametrize(
    ("body", "model"), [({}, "openai/gpt-4o-mini"), ({"models": ["x-ai/grok-4.1-fast"]}, "x-ai/grok-4.1-fast")]
)
def test_a_body_without_a_model_gets_one(ask, body, model):
    assert ask.body(model=..., **body)["model"] == model


def test_a_fallback_that_is_no_model_is_refused(ask):
    body = ask.refusal(model=..., models=["some/expensive-model"])
    assert body["error"]["message"] == "some/expensive-model is not a valid model ID"


@pytest.mark.parametrize(("value", "said"), [(5, "5"), (5.0, "5"), (2.25, "2.25")])
def test_its_own_bounds_name_no_upstream(ask, value, said):
    assert ask.refusal(temperature=value) == {
        "error": {
            "message": f"Expected temperature to be at most 2, received {said}",
            "code": 400,
            "metadata": {"provider_name": None},
        }
    }


@pytest.mark.parametrize("messages", [[{"invalid": "structure"}], [{"role": "user", "content": ""}]])
def test_messages_that_say_nothing_are_too_few_tokens(ask, messages):
    assert ask.refusal(messages=messages) == {
        "error": {"message": "Input must have at least 1 token.", "code": 400, "metadata": {"provider_name": None}}
    }


def test_what_an_upstream_refuses_comes_as_its_body(ask):
    body = ask.refusal(messages=[USER, {"role": "tool", "tool_call_id": "a", "content": "1"}])
    assert list(body) == ["error", "user_id"]
    assert (body["error"]["message"], body["error"]["code"]) == ("Provider returned error", 400)
    assert json.loads(body["error"]["metadata"]["raw"])["error"]["param"] == "messages.[1].role"
    assert body["error"]["metadata"]["provider_name"] == "OpenAI"


LOOSE = {"type": "object", "properties": {"a": {"type": "string"}}, "required": []}
FORMAT = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": LOOSE}}
STRICT = {"type": "function", "function": {"name": "f", "strict": True, "parameters": LOOSE}}


@pytest.mark.parametrize("wrong", [{"response_format": FORMAT}, {"tools": [STRICT]}])
def test_openais_judgement_of_schemas_is_passed_on(ask, wrong):
    body = ask.refusal(model="openai/gpt-4o-mini", **wrong)
    raw = body["error"]["metadata"]["raw"]
    assert "'additionalProperties' is required to be supplied and to be false." in json.loads(raw)["error"]["message"]
    assert ask.exchange(None, model="anthropic/claude-haiku-4.5", **wrong).response.status == 200


def test_a_wrong_key_has_no_user(keyed):
    assert keyed("openrouter", {}) == (401, {"error": {"message": "No cookie auth credentials found", "code": 401}})


@pytest.mark.parametrize("choice", ["any", "auto"])
def test_any_choice_is_passed_on(ask, choice):
    assert ask.exchange(ask.call, tool_choice=choice).response.status == 200


def test_a_rate_limit_is_an_upstreams(fault):
    status, body = fault("openrouter", "rate_limit")
    assert (status, body["error"]["code"], body["error"]["message"]) == (429, 429, "Provider returned error")
    assert body["error"]["metadata"]["raw"].startswith("{model} is temporarily rate-limited upstream.")


def test_no_credits_is_a_402(fault):
    status, body = fault("openrouter", "quota")
    assert (status, body["error"]) == (402, {"message": "Insufficient credits", "code": 402})


def test_an_error_within_a_stream_is_a_chunk_that_ends_in_error():
    openrouter = provider_named("openrouter")
    chunk = openrouter.stream_error(openrouter.errors["error_in_stream"], "openai/gpt-4o", Chance(0, b""))
    assert (chunk["object"], chunk["model"]) == ("chat.completion.chunk", "openai/gpt-4o")
    assert chunk["error"] == {"code": 502, "message": "Provider returned error"}
    assert chunk["choices"][0]["finish_reason"] == "error"
    assert chunk["choices"][0]["delta"]["content"] == ""


def test_its_own_tools_are_taken(ask):
    assert ask.exchange(tools=[{"type": "openrouter:web_search"}]).response.status == 200
