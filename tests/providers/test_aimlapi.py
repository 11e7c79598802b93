"""AIMLAPI: whose shape a model's answers have, what is its own, and what it refuses."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mockfn import Exchange, MockProvider, Request

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
FUNCTION = {"name": "get_weather", "description": "The weather of a city", "parameters": PARAMETERS}
TOOL = {"type": "function", "function": FUNCTION}
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def ask(
    model: str = "gpt-4o", path: str = "/v1/chat/completions", mock: MockProvider | None = None, **body: Any
) -> Exchange:
    said = {"model": model, "messages": [{"role": "user", "content": "weather in Paris?"}], **body}
    request = Request("POST", path, {}, json.dumps(said).encode())
    return (mock or MockProvider("aimlapi")).respond(request)


def parsed(exchange: Exchange) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exchange.response.body)
    return found


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        ("gpt-4o", r"chatcmpl-[A-Za-z0-9]{29}"),
        ("openai/gpt-5-2025-08-07", r"chatcmpl-[A-Za-z0-9]{29}"),
        ("anthropic/claude-sonnet-4.5", r"gen-\d{10}-[A-Za-z0-9]{20}"),
        ("google/gemini-2.5-pro", r"gen-\d{10}-[A-Za-z0-9]{20}"),
        ("alibaba/qwen3-32b", rf"chatcmpl-{UUID}"),
        ("deepseek/deepseek-r1", UUID),
        ("minimax/m1", r"[0-9a-f]{32}"),
        ("x-ai/grok-4-07-09", rf"{UUID}_us-east-1"),
        ("a-model-of-tomorrow", r"chatcmpl-[A-Za-z0-9]{29}"),
    ],
)
def test_an_answers_id_is_that_of_the_upstream(model: str, shape: str) -> None:
    assert re.fullmatch(shape, parsed(ask(model))["id"])


@pytest.mark.parametrize(
    "model", ["gpt-4o", "anthropic/claude-opus-4.1", "qwen-max", "deepseek/deepseek-r1", "zhipu/glm-4.5"]
)
def test_what_was_spent_stands_after_usage(model: str) -> None:
    body = parsed(ask(model))
    names = list(body)
    assert names[names.index("usage") + 1] == "meta"
    assert list(body["meta"]["usage"]) == ["credits_used", "usd_spent"]


def test_a_body_is_compact() -> None:
    assert b"\n" not in ask().response.body


@pytest.mark.parametrize(
    ("model", "status"),
    [
        ("gpt-4o", 200),
        ("claude-3-7-sonnet-20250219", 201),
        ("moonshot/kimi-k2-0905-preview", 201),
        ("meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo", 201),
    ],
)
def test_a_success_has_the_status_that_the_models_document_says(model: str, status: int) -> None:
    assert ask(model).response.status == status


@pytest.mark.parametrize("model", ["gpt-4o", "claude-opus-4-20250514", "qwen-plus", "x-ai/grok-3-beta"])
def test_a_stream_ends_in_a_chunk_of_usage_unasked(model: str) -> None:
    events = ask(model, stream=True).response.body.decode().strip().split("\n\n")
    last = json.loads(events[-2].removeprefix("data: "))
    assert events[-1] == "data: [DONE]"
    assert last["choices"] == []
    assert last["usage"]["total_tokens"] > 0


def test_an_error_is_nestjs_shaped() -> None:
    body = parsed(ask(messages=[]))
    assert list(body) == ["requestId", "statusCode", "timestamp", "path", "meta", "message"]
    assert re.fullmatch(UUID, body["requestId"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", body["timestamp"])
    assert (body["statusCode"], body["path"]) == (400, "/v1/chat/completions")


def test_a_wrong_value_is_invalid_input_with_zods_tree() -> None:
    body = parsed(ask(messages=[{"role": "usr", "content": "hi"}]))
    assert body["message"] == "Invalid input"
    role = body["meta"]["messages"]["0"]["role"]["_errors"]
    assert role[0].startswith("Invalid enum value. Expected 'system', ")
    assert role[0].endswith(", received 'usr'")
    assert (list(body["meta"]), list(body["meta"]["messages"])) == (["_errors", "messages"], ["0", "_errors"])


@pytest.mark.parametrize(
    ("body", "path", "problem"),
    [
        ({"tools": [{**TOOL, "extra": 1}]}, ["tools", "0"], "Unrecognized key(s) in object: 'extra'"),
        (
            {"tools": [{"type": "function", "function": {**FUNCTION, "x": 1}}]},
            ["tools", "0", "function"],
            "Unrecognized key(s) in object: 'x'",
        ),
        (
            {"tools": [{"type": "function", "function": {"name": "f"}}]},
            ["tools", "0", "function", "parameters"],
            "Required",
        ),
    ],
)
def test_tool_objects_are_strict(body: dict[str, Any], path: list[str], problem: str) -> None:
    exchange = ask(**body)
    answer = parsed(exchange)
    assert (exchange.response.status, answer["message"]) == (400, "Body validation error!")
    place = answer["meta"]
    for part in path:
        place = place[part]
    assert place["_errors"] == [problem]


def test_a_strict_tool_and_a_null_strict_are_taken() -> None:
    for strict in (True, False, None):
        function = {**FUNCTION, "strict": strict}
        assert ask(tools=[{"type": "function", "function": function}]).response.status == 200


@pytest.mark.parametrize(
    "choice", ["none", "auto", "required", {"type": "function", "function": {"name": "get_weather"}}]
)
def test_every_tool_choice_is_obeyed(choice: Any) -> None:
    message = parsed(ask(tools=[TOOL], tool_choice=choice))["choices"][0]["message"]
    assert bool(message.get("tool_calls")) == (choice != "none")


@pytest.mark.parametrize("choice", [{"type": "auto"}, {"type": "any"}, {"type": "tool", "name": "rain"}])
def test_claude_takes_choices_as_anthropic_has_them(choice: Any) -> None:
    rain = {"type": "function", "function": {**FUNCTION, "name": "rain"}}
    exchange = ask("anthropic/claude-opus-4.1", tools=[TOOL, rain], tool_choice=choice)
    calls = parsed(exchange)["choices"][0]["message"].get("tool_calls", [])
    assert calls
    assert "name" not in choice or [call["function"]["name"] for call in calls] == ["rain"]
    assert ask("gpt-4o", tools=[TOOL, rain], tool_choice=choice).response.status == 400


@pytest.mark.parametrize(
    "body", [{"provider": "openrouter"}, {"normalize_tool_schemas": True}, {"functions": [FUNCTION]}]
)
def test_its_own_members_and_the_guides_functions_are_taken(body: dict[str, Any]) -> None:
    assert ask(**body).response.status == 200


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        ("gpt-4o", r"call_[A-Za-z0-9]{24}"),
        ("anthropic/claude-sonnet-4.5", r"toolu_bdrk_[A-Za-z0-9]{24}"),
        ("google/gemini-2.5-pro", r"tool_0_get_weather"),
        ("alibaba/qwen3-32b", r"call_[0-9a-f]{24}"),
    ],
)
def test_a_calls_id_is_that_of_the_upstream(model: str, shape: str) -> None:
    (call,) = parsed(ask(model, tools=[TOOL], tool_choice="required"))["choices"][0]["message"]["tool_calls"]
    assert re.fullmatch(shape, call["id"])


def test_a_call_opens_in_a_stream_with_index_id_type_and_function() -> None:
    events = ask(tools=[TOOL], stream=True).response.body.decode().split("\n\n")
    delta = json.loads(events[0].removeprefix("data: "))["choices"][0]["delta"]
    assert set(delta["tool_calls"][0]) == {"index", "id", "type", "function"}


def test_a_model_without_tools_says_so() -> None:
    exchange = ask("perplexity/sonar", tools=[TOOL])
    assert (exchange.response.status, parsed(exchange)["message"]) == (400, "perplexity/sonar does not support tools")


def test_an_upstreams_refusal_is_passed_on() -> None:
    exchange = ask("o1-mini", messages=[{"role": "system", "content": "hi"}, {"role": "user", "content": "hi"}])
    message = "Unsupported value: 'messages[0].role' does not support 'system' with this model."
    assert (exchange.response.status, parsed(exchange)["message"]) == (400, message)


def test_in_2025_it_refused_roles_itself() -> None:
    exchange = ask("o1-mini", mock=MockProvider("aimlapi", mode="2025"), messages=[{"role": "system", "content": "hi"}])
    role = {"_errors": ["Invalid enum value. Expected 'user' | 'assistant', received 'system'"]}
    body = parsed(exchange)
    assert (exchange.response.status, body["message"]) == (400, "Invalid input")
    assert body["meta"] == {"_errors": [], "messages": {"0": {"_errors": [], "role": role}, "_errors": []}}


def test_an_unknown_model_is_the_upstreams_400_in_a_500() -> None:
    exchange = ask("no-such-model", mock=MockProvider("aimlapi", strict_models=True))
    assert exchange.response.status == 500
    assert parsed(exchange)["message"] == "400 Unable to access model no-such-model. "


def test_a_wrong_key_is_a_401() -> None:
    exchange = ask(mock=MockProvider("aimlapi", api_key="right"))
    assert exchange.response.status == 401
    assert parsed(exchange)["message"].startswith("This request requires a valid API key")


@pytest.mark.parametrize("path", ["/v1/models", "/models", "/api/v1/models", "/v1/models?include=pricing,capabilities"])
def test_models_are_listed_in_its_own_shape_to_anyone(path: str) -> None:
    body = json.loads(MockProvider("aimlapi", api_key="right").respond(Request("GET", path, {})).response.body)
    assert body["object"] == "list"
    assert all(list(model) == ["id", "aliases", "type", "info", "tags"] for model in body["data"])
    names = {model["id"] for model in body["data"]}
    older = {"mistralai/Mixtral-8x7B-Instruct-v0.1", "togethercomputer/CodeLlama-34b-Instruct", "gpt-3.5-turbo-0613"}
    assert older | {"zhipu/glm-4.7", "x-ai/grok-4-1-fast-reasoning", "qwen-max"} <= names


def test_one_model_is_shown_outside_v1() -> None:
    body = json.loads(MockProvider("aimlapi").respond(Request("GET", "/model/zhipu/glm-4.7", {})).response.body)
    assert (body["object"], body["data"]["id"]) == ("model", "zhipu/glm-4.7")


def test_no_credits_is_a_403_in_the_problem_like_form(fault: Any) -> None:
    status, body = fault("aimlapi", "quota")
    message = (
        "You've run out of credits. Please top up your balance or update your payment method to continue:"
        " https://aimlapi.com/app/billing/"
    )
    assert status == 403
    assert (body["title"], body["status"], body["message"]) == ("Forbidden", 403, message)
    assert body["error"] == {
        "name": "ForbiddenException",
        "message": message,
        "data": {"kind": "err_insufficent_credits"},
    }


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (
            "rate_limit",
            429,
            "Free-tier limit: You've reached your free limit for the hour. Get AI/ML Subscription to use API, visit"
            " https://aimlapi.com/app/billing/ !",
        ),
        ("server_error", 500, "400 Unable to access model {model}. "),
        ("timeout", 504, "Generation timeout"),
    ],
)
def test_other_faults_are_nestjs_shaped(fault: Any, error: str, status: int, message: str) -> None:
    found, body = fault("aimlapi", error)
    assert (found, body["statusCode"], body["message"]) == (status, status, message)
    assert list(body) == ["requestId", "statusCode", "timestamp", "path", "message"]
