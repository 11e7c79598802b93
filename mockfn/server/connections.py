"""A connection as uvicorn and httptools keep it, but bounded, deaf to wishes for other protocols, and with a short way.

The short way is for what is nearly every request: a small POST whose answer need not wait. It is answered when its last
byte is there, in one write. ASGI, with a task, two events and three messages a request, would take longer than
answering does. Whatever else comes is left to uvicorn and the app.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from mockfn.http import Request
from mockfn.server.app import ANSWERED, FOR_BROWSERS, Answering
from mockfn.server.headers import Headers
from mockfn.server.heads import END, Head, heads, remember

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from mockfn.http import Response
    from mockfn.journal import Exchange
    from mockfn.server.scopes import RawHeaders

__all__ = ["Connection"]

# Well over a thousand headers; a head without an end would be kept without an end, and so would trailers.
_MOST = 256 * 1024

_UPGRADE = re.compile(rb"\r\nupgrade:[^\r\n]*", re.IGNORECASE)

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n"
    b'{"error":{"message":"The headers are too large: expected at most 262144 bytes.",'
    b'"type":"invalid_request_error","param":null,"code":null}}'
)


# From this size on, a body goes the long way, which can make its sender wait.
_LARGE = 64 * 1024

# Headers by which a response frames itself, or ends its connection.
_FRAMING = frozenset({"content-length", "transfer-encoding", "connection"})


class Connection(HttpToolsProtocol):
    """One connection."""

    short_way: Answering | None = None

    # Bytes since a request began, or since the latest of its body: of a head, of trailers, between chunks.
    _between = 0
    _answered: Any = None

    # Those of the latest second, for all connections.
    _defaults: tuple[list[tuple[bytes, bytes]] | None, bytes] = (None, b"")

    # The body so far of a request that goes the short way.
    _gathered: bytes | None = None

    # Whether the parser is in the middle of a request, and where its first one began: the bytes of its head.
    _parsing = False
    _head = b""

    # A request of which the head is known, as far as it is there.
    _known: Head | None = None
    _begun = b""

    # Whether the next request that is parsed may go the short way, else what is answered to it already.
    _may_be_short = True
    _exchange: Exchange | None = None

    # Whether it waits for another request after one that went the short way, and nothing has come since the last look.
    _idle = _quiet = False
    _looking: TimerHandle | None = None

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

    def on_message_begin(self) -> None:
        self._idle = False
        self._parsing = True
        # The scope, which the short way has no use for, is made when it is known to be needed.
        self._between = 0
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def on_headers_complete(self) -> None:
        head, self._head = self._head, b""
        exchange, self._exchange = self._exchange, None
        if self.short_way is not None and self._may_be_short and self._is_plain():
            if head and self.parser.should_keep_alive():
                remember(head, self.url, self.headers, _LARGE)
            self._gathered = b""
        else:
            self._may_be_short = True
            self._begin_the_long_way(exchange)

    def on_body(self, body: bytes) -> None:
        self._between = 0
        if self._gathered is None:
            super().on_body(body)
        else:
            self._gathered += body
            if len(self._gathered) > _LARGE:
                self._go_the_long_way(self._gathered, None)

    def on_message_complete(self) -> None:
        self._parsing = False
        body = self._gathered
        if body is None:
            super().on_message_complete()
            return
        self._gathered = None
        headers = Headers(self.headers)
        request = Request("POST", self.url.decode("latin-1"), headers, body)
        if self._answered_at_once(request, self.headers, not self.parser.should_keep_alive()):
            headers.pack()
        else:
            exchange, self._exchange = self._exchange, None
            self._go_the_long_way(body, exchange)
            super().on_message_complete()

    def _answered_at_once(self, request: Request, headers: RawHeaders, last: bool) -> bool:
        """Answers a request, if that can be done in one write; `_exchange` is what else is to be sent, if that is made."""
        try:
            exchange = None if self.short_way is None else self.short_way.answer_at_once(request, headers)
        except Exception:  # it will be raised again where it is told and answered
            return False
        data = None if exchange is None else _written(exchange.response, self._default_lines(), last)
        if exchange is None or data is None:
            self._exchange = exchange
            return False
        self.transport.write(data)
        self.short_way.was_sent(exchange)
        self.server_state.total_requests += 1
        self._idle = True
        if last:
            self.transport.close()
        return True

    def _default_lines(self) -> bytes:
        """The headers that uvicorn gives every response, written; it makes new ones every second."""
        headers, lines = Connection._defaults
        if headers is not self.server_state.default_headers:
            headers = self.server_state.default_headers
            lines = _lines(headers)
            Connection._defaults = headers, lines
        return lines

    def _is_plain(self) -> bool:
        """Whether a request can go the short way, as far as its head tells."""
        parser, url = self.parser, self.url
        return (
            parser.get_method() == b"POST"
            and self._is_free()
            and not self.expect_100_continue
            and parser.get_http_version() == "1.1"
            and url.startswith(b"/")
            and b"%" not in url
        )

    def _is_free(self) -> bool:
        """Whether all that was asked before is answered, and read."""
        cycle = self.cycle
        return (cycle is None or cycle.response_complete) and not self.flow.write_paused

    def _begin_the_long_way(self, exchange: Exchange | None = None) -> None:
        url, headers, expect = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expect
        self.headers += headers
        if exchange is not None:
            # What is answered already only remains to be sent.
            self.scope["extensions"] = {ANSWERED: exchange}  # type: ignore[dict-item]  # a word of our own
        super().on_headers_complete()

    def _go_the_long_way(self, body: bytes, exchange: Exchange | None) -> None:
        self._gathered = None
        self._begin_the_long_way(exchange)
        super().on_body(body)

    def data_received(self, data: bytes) -> None:
        self._quiet = False
        known = self._known
        if known is not None:
            data = self._begun + data
        elif not self._parsing and self.short_way is not None and self._is_free():
            known = heads.get(data[: data.find(END) + len(END)])
        if known is None:
            self._parse(data)
        elif len(data) < known.end:
            self._known, self._begun, self._idle = known, data, False
        else:
            self._known, self._begun = None, b""
            self._read(data, known)

    def _read(self, data: bytes, known: Head) -> None:
        """A request of which the head is known, and perhaps others."""
        self._unset_keepalive_if_required()
        if len(data) == known.end:
            request = Request("POST", known.url, known.headers, data[known.begin :])
            if self._answered_at_once(request, (), last=False):
                return
            self._may_be_short = False
        self._parse(data)

    def _parse(self, data: bytes) -> None:
        self._between += len(data)
        if b"pgrade" in data and (self.cycle is None or not self.cycle.more_body):
            data = _without_upgrade(data)
        self._head = b"" if self._parsing else data[: data.find(END) + len(END)]
        super().data_received(data)
        if self._between > _MOST and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

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


def _written(response: Response, before: bytes, last: bool) -> bytes | None:
    """A response as it goes to the socket, as uvicorn writes it; None for one that takes more than a write."""
    headers, status = response.headers, response.status
    if response.cut is not None or status not in STATUS_LINE or status in (204, 304):
        return None
    if response.paced or not _FRAMING.isdisjoint(headers):
        return None
    try:
        lines = "\r\n".join(map(": ".join, headers.items())).encode("latin-1")
    except UnicodeEncodeError:
        return None
    if lines.count(b"\n") != len(headers) - 1 or lines.count(b"\r") != len(headers) - 1:
        return None
    body = response.body
    closing = b"connection: close\r\n" if last else b""
    if "event-stream" in headers.get("content-type", ""):
        framing, body = closing + b"transfer-encoding: chunked\r\n", b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    else:
        framing = b"content-length: %d\r\n%b" % (len(body), closing)
    return b"%b%b%b\r\n%b%b\r\n%b" % (STATUS_LINE[status], before, lines, _WRITTEN_FOR_BROWSERS, framing, body)


def _lines(headers: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join([b"%b: %b\r\n" % header for header in headers])


_WRITTEN_FOR_BROWSERS = _lines(FOR_BROWSERS)


def _without_upgrade(data: bytes) -> bytes:
    """Bytes that begin with a request, without its wish for another protocol, as a server may (RFC 9110, 7.8).

    The parser takes what follows such a wish for the other protocol, and so the body too. Java's HttpClient sends the
    wish with every first request of a connection.
    """
    head, end, rest = data.partition(b"\r\n\r\n")
    return _UPGRADE.sub(b"", head) + end + rest
