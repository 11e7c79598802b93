"""vLLM: every member of the protocol, and its validators' words."""

from __future__ import annotations

import re

import pytest

PROVIDER = "vllm"


def flat(message, kind="BadRequestError", code=400):
    return {"object": "error", "message": message, "type": kind, "param": None, "code": code}


def validator(text, sent):
    body = f"{{'model': 'served-model', 'messages': [{{'role': 'user', 'content': 'weather in Paris?'}}], {sent}}}"
    told = f"'input': {body}, 'ctx': {{'error': ValueError('{text}')}}"
    return flat(f"[{{'type': 'value_error', 'loc': ('body',), 'msg': 'Value error, {text}', {told}}}]")


def test_every_member_of_the_protocol_is_there(ask):
    body = ask.body()
    assert list(body)[-3:] == ["prompt_logprobs", "prompt_token_ids", "kv_transfer_params"]
    assert list(body["choices"][0])[-2:] == ["stop_reason", "token_ids"]
    assert body["choices"][0]["message"]["tool_calls"] == []


def test_a_calls_id_says_what_it_is(ask):
    call = ask.body(ask.call)["choices"][0]["message"]["tool_calls"][0]
    assert re.fullmatch(r"chatcmpl-tool-[0-9a-f]{32}", call["id"])


def test_a_call_streams_its_name_and_then_its_arguments(ask):
    role, opening, *rest, last = ask.deltas(ask.call)
    assert role == {"role": "assistant", "content": ""}
    assert opening["tool_calls"][0]["function"] == {"name": "get_weather"}
    assert "".join(delta["tool_calls"][0]["function"]["arguments"] for delta in rest) == '{"city": "Paris", "days": 3}'
    assert last == {"content": ""}


def test_usage_comes_in_a_chunk_of_its_own_when_asked_for(ask):
    assert ask.events(stream_options={"include_usage": True})[-2]["choices"] == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (
            {"tool_choice": "auto"},
            validator("When using `tool_choice`, `tools` must be set.", "'tool_choice': 'auto'"),
        ),
        (
            {"stream_options": {"include_usage": True}},
            validator(
                "Stream options can only be defined when `stream=True`.", "'stream_options': {'include_usage': True}"
            ),
        ),
    ],
)
def test_what_its_validators_find_is_printed_by_python(ask, body, error):
    assert ask.refusal(**body) == error


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            "x",
            'Invalid value for `tool_choice`: x! Only named tools, "none", "auto" or "required" are supported.',
        ),
        (
            {"type": "function", "function": "x"},
            "Invalid value for `function`: `x` in `tool_choice`! Correct usage:"
            ' `{"type": "function", "function": {"name": "my_function"}}`',
        ),
    ],
)
def test_a_choice_is_held_to_its_forms(ask, choice, message):
    assert ask.refusal(tools=[ask.tool], tool_choice=choice) == flat(message)


def test_a_model_without_a_parser_takes_no_tools(ask):
    body = ask.refusal(model="no-tools", tools=[ask.tool])
    assert body == flat('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set')


def test_no_tools_in_a_list_are_accepted(ask):
    assert ask.exchange(tools=[]).response.status == 200


def test_a_missing_model_is_a_404(strictly):
    assert strictly("vllm", "/v1/chat/completions") == (
        404,
        flat("The model `no-such-model` does not exist.", "NotFoundError", 404),
    )


def test_no_choice_needs_no_tools(ask):
    assert ask.exchange(tool_choice="none").response.status == 200
