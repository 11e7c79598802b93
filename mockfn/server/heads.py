"""Heads of requests that came before: an app sends the same one again and again, so that it is parsed once.

Heads are the same where they differ in nothing but the length of the body.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mockfn.server.control import is_control
from mockfn.server.headers import Headers
from mockfn.server.scopes import tells_of_scope

__all__ = ["END", "Known", "known", "remember"]

END = b"\r\n\r\n"

# Up to a size at which nobody minds that a body is there in one piece.
_LENGTH = re.compile(rb"\r\ncontent-length: ?(\d{1,5})\r\n", re.IGNORECASE)

# More than the clients of a test suite send; larger heads are parsed each time.
_MOST, _LARGEST = 256, 4096


class Known(NamedTuple):
    """A request of which the head is known. Its body is at `begin`, in bytes from the start of the head, to `end`."""

    url: str
    headers: Headers
    begin: int
    end: int


_HEADS: dict[bytes, tuple[str, Headers]] = {}


def known(data: bytes) -> Known | None:
    """What the head says that `data` begins with; None where it is not known or not whole."""
    length = _LENGTH.search(data)
    if length is None:
        return None
    start, stop = length.span(1)
    begin = data.find(END, stop) + len(END)
    # A head has one end. What is found in a body, or has no end yet, makes a key that no head has.
    head = _HEADS.get(data[:start] + data[stop:begin])
    if head is None:
        return None
    url, shared = head
    headers, written = Headers(shared), data[start:stop]
    headers["content-length"] = written.decode()
    return Known(url, headers, begin, begin + int(written))


def remember(data: bytes, url: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    """Knows a head when it comes again, if it says how long its body is, and nothing else that has to be looked at.

    `data` are the bytes of which a parser made `url` and `headers`: of a POST that leaves its connection open.
    """
    length = _LENGTH.search(data)
    names = [name for name, _ in headers]
    if length is None or names.count(b"content-length") != 1 or b"transfer-encoding" in names or len(data) > _LARGEST:
        return
    # One line for each header: of lines that a parser takes together, or for the end, nothing is known.
    ends = [data.count(end) for end in (b"\r\n", b"\r", b"\n")]
    if not data.endswith(END) or ends != [len(headers) + 2] * 3:
        return
    address = url.decode("latin-1")
    if is_control(address) or tells_of_scope(headers):
        return
    if len(_HEADS) >= _MOST:
        _HEADS.clear()
    _HEADS[data[: length.start(1)] + data[length.end(1) :]] = (address, Headers.of(headers))
