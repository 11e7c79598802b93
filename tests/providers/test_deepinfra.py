"""DeepInfra: today's answers, and what the older guide does not support, both ways."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from mockfn import Exchange, MockProvider, Reply, Request, Usage

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL = {"type": "function", "function": {"name": "get_weather", "description": "The weather", "parameters": PARAMETERS}}
MODEL = "meta-llama/Meta-Llama-3.1-70B-Instruct"
PATH = "/v1/openai/chat/completions"


def ask(model: str = MODEL, mock: MockProvider | None = None, **body: Any) -> Exchange:
    said = {"model": model, "messages": [{"role": "user", "content": "weather in Paris and Rome?"}], **body}
    return (mock or MockProvider("deepinfra")).respond(Request("POST", PATH, {}, json.dumps(said).encode()))


def parsed(exchange: Exchange) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exchange.response.body)
    return found


def test_a_body_has_its_keys_in_its_order() -> None:
    body = parsed(ask())
    assert re.fullmatch(r"chatcmpl-[0-9a-f]{32}", body["id"])
    assert list(body) == ["id", "object", "created", "model", "choices", "usage"]
    assert list(body["choices"][0]) == ["index", "message", "finish_reason"]
    message = body["choices"][0]["message"]
    assert list(message) == ["role", "content", "name", "tool_calls"]
    assert (message["name"], message["tool_calls"]) == (None, None)
    assert list(body["usage"]) == ["prompt_tokens", "total_tokens", "completion_tokens", "estimated_cost"]


def test_parallel_calls_have_spaced_arguments() -> None:
    choice = parsed(ask(tools=[TOOL]))["choices"][0]
    arguments = [call["function"]["arguments"] for call in choice["message"]["tool_calls"]]
    assert arguments == ['{"city": "Paris"}', '{"city": "Rome"}']
    assert choice["finish_reason"] == "tool_calls"


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (MODEL, r"call_[A-Za-z0-9]{24}"),
        ("deepseek-ai/DeepSeek-V3.1", r"call_[0-9a-f]{4}"),
        ("Qwen/Qwen3-Coder-480B-A35B-Instruct", r"call_[0-9a-f]{16}"),
        ("moonshotai/Kimi-K2-Instruct-0905", r"\d"),
        ("openai/gpt-oss-120b", r"functions\.get_weather:\d"),
    ],
)
def test_a_calls_id_is_that_of_its_model(model: str, shape: str) -> None:
    calls = parsed(ask(model, tools=[TOOL]))["choices"][0]["message"]["tool_calls"]
    assert all(re.fullmatch(shape, call["id"]) for call in calls)


def test_a_stream_is_spaced_with_one_whole_delta_a_call_and_usage_in_the_finish_chunk() -> None:
    events = ask(tools=[TOOL], stream=True).response.body.decode().strip().split("\n\n")
    assert events[-1] == "data: [DONE]"
    assert events[0].startswith('data: {"id": "chatcmpl-')
    chunks = [json.loads(event.removeprefix("data: ")) for event in events[:-1]]
    *calls, last = chunks
    assert len(calls) == 2
    for number, chunk in enumerate(calls):
        (call,) = chunk["choices"][0]["delta"]["tool_calls"]
        assert (call["index"], json.loads(call["function"]["arguments"])["city"]) == (number, ("Paris", "Rome")[number])
        assert (chunk["choices"][0]["delta"]["role"], chunk["usage"]) == ("assistant", None)
    assert last["choices"][0] == {"index": 0, "delta": {}, "finish_reason": "tool_calls"}
    assert last["usage"]["estimated_cost"] > 0


def test_every_text_delta_has_its_role_and_no_calls() -> None:
    events = ask(stream=True).response.body.decode().strip().split("\n\n")
    delta = json.loads(events[0].removeprefix("data: "))["choices"][0]["delta"]
    assert list(delta) == ["role", "content", "tool_calls"]
    assert delta["tool_calls"] is None


def test_function_definitions_are_counted_in_usage() -> None:
    without = parsed(ask(tool_choice="none"))["usage"]["prompt_tokens"]
    assert parsed(ask(tools=[TOOL], tool_choice="none"))["usage"]["prompt_tokens"] > without


@pytest.mark.parametrize("choice", ["auto", "none"])
@pytest.mark.parametrize("mode", [None, "guide"])
def test_documented_choices_are_obeyed_in_both_modes(choice: str, mode: str | None) -> None:
    message = parsed(ask(mock=MockProvider("deepinfra", mode=mode), tools=[TOOL], tool_choice=choice))
    assert bool(message["choices"][0]["message"]["tool_calls"]) == (choice == "auto")


FORCED = ["required", {"type": "function", "function": {"name": "get_weather"}}]


@pytest.mark.parametrize("choice", FORCED)
def test_a_forced_choice_is_obeyed_today_and_refused_by_the_guide(choice: Any) -> None:
    message = parsed(ask(tools=[TOOL], tool_choice=choice))["choices"][0]["message"]
    assert message["tool_calls"]
    refused = ask(mock=MockProvider("deepinfra", mode="guide"), tools=[TOOL], tool_choice=choice)
    assert refused.response.status == 400
    assert parsed(refused)["error"]["param"] == "tool_choice"


def test_a_stream_with_tools_is_served_today_and_refused_by_the_guide() -> None:
    assert ask(tools=[TOOL], stream=True).response.status == 200
    guide = MockProvider("deepinfra", mode="guide")
    refused = ask(mock=guide, tools=[TOOL], stream=True)
    assert (refused.response.status, parsed(refused)["error"]["param"]) == (400, "stream")
    assert ask(mock=guide, stream=True).response.status == 200


def test_what_its_documents_do_not_know_is_ignored() -> None:
    strict = {"type": "function", "function": {**TOOL["function"], "strict": True}}  # type: ignore[dict-item]
    assert ask(tools=[strict], parallel_tool_calls=True, top_k=5, unheard_of=1).response.status == 200


@pytest.mark.parametrize(("count", "status"), [(4, 200), (5, 422)])
def test_it_gives_four_choices_at_most(count: int, status: int) -> None:
    assert ask(n=count).response.status == status


@pytest.mark.parametrize(
    "body",
    [
        {"response_format": {"type": "regex", "regex": "a+"}},
        {"min_p": 0.1, "top_k": 5, "repetition_penalty": 1.1},
        {"reasoning_effort": "none", "reasoning": {"enabled": False}},
        {"prompt_cache_key": "x", "chat_template_kwargs": {}},
        {"messages": [{"role": "user", "content": "hi", "cache_control": {"type": "ephemeral"}}]},
        {"stream": True, "stream_options": {"include_usage": True, "continuous_usage_stats": True}},
    ],
)
def test_what_its_document_knows_is_taken(body: dict[str, Any]) -> None:
    assert ask(**body).response.status == 200


@pytest.mark.parametrize("tier", ["priority", "flex"])
def test_the_service_tier_is_echoed(tier: str) -> None:
    assert parsed(ask(service_tier=tier))["service_tier"] == tier
    assert "service_tier" not in parsed(ask())


def test_a_cost_is_written_as_python_writes_it() -> None:
    mock = MockProvider("deepinfra")
    mock.when().answer(Reply("hi", usage=Usage(prompt_tokens=48, completion_tokens=200)))
    assert ask(mock=mock).response.body.endswith(b'"completion_tokens":200,"estimated_cost":9.104e-05}}')


@pytest.mark.parametrize("model", ["deepseek-ai/DeepSeek-V3.1:abc123", "deploy_id:XYZ"])
def test_a_model_may_be_named_with_its_version_or_by_its_deployment(model: str) -> None:
    body = parsed(ask(model, tools=[TOOL]))
    short = re.fullmatch(r"call_[0-9a-f]{4}", body["choices"][0]["message"]["tool_calls"][0]["id"])
    assert (body["model"], bool(short)) == (model, model.startswith("deepseek"))


def test_a_conversation_beyond_the_context_is_a_400() -> None:
    exchange = ask(messages=[{"role": "user", "content": "word " * 140_000}])
    assert (exchange.response.status, list(parsed(exchange))) == (400, ["error"])


def test_ids_repeat_across_turns_where_they_are_bare_numbers() -> None:
    model = "moonshotai/Kimi-K2-Instruct-0905"
    call = {"id": "0", "type": "function", "function": {"name": "get_weather", "arguments": "{}"}}
    turn = [{"role": "assistant", "tool_calls": [call]}, {"role": "tool", "tool_call_id": "0", "content": "sunny"}]
    messages = [{"role": "user", "content": "weather in Paris?"}, *turn, {"role": "user", "content": "and in Rome?"}]
    calls = parsed(ask(model, tools=[TOOL], tool_choice="required", messages=messages))["choices"][0]["message"]
    assert calls["tool_calls"][0]["id"] == "0"


def test_a_model_without_tools_is_a_405() -> None:
    exchange = ask("NousResearch/Hermes-3-Llama-3.1-405B", tools=[TOOL])
    assert exchange.response.status == 405
    assert parsed(exchange) == {
        "error": {
            "message": "Tool calling is not supported for model: NousResearch/Hermes-3-Llama-3.1-405B",
            "type": "invalid_request_error",
            "param": "tools",
            "code": None,
        }
    }


def test_a_wrong_key_is_not_authenticated() -> None:
    exchange = ask(mock=MockProvider("deepinfra", api_key="right"))
    assert exchange.response.status == 401
    error = {"message": "Not authenticated", "type": "invalid_request_error", "param": None, "code": None}
    assert parsed(exchange) == {"error": error}


@pytest.mark.parametrize("role", ["developer", "usr"])
def test_a_body_that_does_not_fit_is_pydantics_422(role: str) -> None:
    exchange = ask(messages=[{"role": role, "content": "hi"}])
    assert exchange.response.status == 422
    (problem,) = parsed(exchange)["detail"]
    assert list(problem) == ["type", "loc", "msg", "input"]
    assert problem["loc"] == ["body", "messages", 0, "role"]


def of_each_model(place: int, role: str, content: Any) -> Iterator[dict[str, Any]]:
    for title, own, text in (
        ("Tool", "tool", 1),
        ("Assistant", "assistant", 1),
        ("User", "user", 0),
        ("System", "system", 0),
    ):
        loc = ["body", "messages", place, f"ChatCompletion{title}Message"]
        wanted = f"<ChatMessageRole.{own.upper()}: '{own}'>"
        if role != own:
            found = {"loc": [*loc, "role"], "msg": f"Input should be {wanted}", "input": role}
            yield {"type": "literal_error", **found, "ctx": {"expected": wanted}}
        if text:
            found = {"loc": [*loc, "content"], "msg": "Input should be a valid string", "input": content}
            yield {"type": "string_type", **found}


@pytest.mark.parametrize("role", ["assistant", "tool"])
@pytest.mark.parametrize("content", [[], [{"type": "text", "text": "20"}]])
def test_content_in_parts_is_a_422_by_each_model_that_a_message_could_be(role: str, content: Any) -> None:
    exchange = ask(
        messages=[{"role": "user", "content": "hi"}, {"role": role, "content": content, "tool_call_id": "a"}]
    )
    assert exchange.response.status == 422
    assert parsed(exchange) == {"detail": list(of_each_model(1, role, content))}


@pytest.mark.parametrize("role", ["user", "system"])
def test_users_and_systems_may_say_parts(role: str) -> None:
    assert ask(messages=[{"role": role, "content": [{"type": "text", "text": "hi"}]}]).response.status == 200


@pytest.mark.parametrize("path", ["/v1/openai/models", "/v1/models"])
def test_models_are_listed_in_its_own_shape_to_anyone(path: str) -> None:
    mock = MockProvider("deepinfra", api_key="right")
    body = json.loads(mock.respond(Request("GET", path, {})).response.body)
    model = body["data"][0]
    assert list(model) == ["id", "object", "created", "owned_by", "root", "parent", "metadata"]
    assert model["owned_by"] == "deepinfra"
    assert list(model["metadata"]) == ["description", "context_length", "max_tokens", "pricing", "tags"]


def test_no_payment_method_is_a_402_in_detail(fault: Any) -> None:
    message = "inference prohibited, please enter a payment method in https://deepinfra.com/dash/settings"
    assert fault("deepinfra", "quota") == (402, {"detail": {"error": message}})


def test_a_busy_model_has_a_message_alone(fault: Any) -> None:
    assert fault("deepinfra", "rate_limit") == (429, {"error": {"message": "Model busy, retry later"}})
