"""A connection as uvicorn and httptools keep it, but bounded, deaf to wishes for other protocols, and with a short way.

The short way is for what is nearly every request: a POST with the head of an earlier one, whose answer need not wait.
It is answered when its last byte is there, in one write. To parse its head once more, and ASGI with a task, two events
and three messages a request, would take longer than answering does. Whatever else comes is left to uvicorn and the app.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockfn.http import Request
from mockfn.server.app import ANSWERED, Answering
from mockfn.server.heads import END, Known, known, remember
from mockfn.server.written import lines_of, written

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from mockfn.journal import Exchange

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

    short_way: Answering | None = None

    # Bytes since a request began, or since the latest of its body: of a head, of trailers, between chunks.
    _between = 0
    _answered: Any = None

    # Whether the parser is in the middle of a request, and the head of the one that it began with.
    _parsing = False
    _head = b""

    # A request on the short way, as far as it is there.
    _known: Known | None = None
    _begun = b""

    # What is answered, but takes the long way back.
    _exchange: Exchange | None = None

    # Whether it waits for another request after one that went the short way, and nothing has come since the last look.
    _idle = _quiet = False
    _looking: TimerHandle | None = None

    # The headers of the latest second, for all connections.
    _defaults: tuple[list[tuple[bytes, bytes]] | None, bytes] = (None, b"")

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._look_later()

    def _look_later(self) -> None:
        # One timer for many requests: uvicorn starts and stops one for each.
        self._quiet = True
        self._looking = self.loop.call_later(self.timeout_keep_alive, self._look)

    def _look(self) -> None:
        """Ends a connection that idles, as uvicorn does where a request went the long way."""
        if self._idle and self._quiet:
            self.timeout_keep_alive_handler()
        else:
            self._look_later()

    def data_received(self, data: bytes) -> None:
        self._quiet = False
        request = self._known
        if request is not None:
            data = self._begun + data
        elif not self._parsing and self.short_way is not None and self._is_free():
            request = known(data)
        if request is None:
            self._parse(data)
            return
        self._unset_keepalive_if_required()
        if len(data) < request.end:
            self._known, self._begun, self._idle = request, data, False
            return
        self._known, self._begun = None, b""
        if len(data) > request.end or not self._answer(request, data[request.begin :]):
            self._parse(data)

    def _is_free(self) -> bool:
        """Whether all that was asked before is answered, and read."""
        cycle = self.cycle
        return (cycle is None or cycle.response_complete) and not self.flow.write_paused

    def _answer(self, request: Known, body: bytes) -> bool:
        """Answers a request the short way; False where that is not possible, and it has to be parsed."""
        way, data = self.short_way, None
        if way is None:
            return False
        try:
            exchange = way.answer_at_once(Request("POST", request.url, request.headers, body))
        except Exception:  # it will be raised again where it is told and answered
            return False
        if exchange is not None:
            data = written(exchange.response, self._default_lines())
        if exchange is None or data is None:
            self._exchange = exchange
            return False
        self.transport.write(data)
        way.was_sent(exchange)
        self.server_state.total_requests += 1
        self._idle = True
        return True

    def _default_lines(self) -> bytes:
        """The headers that uvicorn gives every response, written; it makes new ones every second."""
        headers, lines = Connection._defaults
        if headers is not self.server_state.default_headers:
            headers = self.server_state.default_headers
            lines = lines_of(headers)
            Connection._defaults = headers, lines
        return lines

    def _parse(self, data: bytes) -> None:
        self._between += len(data)
        if b"pgrade" in data and (self.cycle is None or not self.cycle.more_body):
            data = _without_upgrade(data)
        if self.short_way is not None:
            self._head = b"" if self._parsing else data[: data.find(END) + len(END)]
        super().data_received(data)
        if self._between > _MOST and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._between = 0
        self._parsing, self._idle = True, False

    def on_headers_complete(self) -> None:
        head, self._head = self._head, b""
        if head and self._is_plain():
            remember(head, self.url, self.headers)
        if self._exchange is not None:
            self.scope["extensions"] = {ANSWERED: self._exchange}  # type: ignore[dict-item]  # a word of our own
            self._exchange = None
        super().on_headers_complete()

    def _is_plain(self) -> bool:
        """Whether requests with the head that was parsed can go the short way."""
        parser, url = self.parser, self.url
        return (
            parser.get_method() == b"POST"
            and parser.get_http_version() == "1.1"
            and parser.should_keep_alive()
            and not self.expect_100_continue
            and url.startswith(b"/")
            and b"%" not in url
        )

    def on_body(self, body: bytes) -> None:
        self._between = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._parsing = False
        super().on_message_complete()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._looking is not None:
            self._looking.cancel()
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
