"""What clients of other providers send by themselves, over a socket: members and paths that OpenAI does not have."""

import pytest

USER = {"role": "user", "content": "hi"}
CALL = {"id": "D681PevKs", "function": {"name": "f", "arguments": "{}"}}
TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}
RESULT = {"role": "tool", "content": "1", "tool_call_id": "D681PevKs"}
AZURE = "api-version=2024-05-01-preview"

SENT = {
    "langchain-groq": ("/groq/openai/v1", {"model": "llama-3.3-70b-versatile", "service_tier": "on_demand"}),
    "langchain-mistralai": (
        "/mistral/v1",
        {
            "model": "mistral-large-latest",
            "messages": [USER, {"role": "assistant", "content": "", "tool_calls": [CALL]}, RESULT],
            "tools": [TOOL],
        },
    ),
    "together": ("/together/v1", {"model": "m", "logprobs": 1, "top_k": 5, "repetition_penalty": 1.1}),
    "fireworks-ai": (
        "/fireworks/inference/v1",
        {"model": "m", "top_k": 5, "context_length_exceeded_behavior": "truncate", "logprobs": 1},
    ),
    "fireworks-ai, a grammar": (
        "/fireworks/inference/v1",
        {"model": "m", "response_format": {"type": "grammar", "grammar": 'root ::= "a"'}},
    ),
    "azure-ai-inference, a Foundry resource": ("/azure/models", {"model": "gpt-4o-mini"}),
    "azure-ai-inference, GitHub's": ("/azure/inference", {"model": "openai/gpt-4o-mini"}),
}


@pytest.mark.parametrize(("base", "body"), SENT.values(), ids=SENT)
def test_it_is_answered(talk, base, body):
    status, answer = talk().ask("POST", f"{base}/chat/completions?{AZURE}", {"messages": [USER], **body})
    assert (status, answer["choices"][0]["message"]["role"]) == (200, "assistant")


def test_what_fireworks_does_not_know_is_still_refused(talk):
    body = {"model": "m", "messages": [USER], "topk": 5}
    assert talk().problem("POST", "/fireworks/inference/v1/chat/completions", body) == (
        400,
        "Extra inputs are not permitted, field: 'topk', value: 5",
    )
