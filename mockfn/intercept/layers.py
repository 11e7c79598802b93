"""Who is asked about a request that leaves this process: a stack of layers, the innermost first.

A layer answers a request, lets it pass, or listens to what comes back for it. Nothing here knows an HTTP client, and
no client's file knows what a layer does: `route` finds the layers that want a request, `Route.ask` asks them.

Which layer is the innermost depends on who asks. Code that entered layers (or was started by code that did, in the
same context: tasks, `asyncio.to_thread`) meets its own innermost one and whatever was entered inside it. Code that
entered none (a thread that somebody else started) meets the latest that the process entered.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from typing import Literal, Protocol

from msgspec import Struct

from mockfn.http import Request, Response
from mockfn.intercept.hosts import Target

__all__ = ["Claim", "Ending", "Layer", "Listening", "Outcome", "Route", "Tap", "active", "cutting", "route"]

Ending = Literal["whole", "left", "cut"]


class Claim(Enum):
    """What a layer says to a request before its body is read."""

    NO = "not mine: ask the next layer"
    MINE = "mine: ask me"
    STRAY = "nobody's? then ask me"
    PASS = "to the network, and ask no layer outside of me"


class Tap(Protocol):
    """Listens to what comes back for one request. Whatever it hears reaches the client untouched and at once.

    `head` comes first, unless no response came at all; `data` once a piece, as the client reads it (compressed where
    `headers` have a content-encoding); `end` exactly once: "whole", "left" when the client stopped reading before the
    end, or "cut" with the client's error when the connection broke.
    """

    def head(self, status: int, headers: Mapping[str, str]) -> None: ...

    def data(self, piece: bytes) -> None: ...

    def end(self, how: Ending, error: BaseException | None = None) -> None: ...


class Layer(Protocol):
    """What `active` puts on the stack. Both methods are called by many threads at once."""

    def wants(self, target: Target) -> Claim:
        """Whether requests to `target` are asked about here. Quick: it is called for every request of the process."""

    def take(self, request: Request) -> Response | Tap | None:
        """A response; or a tap, which lets the request pass and listens; or None, which lets it pass."""


class Outcome(Struct, frozen=True):
    """What the layers said: `response` (None: to the network), heard by `tap`. `left` is set when the answerer goes."""

    response: Response | None
    tap: Listening | None
    left: threading.Event


class _Entry:
    """A layer on the stack. `inside` is the layer around it in its context, `outer` the one it passes requests to."""

    __slots__ = ("inside", "layer", "left", "outer")

    def __init__(self, layer: Layer, inside: _Entry | None, outer: _Entry | None) -> None:
        self.layer = layer
        self.inside = inside
        self.outer = outer
        self.left = threading.Event()


class Route:
    """The layers that want one request, the innermost first."""

    __slots__ = ("_entries",)

    def __init__(self, entries: list[_Entry]) -> None:
        self._entries = entries

    @property
    def innermost(self) -> Layer:
        """The layer that is asked first."""
        return self._entries[0].layer

    def ask(self, request: Request) -> Outcome:
        """Ask them in turn until one answers."""
        taps: list[Tap] = []
        for entry in self._entries:
            said = entry.layer.take(request)
            if isinstance(said, Response):
                return Outcome(said, Listening(taps) if taps else None, entry.left)
            if said is not None:
                taps.append(said)
        return Outcome(None, Listening(taps) if taps else None, self._entries[-1].left)


_own: ContextVar[_Entry | None] = ContextVar("mockfn_layer", default=None)
_lock = threading.Lock()
_entered: tuple[_Entry, ...] = ()  # replaced whole, so that readers need no lock


@contextmanager
def active(layer: Layer) -> Iterator[None]:
    """Put `layer` on the stack, innermost. It may be left in any order, and in another context than it was entered."""
    global _entered
    own = _alive(_own.get())
    with _lock:
        entry = _Entry(layer, own, own or (_entered[-1] if _entered else None))
        _entered = (*_entered, entry)
    _own.set(entry)
    try:
        yield
    finally:
        with _lock:
            _entered = tuple(other for other in _entered if other is not entry)
        entry.left.set()
        if _own.get() is entry:
            _own.set(entry.inside)


def route(method: str, url: str) -> Route | None:
    """The layers that want a request to `url`; None where it is nobody's business, which costs next to nothing."""
    entry = _innermost()
    if entry is None:
        return None
    target = Target.of(method, url)
    mine: list[_Entry] = []
    strays: list[_Entry] = []
    while entry is not None:
        claim = entry.layer.wants(target) if not entry.left.is_set() else Claim.NO
        if claim is Claim.PASS:
            strays.clear()
            break
        if claim is not Claim.NO:
            (mine if claim is Claim.MINE else strays).append(entry)
        entry = entry.outer
    return Route(mine or strays) if mine or strays else None


def _innermost() -> _Entry | None:
    entered = _entered
    if not entered:
        return None
    own = _alive(_own.get())
    if own is None:
        return entered[-1]
    return next((entry for entry in reversed(entered) if _is_within(entry, own)), None)


def _is_within(entry: _Entry | None, own: _Entry) -> bool:
    while entry is not None and entry is not own:
        entry = entry.inside
    return entry is own


def _alive(entry: _Entry | None) -> _Entry | None:
    while entry is not None and entry.left.is_set():
        entry = entry.inside
    return entry


@contextmanager
def cutting(tap: Listening | None) -> Iterator[None]:
    """Ends `tap` as cut by what is raised in the block. A generator that is closed in it is left, not cut."""
    try:
        yield
    except GeneratorExit:
        raise
    except BaseException as error:
        if tap is not None:
            tap.end("cut", error)
        raise


class Listening:
    """The taps of one request as one, which holds them to their order: a head at most once, one end, nothing after."""

    def __init__(self, taps: list[Tap]) -> None:
        self._taps = taps
        self.begun = False
        self._ended = False

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        self.begun = True
        for tap in self._taps:
            tap.head(status, headers)

    def data(self, piece: bytes) -> None:
        if not self._ended:
            for tap in self._taps:
                tap.data(piece)

    def end(self, how: Ending, error: BaseException | None = None) -> None:
        if not self._ended:
            self._ended = True
            for tap in self._taps:
                tap.end(how, error)
