"""OpenAI's chat completions, as api.openai.com has sent them since April 2025.

Sources: recorded exchanges of public repositories, 4,320 JSON bodies and 1,293 streams. What differs by model family
is in `Model`: reasoning models have no `logprobs` member and a null fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.chat import ChatRequest, Reply, Usage
from mockfn.providers.cutting import by_four_five_six, by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.openai_models import MODELS, UNLISTED
from mockfn.providers.parts import error_envelope, fragment, opening, unindexed
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, SaidCall, Shape
from mockfn.seeds import Chance

__all__ = ["OPENAI", "SHAPE", "call", "chunks", "completion", "finish", "headers", "usage"]


def usage(used: Usage, _model: Model) -> dict[str, Any]:
    """The usage member. Every recorded one since 2025-04 has both details objects, whole."""
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
        "prompt_tokens_details": {"cached_tokens": used.cached_tokens, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": used.reasoning_tokens,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }


def call(said: SaidCall) -> dict[str, Any]:
    """A tool call in a JSON body: no `index` there (0 of 1,024)."""
    if said.custom:
        return {"id": said.id, "type": "custom", "custom": {"name": said.name, "input": said.arguments}}
    return unindexed(said)


def _message(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": choice.content}
    if choice.calls:
        message["tool_calls"] = [call(one) for one in choice.calls]
    message["refusal"] = choice.refusal
    message["annotations"] = []
    return message


def completion(said: Said) -> dict[str, Any]:
    """The JSON body."""
    choices = []
    for choice in said.choices:
        body: dict[str, Any] = {"index": choice.index, "message": _message(choice)}
        if said.profile.logprobs:
            body["logprobs"] = choice.logprobs
        body["finish_reason"] = choice.finish
        choices.append(body)
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": choices,
        "usage": said.usage,
        "service_tier": "default",
        "system_fingerprint": said.fingerprint,
    }


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """The events of a stream: for each choice its deltas, then finish; then usage, if it was asked for."""
    head = {
        "id": said.id,
        "object": "chat.completion.chunk",
        "created": said.created,
        "model": said.model,
        "service_tier": "default",
        "system_fingerprint": said.fingerprint,
    }
    pending: dict[str, Any] = {"usage": None} if said.asked_usage else {}
    padding: dict[str, Any] = {"obfuscation": ""} if said.obfuscated else {}
    several = any(len(choice.calls) > 1 for choice in said.choices)
    for choice in said.choices:
        for delta in _deltas(choice):
            body: dict[str, Any] = {"index": choice.index, "delta": delta}
            if said.profile.logprobs:
                body["logprobs"] = None
            body["finish_reason"] = None
            # Streams of parallel calls put `usage` before `choices` until the finish chunk (51 of 52).
            yield (
                {**head, **pending, "choices": [body], **padding}
                if several
                else {
                    **head,
                    "choices": [body],
                    **pending,
                    **padding,
                }
            )
    for choice in said.choices:
        last: dict[str, Any] = {"index": choice.index, "delta": {}}
        if said.profile.logprobs:
            last["logprobs"] = None
        last["finish_reason"] = choice.finish
        yield {**head, "choices": [last], **pending, **padding}
    if said.asked_usage:
        yield {**head, "choices": [], "usage": said.usage, **padding}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    calls = choice.calls
    if choice.refusal is not None:
        yield {"role": "assistant", "content": None, "refusal": ""}
        for piece in by_token(choice.refusal):
            yield {"refusal": piece}
        return
    text = choice.content
    if len(calls) == 1 and not text:
        # A single call is opened by the first chunk itself (341 of 425).
        yield {"role": "assistant", "content": None, "tool_calls": [_opening(calls[0])], "refusal": None}
        yield from _fragments(calls[0], by_token(calls[0].arguments))
        return
    yield {"role": "assistant", "content": None} if calls and not text else _TEXT_OPENING.copy()
    for piece in choice.deltas or by_token(text or ""):
        yield {"content": piece}
    cut = by_four_five_six if len(calls) > 1 else by_token
    for one in calls:
        yield {"tool_calls": [_opening(one)]}
        yield from _fragments(one, cut(one.arguments))


_TEXT_OPENING: dict[str, Any] = {"role": "assistant", "content": "", "refusal": None}


def _opening(one: SaidCall) -> dict[str, Any]:
    if one.custom:
        return {"index": one.index, "id": one.id, "type": "custom", "custom": {"name": one.name, "input": ""}}
    return opening(one)


def _fragments(one: SaidCall, pieces: list[str]) -> Iterator[dict[str, Any]]:
    for piece in pieces:
        part = {"index": one.index, "custom": {"input": piece}} if one.custom else fragment(one, piece)
        yield {"tool_calls": [part]}


def finish(chat: ChatRequest, reply: Reply, model: Model) -> str:
    """A forced function ends in `stop` (164 of 164) unless the model reasons (`tool_calls`, 3 of 3)."""
    if not reply.tool_calls:
        return "stop"
    if chat.tool_choice.named and not model.reasoning:
        return "stop"
    return "function_call" if chat.legacy else "tool_calls"


def headers(_chat: ChatRequest | None, chance: Chance) -> dict[str, str]:
    """The response headers that clients read: the request's id (`_request_id` in the SDKs), version, time taken."""
    return {
        "x-request-id": "req_" + chance.request_hex,
        "openai-version": "2020-10-01",
        "openai-processing-ms": str(chance.milliseconds),
    }


SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    finish=finish,
    response_id=IdShape("chatcmpl-{base62:29}"),
    call_id=IdShape("call_{base62:24}"),
    fingerprint=IdShape("fp_{hex:10}"),
    style="pretty2",
    newline=True,
    arguments="compact",
    parallel_arguments="spaced",
    refuses=True,
)

OPENAI = Provider(
    name="openai",
    title="OpenAI",
    hosts=("api.openai.com", "*.api.openai.com"),
    base_paths=("/v1",),
    extra_paths=(("/responses/input_tokens", "POST", "input_tokens"),),
    models=MODELS,
    unlisted=UNLISTED,
    shape=SHAPE,
    envelope=error_envelope,
    error_style="pretty2",
    headers=headers,
    quirks=(
        Quirk(
            "A forced function ends in `stop`, unless the model reasons.",
            "164 of 164 recordings",
        ),
        Quirk(
            "Parallel calls are spaced and cut into 4, 5 and 6 characters; a single call is compact and cut by tokens.",
            "264 of 264 recordings",
        ),
        Quirk(
            "Chunks are padded to 1 more than a multiple of 16 characters.",
            "22,692 of 22,699 recorded chunks",
        ),
    ),
    sources=("recordings of api.openai.com in public repositories", "errors pasted in public issues"),
    key_variable="OPENAI_API_KEY",
    base_variable="OPENAI_BASE_URL",
)
