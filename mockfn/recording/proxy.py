"""A proxy that records: for any language, an app is pointed at it instead of at the provider.

What comes back streams through, a piece at a time, and is taped as it passes. One connection a request, HTTP/1.1.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import h11

from mockfn.cassette import offsets
from mockfn.cassette.recording import Ending
from mockfn.errors import SettingError
from mockfn.http import Request, Response
from mockfn.intercept.playing import joined
from mockfn.ownerrors import own_error
from mockfn.recorder import Taping

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

__all__ = ["Proxy"]

# What belongs to a connection and not to what it carries (RFC 9110, section 7.6.1).
_HOP = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding"}
    | {"upgrade", "host", "content-length", "expect"}
)
_MOST = 64 * 1024 * 1024


class Proxy:
    """An ASGI app. `upstream` is the provider's base URL; `respond` says what answers a request, or who hears it.

    A path that begins as the base URL's own is not doubled: a client may take either form of base URL.
    Raises SettingError for what is no URL.
    """

    def __init__(self, upstream: str, respond: Callable[[Request], Response | Taping]) -> None:
        try:
            parts = urlsplit(upstream)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingError(f"{upstream!r} is no base URL.", remedy="Give one as in https://api.openai.com/v1.")
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._path = parts.path.rstrip("/")
        self._host, self._tls = parts.hostname, parts.scheme == "https"
        self._port = port or (443 if self._tls else 80)
        self._netloc = parts.netloc.rpartition("@")[2]
        self._respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = await _read(receive)
        if body is None:
            return
        request = self._request(scope, body)
        answer = self._respond(request)
        if isinstance(answer, Response):
            await _send(answer, send)
        else:
            await self._forward(request, answer, receive, send)

    def _request(self, scope: Scope, body: bytes) -> Request:
        path, query = scope["path"], scope["query_string"].decode("latin-1")
        target = path if self._path and f"{path}/".startswith(f"{self._path}/") else f"{self._path}{path}"
        headers = {name: text for name, text in _joined(scope["headers"]).items() if name not in _HOP}
        return Request(scope["method"], f"{self._origin}{target}{'?' if query else ''}{query}", headers, body)

    async def _forward(self, request: Request, taping: Taping, receive: Receive, send: Send) -> None:
        """Ask the provider, and hand on what comes as it comes."""
        left = asyncio.ensure_future(_left(receive))
        asked = asyncio.ensure_future(self._ask(request, taping, send))
        try:
            await asyncio.wait({left, asked}, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                asked.cancel()
                await asyncio.wait({asked})
                taping.end("left")
            else:
                asked.result()
        finally:
            left.cancel()

    async def _ask(self, request: Request, taping: Taping, send: Send) -> None:
        begun = False
        ending: Ending = "cut"
        try:
            async for event in self._events(request):
                if isinstance(event, h11.Response):
                    headers = [(bytes(name), bytes(value)) for name, value in event.headers]
                    taping.head(event.status_code, _joined(headers))
                    kept = [pair for pair in headers if pair[0].decode("latin-1").lower() not in _HOP]
                    await send({"type": "http.response.start", "status": event.status_code, "headers": kept})
                    begun = True
                elif isinstance(event, h11.Data):
                    taping.data(bytes(event.data))
                    await send({"type": "http.response.body", "body": bytes(event.data), "more_body": True})
            ending = "whole"
        except (OSError, h11.ProtocolError) as error:
            if begun:
                raise
            await _send(own_error("mockfn_upstream", f"{self._origin} cannot be asked: {error}.", status=502), send)
            return
        finally:
            taping.end(ending)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _events(self, request: Request) -> AsyncIterator[Any]:
        """What the provider sends, event by event, the end left out."""
        tls = ssl.create_default_context() if self._tls else None
        reader, writer = await asyncio.open_connection(self._host, self._port, ssl=tls)
        try:
            connection = h11.Connection(h11.CLIENT)
            target = request.url.removeprefix(self._origin) or "/"
            headers = [("host", self._netloc), *request.headers.items(), ("connection", "close")]
            headers.append(("content-length", str(len(request.body))))
            asked = h11.Request(method=request.method, target=target, headers=headers)
            for part in (asked, h11.Data(data=request.body), h11.EndOfMessage()):
                writer.write(connection.send(part) or b"")
            await writer.drain()
            while True:
                event = connection.next_event()
                if event is h11.NEED_DATA:
                    connection.receive_data(await reader.read(65_536))
                elif isinstance(event, h11.EndOfMessage):
                    return
                elif not isinstance(event, h11.InformationalResponse):
                    yield event
        finally:
            writer.close()


def _joined(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return joined((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)


async def _read(receive: Receive) -> bytes | None:
    """The request's body; None where the client left before it was whole, or sends more than any provider takes."""
    pieces: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        pieces.append(message.get("body", b""))
        if sum(map(len, pieces)) > _MOST:
            return None
        if not message.get("more_body"):
            return b"".join(pieces)


async def _left(receive: Receive) -> None:
    """Returns when the client goes."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(response: Response, send: Send) -> None:
    """A response that was recorded, at its pace."""
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    before = 0.0
    for frame, at in zip(response.frames, offsets(response.frames), strict=True):
        if at > before:
            await asyncio.sleep(at - before)
        before = at
        await send({"type": "http.response.body", "body": frame.data, "more_body": True})
    if response.cut is None:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
