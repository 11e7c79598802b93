"""Groq, as api.groq.com has sent it since 2025.

Sources: 568 recorded exchanges of public repositories; error texts pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, ChatRequest, Usage
from mockfn.jsontext import encode
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import last_indexed, only, texts, unindexed
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = [
    "CHECKS",
    "ERRORS",
    "GROQ",
    "SHAPE",
    "chunks",
    "chunks_of_llama",
    "chunks_seeded",
    "completion",
    "completion_before",
    "completion_seeded",
    "envelope",
    "headers",
    "stream_error",
    "usage",
    "usage_of_thought",
]


def usage(used: Usage, _model: Model) -> dict[str, Any]:
    """Usage with the times that Groq is proud of, in seconds."""
    prompt, completed = used.prompt_tokens * 5e-5, used.completion_tokens * 2.5e-3
    return {
        "queue_time": 0.035155911,
        "prompt_tokens": used.prompt_tokens,
        "prompt_time": round(prompt, 9),
        "completion_tokens": used.completion_tokens,
        "completion_time": round(completed, 9),
        "total_tokens": used.prompt_tokens + used.completion_tokens,
        "total_time": round(prompt + completed, 9),
    }


def _request_id(said: Said) -> str:
    return "req_01k" + said.chance.text("x_groq", 23, "lower36")


def usage_of_thought(used: Usage, model: Model) -> dict[str, Any]:
    """Usage of a model that reasons."""
    return {**usage(used, model), "completion_tokens_details": {"reasoning_tokens": used.reasoning_tokens}}


def completion_before(said: Said) -> dict[str, Any]:
    """The JSON body of the first Llama models, gone since 2025: no tier, no breakdown of usage (3 of 3)."""
    return {key: value for key, value in completion(said).items() if key not in ("usage_breakdown", "service_tier")}


def completion(said: Said) -> dict[str, Any]:
    """The JSON body. Beside calls there is no content unless something is said (112 of 121)."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": [_choice(choice) for choice in said.choices],
        "usage": said.usage,
        "usage_breakdown": None,
        "system_fingerprint": said.fingerprint,
        "x_groq": {"id": _request_id(said)},
        "service_tier": "on_demand",
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant"}
    if choice.content or not choice.calls:
        message["content"] = choice.content or ""
    if choice.reasoning:
        message["reasoning"] = choice.reasoning
    if choice.calls:
        message["tool_calls"] = [unindexed(call) for call in choice.calls]
    return {"index": choice.index, "message": message, "logprobs": choice.logprobs, "finish_reason": choice.finish}


def completion_seeded(said: Said) -> dict[str, Any]:
    """The JSON body of 2026: it says the seed."""
    body = completion(said)
    return {**body, "x_groq": {**body["x_groq"], "seed": said.chance.seed}}


def chunks_of_llama(said: Said) -> Iterator[dict[str, Any]]:
    """The chunks of Llama 3: unasked, usage is in `x_groq` alone (2 of 2; in other models' streams twice)."""
    for chunk in chunks(said):
        if not said.asked_usage:
            chunk.pop("usage", None)
        yield chunk


def chunks_seeded(said: Said) -> Iterator[dict[str, Any]]:
    """The chunks of 2026: the first says the seed."""
    for number, chunk in enumerate(chunks(said)):
        if number == 0:
            chunk["x_groq"] = {**chunk["x_groq"], "seed": said.chance.seed}
        yield chunk


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """A role chunk, each call whole in one chunk (57 of 57), and usage twice: in the finish chunk, and after it."""
    head = {
        "id": said.id,
        "object": "chat.completion.chunk",
        "created": said.created,
        "model": said.model,
        "system_fingerprint": said.fingerprint,
    }
    opened = {"x_groq": {"id": _request_id(said)}}
    for choice in said.choices:
        for number, delta in enumerate(_deltas(choice)):
            body = {"index": choice.index, "delta": delta, "logprobs": None, "finish_reason": None}
            yield {**head, "choices": [body], **(opened if number == 0 else {})}
    for choice in said.choices:
        body = {"index": choice.index, "delta": {}, "logprobs": None, "finish_reason": choice.finish}
        counted = {"x_groq": {"id": _request_id(said), "usage": said.usage}}
        yield {**head, "choices": [body], **counted, "usage": said.usage}
    if said.asked_usage:
        yield {**head, "choices": [], "usage": said.usage, "service_tier": "on_demand"}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    opened = choice.content or choice.reasoning or not choice.calls
    yield {"role": "assistant", "content": "" if opened else None}
    for piece in by_token(choice.reasoning or ""):
        yield {"reasoning": piece, "channel": "analysis"}
    for piece in texts(choice):
        yield {"content": piece}
    for call in choice.calls:
        yield {"tool_calls": [last_indexed(call)]}


# The errors whose `param` is there, null: those pasted; the others leave it out.
_WITH_PARAM = ("model-not-found", "json-mode-with-tools")


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """The envelope, mostly without `param` where there is none, and without `code` where there is none."""
    body: dict[str, Any] = {"message": error.message, "type": error.type}
    if error.param is not None or error.name in _WITH_PARAM:
        body["param"] = error.param
    if error.code is not None or error.name in _WITH_PARAM:
        body["code"] = error.code
    if error.code == "tool_use_failed":
        body["failed_generation"] = _FAILED_GENERATION
    return {"error": body}


