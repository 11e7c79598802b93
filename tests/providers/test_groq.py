"""Groq: whole calls, usage twice, times, and errors without what is null."""

from __future__ import annotations

import json
import re

import pytest

from mockfn.chat import APIError
from mockfn.providers import provider_named
from mockfn.seeds import Chance

PROVIDER = "groq"


def test_beside_calls_a_message_has_no_content(ask):
    assert list(ask.body(ask.call)["choices"][0]["message"]) == ["role", "tool_calls"]


def test_the_body_ends_in_what_is_groqs_own(ask):
    body = ask.body()
    assert list(body)[-4:] == ["usage_breakdown", "system_fingerprint", "x_groq", "service_tier"]
    assert next(iter(body["usage"])) == "queue_time"


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        ("llama-3.3-70b-versatile", r"[A-Za-z0-9]{9}"),
        ("moonshotai/kimi-k2-instruct-0905", r"functions\.get_weather:0"),
        ("openai/gpt-oss-120b", r"fc_[0-9a-f]{8}-.*"),
    ],
)
def test_a_calls_id_is_by_model(ask, model, shape):
    call = ask.body(ask.call, model=model)["choices"][0]["message"]["tool_calls"][0]
    assert re.fullmatch(shape, call["id"])


def test_each_call_streams_whole_in_one_chunk(ask):
    opening, one, two, last = ask.deltas(ask.calls)
    assert opening == {"role": "assistant", "content": None}
    assert json.loads(one["tool_calls"][0]["function"]["arguments"]) == {"city": "Paris"}
    assert two["tool_calls"][0]["index"] == 1
    assert last == {}


def test_usage_is_in_the_finish_chunk_twice_and_after_it_where_asked(ask):
    *_, finish, usage, _ = ask.events(stream_options={"include_usage": True})
    assert finish["x_groq"]["usage"] == finish["usage"] == usage["usage"]
    assert usage["choices"] == []


@pytest.mark.parametrize(("model", "top"), [("llama-3.1-8b-instant", False), ("qwen/qwen3-32b", True)])
def test_unasked_usage_of_llama_3_is_groqs_own_member_alone(ask, model, top):
    *_, finish, _done = ask.events(model=model)
    assert finish["x_groq"]["usage"]["total_tokens"] > 0
    assert ("usage" in finish) is top


def test_models_that_reason_count_it_and_say_the_seed(ask):
    first, *_ = ask.events(ask.thought, model="openai/gpt-oss-120b")
    assert list(first["x_groq"]) == ["id", "seed"]
    body = ask.body(ask.thought, model="openai/gpt-oss-120b")
    assert (list(body["usage"])[-1], list(body["x_groq"])) == ("completion_tokens_details", ["id", "seed"])


def test_the_first_llamas_have_no_tier(ask):
    assert list(ask.body(model="llama3-8b-8192"))[-2:] == ["system_fingerprint", "x_groq"]


def test_reasoning_stands_before_calls(ask):
    assert list(ask.body(ask.thought)["choices"][0]["message"]) == ["role", "content", "reasoning"]


def test_json_mode_beside_tools_is_refused(ask):
    said = [{"role": "user", "content": "json, please"}]
    assert ask.refusal(tools=[ask.tool], messages=said, response_format={"type": "json_object"}) == {
        "error": {
            "message": "`response_format` json_object cannot be combined with tool/function calling",
            "type": "invalid_request_error",
            "param": None,
            "code": None,
        }
    }


def test_an_unknown_model_is_told_in_openais_words(strictly):
    assert strictly("groq", "/openai/v1/chat/completions") == (
        404,
        {
            "error": {
                "message": "The model `no-such-model` does not exist or you do not have access to it.",
                "type": "invalid_request_error",
                "param": None,
                "code": "model_not_found",
            }
        },
    )


FAILED = {
    "message": "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
    "type": "invalid_request_error",
    "code": "tool_use_failed",
    "failed_generation": "<function=get_weather>{",
}


def test_a_failed_call_shows_what_was_generated(fault):
    assert fault("groq", "tool_use_failed") == (400, {"error": FAILED})


def test_an_error_within_a_stream_is_an_event_named_error():
    groq = provider_named("groq")
    event = groq.stream_error(groq.errors["tool_use_failed"], "m", Chance(0, b"")).decode()
    name, data = event.strip().split("\n")
    assert name == "event: error"
    unshown = "Tool use failed: JSON does not match the expected schema for tool calls"
    assert json.loads(data.removeprefix("data: ")) == {
        "error": {**FAILED, "failed_generation": unshown, "status_code": 400}
    }


def test_other_errors_have_neither_param_nor_code_where_there_is_none():
    error = APIError(500, "Internal Server Error", type="internal_server_error")
    body = provider_named("groq").envelope(error, Chance(0, b""))
    assert body == {"error": {"message": "Internal Server Error", "type": "internal_server_error"}}


def test_headers_tell_the_limits(ask):
    assert ask.exchange().response.headers["x-ratelimit-limit-tokens"] == "6000"
