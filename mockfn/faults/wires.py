"""Wires that break: each a function that makes a response arrive otherwise than it was meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from msgspec.structs import replace

from mockfn.faults.fault import Fault
from mockfn.faults.instead import INSTEAD
from mockfn.http import Frame, Response
from mockfn.jsontext import text as json_text
from mockfn.providers.provider import Provider
from mockfn.seeds import Chance

__all__ = ["WIRES"]

_Wire = Callable[[Response, int, Provider, Chance], Response]


def _ending(cut: Literal["close", "reset", "stall", "refuse"]) -> _Wire:
    def make(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
        frames = () if cut == "refuse" else response.frames[:after]
        return replace(response, frames=frames, cut=cut)

    return make


def _truncate(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
    """Ends cleanly, too early: what 13 of 27 clients take for the whole answer."""
    if len(response.frames) == 1:
        data = response.frames[0].data
        return replace(response, frames=(Frame(data[: len(data) // 2]),))
    return replace(response, frames=response.frames[:after])


def _cut_event(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
    kept, next_frame = response.frames[:after], response.frames[after : after + 1]
    halves = tuple(Frame(frame.data[: len(frame.data) // 2], frame.delay) for frame in next_frame)
    return replace(response, frames=(*kept, *halves), cut="close")


def _cut_character(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
    """Closes inside a UTF-8 character: the first of more than one byte, else one that is put there."""
    kept, rest = list(response.frames[:after]), response.frames[after:]
    for frame in rest:
        place = next((at for at, byte in enumerate(frame.data) if byte >= 0xC2), None)
        if place is not None:
            kept.append(Frame(frame.data[: place + 1], frame.delay))
            return replace(response, frames=tuple(kept), cut="close")
        kept.append(frame)
    return replace(
        response, frames=(*response.frames[:after], Frame(b'data: {"choices":[{"delta":{"content":"\xc3')), cut="close"
    )


def _inserted(data: bytes) -> _Wire:
    def make(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
        frames = response.frames
        return replace(response, frames=(*frames[:after], Frame(data), *frames[after:]))

    return make


def _error_in_stream(response: Response, after: int, provider: Provider, chance: Chance) -> Response:
    """The provider's error as an event, and the end: HTTP stays 200."""
    error = provider.errors.get("error_in_stream") or provider.errors.get("server_error", INSTEAD["server_error"].make)
    named = _MODEL.search(response.body)
    model = named[1].decode() if named else ""
    said = provider.stream_error(error, model, chance) if provider.stream_error else provider.envelope(error, chance)
    data = said if isinstance(said, bytes) else b"data: " + json_text(said).encode() + b"\n\n"
    return replace(response, frames=(*response.frames[:after], Frame(data)))


_MODEL = re.compile(rb'"model": ?"([^"]+)"')


def _wrong_content_type(response: Response, _after: int, _provider: Provider, _chance: Chance) -> Response:
    return replace(response, headers={**response.headers, "content-type": "text/html; charset=utf-8"})


def _no_done(response: Response, _after: int, _provider: Provider, _chance: Chance) -> Response:
    return replace(response, frames=tuple(frame for frame in response.frames if b"[DONE]" not in frame.data))


def _html(response: Response, _after: int, _provider: Provider, _chance: Chance) -> Response:
    page = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
    return replace(response, headers={"content-type": "text/html"}, frames=(Frame(page),))


WIRES: dict[str, Fault] = {
    "refuse": Fault("wire", "the connection is dropped before any byte of an answer", _ending("refuse")),
    "cut": Fault("wire", "the connection closes between two events", _ending("close")),
    "reset": Fault("wire", "the connection is reset in the middle", _ending("reset")),
    "stall": Fault("wire", "nothing more comes, and the connection stays open", _ending("stall")),
    "truncate": Fault("wire", "the answer ends too early, but properly", _truncate),
    "cut_event": Fault("wire", "the connection closes inside an event", _cut_event),
    "cut_character": Fault("wire", "the connection closes inside a UTF-8 character", _cut_character),
    "garbage": Fault("wire", "an event that is no JSON", _inserted(b"data: {not json\n\n")),
    "error_in_stream": Fault("wire", "an error as an event, then the end", _error_in_stream),
    "wrong_content_type": Fault("wire", "content-type is text/html", _wrong_content_type),
    "no_done": Fault("wire", "a stream without [DONE]", _no_done),
    "html": Fault("wire", "200 with a page of HTML, as a proxy sends it", _html),
}
