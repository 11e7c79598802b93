"""The ASGI shell: bytes in, `respond`, frames out. It sleeps, sends and cuts; it decides nothing."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import RedirectResponse
from starlette.routing import Route

from mockfn.http import Request, Response
from mockfn.mock import MockProvider
from mockfn.server.bodies import read_body
from mockfn.server.control import control, is_control
from mockfn.server.deliveries import Deliveries, Delivery
from mockfn.server.desk import Desk
from mockfn.server.headers import Headers
from mockfn.server.scopes import Scopes
from mockfn.server.shared_scopes import scopes_of
from mockfn.server.tally import Tally

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from mockfn.journal import Exchange
    from mockfn.server.scopes import RawHeaders

__all__ = ["ANSWERED", "FOR_BROWSERS", "Answering", "App", "Cut", "create_app"]

# One byte over what the API itself accepts is read, so that it is the API that says 413.
_MOST = 10 * 1024 * 1024 + 1

# Ten mebibytes take a second or two to answer. From this size on a thread does it, so that others need not wait.
_LARGE = 256 * 1024

# So many requests wait at a time for a state outside this process. None of them may wait in the event loop.
_WAITING = 32

# The extension of a scope by which a server that has the exchange already says so.
ANSWERED = "mockfn.exchange"

FOR_BROWSERS = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", b"x-request-id")]


def create_app(answering: MockProvider | Scopes | Desk | Callable[[Request], Exchange]) -> App:
    """An ASGI app that answers as a mock does, with its scopes and the control routes below `/_mockfn/`.

    A desk is what the control routes see of it. For a function, `mock.respond` or your own, it answers every request
    with its exchange's response, and that is all.
    """
    if isinstance(answering, MockProvider):
        answering = scopes_of(answering)
    if isinstance(answering, Scopes):
        answering = Desk(answering)
    if isinstance(answering, Desk):
        desk, scopes = answering, answering.scopes
        pool = ThreadPoolExecutor(_WAITING, "mockfn-state") if scopes.waits else None
        return App(Answering(scopes.respond, desk.deliveries, desk.tally, pool), control(desk))
    respond = answering
    return App(Answering(lambda request, _headers: respond(request), Deliveries(), Tally()))


class Cut(Exception):  # noqa: N818 - an event, not an error
    """Raised to make the server drop a connection in the middle of a response."""


class App(Starlette):
    """Starlette, which `answering` spares nearly every request.

    Routing and middleware take longer than answering does. A POST needs neither: one endpoint answers every path, and
    the one header that a browser wants is written by it.
    """

    def __init__(self, answering: Answering, control: ASGIApp | None = None) -> None:
        cors = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
        super().__init__(routes=[Route("/{path:path}", answering)], middleware=[cors])
        self.answering, self._control = answering, control

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
        elif self._control is not None and is_control(scope["path"]):
            await self._control(scope, receive, send)
        elif scope["method"] == "POST":
            await self.answering(scope, receive, send)
        elif self._control is not None and scope["path"] == "/" and _is_browser(scope):
            await RedirectResponse("_mockfn/")(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _is_browser(scope: Scope) -> bool:
    """Whether a person looks: an app that asks for this path by mistake is told what is served."""
    return scope["method"] == "GET" and any(
        b"text/html" in value for name, value in scope["headers"] if name == b"accept"
    )


class Answering:
    """The endpoint of every path."""

    def __init__(
        self,
        respond: Callable[[Request, RawHeaders], Exchange],
        deliveries: Deliveries,
        tally: Tally,
        pool: Executor | None = None,
    ) -> None:
        self._respond, self._deliveries, self._tally, self._pool = respond, deliveries, tally, pool
        self._paced, self._turn = 0, asyncio.Lock()

    def answer_at_once(self, request: Request) -> Exchange | None:
        """The exchange of a POST that names no scope, for who sends it without ASGI; None where it has to wait."""
        if self._paced or self._pool is not None or len(request.body) >= _LARGE:
            return None
        return self._respond(request, ())

    def was_sent(self, exchange: Exchange) -> None:
        """Counts a response that left whole, without ASGI."""
        self._tally.count_at_once(exchange)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(receive, _MOST)
        if body is None:
            return
        exchange = scope.get("extensions", {}).get(ANSWERED) or await self._answered(scope, body)
        delivery = self._deliveries.begin(exchange)
        self._tally.begin()
        try:
            if exchange.response.paced:
                await self._send_paced(exchange.response, receive, send, delivery)
            else:
                await _send(exchange.response, receive, send, delivery)
        finally:
            delivery.end("cut" if exchange.response.cut else "whole")
            self._tally.count(exchange, delivery)

    async def _answered(self, scope: Scope, body: bytes) -> Exchange:
        query = scope["query_string"]
        path: str = scope["path"]
        url = f"{path}?{query.decode('latin-1')}" if query else path
        headers = scope["headers"]
        request = Request(scope["method"], url, Headers.of(headers), body)
        if self._pool is not None or len(body) >= _LARGE:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, self._respond, request, headers)
        return await self._in_turn(request, headers) if self._paced else self._respond(request, headers)

    async def _in_turn(self, request: Request, headers: RawHeaders) -> Exchange:
        """One answer a turn of the event loop while streams are paced, so that their frames need not wait for many."""
        async with self._turn:
            exchange = self._respond(request, headers)
            await asyncio.sleep(0)
            return exchange

    async def _send_paced(self, response: Response, receive: Receive, send: Send, delivery: Delivery) -> None:
        if not self._paced:
            # Nobody waits for it, and a lock is bound to the loop that first waited.
            self._turn = asyncio.Lock()
        self._paced += 1
        try:
            await _send(response, receive, send, delivery, paced=True)
        finally:
            self._paced -= 1


async def _send(response: Response, receive: Receive, send: Send, delivery: Delivery, *, paced: bool = False) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
    headers += FOR_BROWSERS
    start = {"type": "http.response.start", "status": response.status, "headers": headers}
    if response.cut is None and not paced:
        # Frames without delay leave in one write: a stream must not cost a system call a token.
        body = response.body
        if "event-stream" not in response.headers.get("content-type", ""):
            headers.append((b"content-length", str(len(body)).encode()))
        await send(start)
        await send({"type": "http.response.body", "body": body})
        return
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await _send_slowly(response, _Leaving(start, send, delivery), gone, receive, delivery)
    finally:
        gone.cancel()


class _Leaving:
    """Frames on their way: those that are due leave in one write, the head with the first."""

    def __init__(self, start: dict[str, Any], send: Send, delivery: Delivery) -> None:
        self._start: dict[str, Any] | None = start
        self._send, self._delivery = send, delivery
        self._ready: list[bytes] = []

    def add(self, data: bytes) -> None:
        self._ready.append(data)

    async def leave(self, *, last: bool = False) -> None:
        if not self._ready and not last:
            return
        if self._start is not None:
            await self._send(self._start)
            self._start = None
        await self._send({"type": "http.response.body", "body": b"".join(self._ready), "more_body": not last})
        for _ in self._ready:
            self._delivery.frame_left()
        self._ready.clear()


async def _send_slowly(
    response: Response, leaving: _Leaving, gone: asyncio.Future[None], receive: Receive, delivery: Delivery
) -> None:
    """Frames when they are due: lateness of one does not delay the next. Ends when the client has gone."""
    clock = asyncio.get_running_loop().time
    due = clock()
    for frame in response.frames:
        due += frame.delay
        if frame.delay and (wait := due - clock()) > 0:
            await leaving.leave()
            await asyncio.sleep(wait)
            if gone.done():
                delivery.end("left")
                return
        leaving.add(frame.data)
    await leaving.leave(last=response.cut is None)
    if response.cut == "stall":
        await gone
    elif response.cut is not None:
        _drop(receive, hard=response.cut != "close")
        # An application that returns before the connection is seen to be lost is told off in uvicorn's log.
        await gone


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _drop(receive: Receive, *, hard: bool) -> None:
    """Ends the connection here. ASGI has no word for it: uvicorn's transport is asked, elsewhere an exception does."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        raise Cut
    if hard:
        connection = transport.get_extra_info("socket")
        if connection is not None:
            # With nothing to linger for, closing sends a reset (socket(7), SO_LINGER).
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    else:
        transport.close()
