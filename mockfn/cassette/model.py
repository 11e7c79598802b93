"""What a cassette is: exchanges with a provider, in the order their requests started.

Values only. Bodies are decoded (no gzip), header names are lower case, and the frames of a response are the chunks the
app received, each with its delay in seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from mockfn.http import Frame, Request, Response

__all__ = ["Cassette", "Interaction", "at_offsets", "offsets"]


class Interaction(Struct, frozen=True):
    """One request and what the provider answered.

    `recorded_at` is ISO 8601 in UTC; `versions` names what recorded it ({"mockfn": "0.1.0", "openai": "3.51.0"}).
    A response with a `cut` ended before it was complete.
    """

    request: Request
    response: Response
    recorded_at: str | None = None
    versions: Mapping[str, str] = {}


class Cassette(Struct, frozen=True):
    """Interactions as recorded.

    `path` is where they were read from, for messages; None where they were not. `format` is how they were written
    there, and are written back.
    """

    interactions: tuple[Interaction, ...] = ()
    path: str | None = None
    format: Literal["mockfn", "vcrpy"] = "mockfn"


def offsets(frames: Sequence[Frame]) -> list[float]:
    """When each frame arrived, in seconds after the request, to the millisecond."""
    found: list[float] = []
    total = 0.0
    for frame in frames:
        total += frame.delay
        found.append(round(total, 3))
    return found


def at_offsets(chunks: list[tuple[float, bytes]]) -> tuple[Frame, ...]:
    """Frames from (seconds after the request, bytes): the inverse of `offsets`. Chunks without bytes are dropped."""
    frames: list[Frame] = []
    before = 0.0
    for offset, data in chunks:
        if data:
            now = max(round(offset, 3), before)
            frames.append(Frame(data, round(now - before, 3)))
            before = now
    return tuple(frames)
