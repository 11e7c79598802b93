"""Cerebras, as api.cerebras.ai sends it.

Sources: 121 recorded exchanges of public repositories.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import cached_usage, error_members, only, texts, unindexed
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["CEREBRAS", "CHECKS", "SHAPE", "THINKING", "chunks", "completion", "envelope"]


def _times(said: Said) -> dict[str, Any]:
    completed = said.usage["completion_tokens"] * 5e-4
    return {
        "queue_time": 0.000163361,
        "prompt_time": 0.014535933,
        "completion_time": round(completed, 9),
        "total_time": 0.046776533126831055,
        "created": said.created + 0.3816,
    }


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: choices second, times last."""
    return {
        "id": said.id,
        "choices": [_choice(choice) for choice in said.choices],
        "created": said.created,
        "model": said.model,
        "system_fingerprint": said.fingerprint,
        "object": "chat.completion",
        "usage": said.usage,
        "time_info": _times(said),
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {}
    if choice.content is not None:
        message["content"] = choice.content
    if choice.reasoning:
        message["reasoning"] = choice.reasoning
    if choice.calls:
        message["tool_calls"] = [unindexed(call) for call in choice.calls]
    message["role"] = "assistant"
    return {"finish_reason": choice.finish, "index": choice.index, "message": message}


def chunks(said: Said, *, thinks: bool = False) -> Iterator[dict[str, Any]]:
    """A role chunk, all calls in one, usage with the finish; no [DONE] (29 of 29).

    Where the model `thinks`, be it aloud or not, its thoughts stand between two empty ones (2 of 2).
    """
    tail = {
        "created": said.created,
        "model": said.model,
        "system_fingerprint": said.fingerprint,
        "object": "chat.completion.chunk",
    }
    for choice in said.choices:
        for delta in _deltas(choice, thinks):
            yield {"id": said.id, "choices": [{"delta": delta, "index": choice.index}], **tail}
        last = {"delta": {}, "finish_reason": choice.finish, "index": choice.index}
        yield {"id": said.id, "choices": [last], **tail, "usage": said.usage, "time_info": _times(said)}


def _deltas(choice: Choice, thinks: bool) -> Iterator[dict[str, Any]]:
    yield {"content": "", "role": "assistant"} if thinks else {"role": "assistant"}
    pieces = by_token(choice.reasoning or "")
    for piece in ["", *pieces, ""] if thinks else pieces:
        yield {"reasoning": piece}
    for piece in texts(choice):
        yield {"content": piece}
    if choice.calls:
        calls = [
            {
                "function": {"name": call.name, "arguments": call.arguments},
                "type": "function",
                "id": call.id,
                "index": call.index,
            }
            for call in choice.calls
        ]
        yield {"tool_calls": calls}
    else:
        yield {}


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """A flat object."""
    return error_members(error)


CHECKS = only(
    {"spacing": "compact"},
    {
        "wrong-key": {"message": "Wrong API Key", "param": "api_key", "code": "wrong_api_key"},
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=cached_usage,
    response_id=IdShape("chatcmpl-{uuid}"),
    call_id=IdShape("{hex:9}"),
    fingerprint=IdShape("fp_{hex:20}"),
    arguments="spaced",
    parallel_arguments="spaced",
    done=False,
)

THINKING = replace(SHAPE, chunks=partial(chunks, thinks=True))

_NAMES = (
    "llama3.1-8b",
    "llama-3.3-70b",
    "qwen-3-32b",
    "qwen-3-235b-a22b-instruct-2507",
    "qwen-3-coder-480b",
    "gpt-oss-120b",
)

CEREBRAS = Provider(
    name="cerebras",
    title="Cerebras",
    hosts=("api.cerebras.ai",),
    base_paths=("/v1",),
    models=tuple(Model(name=name, family="cerebras", owner="Cerebras", context=131_072) for name in _NAMES),
    families=(("zai-glm-*", Model(name="", family="cerebras", shape="thinking", context=131_072)),),
    unlisted=Model(name="", family="cerebras", context=131_072),
    shape=SHAPE,
    shapes={"thinking": THINKING},
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk(
            "A stream has no [DONE].",
            "29 of 29 recordings",
        ),
        Quirk(
            "Usage and times are in the finish chunk.",
            "recordings",
        ),
        Quirk(
            "GLM streams its thoughts between two empty ones, be there any or not.",
            "2 of 2 recordings through Hugging Face's router",
        ),
        Quirk(
            "Of a call the function comes first.",
            "recordings",
        ),
        Quirk(
            "Errors are flat.",
            "recordings",
        ),
    ),
    key_variable="CEREBRAS_API_KEY",
    sources=("recordings of api.cerebras.ai in public repositories",),
)
