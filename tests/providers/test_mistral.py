"""Mistral: all calls at once, `tool_calls: null`, padding, and the order of roles."""

from __future__ import annotations

import json
import re

import pytest

PROVIDER = "mistral"
TODAY = "mistral-medium-latest"
USER = {"role": "user", "content": "hi"}
RESULT = {"role": "tool", "tool_call_id": "aaaaaaaaa", "content": "1"}


def calls(count):
    made = [
        {"id": "abc"[number] * 9, "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}
        for number in range(count)
    ]
    return {"role": "assistant", "content": "", "tool_calls": made}


def test_usage_comes_before_the_choices(ask):
    assert list(ask.body()) == ["id", "created", "model", "usage", "object", "choices"]


def test_ids_have_no_prefix(ask):
    body = ask.body(ask.call)
    assert re.fullmatch(r"[0-9a-f]{32}", body["id"])
    assert re.fullmatch(r"[A-Za-z0-9]{9}", body["choices"][0]["message"]["tool_calls"][0]["id"])


def test_tool_calls_are_null_where_there_are_none(ask):
    assert ask.body()["choices"][0]["message"]["tool_calls"] is None


def test_content_is_empty_beside_calls(ask):
    message = ask.body(ask.call)["choices"][0]["message"]
    assert message["content"] == ""
    assert list(message["tool_calls"][0]) == ["id", "type", "function", "index"]


def test_all_calls_come_in_the_chunk_that_finishes(ask):
    role, last, _done = ask.events(ask.calls, model=TODAY)
    choice = last["choices"][0]
    assert role["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert choice["finish_reason"] == "tool_calls"
    assert [json.loads(call["function"]["arguments"])["city"] for call in choice["delta"]["tool_calls"]] == [
        "Paris",
        "Rome",
    ]
    assert last["usage"]["total_tokens"] > 0


def test_chunks_after_the_first_are_padded_with_the_alphabet(ask):
    first, *rest, _done = ask.events(model=TODAY)
    assert "p" not in first
    assert all("abcdefghijklmnopqrstuvwxyz0123456789".startswith(chunk["p"]) and chunk["p"] for chunk in rest)


@pytest.mark.parametrize(
    ("model", "members"),
    [
        ("mistral-tiny", ["prompt_tokens", "total_tokens", "completion_tokens"]),
        ("mistral-large-latest", ["prompt_tokens", "total_tokens", "completion_tokens", "prompt_tokens_details"]),
        (TODAY, ["prompt_tokens", "total_tokens", "completion_tokens", "prompt_tokens_details", "service_tier"]),
    ],
)
def test_usage_is_that_of_the_models_recordings(ask, model, members):
    assert list(ask.body(model=model)["usage"]) == members


def test_older_streams_have_neither_padding_nor_types(ask):
    _role, last, _done = ask.events(ask.call, model="mistral-large-latest")
    assert "p" not in last
    assert list(last["choices"][0]["delta"]["tool_calls"][0]) == ["id", "function"]


def test_streams_of_2024_say_null_for_log_probabilities(ask):
    chunks = ask.events(ask.call, model="mistral-small-latest")[:-1]
    assert all(chunk["choices"][0]["logprobs"] is None for chunk in chunks)


@pytest.mark.parametrize(
    ("messages", "message"),
    [
        ([USER, calls(1), RESULT, USER], "Unexpected role 'user' after role 'tool'"),
        ([USER, RESULT], "Unexpected role 'tool' after role 'user'"),
        ([USER, calls(2), RESULT], "Not the same number of function calls and responses"),
    ],
)
def test_the_order_of_roles_is_checked(ask, messages, message):
    assert ask.refusal(messages=messages) == {
        "object": "error",
        "message": message,
        "type": "invalid_request_message_order",
        "param": None,
        "code": "3230",
        "raw_status_code": 400,
    }


def test_any_is_a_choice(ask):
    assert ask.exchange(ask.call, tool_choice="any").response.status == 200


@pytest.mark.parametrize(
    ("headers", "detail"), [({"authorization": "Bearer no"}, "Invalid API Key"), ({}, "Unauthorized")]
)
def test_a_wrong_key_is_detail_alone(keyed, headers, detail):
    assert keyed("mistral", headers) == (401, {"detail": detail})


def test_the_requests_id_is_in_mistrals_header(ask):
    assert re.fullmatch(r"[0-9a-f-]{36}", ask.exchange().response.headers["mistral-correlation-id"])


@pytest.mark.parametrize(
    ("messages", "message"),
    [
        ([USER, RESULT], "Unexpected role RoleEnum.tool"),
        ([USER, calls(2), RESULT], "Not the same number of function calls and responses"),
    ],
)
def test_in_2024_it_said_so_without_a_code(ask, messages, message):
    error = {"object": "error", "message": message, "type": "invalid_request_error", "param": None, "code": None}
    assert ask.refusal(mode="2024", messages=messages) == error


@pytest.mark.parametrize(("mode", "told"), [("2025", {}), (None, {"raw_status_code": 400})])
def test_the_status_is_told_since_2026(ask, mode, told):
    assert ask.refusal(mode=mode, messages=[USER, calls(1), RESULT, USER]) == {
        "object": "error",
        "message": "Unexpected role 'user' after role 'tool'",
        "type": "invalid_request_message_order",
        "param": None,
        "code": "3230",
        **told,
    }


@pytest.mark.parametrize(
    ("model", "members"),
    [("mistral-small-latest", "finish_reason message"), ("open-mistral-nemo", "message finish_reason")],
)
def test_the_finish_reason_stood_last_in_2025_01(ask, model, members):
    assert list(ask.body(model=model)["choices"][0]) == ["index", *members.split()]


@pytest.mark.parametrize(("model", "tier"), [("mistral-small", False), (TODAY, True)])
def test_a_tier_is_told_since_2026_08(ask, model, tier):
    assert ("service_tier" in ask.body(model=model)["usage"]) is tier
