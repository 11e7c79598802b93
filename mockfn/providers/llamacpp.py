"""llama.cpp's server (and llamafile's), OpenAI mode.

Sources: 308 recorded exchanges of public repositories; `__verbose` is there where the server was started to say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.chat import APIError
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.llamacpp_verbose import verbose
from mockfn.providers.parts import fragment, only, sorted_usage, texts
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["LLAMACPP", "SHAPE", "chunks", "completion", "envelope"]


def _timings(said: Said) -> dict[str, Any]:
    prompt, predicted = said.usage["prompt_tokens"], said.usage["completion_tokens"]
    return {
        "prompt_n": prompt,
        "prompt_ms": prompt * 1.5,
        "prompt_per_token_ms": 1.5,
        "prompt_per_second": 666.6666666666666,
        "predicted_n": predicted,
        "predicted_ms": predicted * 10.0,
        "predicted_per_token_ms": 10.0,
        "predicted_per_second": 100.0,
    }


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: choices first, its id late, what the server was told and did, the timings last."""
    return {
        "choices": [_choice(choice) for choice in said.choices],
        "created": said.created,
        "model": said.model,
        "system_fingerprint": "b5293-1e333d5b",
        "object": "chat.completion",
        "usage": said.usage,
        "id": said.id,
        "__verbose": verbose(said, _timings(said)),
        "timings": _timings(said),
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant"}
    if choice.reasoning:
        message["reasoning_content"] = choice.reasoning
    message["content"] = choice.content
    if choice.calls:
        message["tool_calls"] = [
            {"type": "function", "function": {"name": call.name, "arguments": call.arguments}, "id": call.id}
            for call in choice.calls
        ]
    return {"finish_reason": choice.finish, "index": choice.index, "message": message}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """The first fragment of a call's arguments is in its opening, already `{`; the others are a character or two."""
    tail = {
        "created": said.created,
        "id": said.id,
        "model": said.model,
        "system_fingerprint": "b5293-1e333d5b",
        "object": "chat.completion.chunk",
    }
    for choice in said.choices:
        for delta in _deltas(choice):
            yield {"choices": [{"finish_reason": None, "index": choice.index, "delta": delta}], **tail}
        last = {"finish_reason": choice.finish, "index": choice.index, "delta": {}}
        yield {"choices": [last], **tail, **({} if said.asked_usage else {"timings": _timings(said)})}
    if said.asked_usage:
        yield {"choices": [], **tail, "usage": said.usage, "timings": _timings(said)}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": None}
    for piece in by_token(choice.reasoning or ""):
        yield {"reasoning_content": piece}
    for piece in texts(choice):
        yield {"content": piece}
    for call in choice.calls:
        function = {"name": call.name, "arguments": call.arguments[:1]}
        yield {"tool_calls": [{"index": call.index, "id": call.id, "type": "function", "function": function}]}
        rest = call.arguments[1:]
        for start in range(0, len(rest), 2):
            yield {"tool_calls": [fragment(call, rest[start : start + 2])]}


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """The status as the code, a number."""
    return {"error": {"code": error.status, "message": error.message, "type": error.type}}


SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=sorted_usage,
    response_id=IdShape("chatcmpl-{base62:32}"),
    call_id=IdShape("{base62:32}"),
)

LLAMACPP = Provider(
    name="llamacpp",
    title="llama.cpp",
    hosts=("llamacpp", "llamafile"),
    base_paths=("/v1", "/"),
    models=(Model(name="default", family="llamacpp", owner="llamacpp", context=131_072),),
    unlisted=Model(name="", family="llamacpp", context=131_072),
    shape=SHAPE,
    envelope=envelope,
    error_style="compact",
    checks=only({"spacing": "compact"}, {"wrong-key": {"message": "Invalid API Key", "type": "authentication_error"}}),
    quirks=(
        Quirk(
            "The first fragment of a call's arguments is in its opening; the others are a character or two.",
            "recordings",
        ),
        Quirk(
            "`timings` come last, `__verbose` (how it sampled, the prompt as its template made it) before them.",
            "10 of 12 recordings",
        ),
        Quirk(
            "The status is the error's code.",
            "recordings",
        ),
    ),
    sources=("recordings of llama.cpp and llamafile in public repositories",),
)
