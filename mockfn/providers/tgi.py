"""Text Generation Inference, the server of Hugging Face's own inference.

Sources: 22 exchanges of public repositories through router.huggingface.co, of versions 1.4 to 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import ChatRequest, Reply
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import plain_usage, texts
from mockfn.providers.provider import Choice, Model, Said, Shape, finish_reason

__all__ = ["SHAPE", "SHAPE_2", "chunks", "chunks_2", "completion", "completion_2", "finish_2"]


def completion(said: Said) -> dict[str, Any]:
    """The JSON body of 3.x: `object` first, an empty id, the version as the fingerprint."""
    return {
        "object": "chat.completion",
        "id": "",
        "created": said.created,
        "model": said.model,
        "system_fingerprint": "3.2.1-native",
        "choices": [_choice(choice) for choice in said.choices],
        "usage": said.usage,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant"}
    if choice.calls:
        # Arguments are an object in text, as everywhere since 3.0; the id is a number.
        message["tool_calls"] = [
            {
                "id": str(call.index),
                "type": "function",
                "function": {"description": None, "name": call.name, "arguments": call.arguments},
            }
            for call in choice.calls
        ]
    else:
        message["content"] = choice.content or ""
    return {"index": choice.index, "message": message, "logprobs": choice.logprobs, "finish_reason": choice.finish}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """The role in every chunk, `usage: null` in each, the finish with empty content."""
    head = {
        "object": "chat.completion.chunk",
        "id": "",
        "created": said.created,
        "model": said.model,
        "system_fingerprint": "3.2.1-native",
    }
    for choice in said.choices:
        for delta in _deltas(choice):
            body = {"index": choice.index, "delta": delta, "logprobs": None, "finish_reason": None}
            yield {**head, "choices": [body], "usage": None}
        end = {"role": "assistant", "content": ""}
        last = {"index": choice.index, "delta": end, "logprobs": None, "finish_reason": choice.finish}
        yield {**head, "choices": [last], "usage": None}
    if said.asked_usage:
        yield {**head, "choices": [], "usage": said.usage}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    for piece in texts(choice):
        yield {"role": "assistant", "content": piece}
    for call in choice.calls:
        function = {"name": call.name, "arguments": call.arguments}
        one = {"index": call.index, "id": str(call.index), "type": "function", "function": function}
        yield {"role": "assistant", "tool_calls": [one]}


def completion_2(said: Said) -> dict[str, Any]:
    """The JSON body before 3.0: an id before an `object` that is wrong, and its own finish reason (5 of 5)."""
    body = completion(said)
    return {"id": "", **body, "object": "text_completion", "system_fingerprint": "2.0.1-sha-2d0a717"}


def chunks_2(said: Said) -> Iterator[dict[str, Any]]:
    """The chunks before 3.0: neither usage nor [DONE], the finish with the last token."""
    for choice in said.choices:
        deltas = list(_deltas(choice))
        for number, delta in enumerate(deltas):
            finish = choice.finish if number == len(deltas) - 1 else None
            body = {"index": choice.index, "delta": delta, "logprobs": None, "finish_reason": finish}
            yield {
                "id": "",
                "object": "text_completion",
                "created": said.created,
                "model": said.model,
                "system_fingerprint": "2.0.1-sha-2d0a717",
                "choices": [body],
            }


def finish_2(chat: ChatRequest, reply: Reply, model: Model) -> str:
    """Why it stopped, before 3.0."""
    found = finish_reason(chat, reply, model)
    return "eos_token" if found in ("stop", "tool_calls") else found


SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=plain_usage,
    response_id=IdShape(""),
    call_id=IdShape("{index}"),
)
SHAPE_2 = replace(SHAPE, completion=completion_2, chunks=chunks_2, finish=finish_2, done=False)
