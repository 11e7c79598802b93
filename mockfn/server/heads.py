"""Heads of requests that came before: an app sends the same head again and again, so that it is parsed once."""

from __future__ import annotations

from typing import NamedTuple

from mockfn.server.control import is_control
from mockfn.server.headers import SharedHeaders
from mockfn.server.scopes import tells_of_scope

__all__ = ["END", "Head", "heads", "remember"]

END = b"\r\n\r\n"

# More than the clients of a test suite send; larger heads are parsed each time.
_MOST, _LARGEST = 256, 4096


class Head(NamedTuple):
    """What a head says: the URL, the headers, and where the body that follows it begins and ends, in bytes."""

    url: str
    headers: SharedHeaders
    begin: int
    end: int


# By their bytes.
heads: dict[bytes, Head] = {}


def remember(data: bytes, url: bytes, headers: list[tuple[bytes, bytes]], most: int) -> None:
    """Knows a head when it comes again, if it says how long its body is (at most `most` bytes) and names no scope.

    `data` are the bytes of which a parser made `url` and `headers`: of a POST that leaves its connection open.
    """
    lengths = [value for name, value in headers if name == b"content-length"]
    if len(lengths) != 1 or len(data) > _LARGEST or any(name == b"transfer-encoding" for name, _ in headers):
        return
    # A line that a parser takes together with another, or for the end, is not looked into.
    lines = len(headers) + 2
    if not data.endswith(END) or data.count(b"\r\n") != lines or data.count(b"\n") != lines or data.count(b"\r") != lines:
        return
    address = url.decode("latin-1")
    length = int(lengths[0])
    if length > most or is_control(address) or tells_of_scope(headers):
        return
    if len(heads) >= _MOST:
        heads.clear()
    named = SharedHeaders({name.decode("latin-1"): value.decode("latin-1") for name, value in headers})
    heads[data] = Head(address, named, len(data), len(data) + length)
