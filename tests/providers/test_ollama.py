"""Ollama: short ids, whole calls."""

from __future__ import annotations

import json
import re

from msgspec.structs import replace

from mockfn import MockProvider, Request
from mockfn.providers import Model, provider_named

PROVIDER = "ollama"


def test_ids_are_short_and_the_fingerprint_is_ollamas(ask):
    body = ask.body(ask.call)
    assert re.fullmatch(r"chatcmpl-\d{3}", body["id"])
    assert body["system_fingerprint"] == "fp_ollama"
    assert re.fullmatch(r"call_[a-z0-9]{8}", body["choices"][0]["message"]["tool_calls"][0]["id"])


def test_content_is_empty_beside_calls_which_have_an_index(ask):
    message = ask.body(ask.call)["choices"][0]["message"]
    assert message["content"] == ""
    assert list(message["tool_calls"][0]) == ["id", "index", "type", "function"]


def test_the_role_is_in_each_chunk_of_text(ask):
    assert all(delta["role"] == "assistant" for delta in ask.deltas())


def test_a_call_streams_whole_and_the_finish_is_empty(ask):
    call, last = ask.deltas(ask.call)
    assert call["tool_calls"][0]["function"]["arguments"] == '{"city":"Paris","days":3}'
    assert last == {}


def test_reasoning_is_reasoning(ask):
    assert ask.body(ask.thought)["choices"][0]["message"]["reasoning"] == "The user asks."
    assert ask.deltas(ask.thought)[0] == {"role": "assistant", "content": "", "reasoning": "The"}


def test_usage_comes_in_a_chunk_of_its_own_when_asked_for(ask):
    assert ask.events(stream_options={"include_usage": True})[-2]["choices"] == []


def test_a_file_is_no_message(ask):
    parts = [{"type": "file", "file": {"file_data": "JVBERi0="}}]
    body = ask.refusal(messages=[{"role": "user", "content": parts}])
    assert body["error"] == {
        "message": "invalid message format",
        "type": "invalid_request_error",
        "param": None,
        "code": None,
    }


def test_a_model_without_tools_says_so():
    ollama = provider_named("ollama")
    silent = replace(ollama, models=(Model(name="gemma:2b", tools=False),))
    tool = {"type": "function", "function": {"name": "f"}}
    body = {"model": "gemma:2b", "messages": [{"role": "user", "content": "hi"}], "tools": [tool]}
    response = (
        MockProvider(silent).respond(Request("POST", "/v1/chat/completions", {}, json.dumps(body).encode())).response
    )
    assert response.status == 400
    assert json.loads(response.body)["error"]["message"] == "gemma:2b does not support tools"


def test_a_prompt_that_is_too_long_has_a_reference(ask):
    message = ask.refusal(messages=[{"role": "user", "content": "word " * 140_000}])["error"]["message"]
    assert re.fullmatch(r"prompt too long; exceeded max context length by \d+ tokens \(ref: [0-9a-f-]{36}\)", message)


def test_a_wrong_key_and_a_missing_model_are_errors_of_the_api(keyed, strictly):
    error = {"message": "Unauthorized", "type": "api_error", "param": None, "code": None}
    assert keyed("ollama", {}) == (401, {"error": error})
    message = 'model "no-such-model" not found, try pulling it first'
    assert strictly("ollama", "/v1/chat/completions") == (404, {"error": {**error, "message": message}})
