"""Hugging Face's router: who answers is said by the model's name or by the path."""

from __future__ import annotations

import pytest

PROVIDER = "huggingface-router"


@pytest.mark.parametrize(
    ("model", "path", "last"),
    [
        ("zai-org/GLM-4.6:cerebras", "/v1", "time_info"),
        ("moonshotai/Kimi-K2-Instruct-0905:groq", "/v1", "service_tier"),
        ("moonshotai/Kimi-K2-Instruct-0905", "/v1", "service_tier"),
        ("zai-org/GLM-4.6", "/v1", "usage"),
        ("any/model", "/v1", "time_info"),
        ("any/model:nebius", "/v1", "prompt_logprobs"),
        ("any/model", "/nebius/v1", "prompt_logprobs"),
        ("any/model", "/cerebras/v1", "time_info"),
        ("any/model", "/fireworks-ai/inference/v1", "usage"),
        ("any/model", "/novita/v3/openai", "system_fingerprint"),
        ("any/model", "/hyperbolic/v1", "usage"),
    ],
)
def test_the_shape_is_that_of_who_answers(ask, model, path, last):
    assert list(ask.body(model=model, path=f"{path}/chat/completions"))[-1] == last


def test_its_own_inference_has_an_empty_id_and_the_path_names_the_model(ask):
    path = "/hf-inference/models/google/gemma-2b-it/v1/chat/completions"
    body = ask.body(model=None, path=path)
    assert (body["id"], body["model"]) == ("", "google/gemma-2b-it")


def test_a_base_model_has_no_template_for_chats(ask):
    path = "/hf-inference/models/google/gemma-2b/v1/chat/completions"
    assert ask.refusal(422, path=path, model=None) == {
        "error": "Template error: template not found",
        "error_type": "template_error",
    }


@pytest.mark.parametrize("path", ["/nebius/v1", "/novita/v3/openai", "/hyperbolic/v1", "/v1"])
@pytest.mark.parametrize("said", ["text", "call"])
def test_each_streams(ask, path, said):
    *_, last = list(ask.events(getattr(ask, said), model="m", path=f"{path}/chat/completions"))
    assert last == "[DONE]" or "usage" in last


def test_novita_counts_in_a_last_chunk_unasked(ask):
    *_, usage, _done = ask.events(model="m", path="/novita/v3/openai/chat/completions")
    assert usage["choices"] == []
    assert list(usage["sla_metrics"]) == ["ttft_ms", "ts_us"]


@pytest.mark.parametrize(
    ("model", "first"),
    [("zai-org/GLM-4.6:cerebras", "total_tokens"), ("Qwen/Qwen3-Coder-480B-A35B-Instruct:cerebras", "prompt_tokens")],
)
def test_cerebras_counts_by_model(ask, model, first):
    assert next(iter(ask.body(model=model)["usage"])) == first


def test_an_error_is_a_text(keyed):
    assert keyed("huggingface-router", {}) == (401, {"error": "Invalid username or password."})
