"""While a cassette is replayed, or a mock stands in for a host, nothing leaves: a last line, below the turned clients.

A client that brings its own network code still asks Python for a socket or an address; here that is refused with an
error that names where it wanted to go. Loopback and Unix sockets stay open.
"""

from __future__ import annotations

import errno
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from mockfn.intercept.hosts import is_this_machine

__all__ = ["guarded"]


class _Guard(Struct, frozen=True, eq=False):
    """One that stands: who is told, which hosts it is for, and what the error says."""

    refused: Callable[[str], None]
    wants: Callable[[str], bool]
    reason: str


_lock = threading.Lock()
_guards: list[_Guard] = []
_hooked = False


@contextmanager
def guarded(
    refused: Callable[[str], None],
    *,
    wants: Callable[[str], bool] = lambda _host: True,
    reason: str = "mockfn replays a cassette and opens no connection",
) -> Iterator[None]:
    """Refuse connections and look-ups beyond the loopback, in all threads, where the host is one that `wants` says.

    `refused` is told "host:port" of each; what the client gets is an OSError with the `reason`.
    """
    _install()
    guard = _Guard(refused, wants, reason)
    with _lock:
        _guards.append(guard)
    try:
        yield
    finally:
        with _lock:
            _guards.remove(guard)


def _install() -> None:
    """Once in a process: an audit hook cannot be taken back, and costs one comparison where no guard stands."""
    global _hooked
    with _lock:
        if not _hooked:
            sys.addaudithook(_audit)
            _hooked = True


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if not _guards:
        return
    if event == "socket.getaddrinfo":
        _check(arguments[0], arguments[1])
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        _check(*arguments[1][:2])
    elif event == "socket.__new__":  # which every loop does before it runs, uvloop's too
        _guard_uvloop()


def _guard_uvloop() -> None:
    """uvloop connects below Python's sockets, where no audit event is raised: so its loop is asked."""
    loop = getattr(sys.modules.get("uvloop"), "Loop", None)
    if loop is None or hasattr(loop, "__mockfn_guarded__"):
        return
    loop.__mockfn_guarded__ = True
    original = loop.create_connection

    async def create_connection(self: Any, protocol: Any, host: Any = None, port: Any = None, **options: Any) -> Any:
        if _guards and host is not None:
            _check(host, port)
        return await original(self, protocol, host, port, **options)

    loop.create_connection = create_connection


def _check(host: Any, port: Any) -> None:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if not name or is_this_machine(name.lower()):
        return
    asked = [guard for guard in tuple(_guards) if guard.wants(name)]
    if not asked:
        return
    where = f"{name}:{port}" if port else name
    for guard in asked:
        guard.refused(where)
    raise OSError(errno.ENETUNREACH, f"{asked[0].reason}: {where}")
