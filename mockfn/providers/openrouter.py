"""OpenRouter, a relay to many vendors, as openrouter.ai sends it.

Sources: 4,664 recorded exchanges of public repositories; its documentation for costs and errors within streams.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import fragment, indexed, only, opening, texts
from mockfn.providers.provider import Choice, Model, Provider, Said, Shape
from mockfn.seeds import Chance

__all__ = ["OPENROUTER"]

_UPSTREAM = {
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "google": "Google",
    "mistralai": "Mistral",
    "x-ai": "xAI",
    "deepseek": "DeepSeek",
    "qwen": "Alibaba",
    "moonshotai": "Moonshot AI",
}
_NATIVE = {"tool_calls": "tool_calls", "stop": "stop", "length": "length"}


def usage(used: Usage, _model: Model) -> dict[str, Any]:
    """Usage with what it cost, in dollars."""
    prompt, completed = used.prompt_tokens * 1e-6, used.completion_tokens * 5e-6
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
        "cost": round(prompt + completed, 9),
        "is_byok": False,
        "prompt_tokens_details": {"cached_tokens": used.cached_tokens, "audio_tokens": 0},
        "cost_details": {
            "upstream_inference_cost": None,
            "upstream_inference_prompt_cost": round(prompt, 9),
            "upstream_inference_completions_cost": round(completed, 9),
        },
        "completion_tokens_details": {"reasoning_tokens": used.reasoning_tokens, "image_tokens": 0},
    }


def _vendor(said: Said) -> str:
    return _UPSTREAM.get(said.model.partition("/")[0], "Together")


def completion(said: Said) -> dict[str, Any]:
    """The JSON body, with the vendor that answered and its own finish reason."""
    return {
        "id": said.id,
        "provider": _vendor(said),
        "model": said.model,
        "object": "chat.completion",
        "created": said.created,
        "choices": [_choice(choice) for choice in said.choices],
        "usage": said.usage,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {
        "role": "assistant",
        "content": choice.content if choice.content is not None else "",
        "refusal": choice.refusal,
        "reasoning": choice.reasoning,
    }
    if choice.calls:
        message["tool_calls"] = [indexed(call) for call in choice.calls]
    if choice.reasoning:
        message["reasoning_details"] = [_thought(choice.reasoning)]
    return {
        "logprobs": choice.logprobs,
        "finish_reason": choice.finish,
        "native_finish_reason": _NATIVE.get(choice.finish, choice.finish),
        "index": choice.index,
        "message": message,
    }


def _thought(text: str) -> dict[str, Any]:
    return {"type": "reasoning.text", "text": text, "format": "unknown", "index": 0}


def chunks(said: Said) -> Iterator[dict[str, Any] | bytes]:
    """Comments while it waits; role and content in every delta; the finish twice, the second time with usage."""
    yield b": OPENROUTER PROCESSING\n\n"
    head = {
        "id": said.id,
        "provider": _vendor(said),
        "model": said.model,
        "object": "chat.completion.chunk",
        "created": said.created,
    }
    for choice in said.choices:
        for delta in _deltas(choice):
            yield {**head, "choices": [_body(choice.index, delta, None)]}
        end = _body(choice.index, {"role": "assistant", "content": ""}, choice.finish)
        yield {**head, "choices": [end]}
    for choice in said.choices[:1]:
        again = _body(choice.index, {"role": "assistant", "content": ""}, None)
        yield {**head, "choices": [again], "usage": said.usage}


def _body(index: int, delta: dict[str, Any], finish: str | None) -> dict[str, Any]:
    return {
        "index": index,
        "delta": delta,
        "finish_reason": finish,
        "native_finish_reason": finish,
        "logprobs": None,
    }


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    for piece in by_token(choice.reasoning or ""):
        yield {"role": "assistant", "content": "", "reasoning": piece, "reasoning_details": [_thought(piece)]}
    for piece in texts(choice):
        yield {"role": "assistant", "content": piece}
    for call in choice.calls:
        yield {"role": "assistant", "content": None, "tool_calls": [opening(call)]}
        for piece in by_token(call.arguments):
            yield {"role": "assistant", "content": None, "tool_calls": [fragment(call, piece)]}


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """The status as the code, a number, and the user's id."""
    return {
        "error": {"message": error.message, "code": error.status},
        "user_id": "user_" + chance.text("user", 27),
    }


CHECKS = only(
    {"spacing": "compact"},
    {
        "wrong-key": "No auth credentials found",
        "missing-key": "No auth credentials found",
        "model-without-tools": {"message": "No endpoints found that support tool use.", "status": 404},
        "model-not-found": {"message": "{model} is not a valid model ID", "status": 400},
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("gen-{created}-{base62:20}"),
    call_id=IdShape("call_{base62:24}"),
)

_NAMES = (
    ("openai/gpt-4o-mini", 128_000),
    ("openai/gpt-4o", 128_000),
    ("openai/gpt-5", 400_000),
    ("anthropic/claude-sonnet-4", 200_000),
    ("anthropic/claude-haiku-4.5", 200_000),
    ("google/gemini-2.5-flash", 1_048_576),
    ("deepseek/deepseek-chat-v3-0324", 163_840),
    ("qwen/qwen3-coder", 262_144),
    ("moonshotai/kimi-k2-0905", 262_144),
    ("meta-llama/llama-3.3-70b-instruct", 131_072),
    ("x-ai/grok-4-fast", 2_000_000),
)

OPENROUTER = Provider(
    name="openrouter",
    title="OpenRouter",
    hosts=("openrouter.ai",),
    base_paths=("/api/v1",),
    models=tuple(
        Model(name=name, family="openrouter", owner="openrouter", context=context) for name, context in _NAMES
    ),
    unlisted=Model(name="", family="openrouter", context=131_072),
    shape=SHAPE,
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    key_variable="OPENROUTER_API_KEY",
    sources=("recordings of openrouter.ai in public repositories", "its documentation"),
)
