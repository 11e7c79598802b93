"""xAI, as api.x.ai sends it.

Sources: 1,004 recorded exchanges of public repositories; error texts pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import message, only, texts
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, SaidCall, Shape
from mockfn.seeds import Chance

__all__ = ["CHECKS", "ERRORS", "SHAPE", "XAI", "chunks", "completion", "envelope", "usage", "usage_with_cost"]


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


def usage_with_cost(used: Usage, model: Model) -> dict[str, Any]:
    """Usage since 2026-03, with what it cost in ten-billionths of a dollar."""
    return {**usage(used, model), "cost_in_usd_ticks": 2_000 * used.prompt_tokens + 5_000 * used.completion_tokens}


# Models since grok-4.3 say which tier served them (4 of 4).
_TIER = {"service_tier": "default"}


def completion(said: Said, tier: dict[str, Any] = _TIER) -> dict[str, Any]:
    """The JSON body: no `logprobs`, content '' beside calls."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": [_choice(choice) for choice in said.choices],
        "usage": said.usage,
        "system_fingerprint": said.fingerprint,
        **tier,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "index": choice.index,
        "message": {**message(choice, _call, thoughts="reasoning_content"), "refusal": choice.refusal},
        "finish_reason": choice.finish,
    }


def _call(call: SaidCall) -> dict[str, Any]:
    return {"id": call.id, "function": {"name": call.name, "arguments": call.arguments}, "type": "function"}


def chunks(said: Said, tier: dict[str, Any] = _TIER, *, at_once: bool = False) -> Iterator[dict[str, Any]]:
    """Role and text together from the first chunk on, each call whole in one, usage in a chunk of its own.

    `at_once` finishes in the last call's chunk.
    """
    head = {
        "id": said.id,
        "object": "chat.completion.chunk",
        "created": said.created,
        "model": said.model,
    }
    tail = {"system_fingerprint": said.fingerprint, **tier}
    for choice in said.choices:
        deltas = list(_deltas(choice))
        if not (at_once and choice.calls):
            deltas.append({})
        for number, delta in enumerate(deltas):
            finish = {"finish_reason": choice.finish} if number == len(deltas) - 1 else {}
            yield {**head, "choices": [{"index": choice.index, "delta": delta, **finish}], **tail}
    if said.asked_usage:
        yield {**head, "choices": [], "usage": said.usage, **tail}


def _with_cost(said: Said) -> Iterator[dict[str, Any]]:
    """Streams of grok-4-fast and grok-code-fast-1 tell what was spent (3 of 3, 2026-03), their JSON not (18 of 24)."""
    yield from chunks(replace(said, usage={**said.usage, "cost_in_usd_ticks": 2_000}), {})


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


_COMMON = {"code": "Client specified an invalid argument", "spacing": "compact"}
CHECKS = only(
    _COMMON,
    {
        "wrong-key": {
            "message": "Incorrect API key provided: {first2}***{last2}. "
            "You can obtain an API key from https://console.x.ai.",
            "status": 400,
        },
        # The one member that a model refuses, as the server behind the gateway calls it.
        "unrecognized-parameter": "Argument not supported on this model: reasoningEffort",
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage_with_cost,
    response_id=IdShape("{uuid}_us-east-1"),
    call_id=IdShape("call_{digits:8}"),
    fingerprint=IdShape("fp_{hex:10}"),
)

_UNTIERED = partial(completion, tier={})
_SHAPES = {
    "before": replace(SHAPE, completion=_UNTIERED, chunks=partial(chunks, tier={}), usage=usage),
    "fast": replace(SHAPE, completion=_UNTIERED, chunks=_with_cost, usage=usage),
    # Grok 2 finishes in the chunk of its call (6 of 6).
    "grok-2": replace(SHAPE, completion=_UNTIERED, chunks=partial(chunks, tier={}, at_once=True), usage=usage),
}

_ANY = Model(name="", family="grok", owner="xai", context=131_072)
_EFFORTLESS = frozenset({"reasoning_effort"})
_MODELS = (
    replace(_ANY, name="grok-4.3"),
    replace(_ANY, name="grok-4", aliases=("grok-4-0709",), shape="before", unrecognized=_EFFORTLESS),
    replace(_ANY, name="grok-4-fast", aliases=("grok-4-fast-reasoning",), shape="fast", context=2_000_000),
    replace(_ANY, name="grok-4-fast-non-reasoning", shape="before", context=2_000_000),
    replace(_ANY, name="grok-code-fast-1", aliases=("grok-code-fast",), shape="fast", context=256_000),
    replace(_ANY, name="grok-3", aliases=("grok-3-latest",), shape="before", unrecognized=_EFFORTLESS),
    replace(_ANY, name="grok-3-mini", aliases=("grok-3-mini-latest",), shape="before"),
    replace(_ANY, name="grok-2-1212", aliases=("grok-2", "grok-2-latest"), shape="grok-2", unrecognized=_EFFORTLESS),
)

ERRORS = {
    "rate_limit": APIError(
        429,
        "Too many requests: the rate limit of your team was exceeded.",
        code="Some resource has been exhausted",
        name="rate_limit",
    ),
}

_TODAY = Provider(
    name="xai",
    title="xAI",
    hosts=("api.x.ai",),
    base_paths=("/v1",),
    models=_MODELS,
    families=(
        ("grok-2*", replace(_ANY, shape="grok-2")),
        ("grok-3*", replace(_ANY, shape="before")),
        ("grok-4-0*", replace(_ANY, shape="before")),
    ),
    unlisted=_ANY,
    shape=SHAPE,
    shapes=_SHAPES,
    envelope=envelope,
    errors=ERRORS,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk(
            "Each call comes whole; Grok 2 finishes in the same chunk.",
            "recordings",
        ),
        Quirk(
            "Since grok-4.3 answers have a service tier and costs.",
            "4 of 4 recordings",
        ),
        Quirk(
            "Errors are `code`, a sentence, and `error`, a text; a wrong key is a 400.",
            "pasted in public issues",
        ),
        Quirk(
            'Several texts in a message were refused in 2025 (`mode="2025"`).',
            "pasted in public issues",
        ),
    ),
    key_variable="XAI_API_KEY",
    sources=("recordings of api.x.ai in public repositories", "errors pasted in public issues"),
)

# grok-4.3 takes several texts in one message; what was said to that in 2025 is a mode of its own.
XAI = replace(_TODAY, modes={"2025": replace(_TODAY, checks={**CHECKS, "several-texts": {**_COMMON}})})
