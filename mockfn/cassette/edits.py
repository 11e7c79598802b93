"""Characters of a body replaced while its chunks and their times stay: what was not replaced stays where it was."""

from __future__ import annotations

from mockfn.cassette.model import at_offsets, offsets
from mockfn.http import Frame

__all__ = ["Span", "decoded", "replace"]

Span = tuple[int, int, str]


def decoded(frames: tuple[Frame, ...]) -> tuple[str, str]:
    """The body as text, and the codec that read it: Latin-1, a character a byte, where it is no UTF-8."""
    body = b"".join(frame.data for frame in frames)
    try:
        return body.decode(), "utf-8"
    except UnicodeDecodeError:
        return body.decode("latin-1"), "latin-1"


def replace(frames: tuple[Frame, ...], spans: list[Span]) -> tuple[Frame, ...]:
    """The frames with each (start, end, word) of the decoded body replaced; overlapping spans become one.

    A word stands in the frame in which what it replaces began. A frame of which nothing remains is gone.
    """
    edits = _in_bytes(frames, spans)
    chunks: list[tuple[float, bytes]] = []
    position = turn = 0
    for frame, second in zip(frames, offsets(frames), strict=True):
        stop, at, out = position + len(frame.data), position, b""
        for start, end, word in edits[turn:]:
            if start >= stop:
                break
            if start >= position:
                out += frame.data[at - position : start - position] + word
            at = min(max(end, at), stop)
            turn += end <= stop
        chunks.append((second, out + frame.data[at - position :]))
        position = stop
    return at_offsets(chunks)


def _in_bytes(frames: tuple[Frame, ...], spans: list[Span]) -> list[tuple[int, int, bytes]]:
    """The spans in order, without overlaps, counted in bytes."""
    text, codec = decoded(frames)
    edits: list[tuple[int, int, bytes]] = []
    char = byte = 0
    for start, end, word in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end <= char and edits:
            continue
        first = byte + len(text[char : max(start, char)].encode(codec))
        last = first + len(text[max(start, char) : end].encode(codec))
        edits.append((first, last, word.encode() if start >= char else b""))
        char, byte = end, last
    return edits
