"""A connection as uvicorn and httptools keep it, but bounded, and deaf to wishes for other protocols."""

from __future__ import annotations

import re
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["Connection"]

# Well over a thousand headers; a head without an end would be kept without an end, and so would trailers.
_MOST = 256 * 1024

_UPGRADE = re.compile(rb"\r\nupgrade:[^\r\n]*", re.IGNORECASE)

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n"
    b'{"error":{"message":"The headers are too large: expected at most 262144 bytes.",'
    b'"type":"invalid_request_error","param":null,"code":null}}'
)


class Connection(HttpToolsProtocol):
    """One connection."""

    # Bytes since a request began, or since the latest of its body: of a head, of trailers, between chunks.
    _between = 0
    _answered: Any = None

    def on_message_begin(self) -> None:
        self._between = 0
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        self._between = 0
        super().on_body(body)

    def data_received(self, data: bytes) -> None:
        self._between += len(data)
        if b"pgrade" in data and (self.cycle is None or not self.cycle.more_body):
            data = _without_upgrade(data)
        super().data_received(data)
        if self._between > _MOST and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def connection_lost(self, exc: Exception | None) -> None:
        # Of requests sent in advance, uvicorn tells the latest alone, and the others would write on.
        self.pipeline.clear()
        if self._answered is not None:
            self._answered.disconnected = True
            self._answered.message_event.set()
        super().connection_lost(exc)


def _without_upgrade(data: bytes) -> bytes:
    """Bytes that begin with a request, without its wish for another protocol, as a server may (RFC 9110, 7.8).

    The parser takes what follows such a wish for the other protocol, and so the body too. Java's HttpClient sends the
    wish with every first request of a connection.
    """
    head, end, rest = data.partition(b"\r\n\r\n")
    return _UPGRADE.sub(b"", head) + end + rest
