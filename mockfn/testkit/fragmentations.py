"""Legal ways of cutting the same stream, to prove that an app puts it together again right.

A stream may be cut anew in three places: which deltas say the text, how their events are written down, and which bytes
leave in one write. Each way changes what its name says; the conversation that the stream tells is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import Any

import msgspec
from msgspec import Struct

from mockfn import jsontext
from mockfn.errors import SettingError, did_you_mean
from mockfn.http import Frame, Response
from mockfn.seeds import Chance
from mockfn.testkit import deltas
from mockfn.testkit.deltas import Chunk

__all__ = ["Fragmentation", "fragmentation_named", "fragmentations"]

# The server sends frames without delay in one write; a cut that has to be seen waits this long (seconds).
_APART = 0.0002

_END = b"\n\n"


class _Event(Struct, frozen=True):
    """One event of the stream as bytes, its end included; `delay` in seconds before it."""

    data: bytes
    delay: float


_Recut = Callable[[list[Chunk], Random], list[Chunk]]
_Dress = Callable[[bytes], bytes]
_Cut = Callable[[bytes, Random], list[bytes]]


class Fragmentation(Struct, frozen=True):
    """One way of cutting a stream, for `mock.fragment(how)` or any `Response`. `why` says what it changes.

    pytest shows `__name__` as the parameter's id.
    """

    name: str
    why: str
    seed: int = 0
    recut: _Recut | None = None
    dress: _Dress | None = None
    cut: _Cut | None = None
    one_write: bool = False

    @property
    def __name__(self) -> str:  # pytest's ids come from here; it is the one member it asks any value for
        return self.name

    def __repr__(self) -> str:
        return f"<Fragmentation {self.name}: {self.why}>"

    def apply(self, response: Response) -> Response:
        """`response` cut this way; one that is no whole event stream is left as it is."""
        if response.cut or "text/event-stream" not in response.headers.get("content-type", ""):
            return response
        dice = Chance(self.seed, response.body).random(self.name)
        events = _events(response.frames)
        if self.recut:
            events = _recut(events, self.recut, dice)
        if self.dress:
            events = [_Event(self.dress(event.data), event.delay) for event in events]
        frames = tuple(frame for event in events for frame in _frames(event, self.cut, dice))
        if self.one_write:
            frames = (Frame(b"".join([frame.data for frame in frames]), sum(frame.delay for frame in frames)),)
        headers = {name: value for name, value in response.headers.items() if name != "content-length"}
        return Response(response.status, headers, frames)


def fragmentations(seed: int = 0) -> list[Fragmentation]:
    """Every way of cutting, in one order; `seed` chooses the places of those that cut by chance."""
    named = [msgspec.structs.replace(way, seed=seed) for way in _WAYS]
    chance = "deltas and writes cut at places chosen by seed"
    return [*named, *(Fragmentation(f"by-chance-{n}", chance, seed, _by_chance, None, _anywhere) for n in (1, 2, 3))]


def fragmentation_named(name: str) -> Fragmentation:
    """The way of that name. Raises SettingError where there is none."""
    ways = {way.name: way for way in fragmentations()}
    if name not in ways:
        raise SettingError(f"There is no way {name!r} of cutting a stream.", remedy=did_you_mean(name, ways))
    return ways[name]


def _events(frames: Sequence[Frame]) -> list[_Event]:
    """The events of a stream, each with the delays of the frames that begin in it."""
    body = b"".join([frame.data for frame in frames])
    starts = list(accumulate([len(frame.data) for frame in frames], initial=0))
    events: list[_Event] = []
    start = number = 0
    while start < len(body):
        found = body.find(_END, start)
        end = found + len(_END) if found >= 0 else len(body)
        delay = 0.0
        while number < len(frames) and starts[number] < end:
            delay += frames[number].delay
            number += 1
        events.append(_Event(body[start:end], delay))
        start = end
    return events


def _recut(events: list[_Event], recut: _Recut, dice: Random) -> list[_Event]:
    """The chunks among `events` cut anew; comments and `[DONE]` stay where they are."""
    made: list[_Event] = []
    chunks: list[Chunk] = []
    style: jsontext.Spacing = "compact"

    def flush() -> None:
        said = recut(chunks, dice) if chunks else []
        made.extend(_Event(b"data: " + jsontext.encode(chunk.data, style) + _END, chunk.delay) for chunk in said)
        chunks.clear()

    for event in events:
        data = _chunk(event.data)
        if data is None:
            flush()
            made.append(event)
        else:
            style = "compact" if jsontext.encode(data) in event.data else "spaced"
            chunks.append(Chunk(data, event.delay))
    flush()
    return made


def _chunk(data: bytes) -> dict[str, Any] | None:
    if not data.startswith(b"data:") or data.count(b"\n") != len(_END):
        return None
    try:
        decoded = jsontext.decode(data[len(b"data:") :])
    except ValueError:
        return None
    return decoded if isinstance(decoded, dict) and isinstance(decoded.get("choices"), list) else None


def _frames(event: _Event, cut: _Cut | None, dice: Random) -> Iterator[Frame]:
    parts = cut(event.data, dice) if cut else [event.data]
    yield Frame(parts[0], event.delay)
    for part in parts[1:]:
        yield Frame(part, _APART)


def _by_chance(chunks: list[Chunk], dice: Random) -> list[Chunk]:
    return deltas.cut_texts(chunks, deltas.pieces(dice))


def _each(cut: Callable[[str], list[str]]) -> _Recut:
    return lambda chunks, _dice: deltas.cut_texts(chunks, cut)


def _whole(change: Callable[[list[Chunk]], list[Chunk]]) -> _Recut:
    return lambda chunks, _dice: change(chunks)


def _anywhere(data: bytes, dice: Random) -> list[bytes]:
    return deltas.cut_at(data, [dice.randrange(len(data))])


def _inside_characters(data: bytes, _dice: Random) -> list[bytes]:
    """Cut before every byte that continues a character (RFC 3629: 10xxxxxx)."""
    return deltas.cut_at(data, [place for place, byte in enumerate(data) if byte & 0xC0 == 0x80])


def _inside_escapes(data: bytes, _dice: Random) -> list[bytes]:
    return [part.encode() for part in deltas.escapes(data.decode("utf-8", "surrogateescape"))]


def _inside_line_ends(data: bytes, _dice: Random) -> list[bytes]:
    """Cut before the last byte of each line end, and between the two line ends that close an event."""
    return deltas.cut_at(data, [place for place, byte in enumerate(data) if byte == 0x0A])


def _crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _commented(data: bytes) -> bytes:
    return b": keep-alive\n\n" + data


def _unspaced(data: bytes) -> bytes:
    return data.replace(b"data: ", b"data:", 1)


_WAYS = (
    Fragmentation("one-character-each", "each delta holds one character", recut=_each(deltas.characters)),
    Fragmentation("all-in-one-delta", "one delta holds everything", recut=_whole(deltas.all_in_one)),
    Fragmentation("all-in-one-write", "all events leave in one write", one_write=True),
    Fragmentation(
        "inside-an-escape",
        'a JSON escape of the text (\\", \\n, \\u00e9) begins in one delta and ends in the next',
        recut=_each(deltas.escapes),
    ),
    Fragmentation(
        "inside-an-escape-across-writes", "a JSON escape of an event is cut by two writes", cut=_inside_escapes
    ),
    Fragmentation("inside-a-character-across-writes", "a UTF-8 character is cut by two writes", cut=_inside_characters),
    Fragmentation("empty-deltas", "deltas that add nothing stand between the others", recut=_whole(deltas.with_empty)),
    Fragmentation("interleaved-calls", "parallel calls take turns", recut=_whole(deltas.interleaved)),
    Fragmentation("comments", "a comment stands before each event", dress=_commented),
    Fragmentation("crlf", "lines end in CR LF", dress=_crlf),
    Fragmentation("inside-a-crlf-across-writes", "CR and LF leave in two writes", dress=_crlf, cut=_inside_line_ends),
    Fragmentation("no-space-after-the-colon", "fields are written data:{...}", dress=_unspaced),
    Fragmentation("an-event-across-writes", "an event's two line ends leave in two writes", cut=_inside_line_ends),
)
