"""Alibaba Cloud's Model Studio (DashScope), OpenAI mode.

Sources: 14 recorded exchanges of public repositories; error texts pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.chat import APIError
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import error_envelope, indexed, only, opening, plain_usage, sorted_keys, texts
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["ALIBABA", "CHECKS", "SHAPE", "chunks", "completion", "envelope"]


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: choices first, its id last."""
    return {
        "choices": [_choice(choice) for choice in said.choices],
        "object": "chat.completion",
        "usage": said.usage,
        "created": said.created,
        "system_fingerprint": None,
        "model": said.model,
        "id": said.id,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"content": choice.content or "", "role": "assistant"}
    if choice.reasoning:
        message["reasoning_content"] = choice.reasoning
    if choice.calls:
        message["tool_calls"] = [sorted_keys(indexed(call)) for call in choice.calls]
    return {"message": message, "finish_reason": choice.finish, "index": choice.index, "logprobs": choice.logprobs}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """A call's fragments repeat its type and have an empty id; usage is null in every chunk but its own."""
    tail = {
        "object": "chat.completion.chunk",
        "usage": None,
        "created": said.created,
        "system_fingerprint": None,
        "model": said.model,
        "id": said.id,
    }
    for choice in said.choices:
        for delta in _deltas(choice):
            body: dict[str, Any] = {"delta": delta, "finish_reason": None, "index": choice.index, "logprobs": None}
            yield {"choices": [body], **tail}
        last: dict[str, Any] = {} if choice.calls else {"content": ""}
        body = {"finish_reason": choice.finish, "delta": last, "index": choice.index, "logprobs": None}
        yield {"choices": [body], **tail}
    if said.asked_usage:
        yield {"choices": [], **tail, "usage": said.usage}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    role: dict[str, Any] = {"role": "assistant"}
    for piece in by_token(choice.reasoning or ""):
        yield {"content": None, "reasoning_content": piece, **role}
        role = {}
    for piece in texts(choice):
        yield {"content": piece, **role}
        role = {}
    for call in choice.calls:
        yield {"content": None, "tool_calls": [opening(call)], **role}
        role = {}
        for piece in by_token(call.arguments):
            part: dict[str, Any] = {"index": call.index, "id": "", "type": "function", "function": {"arguments": piece}}
            yield {"content": None, "tool_calls": [part]}


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """OpenAI's envelope with the request's id beside it, twice."""
    name = chance.uuid("request")
    return {**error_envelope(error, chance), "id": f"chatcmpl-{name}", "request_id": name}


_ALGO = "<400> InternalError.Algo.InvalidParameter: "
CHECKS = only(
    {"param": None, "code": "invalid_parameter_error", "spacing": "compact"},
    {
        "unanswered-tool-calls": f'{_ALGO}An assistant message with "tool_calls" must be followed by tool messages '
        'responding to each "tool_call_id". The following tool_call_ids did not have response messages: '
        "message[{index}].role",
        "orphan-tool-message": f'{_ALGO}messages with role "tool" must be a response to a preceeding message with '
        '"tool_calls".',
        "tool-name-too-long": f"{_ALGO}The length of the tool name cannot exceed 64.",
        "empty-tools": {"message": "[] is too short - 'tools'", "code": None},
        "choice-of-nothing": f"{_ALGO}When using `tool_choice`, `tools` must be set.",
        "json-word-missing": {},
        "wrong-key": {"message": "Incorrect API key provided. ", "code": "invalid_api_key"},
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=plain_usage,
    response_id=IdShape("chatcmpl-{uuid}"),
    call_id=IdShape("call_{hex:24}"),
    arguments="spaced",
    parallel_arguments="spaced",
)

_NAMES = ("qwen-max", "qwen-plus", "qwen-turbo", "qwen3-max", "qwen3-coder-flash", "qwen3-coder-plus", "qwen3-32b")

ALIBABA = Provider(
    name="alibaba",
    title="Alibaba Cloud Model Studio",
    hosts=("dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com"),
    base_paths=("/compatible-mode/v1",),
    models=tuple(Model(name=name, family="qwen", owner="system", context=131_072) for name in _NAMES),
    unlisted=Model(name="", family="qwen", context=131_072),
    shape=SHAPE,
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk(
            "Fragments repeat an empty id and the type.",
            "recordings",
        ),
        Quirk(
            "Errors carry the request's id twice; most begin with `<400> InternalError.Algo.InvalidParameter: `.",
            "pasted in public issues",
        ),
        Quirk(
            "`tools: []` is refused.",
            "pasted in public issues",
        ),
    ),
    key_variable="DASHSCOPE_API_KEY",
    sources=("recordings of DashScope in public repositories", "errors pasted in public issues"),
)
