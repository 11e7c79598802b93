"""aiohttp, and with it the SDKs' aiohttp transports: turned where a session's connector is asked for a connection.

The session gets a connection whose transport is in memory: middlewares, redirects, cookies, timeouts and parsing stay
aiohttp's own.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Generator
from types import ModuleType
from typing import Any

from mockfn.http import Request
from mockfn.intercept.layers import Listening, Outcome, cutting, route
from mockfn.intercept.patches import replace
from mockfn.intercept.playing import Step, joined, on_the_wire, play

__all__ = ["patch"]


def patch(connector: ModuleType) -> None:
    """Turn `aiohttp.connector`: every connector inherits `connect`."""
    replace(connector.BaseConnector, "connect", lambda original: _connect(connector, original))
    replace(sys.modules["aiohttp.client_reqrep"].ClientResponse, "start", _start)


def _connect(connector: Any, original: Callable[..., Any]) -> Callable[..., Any]:
    answering = _answering(connector.ResponseHandler)

    async def connect(self: Any, req: Any, *args: Any, **kwargs: Any) -> Any:
        # A Unix socket (the connectors that have a path) leads to this machine, whatever the URL says.
        asked = None if hasattr(self, "path") else route(req.method, str(req.url))
        if asked is None:
            return await original(self, req, *args, **kwargs)
        body = await _body(req)
        outcome = asked.ask(Request(req.method, str(req.url), joined(req.headers.items()), body))
        with cutting(outcome.tap):
            if outcome.response is None:
                connection = await original(self, req, *args, **kwargs)
            else:
                protocol = answering(self._loop, outcome, req.method)
                connection = connector.Connection(self, req.connection_key, protocol, self._loop)
        tap = outcome.tap
        if tap is not None:
            connection.mockfn_tap = tap
            # Later, because the end of a short response releases the connection before the response can be heard.
            connection.add_callback(lambda: self._loop.call_soon(tap.end, "left"))
        return connection

    return connect


async def _body(req: Any) -> bytes:
    """The request's whole body, left so that it can be sent after."""
    body = req.body
    if isinstance(body, bytes):
        return body
    if hasattr(body, "as_bytes"):
        whole: bytes = await body.as_bytes()
        return whole
    # Before aiohttp 3.12 a payload can only write itself, and one made of an iterator only once.
    kept = _Kept()
    await body.write(kept)
    req.body = bytes(kept.written)
    return bytes(kept.written)


class _Kept:
    """Takes what a payload writes."""

    def __init__(self) -> None:
        self.written = bytearray()

    async def write(self, chunk: bytes, **_options: Any) -> None:
        self.written += chunk

    async def write_eof(self, chunk: bytes = b"") -> None:
        self.written += chunk

    async def drain(self) -> None:
        """Nothing waits."""


def _answering(protocol: Any) -> type:
    """aiohttp's protocol of a client's connection, which answers itself once the client waits for the response."""

    class Answering(protocol):  # type: ignore[misc]  # the module is a parameter
        def __init__(self, loop: asyncio.AbstractEventLoop, outcome: Outcome, method: str) -> None:
            super().__init__(loop=loop)
            transport = _Transport(loop, self)
            self._mockfn_begin: Callable[[], None] = lambda: transport.begin(outcome, method)
            self.connection_made(transport)
            self.force_close()  # not to be kept for the next request

        async def read(self) -> Any:
            self._mockfn_begin()
            return await super().read()

    return Answering


class _Transport(asyncio.Transport):
    """Forgets what is written, and feeds a response to its protocol when the time of each piece has come."""

    def __init__(self, loop: asyncio.AbstractEventLoop, protocol: Any) -> None:
        super().__init__()
        self._loop = loop
        self._protocol = protocol
        self._steps: Generator[Step, None, None] | None = None
        self._next: asyncio.TimerHandle | None = None
        self._closed = False

    def begin(self, outcome: Outcome, method: str) -> None:
        """Start the response; once, however often it is asked for."""
        if self._steps is None and outcome.response is not None:
            self._steps = play(on_the_wire(outcome.response, method))
            self._loop.call_soon(self._go_on)  # after the task that writes the request

    def _go_on(self) -> None:
        for step in self._steps or ():
            if self._closed:
                return
            if isinstance(step, bytes):
                self._protocol.data_received(step)
                # Whoever waits for this piece reads it before the next: pieces stay apart.
                self._loop.call_soon(self._go_on)
                return
            if isinstance(step, float):
                self._next = self._loop.call_later(step, self._go_on)
                return
            if step != "stall":
                self._lose(ConnectionResetError("Connection reset by peer") if step == "reset" else None)

    def _lose(self, error: Exception | None) -> None:
        if not self._closed:
            self._closed = True
            if self._next is not None:
                self._next.cancel()
            self._loop.call_soon(self._protocol.connection_lost, error)

    def write(self, data: Any) -> None:
        """The request is known already."""

    def writelines(self, list_of_data: Any) -> None:
        """The request is known already."""

    def can_write_eof(self) -> bool:
        return False

    def is_closing(self) -> bool:
        return self._closed

    def close(self) -> None:
        self._lose(None)

    def abort(self) -> None:
        self._lose(None)

    def pause_reading(self) -> None:
        """A mock's response is small; the protocol keeps it."""

    def resume_reading(self) -> None:
        """A mock's response is small; the protocol keeps it."""

    def get_protocol(self) -> Any:
        return self._protocol

    def set_protocol(self, protocol: Any) -> None:
        self._protocol = protocol

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Nothing is buffered."""

    def get_write_buffer_size(self) -> int:
        return 0


def _start(original: Callable[..., Any]) -> Callable[..., Any]:
    async def start(response: Any, connection: Any, *args: Any, **kwargs: Any) -> Any:
        tap: Listening | None = getattr(connection, "mockfn_tap", None)
        if tap is None:
            return await original(response, connection, *args, **kwargs)
        with cutting(tap):
            started = await original(response, connection, *args, **kwargs)
        _listen(response, tap)
        return started

    return start


def _listen(response: Any, tap: Listening) -> None:
    """Have `tap` hear the body. aiohttp decompresses before anybody can listen, so that header is not told."""
    headers = joined(response.headers.items())
    headers.pop("content-encoding", None)
    tap.head(response.status, headers)
    content = response.content
    for held in getattr(content, "_buffer", ()):
        tap.data(bytes(held))
    if content.is_eof() or not hasattr(content, "_buffer"):
        tap.end("whole")
    else:
        # A stream reader has slots, so no attribute of one can be replaced; its class can, by one of the same layout.
        content.__class__ = _tee(type(content), tap)


def _tee(reader: Any, tap: Listening) -> type:
    class Tee(reader):  # type: ignore[misc]  # the class is a parameter
        __slots__ = ()

        def feed_data(self, data: bytes, *args: Any) -> Any:
            if data:
                tap.data(bytes(data))
            return super().feed_data(data, *args)

        def feed_eof(self) -> None:
            tap.end("whole")
            super().feed_eof()

        def set_exception(self, exc: Any, *args: Any) -> None:
            # The client's own release of the response comes here too, as "Connection closed".
            tap.end("left" if "Connection closed" in str(exc) else "cut", exc)
            super().set_exception(exc, *args)

    return Tee
