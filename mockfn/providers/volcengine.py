"""Volcengine Ark, which serves ByteDance's Doubao models; abroad it is BytePlus ModelArk.

Sources: its reference, an example of an answer published by a relay, its SDK's types, and errors pasted in public
issues. No recording of it was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import only, sorted_keys, streamed, texts, unindexed
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["CHECKS", "SHAPE", "VOLCENGINE", "chunks", "completion", "envelope", "usage"]


def usage(used: Usage, _model: Model) -> dict[str, Any]:
    """Usage, the completion first, with what was cached and what was thought."""
    return {
        "completion_tokens": used.completion_tokens,
        "prompt_tokens": used.prompt_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
        "prompt_tokens_details": {"cached_tokens": used.cached_tokens},
        "completion_tokens_details": {"reasoning_tokens": used.reasoning_tokens},
    }


def _around(said: Said, choices: list[dict[str, Any]], what: str) -> dict[str, Any]:
    """The members of a body or a chunk: choices first."""
    return {
        "choices": choices,
        "created": said.created,
        "id": said.id,
        "model": said.model,
        "service_tier": "default",
        "object": what,
    }


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: its choices alphabetical."""
    choices = [_choice(choice) for choice in said.choices]
    return {**_around(said, choices, "chat.completion"), "usage": said.usage}


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"content": choice.content or "", "role": "assistant"}
    if choice.reasoning:
        message["reasoning_content"] = choice.reasoning
    if choice.calls:
        message["tool_calls"] = [unindexed(call) for call in choice.calls]
    return {
        "finish_reason": choice.finish,
        "index": choice.index,
        "logprobs": choice.logprobs,
        "message": sorted_keys(message),
    }


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """The role in every delta, a call's arguments in pieces, usage null until a chunk of its own if asked."""
    unused = {"usage": None} if said.asked_usage else {}
    for choice in said.choices:
        for delta in _deltas(choice):
            body = {"delta": sorted_keys({**delta, "role": "assistant"}), "index": choice.index}
            yield {**_around(said, [body], "chat.completion.chunk"), **unused}
        last = {"content": "", "role": "assistant"}
        body = {"delta": last, "finish_reason": choice.finish, "index": choice.index}
        yield {**_around(said, [body], "chat.completion.chunk"), **unused}
    if said.asked_usage:
        yield {**_around(said, [], "chat.completion.chunk"), "usage": said.usage}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    for piece in by_token(choice.reasoning or ""):
        yield {"content": "", "reasoning_content": piece}
    for piece in texts(choice):
        yield {"content": piece}
    for call in choice.calls:
        yield from ({"content": "", "tool_calls": [part]} for part in streamed(call))


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """Members in alphabetical order; the message ends in the request's id."""
    request = f"02{chance.created}" + chance.text("request", 41, "hex")
    message = f"{error.message} Request id: {request}"
    return {"error": {"code": error.code, "message": message, "param": error.param or "", "type": error.type}}


_PARAMETER = "The parameter `{param}` specified in the request are not valid: "
CHECKS = only(
    {"type": "BadRequest", "code": "InvalidParameter", "spacing": "compact"},
    {
        "wrong-key": {
            "message": "The API key or AK/SK in the request is missing or invalid.",
            "code": "AuthenticationError",
            "type": "Unauthorized",
        },
        "model-not-found": {
            "message": "The model or endpoint {model} does not exist or you do not have access to it.",
            "code": "InvalidEndpointOrModel.NotFound",
            "type": "NotFound",
        },
        "missing-parameter": {
            "message": "The request failed because it is missing `{param}` parameter.",
            "code": "MissingParameter",
        },
        "role-unsupported": {
            "message": "The parameter `messages.role` specified in the request are not valid: invalid value: `{value}`,"
            " supported values are: `system`, `assistant`, `user`, `tool`.",
            "param": "messages.role",
        },
        # A choice that is no known word is told below, in the words for it.
        "invalid-value": None,
        "choice-form": {
            "message": _PARAMETER.format(param="tool_choice")
            + 'expected a string or an object, but got `"{value}"` instead, supported values are: `auto`, `none`,'
            " `required`.",
            "param": "tool_choice",
        },
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("02{created}{digits:3}{hex:38}"),
    call_id=IdShape("call_{lower36:24}"),
    arguments="spaced",
    parallel_arguments="spaced",
)

_ANY = Model(name="", family="doubao", owner="volcengine", context=262_144, roles_unsupported=frozenset({"developer"}))
_NAMES = (
    "doubao-seed-1-6-251015",
    "doubao-seed-1-6-flash-250828",
    "doubao-1-5-pro-32k-250115",
    "doubao-1-5-vision-pro-32k-250115",
    "deepseek-v3-1-250821",
)

VOLCENGINE = Provider(
    name="volcengine",
    title="Volcengine Ark",
    hosts=("ark.*.volces.com", "ark.*.bytepluses.com"),
    base_paths=("/api/v3",),
    models=tuple(replace(_ANY, name=name) for name in _NAMES),
    unlisted=_ANY,
    shape=SHAPE,
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk("Choices come first; they and messages are in alphabetical order.", "a published example"),
        Quirk("A response's id begins with the time it was made at.", "a published example"),
        Quirk("Each delta has the role and content.", "its reference"),
        Quirk("An error's message ends in the request's id.", "pasted in public issues"),
        Quirk("The role `developer` is refused.", "agno-agi/agno#6697"),
    ),
    key_variable="ARK_API_KEY",
    sources=("its reference and its SDK", "errors pasted in public issues"),
)
