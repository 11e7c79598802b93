"""Ollama's OpenAI mode, on a machine of one's own or on ollama.com.

Sources: 312 recorded exchanges of public repositories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import error_envelope, message, only, plain_usage, second_indexed, texts
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["OLLAMA", "SHAPE", "chunks", "completion", "envelope"]


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: no `logprobs`; content '' beside calls."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "system_fingerprint": "fp_ollama",
        "choices": [_choice(choice) for choice in said.choices],
        "usage": said.usage,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "index": choice.index,
        "message": message(choice, second_indexed, thoughts="reasoning"),
        "finish_reason": choice.finish,
    }


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """The role in each text chunk, a call whole in one chunk, usage in a chunk of its own."""
    head = {
        "id": said.id,
        "object": "chat.completion.chunk",
        "created": said.created,
        "model": said.model,
        "system_fingerprint": "fp_ollama",
    }
    for choice in said.choices:
        for delta in _deltas(choice):
            yield {**head, "choices": [{"index": choice.index, "delta": delta, "finish_reason": None}]}
        last = {} if choice.calls else {"role": "assistant", "content": ""}
        yield {**head, "choices": [{"index": choice.index, "delta": last, "finish_reason": choice.finish}]}
    if said.asked_usage:
        yield {**head, "choices": [], "usage": said.usage}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    role: dict[str, Any] = {"role": "assistant"}
    for piece in by_token(choice.reasoning or ""):
        yield {**role, "content": "", "reasoning": piece}
        role = {}
    for piece in texts(choice):
        yield {"role": "assistant", "content": piece}
    for call in choice.calls:
        yield {**role, "content": "", "tool_calls": [second_indexed(call)]}
        role = {}


def envelope(error: APIError, chance: Chance) -> Mapping[str, Any]:
    """The envelope that most providers copied; a prompt that is too long has a reference."""
    if error.name == "context-length":
        error = replace(error, message=f"{error.message} (ref: {chance.uuid('reference')})")
    return error_envelope(error, chance)


SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=plain_usage,
    response_id=IdShape("chatcmpl-{digits:3}"),
    call_id=IdShape("call_{lower36:8}"),
)

_NAMES = ("llama3.1:latest", "llama3.2:latest", "qwen3:latest", "gpt-oss:20b", "mistral:latest", "deepseek-r1:latest")

OLLAMA = Provider(
    name="ollama",
    title="Ollama",
    hosts=("ollama.com", "ollama"),
    base_paths=("/v1",),
    models=tuple(Model(name=name, family="ollama", owner="library", context=131_072) for name in _NAMES),
    unlisted=Model(name="", family="ollama", context=131_072),
    shape=SHAPE,
    envelope=envelope,
    error_style="compact",
    checks=only(
        {"param": None, "code": None, "spacing": "compact"},
        {
            "model-without-tools": {"message": "{model} does not support tools", "status": 400},
            "wrong-key": {"message": "Unauthorized", "type": "api_error"},
            "model-not-found": {"message": 'model "{model}" not found, try pulling it first', "type": "api_error"},
            "file-data": "invalid message format",
            "context-length": "prompt too long; exceeded max context length by {excess} tokens",
        },
    ),
    quirks=(
        Quirk(
            "Ids are `chatcmpl-` and up to three digits; the fingerprint is `fp_ollama`.",
            "recordings",
        ),
        Quirk(
            "Each call comes whole.",
            "recordings",
        ),
        Quirk(
            "A model without tools says so: 400.",
            "pasted in public issues",
        ),
    ),
    key_variable="OLLAMA_API_KEY",
    sources=("recordings of Ollama in public repositories",),
)
