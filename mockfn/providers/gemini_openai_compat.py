"""Google's Gemini through its OpenAI mode.

Sources: 10 recorded exchanges of public repositories; error texts pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.chat import APIError, ChatRequest, Reply
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import only, sorted_keys, sorted_usage, texts, unindexed
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["CHECKS", "ERRORS", "GEMINI_OPENAI_COMPAT", "SHAPE", "chunks", "completion", "envelope", "finish"]


def finish(_chat: ChatRequest, _reply: Reply, _model: Model) -> str:
    """Calls end in `stop` too (6 of 6; googleapis/python-genai#2868)."""
    return "stop"


def _calls(choice: Choice) -> list[dict[str, Any]]:
    # No index, and an id that is empty.
    return [sorted_keys(unindexed(call)) for call in choice.calls]


def completion(said: Said) -> dict[str, Any]:
    """The JSON body, alphabetical; no content beside calls."""
    return {
        "choices": [_choice(choice) for choice in said.choices],
        "created": said.created,
        "id": said.id,
        "model": said.model,
        "object": "chat.completion",
        "usage": said.usage,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant"}
    if choice.content is not None:
        message = {"content": choice.content, **message}
    if choice.calls:
        message["tool_calls"] = _calls(choice)
    return {"finish_reason": choice.finish, "index": choice.index, "message": message}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """Large chunks, the role and usage in each; all calls in the one that ends."""
    tail = {"created": said.created, "model": said.model, "object": "chat.completion.chunk"}
    for choice in said.choices:
        pieces = texts(choice)
        groups = _grown(pieces)
        deltas: list[dict[str, Any]] = [{"content": piece, "role": "assistant"} for piece in groups]
        if choice.calls:
            deltas.append({"role": "assistant", "tool_calls": _calls(choice)})
        for delta in deltas[:-1]:
            yield {"choices": [{"delta": delta, "index": choice.index}], **tail, "usage": said.usage}
        last = deltas[-1] if deltas else {"role": "assistant"}
        body = {"delta": last, "finish_reason": choice.finish, "index": choice.index}
        yield {"choices": [body], **tail, "usage": said.usage}


def _grown(pieces: list[str]) -> list[str]:
    """Chunks as they grow: a token, another, then eight at a time."""
    starts = [0, 1, *range(2, len(pieces), 8)]
    ends = [*starts[1:], len(pieces)]
    return [text for start, end in zip(starts, ends, strict=True) if (text := "".join(pieces[start:end]))]


_STATUS = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}
_STATUS |= {429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE"}


def envelope(error: APIError, _chance: Chance) -> list[Any]:
    """A JSON array of one object, with Google's name for the status."""
    status = _STATUS.get(error.status, "UNKNOWN")
    return [{"error": {"code": error.status, "message": error.message, "status": status}}]


CHECKS = only(
    {"param": None, "code": None, "spacing": "compact"},
    {
        "function-name-start": {},
        "keyword-unknown": {},
        "nameless-result": {},
        "wrong-key": {"message": "API key not valid. Please pass a valid API key.", "status": 400},
    },
)

ERRORS = {
    "overloaded": APIError(503, "The model is overloaded. Please try again later.", name="overloaded"),
    "rate_limit": APIError(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        name="rate_limit",
    ),
}

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=sorted_usage,
    finish=finish,
    response_id=IdShape("{base62:22}"),
    call_id=IdShape(""),
)

_NAMES = ("gemini-2.0-flash", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.5-pro", "gemini-3-pro-preview")

GEMINI_OPENAI_COMPAT = Provider(
    name="gemini-openai-compat",
    title="Gemini (OpenAI mode)",
    hosts=("generativelanguage.googleapis.com",),
    base_paths=("/v1beta/openai",),
    models=tuple(
        Model(name=name, family="gemini", owner="google", context=1_048_576, output=65_536) for name in _NAMES
    ),
    unlisted=Model(name="", family="gemini", context=1_048_576),
    shape=SHAPE,
    envelope=envelope,
    errors=ERRORS,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk(
            "All calls come in one chunk that finishes with `stop`; they have no index, their id is empty.",
            "6 of 6 recordings",
        ),
        Quirk(
            "Usage is in every chunk.",
            "recordings",
        ),
        Quirk(
            "An error is an array of one object, with Google's name of the status.",
            "pasted in public issues",
        ),
        Quirk(
            "Keywords that Google's schemas lack, such as `additionalProperties`, are refused.",
            "pasted in public issues",
        ),
    ),
    key_variable="GEMINI_API_KEY",
    sources=("recordings of Gemini's OpenAI mode in public repositories", "errors pasted in public issues"),
)
