"""The ASGI shell: bytes in, `respond`, frames out. It sleeps, sends and cuts; it decides nothing."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route

from mockfn.http import Request, Response

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from mockfn.journal import Exchange

__all__ = ["Cut", "create_app"]

# One byte over what the API itself accepts is read, so that it is the API that says 413.
_MOST = 10 * 1024 * 1024 + 1

_FOR_BROWSERS = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", b"x-request-id")]


def create_app(respond: Callable[[Request], Exchange]) -> Starlette:
    """An ASGI app that answers every request with `respond(request).response`."""
    return _App(_Answering(respond))


class Cut(Exception):  # noqa: N818 - an event, not an error
    """Raised to make the server drop a connection in the middle of a response."""


class _App(Starlette):
    """Starlette, with a short way for what is nearly every request.

    Routing and middleware take longer than answering does. A POST needs neither: one endpoint answers every path, and
    the one header that a browser wants is written by it.
    """

    def __init__(self, answering: _Answering) -> None:
        cors = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
        super().__init__(routes=[Route("/{path:path}", answering)], middleware=[cors])
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            await self._answering(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class _Headers(Mapping[str, str]):
    """Request headers, decoded when they are asked for: most requests are answered without a look at them."""

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        self._raw = raw
        self._found: dict[str, str] | None = None

    def _all(self) -> dict[str, str]:
        if self._found is None:
            self._found = {name.decode("latin-1"): value.decode("latin-1") for name, value in self._raw}
        return self._found

    def __getitem__(self, name: str) -> str:
        return self._all()[name]

    def get(self, name: str, default: Any = None) -> Any:
        wanted = name.encode("latin-1", "replace")
        for raw, value in self._raw:
            if raw == wanted:
                return value.decode("latin-1")
        return default

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._raw)


class _Answering:
    """The endpoint of every path."""

    def __init__(self, respond: Callable[[Request], Exchange]) -> None:
        self._respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive)
        if body is None:
            return
        query = scope["query_string"]
        path: str = scope["path"]
        url = f"{path}?{query.decode('latin-1')}" if query else path
        response = self._respond(Request(scope["method"], url, _Headers(scope["headers"]), body)).response
        await _send(response, receive, send)


async def _body(receive: Receive) -> bytes | None:
    """The body, or None when the client left before it was whole. What is too large is read and dropped."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body") and message["type"] == "http.request":
        return body
    pieces, size = [body], len(body)
    while message["type"] == "http.request" and message.get("more_body"):
        message = await receive()
        piece = message.get("body", b"")
        size += len(piece)
        if size <= _MOST:
            pieces.append(piece)
        elif len(pieces) != 1 or pieces[0]:
            pieces = [b" " * _MOST]
    return None if message["type"] == "http.disconnect" else b"".join(pieces)


async def _send(response: Response, receive: Receive, send: Send) -> None:
    frames = response.frames
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
    headers += _FOR_BROWSERS
    start = {"type": "http.response.start", "status": response.status, "headers": headers}
    if response.cut is None and not any(frame.delay for frame in frames):
        # Frames without delay leave in one write: a stream must not cost a system call a token.
        body = response.body
        if "event-stream" not in response.headers.get("content-type", ""):
            headers.append((b"content-length", str(len(body)).encode()))
        await send(start)
        await send({"type": "http.response.body", "body": body})
        return
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await _send_slowly(response, start, gone, receive, send)
    finally:
        gone.cancel()


async def _send_slowly(
    response: Response, start: dict[str, Any], gone: asyncio.Future[None], receive: Receive, send: Send
) -> None:
    """Frame by frame, each when it is due: lateness of one does not delay the next. Ends when the client has gone."""
    clock = asyncio.get_running_loop().time
    due, begun = clock(), False
    for frame in response.frames:
        due += frame.delay
        if frame.delay:
            await asyncio.sleep(max(0.0, due - clock()))
        if gone.done():
            return
        if not begun:
            await send(start)
            begun = True
        await send({"type": "http.response.body", "body": frame.data, "more_body": True})
    if response.cut == "stall":
        await gone
    elif response.cut is not None:
        _drop(receive, hard=response.cut != "close")
    else:
        if not begun:
            await send(start)
        await send({"type": "http.response.body", "body": b""})


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
