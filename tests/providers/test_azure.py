"""Azure OpenAI: filters, alphabetical keys, deployments, and the answers of older API versions."""

from __future__ import annotations

import json

import pytest

PROVIDER = "azure"
DEPLOYMENT = "/openai/deployments/my-deployment/chat/completions"
TODAY = "/openai/v1/chat/completions"


def sorted_everywhere(value):
    if isinstance(value, dict):
        return list(value) == sorted(value) and all(sorted_everywhere(one) for one in value.values())
    return all(sorted_everywhere(one) for one in value) if isinstance(value, list) else True


def test_keys_are_in_alphabetical_order_but_for_the_filters(ask):
    body = ask.body(path=TODAY)
    del body["prompt_filter_results"]
    body["choices"][0]["content_filter_results"] = {}
    assert sorted_everywhere(body)
    assert "service_tier" not in body


def test_text_has_filter_results_and_a_call_has_empty_ones(ask):
    text, call = (ask.body(reply, path=TODAY)["choices"][0]["content_filter_results"] for reply in (ask.text, ask.call))
    assert text["hate"] == {"filtered": False, "severity": "safe"}
    assert call == {}


def test_the_first_chunk_holds_the_prompts_filters_alone(ask):
    first = ask.events(path=TODAY)[0]
    assert list(first) == ["choices", "created", "id", "model", "object", "prompt_filter_results"]
    assert (first["choices"], first["created"], first["id"], first["model"], first["object"]) == ([], 0, "", "", "")


@pytest.mark.parametrize(("path", "found"), [(TODAY, True), (DEPLOYMENT, False)])
def test_streams_of_a_deployment_look_for_no_jailbreak(ask, path, found):
    prompt = ask.events(path=path)[0]["prompt_filter_results"][0]
    assert ("jailbreak" in prompt["content_filter_results"]) is found


def test_chunks_are_padded_before_their_filters_are_put_in(ask):
    for chunk in ask.events(path=TODAY)[1:-1]:
        for choice in chunk["choices"]:
            del choice["content_filter_results"]
        assert len(json.dumps(chunk, separators=(",", ":"))) % 16 == 1


def test_the_deployment_in_the_path_names_the_model(ask):
    assert ask.body(path=DEPLOYMENT, model=None)["model"] == "my-deployment"


@pytest.mark.parametrize("headers", [{"api-key": "sk-right"}, {"authorization": "Bearer sk-right"}])
def test_the_key_comes_in_either_header(keyed, headers):
    assert keyed("azure", headers)[0] == 200


def test_a_wrong_key_is_a_short_error(keyed):
    assert keyed("azure", {"api-key": "no"}) == (
        401,
        {
            "error": {
                "code": "401",
                "message": "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a"
                " valid key for an active subscription and use a correct regional API endpoint for your resource.",
            }
        },
    )


def test_a_version_of_2023_knows_no_filters(ask):
    path = f"{DEPLOYMENT}?api-version=2023-03-15-preview"
    body = ask.body(path=path)
    assert list(body) == ["choices", "created", "id", "model", "object", "system_fingerprint", "usage"]
    assert list(body["choices"][0]["message"]) == ["content", "role"]
    assert list(body["usage"]) == ["completion_tokens", "prompt_tokens", "total_tokens"]
    assert ask.deltas(path=path)[0] == {"role": "assistant"}


def test_a_version_of_2024_knows_filters_but_no_refusal(ask):
    path = f"{DEPLOYMENT}?api-version=2024-08-01-preview"
    body = ask.body(path=path)
    assert list(body["choices"][0]["message"]) == ["content", "role"]
    assert list(body["prompt_filter_results"][0]["content_filter_results"]) == [
        "hate",
        "self_harm",
        "sexual",
        "violence",
    ]
    assert list(body["choices"][0]["content_filter_results"]) == ["hate", "self_harm", "sexual", "violence"]
    assert "obfuscation" not in ask.events(path=path)[1]


def test_grok_on_azure_has_its_own_members(ask):
    choice = ask.body(ask.call, path=TODAY, model="grok-3-mini")["choices"][0]
    assert choice["stop_reason"] is None
    assert choice["message"]["tool_calls"][0]["function"]["call_id"] is None


@pytest.mark.parametrize(("model", "finish"), [("o1", "stop"), ("gpt-4.1", "stop"), ("o4-mini", "tool_calls")])
def test_a_forced_function_ends_in_stop_but_with_later_reasoning_models(ask, model, finish):
    choice = {"type": "function", "function": {"name": "get_weather"}}
    body = ask.body(ask.call, path=TODAY, model=model, tool_choice=choice)
    assert body["choices"][0]["finish_reason"] == finish


def test_filtered_content_is_an_error_with_its_filters(fault):
    status, body = fault("azure", "content_filter")
    assert status == 400
    assert list(body["error"]) == ["message", "type", "param", "code", "status", "innererror"]
    assert (body["error"]["param"], body["error"]["code"]) == ("prompt", "content_filter")
    assert body["error"]["innererror"]["code"] == "ResponsibleAIPolicyViolation"


def test_a_missing_deployment_has_two_members(strictly):
    assert strictly("azure", DEPLOYMENT) == (
        404,
        {
            "error": {
                "code": "DeploymentNotFound",
                "message": "The API deployment for this resource does not exist. If you created the deployment within"
                " the last 5 minutes, please wait a moment and try again.",
            }
        },
    )


def test_a_missing_model_of_the_newer_path_has_details(strictly):
    message = "Unknown model: no-such-model"
    assert strictly("azure", TODAY) == (
        400,
        {"error": {"code": "unknown_model", "message": message, "details": message}},
    )
