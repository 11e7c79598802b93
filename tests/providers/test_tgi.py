"""Text Generation Inference, as Hugging Face's own inference serves it."""

from __future__ import annotations

PROVIDER = "huggingface-router"
PATH = "/hf-inference/models/google/gemma-2b/v1/chat/completions"


def test_object_comes_first_and_the_version_is_the_fingerprint(ask):
    body = ask.body(model="m", path=PATH)
    assert list(body)[:2] == ["object", "id"]
    assert body["system_fingerprint"] == "3.2.1-native"


def test_the_role_is_in_every_chunk_and_usage_is_null(ask):
    chunks = ask.events(model="m", path=PATH)[:-1]
    assert all(chunk["choices"][0]["delta"]["role"] == "assistant" for chunk in chunks)
    assert {chunk["usage"] for chunk in chunks} == {None}


def test_usage_comes_last_when_asked_for(ask):
    assert ask.events(model="m", path=PATH, stream_options={"include_usage": True})[-2]["choices"] == []


def test_a_calls_id_is_its_number(ask):
    message = ask.body(ask.calls, model="m", path=PATH)["choices"][0]["message"]
    assert [call["id"] for call in message["tool_calls"]] == ["0", "1"]
    assert "content" not in message


def test_a_call_streams_whole(ask):
    call, last = ask.deltas(ask.call, model="m", path=PATH)
    assert call["tool_calls"][0]["function"]["arguments"] == '{"city":"Paris","days":3}'
    assert last == {"role": "assistant", "content": ""}


def test_before_3_0_a_completion_is_called_one_of_text(ask):
    body = ask.body(model="tgi", path=PATH)
    assert (body["object"], body["choices"][0]["finish_reason"]) == ("text_completion", "eos_token")
    assert next(iter(body)) == "id"


def test_before_3_0_a_stream_ends_in_its_last_token(ask):
    *_, last = ask.events(model="tgi", path=PATH)
    assert last["choices"][0]["delta"]["content"] == "."
    assert last["choices"][0]["finish_reason"] == "eos_token"
