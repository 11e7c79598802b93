"""Fireworks, as api.fireworks.ai sends it.

Sources: 29 recorded exchanges of public repositories, 3 of them through Hugging Face's router; error texts pasted in
public issues. No recording holds a tool call: calls are as its documentation shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import indexed, only, streamed, texts, total_second
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["CHECKS", "ERRORS", "FIREWORKS", "SHAPE", "chunks", "completion", "envelope"]


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: neither log probabilities nor a fingerprint."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": [_choice(choice) for choice in said.choices],
        "usage": said.usage,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant"}
    if choice.content is not None or not choice.calls:
        message["content"] = choice.content or ""
    if choice.reasoning:
        message["reasoning_content"] = choice.reasoning
    if choice.calls:
        message["tool_calls"] = [indexed(call) for call in choice.calls]
    return {"index": choice.index, "message": message, "finish_reason": choice.finish}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """A role chunk, the deltas with `usage: null`, and usage in the finish chunk, asked for or not."""
    head = {"id": said.id, "object": "chat.completion.chunk", "created": said.created, "model": said.model}
    for choice in said.choices:
        for delta in _deltas(choice):
            body = {"index": choice.index, "delta": delta, "finish_reason": None}
            yield {**head, "choices": [body], "usage": None}
        last = {"index": choice.index, "delta": {}, "finish_reason": choice.finish}
        yield {**head, "choices": [last], "usage": said.usage}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant"}
    for piece in by_token(choice.reasoning or ""):
        yield {"reasoning_content": piece}
    for piece in texts(choice):
        yield {"content": piece}
    for call in choice.calls:
        yield from ({"tool_calls": [part]} for part in streamed(call))


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """`object` first, the message last, no `param`."""
    return {"error": {"object": "error", "type": error.type, "code": error.code, "message": error.message}}


CHECKS = only(
    {"param": None, "code": "invalid_request_error", "spacing": "compact"},
    {
        "wrong-key": {"message": "The API key you provided is invalid.", "code": "UNAUTHORIZED", "type": "error"},
        "model-not-found": {
            "message": "Model not found, inaccessible, and/or not deployed",
            "code": "NOT_FOUND",
            "status": 404,
        },
        "unknown-members": {},
        "unknown-member": {},
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=total_second,
    response_id=IdShape("{uuid}"),
    call_id=IdShape("call_{base62:24}"),
    arguments="spaced",
    parallel_arguments="spaced",
)

ERRORS = {
    "rate_limit": APIError(
        429, "Rate limit exceeded, please try again later", code="RATE_LIMIT_EXCEEDED", name="rate_limit"
    ),
}

# The types of its SDK.
_OWN = """
context_length_exceeded_behavior echo echo_last ignore_eos logprobs min_p mirostat_lr mirostat_target
perf_metrics_in_response prediction prompt_cache_isolation_key prompt_truncate_len raw_output reasoning_effort
reasoning_history repetition_penalty return_token_ids safe_tokenization speculation thinking top_k typical_p
"""
_ANY = Model(
    name="",
    family="fireworks",
    owner="fireworks",
    context=131_072,
    own_members=frozenset(_OWN.split()),
    more_formats=("grammar",),
)
_NAMES = (
    "accounts/fireworks/models/llama-v3p3-70b-instruct",
    "accounts/fireworks/models/deepseek-v3p1",
    "accounts/fireworks/models/kimi-k2-instruct-0905",
    "accounts/fireworks/models/qwen3-235b-a22b-instruct-2507",
    "accounts/fireworks/models/gpt-oss-120b",
)

FIREWORKS = Provider(
    name="fireworks",
    title="Fireworks",
    hosts=("api.fireworks.ai",),
    base_paths=("/inference/v1",),
    models=tuple(replace(_ANY, name=name) for name in _NAMES),
    unlisted=_ANY,
    shape=SHAPE,
    envelope=envelope,
    errors=ERRORS,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk("Usage is in the finish chunk, asked for or not, and null in the others.", "recordings"),
        Quirk("A response's id is a UUID alone.", "recordings"),
        Quirk("Any unknown member at any depth is refused, all of them at once.", "pasted in public issues"),
        Quirk("Values in errors are printed as Python prints them.", "pasted in public issues"),
    ),
    key_variable="FIREWORKS_API_KEY",
    sources=("recordings through router.huggingface.co in public repositories", "errors pasted in public issues"),
)
