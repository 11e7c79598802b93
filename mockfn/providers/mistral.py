"""Mistral, as api.mistral.ai sends it.

Sources: 517 recorded exchanges of public repositories; error texts pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, ChatRequest, Usage
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import error_members, last_indexed, only, texts, total_second
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = [
    "CHECKS",
    "ERRORS",
    "MISTRAL",
    "SHAPE",
    "chunks",
    "chunks_before",
    "completion",
    "completion_before",
    "envelope",
    "envelope_before",
    "headers",
    "usage",
    "usage_with_details",
]


def usage_with_details(used: Usage, model: Model) -> dict[str, Any]:
    """Usage of 2026, with what was cached; until then it was the three counts alone."""
    return {**total_second(used, model), "prompt_tokens_details": {"cached_tokens": used.cached_tokens}}


def usage(used: Usage, model: Model) -> dict[str, Any]:
    """Usage since 2026-08, with what was cached and the tier that served it."""
    return {**usage_with_details(used, model), "service_tier": "standard"}


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: usage before the choices, `tool_calls: null` where there are none (196 of 196)."""
    return {
        "id": said.id,
        "created": said.created,
        "model": said.model,
        "usage": said.usage,
        "object": "chat.completion",
        "choices": [_choice(choice) for choice in said.choices],
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message = {
        "role": "assistant",
        "tool_calls": [last_indexed(call) for call in choice.calls] or None,
        "content": choice.content or "",
    }
    return {"index": choice.index, "finish_reason": choice.finish, "message": message}


def completion_before(said: Said) -> dict[str, Any]:
    """The JSON body of 2025-01: the finish reason after the message."""
    body = completion(said)
    return {**body, "choices": [{"index": one["index"], "message": one["message"], **one} for one in body["choices"]]}


def _head(said: Said) -> dict[str, Any]:
    return {"id": said.id, "object": "chat.completion.chunk", "created": said.created, "model": said.model}


# Chunks after the first are padded with the alphabet, at random up to 36 characters.
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """A role chunk, then one chunk with all calls, their whole arguments and the finish reason (67 of 80)."""
    head = _head(said)
    for choice in said.choices:
        first = {"index": choice.index, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}
        yield {**head, "choices": [first]}
        for number, piece in enumerate(texts(choice)):
            body = {"index": choice.index, "delta": {"content": piece}, "finish_reason": None}
            yield {**head, "choices": [body], "p": _ALPHABET[: 1 + said.chance.number(f"p{number}") % 36]}
        last: dict[str, Any] = {"tool_calls": [last_indexed(call) for call in choice.calls]}
        finish = {
            "index": choice.index,
            "delta": last if choice.calls else {"content": ""},
            "finish_reason": choice.finish,
        }
        padding = _ALPHABET[: 1 + said.chance.number("p") % 36]
        yield {**head, "choices": [finish], "usage": said.usage, "p": padding}


def chunks_before(said: Said, *, logprobs: bool = False) -> Iterator[dict[str, Any]]:
    """The chunks of 2024 and 2025: no padding, calls without type and index; in 2024-08 with null log probabilities."""
    head = _head(said)
    scored = {"logprobs": None} if logprobs else {}
    for choice in said.choices:
        deltas = [{"role": "assistant", "content": ""}, *({"content": piece} for piece in texts(choice))]
        for delta in deltas:
            yield {**head, "choices": [{"index": choice.index, "delta": delta, "finish_reason": None, **scored}]}
        calls = [{"id": call.id, "function": {"name": call.name, "arguments": call.arguments}} for call in choice.calls]
        silent = {"content": None} if logprobs else {}
        last: dict[str, Any] = {**silent, "tool_calls": calls} if calls else {"content": ""}
        finish = {"index": choice.index, "delta": last, "finish_reason": choice.finish, **scored}
        yield {**head, "choices": [finish], "usage": {name: said.usage[name] for name in _COUNTED}}


_COUNTED = ("prompt_tokens", "total_tokens", "completion_tokens")


def envelope_before(error: APIError, _chance: Chance) -> dict[str, Any]:
    """A flat object; a wrong key says no more than `detail`."""
    if error.status == 401:
        return {"detail": error.message}
    return {"object": "error", **error_members(error)}


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """The flat object of 2026: it tells the status too."""
    body = envelope_before(error, chance)
    return body if "detail" in body else {**body, "raw_status_code": error.status}


def headers(_chat: ChatRequest | None, chance: Chance) -> dict[str, str]:
    """The request's id under Mistral's names."""
    return {"mistral-correlation-id": chance.uuid("request"), "x-kong-request-id": chance.uuid("request")}


_ORDER = {"type": "invalid_request_message_order", "code": "3230"}

CHECKS = only(
    {"type": "invalid_request_error", "param": None, "code": "1500", "spacing": "compact"},
    {
        "wrong-key": "Invalid API Key",
        "missing-key": "Unauthorized",
        # `tool_choice: "any"` is Mistral's own.
        "invalid-value": None,
        "unexpected-role": _ORDER,
        "unequal-results": _ORDER,
        # Of 2024; an unexpected role says it today.
        "orphan-tool-message": None,
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("{hex:32}"),
    call_id=IdShape("{base62:9}"),
    arguments="spaced",
    parallel_arguments="spaced",
)

# A model streams as most of its recordings do: mistral-small-latest's are of 2024-08 (6 of 9), mistral-large-latest's
# of 2024-10 to 2025 (11 of 12), their JSON of 2026.
_SHAPES = {
    "small": replace(SHAPE, chunks=partial(chunks_before, logprobs=True)),
    "large": replace(SHAPE, usage=usage_with_details, chunks=chunks_before),
    "tiny": replace(SHAPE, usage=total_second, chunks=partial(chunks_before, logprobs=True)),
    "nemo": replace(SHAPE, completion=completion_before, usage=total_second, chunks=chunks_before),
    "untiered": replace(SHAPE, usage=usage_with_details),
}

# A call without a type is a function's: in its SDK the member has a default, and langchain-mistralai leaves it out.
_ANY = Model(name="", family="mistral", owner="mistralai", context=131_072, unchecked=frozenset({"missing-call-type"}))
_NAMES = (
    ("mistral-large-latest", "large", 131_072),
    ("mistral-medium-latest", "", 131_072),
    ("mistral-small-latest", "small", 131_072),
    ("mistral-small", "untiered", 131_072),
    ("ministral-8b-latest", "", 131_072),
    ("open-mistral-nemo", "nemo", 131_072),
    ("codestral-latest", "", 262_144),
    ("pixtral-large-latest", "", 131_072),
    ("mistral-tiny", "tiny", 32_768),
)

ERRORS = {
    "rate_limit": APIError(
        429, "Rate limit exceeded", type="rate_limited", code="1300", name="rate_limit", spacing="compact"
    ),
    "overloaded": APIError(
        503, "Service unavailable.", type="internal_server_error", code="1001", name="overloaded", spacing="compact"
    ),
}

_TODAY = Provider(
    name="mistral",
    title="Mistral",
    hosts=("api.mistral.ai", "codestral.mistral.ai"),
    base_paths=("/v1",),
    models=tuple(replace(_ANY, name=name, shape=shape, context=context) for name, shape, context in _NAMES),
    unlisted=_ANY,
    shape=SHAPE,
    shapes=_SHAPES,
    envelope=envelope,
    errors=ERRORS,
    error_style="compact",
    headers=headers,
    checks=CHECKS,
    quirks=(
        Quirk(
            "All calls, with whole arguments, come in the chunk that finishes.",
            "67 of 80 recordings",
        ),
        Quirk(
            "`tool_calls` is null where there are none.",
            "196 of 196 recordings",
        ),
        Quirk(
            "Chunks after the first are padded with the alphabet in `p`, since 2025-12.",
            "recordings",
        ),
        Quirk(
            "An id of a call is 9 letters and digits.",
            "recordings",
        ),
        Quirk(
            "A user's message right after a tool's is refused, as are more or fewer results than calls.",
            "pasted in public issues",
        ),
        Quirk(
            "Errors are flat; a wrong key is `detail` alone.",
            "recordings",
        ),
        Quirk(
            'Errors tell their status in `raw_status_code`; not yet in 2025 (`mode="2025"`) and 2024 (`mode="2024"`).',
            "mistralai/mistral-vibe#1114 (2026-09); pasted in public issues of 2024 and 2025",
        ),
    ),
    key_variable="MISTRAL_API_KEY",
    sources=("recordings of api.mistral.ai in public repositories", "errors pasted in public issues"),
)

_FREE = {"type": "invalid_request_error", "param": None, "code": None, "spacing": "compact"}

# A wrong key was told as a missing one until 2026-06.
_BEFORE = {**CHECKS, "wrong-key": CHECKS["missing-key"]}

# What was said until early 2025, and in the rest of that year.
MISTRAL = replace(
    _TODAY,
    modes={
        "2024": replace(
            _TODAY,
            envelope=envelope_before,
            checks={
                **{name: row for name, row in _BEFORE.items() if name != "unexpected-role"},
                "orphan-tool-message": {"message": "Unexpected role RoleEnum.tool", **_FREE},
                "unequal-results": _FREE,
            },
        ),
        "2025": replace(_TODAY, envelope=envelope_before, checks=_BEFORE),
    },
)