_FAILED_GENERATION = "<function=get_weather>{"
_UNSHOWN = "Tool use failed: JSON does not match the expected schema for tool calls"


def stream_error(error: APIError, _model: str, chance: Chance) -> bytes:
    """An event named `error` that tells its status, and no [DONE]; what was generated is not shown."""
    body = envelope(error, chance)["error"]
    if "failed_generation" in body:
        body["failed_generation"] = _UNSHOWN
    return b"event: error\ndata: " + encode({"error": {**body, "status_code": error.status}}) + b"\n\n"


_TOOL_USE_FAILED = APIError(
    400,
    "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
    code="tool_use_failed",
    name="tool_use_failed",
)

ERRORS = {
    "tool_use_failed": _TOOL_USE_FAILED,
    "error_in_stream": _TOOL_USE_FAILED,
    "rate_limit": APIError(
        429,
        "Rate limit reached for model `{model}` in organization on tokens per minute (TPM): Limit 6000, Used 5900, "
        "Requested 200. Please try again in 1s.",
        type="tokens",
        code="rate_limit_exceeded",
        name="rate_limit",
        headers={"retry-after": "1"},
    ),
}


def headers(_chat: ChatRequest | None, chance: Chance) -> dict[str, str]:
    """The rate limits a free account sees, and the request's id."""
    return {
        "x-request-id": "req_01k" + chance.text("x_groq", 23, "lower36"),
        "x-ratelimit-limit-requests": "14400",
        "x-ratelimit-limit-tokens": "6000",
        "x-ratelimit-remaining-requests": "14399",
        "x-ratelimit-remaining-tokens": "5900",
        "x-ratelimit-reset-requests": "6s",
        "x-ratelimit-reset-tokens": "1.57s",
    }


# What Groq checks, in its words; members that it does not know it ignores.
CHECKS = only(
    {"spacing": "compact"},
    {
        "wrong-key": "Invalid API Key",
        "missing-key": {"message": "Invalid API Key", "code": "invalid_api_key"},
        "unknown-function": {"message": "requested tool does not exist", "param": None},
        "json-mode-with-tools": {"param": None, "code": None},
        "json-word-missing": {},
        "tool-choice-without-tools": {},
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("chatcmpl-{uuid}"),
    fingerprint=IdShape("fp_{hex:10}"),
    call_id=IdShape("{base62:9}"),
)

_SHAPES = {
    "kimi": replace(SHAPE, call_id=IdShape("functions.{name}:{index}")),
    "fc": replace(
        SHAPE, completion=completion_seeded, chunks=chunks_seeded, usage=usage_of_thought, call_id=IdShape("fc_{uuid}")
    ),
    "before": replace(SHAPE, completion=completion_before),
    "llama": replace(SHAPE, chunks=chunks_of_llama),
}

_NAMES = (
    ("llama-3.3-70b-versatile", "Meta", "llama", 131_072, 32_768),
    ("llama-3.1-8b-instant", "Meta", "llama", 131_072, 131_072),
    ("meta-llama/llama-4-scout-17b-16e-instruct", "Meta", "", 131_072, 8_192),
    ("openai/gpt-oss-120b", "OpenAI", "fc", 131_072, 65_536),
    ("openai/gpt-oss-20b", "OpenAI", "fc", 131_072, 65_536),
    ("moonshotai/kimi-k2-instruct-0905", "Moonshot AI", "kimi", 262_144, 16_384),
    ("qwen/qwen3-32b", "Alibaba Cloud", "", 131_072, 40_960),
)
# Its SDK's types: "auto", "on_demand", "flex", "performance".
_ANY = Model(name="", family="groq", context=131_072, own_members=frozenset({"service_tier"}))

GROQ = Provider(
    name="groq",
    title="Groq",
    hosts=("api.groq.com",),
    base_paths=("/openai/v1",),
    models=tuple(
        replace(_ANY, name=name, owner=owner, shape=shape, context=context, output=output)
        for name, owner, shape, context, output in _NAMES
    ),
    families=(("llama3-*", replace(_ANY, shape="before")), ("moonshotai/kimi-*", replace(_ANY, shape="kimi"))),
    unlisted=_ANY,
    shape=SHAPE,
    shapes=_SHAPES,
    envelope=envelope,
    stream_error=stream_error,
    errors=ERRORS,
    error_style="compact",
    headers=headers,
    checks=CHECKS,
    quirks=(
        Quirk(
            "Each call comes whole in one chunk.",
            "57 of 57 recordings",
        ),
        Quirk(
            "Usage is in the finish chunk twice, and again after it where it was asked for.",
            "112 of 113 recordings",
        ),
        Quirk(
            "Beside calls a message has no content.",
            "112 of 121 recordings",
        ),
        Quirk(
            "json_object beside tools is refused.",
            "pasted in public issues",
        ),
        Quirk(
            "An error within a stream is an event named `error`, without [DONE].",
            "pasted in public issues",
        ),
        Quirk(
            "A call that fails is a 400 with `failed_generation`.",
            "pasted in public issues",
        ),
    ),
    key_variable="GROQ_API_KEY",
    sources=("recordings of api.groq.com in public repositories", "errors pasted in public issues"),
)
