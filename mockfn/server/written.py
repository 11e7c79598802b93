"""Responses as they go to a socket in one write, to the byte as uvicorn writes them."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from mockfn.http import Response
from mockfn.server.app import FOR_BROWSERS

__all__ = ["lines_of", "written"]

# Headers by which a response frames itself, or ends its connection.
_FRAMING = frozenset({"content-length", "transfer-encoding", "connection"})


def lines_of(headers: list[tuple[bytes, bytes]]) -> bytes:
    """Headers as the lines that they are."""
    return b"".join([b"%b: %b\r\n" % header for header in headers])


_FOR_BROWSERS = lines_of(FOR_BROWSERS)


def written(response: Response, before: bytes) -> bytes | None:
    """A response on a connection that stays open; None for one that takes more than a write.

    `before` are the lines of the headers that every response has.
    """
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
    if "event-stream" in headers.get("content-type", ""):
        framing, body = b"transfer-encoding: chunked\r\n", b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    else:
        framing = b"content-length: %d\r\n" % len(body)
    return b"%b%b%b\r\n%b%b\r\n%b" % (STATUS_LINE[status], before, lines, _FOR_BROWSERS, framing, body)
