"""Chunks of a chat completion, and chunks back into a reply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn import sse
from mockfn.apis.legacy import as_function_call
from mockfn.apis.openai_chat_prepared import Event
from mockfn.chat import Reply, ToolCall
from mockfn.http import Frame
from mockfn.jsontext import decode, encode
from mockfn.providers.provider import Said, Shape

__all__ = ["collapse_stream", "events", "frames"]

_DONE = Event(sse.DONE)
_OBFUSCATION = b'"obfuscation":""'


def frames(said: Said, shape: Shape) -> tuple[Frame, ...]:
    """The frames of the stream that says `said`, one an event."""
    filler = said.chance.text("obfuscation", 64).encode()
    return tuple([Frame(head + filler[start:end] + tail) for head, start, end, tail in events(said, shape)])


def events(said: Said, shape: Shape) -> list[Event]:
    """The events of the stream that says `said`, their padding left out."""
    spacing = shape.stream_style
    out: list[Event] = []
    legacy = said.chat.legacy
    for chunk in _scored(shape.chunks(said), said):
        if isinstance(chunk, bytes):
            out.append(Event(chunk))
            continue
        payload = encode(as_function_call(chunk) if legacy else chunk, spacing)
        place = -1 if shape.padded else payload.find(_OBFUSCATION)
        if place >= 0:
            out.append(_padded(payload, place + len(_OBFUSCATION) - 1, len(out)))
        else:
            out.append(Event(b"data: " + payload + b"\n\n"))
    if shape.done:
        out.append(_DONE)
    return out


def _scored(chunks: Iterator[Any], said: Said) -> Iterator[Any]:
    """The chunks, each with the log probabilities of the text it has, where a profile leaves room for them."""
    left = {choice.index: iter(choice.logprobs["content"]) for choice in said.choices if choice.logprobs}
    for chunk in chunks:
        for body in chunk.get("choices") or () if left and isinstance(chunk, dict) else ():
            text = body["delta"].get("content")
            if text and "logprobs" in body:
                body["logprobs"] = {"content": _first(text, left[body.get("index", 0)]), "refusal": None}
        yield chunk


def _first(text: str, entries: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries of the tokens that `text` has."""
    taken: list[dict[str, Any]] = []
    length = 0
    for entry in entries:
        taken.append(entry)
        length += len(entry["token"])
        if length >= len(text):
            break
    return taken


def _padded(payload: bytes, place: int, number: int) -> Event:
    """A chunk padded so that its JSON is 1 more than a multiple of 16 code points long (22,692 of 22,699 chunks)."""
    length = len(payload) if payload.isascii() else len(payload.decode())
    start = number * 5 % 48
    return Event(b"data: " + payload[:place], start, start + (1 - length) % 16, payload[place:] + b"\n\n")


def collapse_stream(body: bytes) -> Reply:
    """What a recorded stream says in its first choice, whatever provider sent it."""
    texts: dict[str, list[str]] = {"content": [], "reasoning": [], "refusal": []}
    calls: dict[int, list[str]] = {}
    kinds: dict[int, Any] = {}
    finish: str | None = None
    for event in sse.decode(body):
        chunk = _chunk(event.data)
        for choice in chunk.get("choices") or ():
            if choice.get("index", 0) != 0:
                continue
            delta = choice.get("delta") or {}
            _gather_texts(delta, texts)
            for position, call in enumerate(delta.get("tool_calls") or ()):
                _gather_call(call, position, calls, kinds)
            if isinstance(delta.get("function_call"), dict):
                _gather_call({"function": delta["function_call"]}, 0, calls, kinds)
            finish = choice.get("finish_reason") or finish
    said = {key: "".join(pieces) or None for key, pieces in texts.items()}
    made = tuple(ToolCall(call[1], call[2], call[0] or None, kinds[index]) for index, call in sorted(calls.items()))
    return Reply(said["content"], said["reasoning"], said["refusal"], made, finish)


def _chunk(data: str) -> dict[str, Any]:
    if not data or data == "[DONE]":
        return {}
    try:
        value = decode(data)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _gather_texts(delta: dict[str, Any], texts: dict[str, list[str]]) -> None:
    for key, names in (("content", ("content",)), ("reasoning", ("reasoning_content", "reasoning")), ("refusal", ())):
        for name in names or (key,):
            if isinstance(delta.get(name), str):
                texts[key].append(delta[name])
                break


def _gather_call(call: Any, position: int, calls: dict[int, list[str]], kinds: dict[int, Any]) -> None:
    """Adds a fragment to the call of its index; where an index is missing, its position stands for it."""
    index = call.get("index")
    slot = index if isinstance(index, int) else position
    held = calls.setdefault(slot, ["", "", ""])
    custom = call.get("custom")
    kinds.setdefault(slot, "custom" if custom else "function")
    inner = custom or call.get("function") or {}
    held[0] = held[0] or call.get("id") or ""
    held[1] += inner.get("name") or ""
    held[2] += inner.get("arguments") or inner.get("input") or ""
