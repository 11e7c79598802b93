"""The chunks of a response as plain data and back, exact to the byte.

A stream of Server-Sent Events becomes a list of events, each with the time at which a chunk began with it:

    - at: 0.412
      data: '{"choices": ...}'
    - data: '{"choices": ...}'      (the same chunk goes on)
      split: [[17, 0.52]]           (at byte 17 of this event another chunk began)

Any other body is stored whole, with `frames: [[seconds, bytes], ...]` where it came in several chunks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from mockfn.cassette.bodies import pack, unpack
from mockfn.cassette.model import at_offsets, offsets
from mockfn.http import Frame

__all__ = ["pack_frames", "unpack_frames"]

# The line ends and the space after the colon that a stream uses throughout; the first is what nearly all send.
_GRAMMARS = {"": ("\n", " "), "tight": ("\n", ""), "crlf": ("\r\n", " "), "crlf tight": ("\r\n", "")}

_BLOCK_END = re.compile(r"(?:\r\n){2,}|\n{2,}|\r{2,}")
_FIELDS = ("event", "id", "data")


def _blocks(text: str) -> list[str]:
    """The text cut after each blank line: every piece ends with its own, save perhaps the last."""
    cuts = [match.end() for match in _BLOCK_END.finditer(text)]
    edges = [0, *cuts] if cuts and cuts[-1] == len(text) else [0, *cuts, len(text)]
    return [text[a:b] for a, b in pairwise(edges)]


def _render(event: Mapping[str, Any], grammar: str) -> str:
    if "raw" in event:
        return str(event["raw"])
    end, space = _GRAMMARS[grammar]
    if "comment" in event:
        return f":{space}{event['comment']}{end}{end}"
    lines = [f"{name}:{space}{line}{end}" for name in _FIELDS if name in event for line in event[name].split("\n")]
    return "".join(lines) + end


def _read(block: str, grammar: str) -> dict[str, Any]:
    """A block as an event, or as `raw` text where this grammar would not write it so."""
    end, space = _GRAMMARS[grammar]
    event: dict[str, Any] = {}
    for line in block.removesuffix(end + end).split(end):
        name, colon, value = line.partition(":" + space)
        name = name if name or not colon else "comment"
        event[name] = f"{event[name]}\n{value}" if name in event else value
    known = (event.keys() <= set(_FIELDS) and "data" in event) or event.keys() == {"comment"}
    return event if known and _render(event, grammar) == block else {"raw": block}


def _grammar_of(blocks: list[str]) -> str:
    """The grammar in which most of the first blocks read."""
    sample = blocks[:8]
    return max(_GRAMMARS, key=lambda grammar: sum("raw" not in _read(block, grammar) for block in sample))


def _pack_events(text: str, frames: Sequence[Frame]) -> dict[str, Any]:
    blocks = _blocks(text)
    grammar = _grammar_of(blocks)
    starts = _frame_starts(frames)
    events: list[dict[str, Any]] = []
    position = turn = 0
    for block in blocks:
        end = position + len(block.encode())
        event: dict[str, Any] = {}
        split: list[list[float]] = []
        while turn < len(starts) and starts[turn][0] < end:
            byte, second = starts[turn]
            if byte == position:
                event["at"] = second
            else:
                split.append([byte - position, second])
            turn += 1
        event |= _read(block, grammar)
        if split:
            event["split"] = split
        events.append(event)
        position = end
    return ({"grammar": grammar} if grammar else {}) | {"events": events}


def _frame_starts(frames: Sequence[Frame]) -> list[tuple[int, float]]:
    """The byte at which each frame starts, and the second."""
    starts: list[tuple[int, float]] = []
    position = 0
    for frame, second in zip(frames, offsets(frames), strict=True):
        starts.append((position, second))
        position += len(frame.data)
    return starts


def pack_frames(frames: Sequence[Frame], content_type: str) -> dict[str, Any]:
    """The members that hold a response's frames."""
    body = b"".join(frame.data for frame in frames)
    if content_type.lower().startswith("text/event-stream") and body:
        try:
            return _pack_events(body.decode(), frames)
        except UnicodeDecodeError:
            pass
    packed = pack(body)
    times = offsets(frames)
    if len(frames) > 1:
        packed["frames"] = [[at, len(frame.data)] for at, frame in zip(times, frames, strict=True)]
    elif times and times[0]:
        packed["at"] = times[0]
    return packed


def unpack_frames(members: Mapping[str, Any]) -> tuple[Frame, ...]:
    """The frames that `pack_frames` described. Raises ValueError or TypeError where they cannot be."""
    if "events" in members:
        return _unpack_events(members["events"], members.get("grammar", ""))
    body = unpack(members)
    sizes = members.get("frames")
    # Whoever edits a body by hand cannot be asked to count its chunks anew: it is then one chunk, at the first's time.
    if sizes is not None and sum(size for _, size in sizes) == len(body):
        chunks: list[tuple[float, bytes]] = []
        position = 0
        for at, size in sizes:
            chunks.append((at, body[position : position + size]))
            position += size
        return at_offsets(chunks)
    return at_offsets([(sizes[0][0] if sizes else members.get("at", 0.0), body)])


def _unpack_events(events: list[dict[str, Any]], grammar: str) -> tuple[Frame, ...]:
    if grammar not in _GRAMMARS:
        raise ValueError(f"'grammar' is {grammar!r}, expected one of {', '.join(filter(None, _GRAMMARS))}")
    chunks: list[tuple[float, bytes]] = []
    for event in events:
        data = _render(event, grammar).encode()
        edges = ([[0, event.get("at", 0.0)]] if "at" in event or not chunks else []) + event.get("split", [])
        starts = [start for start, _ in edges] + [len(data)]
        if starts[0] and chunks:
            chunks[-1] = (chunks[-1][0], chunks[-1][1] + data[: starts[0]])
        chunks += [(at, data[start:end]) for (start, at), end in zip(edges, starts[1:], strict=True)]
    return at_offsets(chunks)
