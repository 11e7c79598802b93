"""Writer's Palmyra models, on a path of their own: `POST /v1/chat`.

Sources: its reference and the answer that its quickstart shows, its SDK's types, and an error pasted in a public
issue. No recording of it was found; of its errors only the 400 is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, Usage
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import indexed, only, streamed, texts, total_second
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["CHECKS", "SHAPE", "WRITER", "chunks", "completion", "envelope", "usage"]


def usage(used: Usage, model: Model) -> dict[str, Any]:
    """Usage, the total before the completion, its details null."""
    return {**total_second(used, model), "prompt_token_details": None, "completion_tokens_details": None}


def _around(said: Said, what: str, choices: list[dict[str, Any]], used: dict[str, Any] | None) -> dict[str, Any]:
    """The members of a body or a chunk."""
    return {
        "id": said.id,
        "object": what,
        "choices": choices,
        "created": said.created,
        "model": said.model,
        "usage": used,
        "system_fingerprint": "v1",
        "service_tier": None,
    }


# What its own tools found, where none was used.
_GRAPH = {"sources": None, "status": None, "subqueries": None}


def _message(content: str | None, calls: list[dict[str, Any]] | None) -> dict[str, Any]:
    return {
        "content": content,
        "role": "assistant",
        "tool_calls": calls,
        "graph_data": _GRAPH,
        "llm_data": None,
        "image_data": None,
        "refusal": None,
    }


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: messages with what its own tools found."""
    choices = [
        {
            "index": choice.index,
            "finish_reason": choice.finish,
            "message": _message(choice.content or "", [indexed(call) for call in choice.calls] or None),
            "logprobs": choice.logprobs,
        }
        for choice in said.choices
    ]
    return _around(said, "chat.completion", choices, said.usage)


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """A delta has most members of a message; usage is in the chunk that finishes."""
    for choice in said.choices:
        for delta in _deltas(choice):
            yield _around(said, "chat.completion.chunk", [_part(choice, delta, None)], None)
        last = _part(choice, _delta("", None), choice.finish)
        yield _around(said, "chat.completion.chunk", [last], said.usage)


def _delta(content: str | None, calls: list[dict[str, Any]] | None) -> dict[str, Any]:
    message = _message(content, calls)
    return {name: message[name] for name in ("content", "role", "tool_calls", "graph_data", "refusal")}


def _part(choice: Choice, delta: dict[str, Any], finish: str | None) -> dict[str, Any]:
    return {"index": choice.index, "finish_reason": finish, "delta": delta, "logprobs": None}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    for piece in texts(choice):
        yield _delta(piece, None)
    for call in choice.calls:
        yield from (_delta(None, [part]) for part in streamed(call))


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """A list of what is wrong, under the name of its kind."""
    kind = "fail.input.generic"
    wrong = {"description": error.message, "key": kind, "extras": None}
    return {"tpe": kind, "errors": [wrong], "extras": None}


CHECKS = only({"spacing": "compact"}, {"tool-choice-without-tools": {}})

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("{uuid}"),
    call_id=IdShape("call_{hex:24}"),
    arguments="spaced",
    parallel_arguments="spaced",
)

_ANY = Model(name="", family="palmyra", owner="writer", context=131_072)
_NAMES = (
    ("palmyra-x5", 1_000_000),
    ("palmyra-x4", 131_072),
    ("palmyra-fin", 131_072),
    ("palmyra-med", 32_768),
    ("palmyra-creative", 131_072),
    ("palmyra-x-003-instruct", 32_768),
)

WRITER = Provider(
    name="writer",
    title="Writer",
    hosts=("api.writer.com",),
    base_paths=("/v1",),
    extra_paths=(("/chat", "POST", "chat"),),
    models=tuple(replace(_ANY, name=name, context=context) for name, context in _NAMES),
    unlisted=_ANY,
    shape=SHAPE,
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk("Chats are served at `/v1/chat`.", "its reference"),
        Quirk("A message tells what Writer's own tools found.", "its quickstart"),
        Quirk("Usage has `prompt_token_details`, a token short of the name others give it.", "its quickstart"),
        Quirk("An error is a list under the name of its kind.", "writer/writer-framework#1013"),
    ),
    key_variable="WRITER_API_KEY",
    sources=("its reference and its SDK", "an error pasted in a public issue"),
)
