"""httpx and httpx2, and with them the SDKs: turned where their transports hand a request to a connection pool.

That is below `httpx.HTTPTransport`, which other tools patch and restore as they like, and it is not on the way of
ASGI, WSGI, Mock or hand-written transports: those stay what they are.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

from mockfn.http import Request
from mockfn.intercept.layers import Listening, Outcome, Route, cutting, route
from mockfn.intercept.patches import replace
from mockfn.intercept.playing import claimed_length, framing, joined, play, read, read_async, reason, without_body

__all__ = ["patch"]


def patch(httpcore: ModuleType) -> None:
    """Turn the pools of `httpcore` or `httpcore2`. The pools for proxies inherit from them."""
    replace(httpcore.ConnectionPool, "handle_request", lambda original: _sync(httpcore, original))
    replace(httpcore.AsyncConnectionPool, "handle_async_request", lambda original: _async(httpcore, original))


def _sync(httpcore: Any, original: Callable[..., Any]) -> Callable[..., Any]:
    def handle_request(pool: Any, request: Any) -> Any:
        asked = _route(pool, request)
        if asked is None:
            return original(pool, request)
        body = b"".join(request.stream)
        request.stream = _Whole(body)
        outcome = asked.ask(_request(request, body))
        tap = outcome.tap
        with cutting(tap):
            response = original(pool, request) if outcome.response is None else _Sync(httpcore, outcome, request).head()
        if tap is not None:
            tap.head(response.status, _headers(response.headers))
            response.stream = _SyncTee(response.stream, tap)
        return response

    return handle_request


def _async(httpcore: Any, original: Callable[..., Any]) -> Callable[..., Any]:
    async def handle_async_request(pool: Any, request: Any) -> Any:
        asked = _route(pool, request)
        if asked is None:
            return await original(pool, request)
        body = b"".join([piece async for piece in request.stream])
        request.stream = _Whole(body)
        outcome = asked.ask(_request(request, body))
        tap = outcome.tap
        with cutting(tap):
            if outcome.response is None:
                response = await original(pool, request)
            else:
                response = await _Async(httpcore, outcome, request).head()
        if tap is not None:
            tap.head(response.status, _headers(response.headers))
            response.stream = _AsyncTee(response.stream, tap)
        return response

    return handle_async_request


def _route(pool: Any, request: Any) -> Route | None:
    if getattr(pool, "_uds", None):
        return None  # a Unix socket leads to this machine, whatever the URL says
    return route(request.method.decode("ascii"), _url(request.url))


def _url(url: Any) -> str:
    host, port = url.host.decode("ascii"), f":{url.port}" if url.port else ""
    name = f"[{host}]" if ":" in host else host
    return f"{url.scheme.decode('ascii')}://{name}{port}{url.target.decode('ascii', 'replace')}"


def _request(request: Any, body: bytes) -> Request:
    return Request(request.method.decode("ascii"), _url(request.url), _headers(request.headers), body)


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return joined((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)


class _Whole:
    """A request's body that has been read, to be read again."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._body


class _Answer:
    """A response that is played to an httpcore client, and the stream of its body: what both kinds share."""

    def __init__(self, httpcore: Any, outcome: Outcome, request: Any) -> None:
        assert outcome.response is not None
        self._httpcore = httpcore
        self._status = outcome.response.status
        self._headers, self._kind = framing(outcome.response, request.method.decode("ascii"))
        self._steps = play(without_body(outcome.response) if self._kind == "none" else outcome.response)
        self._timeout: float | None = request.extensions.get("timeout", {}).get("read")
        self._left = outcome.left
        self._first: bytes | None = None
        self._came = 0
        self._claimed = claimed_length(self._headers)

    def _opened(self, first: bytes) -> Any:
        """The response object. The head comes with the first piece, as a model's does with its first token."""
        self._first = first
        return self._httpcore.Response(
            self._status,
            headers=[(name.encode("utf-8"), value.encode("utf-8")) for name, value in self._headers],
            content=self,
            extensions={"http_version": b"HTTP/1.1", "reason_phrase": reason(self._status).encode("ascii")},
        )

    def _counted(self, piece: bytes) -> bytes:
        self._came += len(piece)
        if not piece and self._kind == "length" and self._came < self._claimed:
            raise EOFError
        return piece

    def _raised(self, error: Exception) -> Exception:
        """What httpcore would raise, in the words of its own parser."""
        if isinstance(error, TimeoutError):
            made = self._httpcore.ReadTimeout(str(error))
        elif isinstance(error, ConnectionResetError):
            made = self._httpcore.ReadError(str(error))
        elif self._first is None:
            made = self._httpcore.RemoteProtocolError("Server disconnected without sending a response.")
        else:
            short = f"received {self._came} bytes, expected {self._claimed}" if self._kind == "length" else None
            text = "peer closed connection without sending complete message body"
            made = self._httpcore.RemoteProtocolError(f"{text} ({short or 'incomplete chunked read'})")
        assert isinstance(made, Exception)
        return made


class _Sync(_Answer):
    def head(self) -> Any:
        return self._opened(self._read())

    def __iter__(self) -> Iterator[bytes]:
        piece, self._first = self._first or self._read(), b""
        while piece:
            yield piece
            piece = self._read()

    def _read(self) -> bytes:
        try:
            return self._counted(read(self._steps, self._timeout, self._left))
        except (TimeoutError, ConnectionResetError, EOFError) as error:
            raise self._raised(error) from error

    def close(self) -> None:
        self._steps.close()


class _Async(_Answer):
    async def head(self) -> Any:
        return self._opened(await self._read())

    async def __aiter__(self) -> AsyncIterator[bytes]:
        piece, self._first = self._first or await self._read(), b""
        while piece:
            yield piece
            piece = await self._read()

    async def _read(self) -> bytes:
        try:
            return self._counted(await read_async(self._steps, self._timeout))
        except (TimeoutError, ConnectionResetError, EOFError) as error:
            raise self._raised(error) from error

    async def aclose(self) -> None:
        self._steps.close()


class _Tee:
    """A stream that a tap listens to: what both kinds share."""

    def __init__(self, stream: Any, tap: Listening) -> None:
        self._stream = stream
        self._tap = tap


class _SyncTee(_Tee):
    def __iter__(self) -> Iterator[bytes]:
        with cutting(self._tap):
            for piece in self._stream:
                self._tap.data(piece)
                yield piece
        self._tap.end("whole")

    def close(self) -> None:
        self._stream.close()
        self._tap.end("left")


class _AsyncTee(_Tee):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        with cutting(self._tap):
            async for piece in self._stream:
                self._tap.data(piece)
                yield piece
        self._tap.end("whole")

    async def aclose(self) -> None:
        await self._stream.aclose()
        self._tap.end("left")
