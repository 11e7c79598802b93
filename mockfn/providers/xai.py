"""xAI, as api.x.ai sends it.

Sources: 1,004 recorded exchanges of public repositories; error texts pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import only, texts
from mockfn.providers.provider import Choice, Model, Provider, Said, SaidCall, Shape
from mockfn.seeds import Chance

__all__ = ["XAI"]


def usage(used: Usage, _model: Model) -> dict[str, Any]:
    """Usage; the total counts hidden reasoning, which the completion leaves out."""
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens + used.reasoning_tokens,
        "prompt_tokens_details": {
            "text_tokens": used.prompt_tokens,
            "audio_tokens": 0,
            "image_tokens": 0,
            "cached_tokens": used.cached_tokens,
        },
        "completion_tokens_details": {
            "reasoning_tokens": used.reasoning_tokens,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
        "num_sources_used": 0,
    }


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: no `logprobs`, content '' beside calls."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": [_choice(choice) for choice in said.choices],
        "usage": said.usage,
        "system_fingerprint": said.fingerprint,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": choice.content or ""}
    if choice.reasoning:
        message["reasoning_content"] = choice.reasoning
    if choice.calls:
        message["tool_calls"] = [
            {"id": call.id, "function": {"name": call.name, "arguments": call.arguments}, "type": "function"}
            for call in choice.calls
        ]
    message["refusal"] = choice.refusal
    return {"index": choice.index, "message": message, "finish_reason": choice.finish}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """Role and text together from the first chunk on, each call whole in one, usage in a chunk of its own."""
    head = {
        "id": said.id,
        "object": "chat.completion.chunk",
        "created": said.created,
        "model": said.model,
    }
    tail = {"system_fingerprint": said.fingerprint}
    for choice in said.choices:
        for delta in _deltas(choice):
            yield {**head, "choices": [{"index": choice.index, "delta": delta}], **tail}
        yield {**head, "choices": [{"index": choice.index, "delta": {}, "finish_reason": choice.finish}], **tail}
    if said.asked_usage:
        yield {**head, "choices": [], "usage": said.usage, **tail}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    role = {"role": "assistant"}
    for piece in by_token(choice.reasoning or ""):
        yield {"reasoning_content": piece, **role}
        role = {}
    for piece in texts(choice):
        yield {"content": piece, **role}
        role = {}
    for call in choice.calls:
        yield {**role, "tool_calls": [_whole(call)]}


def _whole(call: SaidCall) -> dict[str, Any]:
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id, "function": function, "index": call.index, "type": "function"}


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """A sentence as the code, and the message as `error`, a text."""
    return {"code": error.code or "Client specified an invalid argument", "error": error.message}


CHECKS = only(
    {"code": "Client specified an invalid argument", "spacing": "compact"},
    {
        "wrong-key": {
            "message": "Incorrect API key provided: {first2}***{last2}. "
            "You can obtain an API key from https://console.x.ai.",
            "status": 400,
        },
        "unsupported-parameter": "Argument not supported on this model: {param}",
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("{uuid}_us-east-1"),
    call_id=IdShape("call_{digits:8}"),
    fingerprint=IdShape("fp_{hex:10}"),
)

_NAMES = (
    "grok-4",
    "grok-4-fast",
    "grok-4-fast-non-reasoning",
    "grok-code-fast-1",
    "grok-3",
    "grok-3-mini",
    "grok-2-1212",
)

XAI = Provider(
    name="xai",
    title="xAI",
    hosts=("api.x.ai",),
    base_paths=("/v1",),
    models=tuple(Model(name=name, family="grok", owner="xai", context=131_072) for name in _NAMES),
    unlisted=Model(name="", family="grok", context=131_072),
    shape=SHAPE,
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    key_variable="XAI_API_KEY",
    sources=("recordings of api.x.ai in public repositories", "errors pasted in public issues"),
)
