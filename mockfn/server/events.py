"""The journal as it grows, as server-sent events: a brief line of each exchange, and of each again when it is over.

The journals are looked at a few times a second. So answering costs nothing more when somebody watches, and exchanges of
other threads are seen like those of the server's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from mockfn.errors import SettingError
from mockfn.jsontext import encode
from mockfn.server.desk import Desk
from mockfn.server.entries import Numbered, brief
from mockfn.server.listing import journals_of, numbered

if TYPE_CHECKING:
    from starlette.types import Receive, Send

__all__ = ["EVENTS", "Watch", "stream_events"]

EVENTS = "text/event-stream"

_PAUSE = 0.2
_BATCH = 200


class Watch:
    """What one watcher has seen, up to exchange `since`."""

    def __init__(self, desk: Desk, since: int = 0, scope: str | None = None) -> None:
        self._desk, self._since, self._scope = desk, since, scope
        self._open: set[int] = set()
        self._first: int | None = None
        self._greeted = False

    @property
    def closed(self) -> bool:
        """Whether no more news will come."""
        return self._desk.closed.is_set()

    @contextmanager
    def counted(self) -> Iterator[None]:
        """While it is sent, it is one of the desk's watchers."""
        self._desk.watching.add(self)
        try:
            yield
        finally:
            self._desk.watching.discard(self)

    def news(self) -> bytes:
        """Events for what is new; b"" for nothing.

        The first is `hello`, with a name that no other run of the server has; `gone` gives the number of the oldest
        exchange there is, where older ones have left the journal.
        """
        events = [*self._hello(), *self._emptied()]
        # Only what is new is looked at, and what was on its way at the last look.
        for one in numbered(self._desk, self._scope, min([self._since, *(number - 1 for number in self._open)])):
            if one.number > self._since or one.number in self._open:
                if one.number > self._since and len(events) >= _BATCH:
                    break
                events += self._told(one)
        return b"".join(events)

    def _hello(self) -> Iterator[bytes]:
        if not self._greeted:
            self._greeted = True
            yield f"event: hello\ndata: {self._desk.run}\n\n".encode()

    def _emptied(self) -> Iterator[bytes]:
        journals = [entries for _, entries in journals_of(self._desk, self._scope) if entries]
        first = min((entries[0][0] for entries in journals), default=None)
        if self._first is not None and first != self._first:
            yield f"event: gone\ndata: {self._since + 1 if first is None else first}\n\n".encode()
        self._first = first

    def _told(self, one: Numbered) -> Iterator[bytes]:
        is_open = one.delivery is not None and one.delivery.outcome == "open"
        if one.number > self._since or not is_open:
            self._since = max(self._since, one.number)
            (self._open.add if is_open else self._open.discard)(one.number)
            name = f"{self._desk.run}.{one.number}".encode()
            yield b"id: %s\ndata: %s\n\n" % (name, encode(brief(one)))


async def stream_events(watch: Watch, receive: Receive, send: Send) -> None:
    """Sends news until the client goes, the desk closes, or a state that is shared is away; browsers ask again."""
    gone = asyncio.ensure_future(_gone(receive))
    try:
        with watch.counted(), suppress(SettingError):
            headers = [(b"content-type", EVENTS.encode()), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"retry: 1000\n\n", "more_body": True})
            while not (watch.closed or gone.done()):
                news = await asyncio.to_thread(watch.news)
                if news:
                    await send({"type": "http.response.body", "body": news, "more_body": True})
                else:
                    await asyncio.wait([gone], timeout=_PAUSE)
    finally:
        gone.cancel()
    await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
