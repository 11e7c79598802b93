"""Server-Sent Events, encoded and decoded (WHATWG HTML, section 9.2)."""

from __future__ import annotations

import re

from msgspec import Struct

__all__ = ["DONE", "Event", "decode", "encode"]

DONE = b"data: [DONE]\n\n"

# The standard's three line ends; a BOM may open the stream.
_LINE_END = re.compile(r"\r\n|\r|\n")


class Event(Struct, frozen=True):
    """One event: its data lines joined by newlines; `comment` holds comment lines when the event is only those."""

    data: str = ""
    event: str | None = None
    id: str | None = None
    comment: str | None = None


def encode(data: bytes) -> bytes:
    """One event that carries `data` (one line, as JSON is)."""
    return b"data: " + data + b"\n\n"


def decode(body: bytes) -> list[Event]:
    """The events of a whole stream. An unfinished last event is included: what a reader of the bytes would see."""
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    events: list[Event] = []
    data: list[str] = []
    comments: list[str] = []
    fields: dict[str, str] = {}

    def dispatch() -> None:
        if data or fields:
            events.append(Event("\n".join(data), fields.get("event"), fields.get("id")))
        elif comments:
            events.append(Event(comment="\n".join(comments)))
        data.clear()
        comments.clear()
        fields.clear()

    for line in _LINE_END.split(text):
        if not line:
            dispatch()
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not name:
            comments.append(value)
        elif name == "data":
            data.append(value)
        elif name in ("event", "id"):
            fields[name] = value
    dispatch()
    return events
