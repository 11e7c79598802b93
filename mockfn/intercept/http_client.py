"""`http.client` and what is built on it (urllib.request, httplib2): turned where a connection begins a request.

Such a connection gets a socket in memory, whether or not it had a real one. What the layers say is asked when the
client has sent everything and wants the response: an answer is served from memory; a request that may pass is sent,
byte for byte, over a real connection.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.client import HTTPResponse
from types import ModuleType
from typing import Any

from mockfn.intercept.hosts import absolute
from mockfn.intercept.layers import Listening, Route, cutting, route
from mockfn.intercept.memory_socket import MemorySocket, Unchunked
from mockfn.intercept.patches import replace
from mockfn.intercept.playing import joined

__all__ = ["beneath", "connecting", "patch"]

# Set while a client that stands on http.client, and has asked the layers itself, uses it: what listens, if anything.
_beneath: ContextVar[tuple[Listening | None] | None] = ContextVar("mockfn_beneath", default=None)


@contextmanager
def beneath(tap: Listening | None) -> Iterator[None]:
    """Let requests pass: the layers have been asked. `tap` hears what comes back."""
    token = _beneath.set((tap,))
    try:
        yield
    finally:
        _beneath.reset(token)


def patch(http_client: ModuleType) -> None:
    """Turn the two connection classes of `http.client`."""
    replace(http_client.HTTPConnection, "putrequest", _putrequest)
    replace(http_client.HTTPConnection, "connect", connecting)
    replace(http_client.HTTPSConnection, "connect", connecting)
    replace(http_client.HTTPConnection, "getresponse", _getresponse)


class _Asking(MemorySocket):
    """The socket of one request that layers want."""

    def __init__(self, asked: Route, base: str, timeout: Any) -> None:
        super().__init__(timeout)
        self.asked = asked
        self.base = base


def _putrequest(original: Callable[..., Any]) -> Callable[..., Any]:
    def putrequest(connection: Any, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        if _beneath.get() is None:
            base = _base(connection)
            asked = route(method, absolute(base, url))
            if connection.sock is not None and (asked or isinstance(connection.sock, MemorySocket)):
                connection.sock.close()
                connection.sock = None
            if asked is not None:
                connection.sock = _Asking(asked, base, connection.timeout)
        return original(connection, method, url, *args, **kwargs)

    return putrequest


def connecting(original: Callable[..., Any]) -> Callable[..., Any]:
    """A `connect` that connects to nothing where the host is one that layers want."""

    def connect(connection: Any, *args: Any, **kwargs: Any) -> Any:
        if _beneath.get() is None and route("CONNECT", _base(connection) + "/") is not None:
            connection.sock = MemorySocket(connection.timeout)
            return None
        return original(connection, *args, **kwargs)

    return connect


def _getresponse(original: Callable[..., Any]) -> Callable[..., Any]:
    def getresponse(connection: Any, *args: Any, **kwargs: Any) -> Any:
        socket = connection.sock
        if not isinstance(socket, _Asking):
            known = _beneath.get()
            return _heard(original(connection, *args, **kwargs), known[0] if known else None)
        request = socket.request(socket.base)
        outcome = socket.asked.ask(request)
        with cutting(outcome.tap):
            if outcome.response is not None:
                socket.serve(outcome.response, request.method, outcome.left)
                response = original(connection, *args, **kwargs)
            else:
                with beneath(None):
                    connection.sock = None
                    connection.connect()
                    connection.sock.sendall(bytes(socket.sent))
                    response = original(connection, *args, **kwargs)
        return _heard(response, outcome.tap)

    return getresponse


def _base(connection: Any) -> str:
    """The scheme and host that a connection leads to, through a tunnel if there is one."""
    host = connection._tunnel_host or connection.host
    port = connection._tunnel_port if connection._tunnel_host else connection.port
    scheme = "https" if connection.default_port == 443 else "http"
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" if port in (None, connection.default_port) else f"{scheme}://{name}:{port}"


def _heard(response: Any, tap: Listening | None) -> Any:
    """The response, with `tap` listening."""
    if tap is not None:
        # urllib3 2 wraps the response that was parsed.
        parsed = response if isinstance(response, HTTPResponse) else response._fp
        tap.head(parsed.status, joined(parsed.getheaders()))
        if parsed.fp is None:
            tap.end("whole")
        else:
            parsed.fp = io.BufferedReader(_Tee(parsed, tap))
    return response


class _Tee(io.RawIOBase):
    """The body of a response as it comes from the connection; the tap hears it without its chunks."""

    def __init__(self, response: HTTPResponse, tap: Listening) -> None:
        self._file: Any = response.fp
        self._tap = tap
        self._chunks = Unchunked() if response.chunked else None
        self._length: int | None = response.length
        self._came = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with cutting(self._tap):
            raw: bytes = self._file.read1(len(buffer))
        buffer[: len(raw)] = raw
        data = self._chunks.feed(raw) if self._chunks else raw
        self._came += len(data)
        if data:
            self._tap.data(data)
        if self._is_whole(raw):
            self._tap.end("whole")
        elif not raw:
            self._tap.end("cut", EOFError("the connection was closed before the response was whole"))
        return len(raw)

    def _is_whole(self, raw: bytes) -> bool:
        if self._chunks is not None:
            return self._chunks.done
        return not raw if self._length is None else self._came >= self._length

    def close(self) -> None:
        self._tap.end("left")
        self._file.close()
        super().close()
