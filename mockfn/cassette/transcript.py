"""A cassette as the conversation it is: who said what, which tools were called with which arguments, what came back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mockfn.cassette.conversation import body_of, reply_of, tools_of
from mockfn.cassette.model import Cassette, Interaction, offsets

__all__ = ["Line", "transcript"]


class Line(Struct, frozen=True):
    """One thing said. `who` is a role, "call", "offers", "error" or, as headings, "interaction" and "cassette"."""

    who: str
    text: str


def transcript(cassette: Cassette, *, path: str = "") -> Iterator[Line]:
    """The lines of a cassette. Of a conversation that goes on, each interaction shows only what is new."""
    count = len(cassette.interactions)
    yield Line("cassette", f"{path or cassette.path or 'cassette'}: {count} interaction{'' if count == 1 else 's'}")
    before: list[Any] = []
    for turn, interaction in enumerate(cassette.interactions, 1):
        yield Line("interaction", f"{turn}. {_heading(interaction)}")
        messages = _messages(interaction)
        known = len(before) if before and messages[: len(before)] == before else 0
        if not known:
            names = ", ".join(tool.name for tool in tools_of(interaction.request))
            if names:
                yield Line("offers", names)
        for message in messages[known:]:
            yield from _said(message)
        yield from _answered(interaction)
        before = messages


def _heading(interaction: Interaction) -> str:
    request, response = interaction.request, interaction.response
    body = body_of(request.body)
    model = f" {body['model']}" if isinstance(body, dict) and isinstance(body.get("model"), str) else ""
    times = offsets(response.frames)
    took = f", {times[-1]:g} s" if times and times[-1] else ""
    chunks = f", {len(times)} chunks" if len(times) > 1 else ""
    when = f", {interaction.recorded_at}" if interaction.recorded_at else ""
    cut = ", cut short" if response.cut else ""
    return f"{request.method} {request.url}{model} -> {response.status}{chunks}{took}{cut}{when}"


def _messages(interaction: Interaction) -> list[Any]:
    body = body_of(interaction.request.body)
    found = body.get("messages", body.get("input")) if isinstance(body, dict) else None
    return [found] if isinstance(found, str) else found if isinstance(found, list) else []


def _said(message: Any) -> Iterator[Line]:
    """The lines of one message of a request."""
    if not isinstance(message, dict):
        yield Line("user", str(message))
        return
    role = str(message.get("role") or message.get("type") or "user")
    text = _text(message.get("content", message.get("output")))
    if text:
        yield Line(role, text)
    for call in message.get("tool_calls") or []:
        inner = call.get("function") if isinstance(call, dict) else None
        if isinstance(inner, dict):
            yield Line("call", f"{inner.get('name')}({inner.get('arguments')})")
    if role == "function_call":
        yield Line("call", f"{message.get('name')}({message.get('arguments')})")


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(filter(None, map(_text, content)))
    if isinstance(content, dict):
        return str(content.get("text") or _text(content.get("content")) or f"[{content.get('type', 'part')}]")
    return content if isinstance(content, str) else ""


def _answered(interaction: Interaction) -> Iterator[Line]:
    response = interaction.response
    if response.status >= 400:
        yield Line("error", response.body.decode("utf-8", "replace"))
        return
    reply = reply_of(response)
    if reply.text:
        yield Line("assistant", reply.text)
    for call in reply.tool_calls:
        yield Line("call", f"{call.name}({call.arguments})")
    if not reply.text and not reply.tool_calls and response.body:
        yield Line("answer", f"{len(response.body)} bytes of {response.headers.get('content-type', 'unknown type')}")
