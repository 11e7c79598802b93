"""What crosses between a shell and the core: a request comes in, a response of frames goes out.

The core never sleeps, sends or closes. It says how long to wait before a frame, what to send, and whether the
connection is to be cut; a shell does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Literal, overload
from urllib.parse import urlsplit

from msgspec import Struct

__all__ = ["Frame", "Frames", "Request", "Response"]


def _whole(url: str) -> str:
    """A URL without its scheme but with the colon (`://host/path`, as scrubbers leave it) as one without scheme."""
    return url[1:] if url.startswith("://") else url


@lru_cache(maxsize=256)
def _path(url: str) -> str:
    return urlsplit(_whole(url)).path or "/"


class Request(Struct, frozen=True):
    """One HTTP request, whole. `url` is absolute or a path with its query; `headers` are as received."""

    method: str
    url: str
    headers: Mapping[str, str] = {}
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The value of a header, its name compared without case."""
        value = self.headers.get(name)
        if value is None:
            wanted = name.lower()
            for key, candidate in self.headers.items():
                if key.lower() == wanted:
                    return candidate
        return value

    @property
    def path(self) -> str:
        """The path of the URL, without query; '/' when it has none."""
        return _path(self.url)

    @property
    def query(self) -> str:
        """The query of the URL, without '?'."""
        return urlsplit(_whole(self.url)).query

    @property
    def host(self) -> str:
        """The host the request is meant for, lower case, without port: of the URL, else of the Host header, else ''."""
        name = urlsplit(_whole(self.url)).hostname or urlsplit("//" + (self.header("host") or "")).hostname
        return (name or "").lower()


_DELAY = attrgetter("delay")


class Frame(Struct, frozen=True):
    """Bytes to send in one piece, `delay` seconds after the frame before (or after the request)."""

    data: bytes
    delay: float = 0.0


class Frames(Sequence[Frame]):
    """Frames without delay of which the bytes are there in one piece: `whole`, cut where `cuts` say. Each is made when
    it is looked at; few streams that are sent at once are."""

    __slots__ = ("_cuts", "whole")

    def __init__(self, whole: bytes, cuts: Sequence[tuple[int, int]]) -> None:
        self.whole, self._cuts = whole, cuts

    @overload
    def __getitem__(self, index: int) -> Frame: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Frame, ...]: ...

    def __getitem__(self, index: int | slice) -> Frame | tuple[Frame, ...]:
        whole = self.whole
        if isinstance(index, slice):
            return tuple([Frame(whole[start:end]) for start, end in self._cuts[index]])
        start, end = self._cuts[index]
        return Frame(whole[start:end])

    def __len__(self) -> int:
        return len(self._cuts)

    def __eq__(self, other: object) -> bool:
        return self[:] == (other[:] if isinstance(other, Frames) else other)

    def __repr__(self) -> str:
        return repr(self[:])


class Response(Struct, frozen=True):
    """One HTTP response. `headers` have lower-case names.

    `cut` says how the connection ends after the last frame: None properly, "close" by closing early (the body is
    incomplete), "reset" by resetting, "stall" by never ending until the client goes, "refuse" by dropping it before any
    byte of an answer. The head leaves with the first frame.
    """

    status: int
    headers: Mapping[str, str] = {}
    frames: Sequence[Frame] = ()
    cut: Literal["close", "reset", "stall", "refuse"] | None = None

    @property
    def paced(self) -> bool:
        """Whether a frame of it has a delay."""
        return not isinstance(self.frames, Frames) and any(map(_DELAY, self.frames))

    @property
    def body(self) -> bytes:
        """All frames joined."""
        frames = self.frames
        if isinstance(frames, Frames):
            return frames.whole
        return frames[0].data if len(frames) == 1 else b"".join([frame.data for frame in frames])
