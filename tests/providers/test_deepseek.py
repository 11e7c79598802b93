"""DeepSeek: calls with an index, usage where it ends, and its words for what it refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest

PROVIDER = "deepseek"
USER = {"role": "user", "content": "hi"}


def calls(*ids: str) -> dict[str, Any]:
    made = [{"id": one, "type": "function", "function": {"name": "get_weather", "arguments": "{}"}} for one in ids]
    return {"role": "assistant", "content": None, "tool_calls": made}


def result(identifier: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": identifier, "content": "1"}


def named(name: str, parameters: Any = ...) -> dict[str, Any]:
    function: dict[str, Any] = {"name": name}
    if parameters is not ...:
        function["parameters"] = parameters
    return {"type": "function", "function": function}


def test_a_call_in_json_has_its_index_first_and_content_is_empty(ask):
    message = ask.body(ask.call)["choices"][0]["message"]
    assert list(message) == ["role", "content", "tool_calls"]
    assert message["content"] == ""
    assert list(message["tool_calls"][0]) == ["index", "id", "type", "function"]


def test_ids_are_a_uuid_and_a_numbered_call(ask):
    body = ask.body(ask.call)
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", body["id"])
    assert re.fullmatch(r"call_00_[A-Za-z0-9]{24}", body["choices"][0]["message"]["tool_calls"][0]["id"])


def test_arguments_are_spaced(ask):
    function = ask.body(ask.call)["choices"][0]["message"]["tool_calls"][0]["function"]
    assert function["arguments"] == '{"city": "Paris", "days": 3}'


def test_usage_counts_the_cache_twice(ask):
    usage = ask.body()["usage"]
    assert usage["prompt_cache_miss_tokens"] == usage["prompt_tokens"]
    assert (usage["prompt_cache_hit_tokens"], usage["prompt_tokens_details"]) == (0, {"cached_tokens": 0})


def test_reasoning_is_reasoning_content(ask):
    body = ask.body(ask.thought)
    assert list(body["choices"][0]["message"]) == ["role", "content", "reasoning_content"]
    assert "completion_tokens_details" in body["usage"]


def test_a_stream_of_thoughts_says_null_for_the_other(ask):
    first, *rest, last = ask.deltas(ask.thought)
    assert first == {"role": "assistant", "content": None, "reasoning_content": ""}
    assert all(delta["content"] is None or delta["reasoning_content"] is None for delta in rest)
    assert last == {"content": "", "reasoning_content": None}


@pytest.mark.parametrize("options", [..., {"include_usage": True}])
def test_usage_is_in_the_finish_chunk_asked_for_or_not(ask, options):
    *others, last, done = ask.events(stream_options=options)
    assert (last["choices"][0]["finish_reason"], done) == ("stop", "[DONE]")
    assert last["usage"]["total_tokens"] > 0
    assert [chunk.get("usage", ...) for chunk in others] == [... if options is ... else None] * len(others)


def test_a_call_streams_by_tokens_after_an_opening_without_arguments(ask):
    role, opening, *rest, last = ask.deltas(ask.call)
    assert role == {"role": "assistant", "content": ""}
    assert opening["tool_calls"][0]["function"] == {"name": "get_weather", "arguments": ""}
    assert "".join(delta["tool_calls"][0]["function"]["arguments"] for delta in rest) == '{"city": "Paris", "days": 3}'
    assert last == {"content": ""}


SCHEMA = "Invalid schema for function 'f': schema must be a JSON Schema of 'type: \"object\"', got 'type: {}'."


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            {"messages": [USER, calls("a"), USER]},
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
            " 'tool_call_id'. (insufficient tool messages following tool_calls message)",
        ),
        (
            {"messages": [USER, result("a")]},
            "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'",
        ),
        (
            {"messages": [USER, calls("a"), result("a"), calls("a"), result("a")]},
            "Duplicate value for 'tool_call_id' of a in message[3]",
        ),
        ({"tools": [named("f"), named("f")]}, "Tool names must be unique."),
        ({"tools": [named("f", {"anyOf": [{}]})]}, SCHEMA.format("null")),
        ({"tools": [named("f", {"type": "string"})]}, SCHEMA.format('"string"')),
        (
            {"tools": [named("a b")]},
            "Invalid 'tools[0].function.name': string does not match pattern."
            " Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
        ),
        (
            {"tools": [named("a" * 71)]},
            "Invalid 'tools[0].function.name': string too long."
            " Expected a string with maximum length 64, but got a string with length 71 instead.",
        ),
        (
            {"max_tokens": 100_000},
            "Invalid max_tokens value, the valid range of max_tokens is [1, 8192]",
        ),
        (
            {"response_format": {"type": "json_object"}},
            "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.",
        ),
    ],
)
def test_what_it_refuses_and_how(ask, body, message):
    assert ask.refusal(**body) == {
        "error": {
            "message": message,
            "type": "invalid_request_error",
            "param": None,
            "code": "invalid_request_error",
        }
    }


def test_a_wrong_key_is_told_by_its_last_four(keyed):
    response = keyed("deepseek", {"authorization": "Bearer sk-wrong-abcd"})
    assert response == (
        401,
        {
            "error": {
                "message": "Authentication Fails, Your api key: ****abcd is invalid",
                "type": "authentication_error",
                "param": None,
                "code": "invalid_request_error",
            }
        },
    )


def test_no_balance_is_a_402_of_an_unknown_type(fault):
    assert fault("deepseek", "quota") == (
        402,
        {
            "error": {
                "message": "Insufficient Balance",
                "type": "unknown_error",
                "param": None,
                "code": "invalid_request_error",
            }
        },
    )


def test_what_is_too_long_is_counted_in_its_words(ask):
    long = [{"role": "user", "content": "word " * 140_000}]
    message = ask.refusal(messages=long, model="deepseek-reasoner", max_tokens=7)["error"]["message"]
    total = int(re.search(r"you requested (\d+) tokens", message)[1])
    assert message == (
        f"This model's maximum context length is 131072 tokens. However, you requested {total} tokens ({total - 7} in"
        " the messages, 7 in the completion). Please reduce the length of the messages or completion."
    )
