"""Mistral, as api.mistral.ai sends it.

Sources: 517 recorded exchanges of public repositories; error texts pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.chat import APIError, ChatRequest, Usage
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import only, texts, whole
from mockfn.providers.provider import Choice, Model, Provider, Said, Shape
from mockfn.seeds import Chance

__all__ = ["MISTRAL"]


def usage(used: Usage, _model: Model) -> dict[str, Any]:
    """Usage, the total before the completion."""
    return {
        "prompt_tokens": used.prompt_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
        "completion_tokens": used.completion_tokens,
        "prompt_tokens_details": {"cached_tokens": used.cached_tokens},
    }


_COUNTED = ("prompt_tokens", "total_tokens", "completion_tokens")


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
        "tool_calls": [whole(call) for call in choice.calls] or None,
        "content": choice.content or "",
    }
    return {"index": choice.index, "finish_reason": choice.finish, "message": message}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """A role chunk, then one chunk with all calls, their whole arguments and the finish reason (67 of 80)."""
    head = {
        "id": said.id,
        "object": "chat.completion.chunk",
        "created": said.created,
        "model": said.model,
    }
    for choice in said.choices:
        deltas = [{"role": "assistant", "content": ""}, *({"content": piece} for piece in texts(choice))]
        for delta in deltas:
            yield {**head, "choices": [{"index": choice.index, "delta": delta, "finish_reason": None}]}
        calls = [{"id": call.id, "function": {"name": call.name, "arguments": call.arguments}} for call in choice.calls]
        last: dict[str, Any] = {"tool_calls": calls} if calls else {"content": ""}
        finish = {"index": choice.index, "delta": last, "finish_reason": choice.finish}
        yield {**head, "choices": [finish], "usage": {name: said.usage[name] for name in _COUNTED}}


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """A flat object; a wrong key says no more than `detail`."""
    if error.status == 401:
        return {"detail": error.message}
    return {
        "object": "error",
        "message": error.message,
        "type": error.type,
        "param": error.param,
        "code": error.code,
        "raw_status_code": error.status,
    }


def headers(_chat: ChatRequest | None, chance: Chance) -> dict[str, str]:
    """The request's id under Mistral's names."""
    return {"mistral-correlation-id": chance.uuid("request"), "x-kong-request-id": chance.uuid("request")}


_ORDER = {"type": "invalid_request_message_order", "code": "3230"}

CHECKS = only(
    {"type": "invalid_request_error", "param": None, "code": "1500", "spacing": "compact"},
    {
        "wrong-key": "Unauthorized",
        "missing-key": "Unauthorized",
        # `tool_choice: "any"` is Mistral's own.
        "invalid-value": None,
        "unexpected-role": _ORDER,
        "unequal-results": _ORDER,
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

_NAMES = (
    ("mistral-large-latest", 131_072),
    ("mistral-medium-latest", 131_072),
    ("mistral-small-latest", 131_072),
    ("ministral-8b-latest", 131_072),
    ("open-mistral-nemo", 131_072),
    ("codestral-latest", 262_144),
    ("pixtral-large-latest", 131_072),
    ("mistral-tiny", 32_768),
)

MISTRAL = Provider(
    name="mistral",
    title="Mistral",
    hosts=("api.mistral.ai", "codestral.mistral.ai"),
    base_paths=("/v1",),
    models=tuple(Model(name=name, family="mistral", owner="mistralai", context=context) for name, context in _NAMES),
    unlisted=Model(name="", family="mistral", context=131_072),
    shape=SHAPE,
    envelope=envelope,
    error_style="compact",
    headers=headers,
    checks=CHECKS,
    key_variable="MISTRAL_API_KEY",
    sources=("recordings of api.mistral.ai in public repositories", "errors pasted in public issues"),
)
