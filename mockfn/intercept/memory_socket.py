"""A socket that goes nowhere: keeps what a client of `http.client` sends, and gives back a response's bytes on time.

The client parses them itself, so what it makes of a slow stream, a timeout or a cut is what it makes of a real one.
"""

from __future__ import annotations

import io
import socket
import threading
from email.parser import BytesHeaderParser
from http import client
from typing import Any

from mockfn.http import Request, Response
from mockfn.intercept.hosts import absolute
from mockfn.intercept.playing import joined, on_the_wire, play, read

__all__ = ["MemorySocket", "Unchunked"]


class MemorySocket:
    """As much of `socket.socket` as `http.client`, urllib3, httplib2 and urllib.request use."""

    def __init__(self, timeout: Any = None) -> None:
        """`timeout` is a connection's: seconds, None for no limit, or the marker that means the process's default."""
        self.sent = bytearray()
        known = timeout is None or isinstance(timeout, int | float)
        self._timeout: float | None = timeout if known else socket.getdefaulttimeout()
        self._reader: io.BufferedReader | None = None

    def serve(self, response: Response, method: str, left: threading.Event) -> None:
        """Have `response` come back for what was sent. Its time begins here."""
        self._reader = io.BufferedReader(_Played(self, response, method, left))

    def request(self, base: str) -> Request:
        """What was sent so far, as one request; `base` is the scheme and host it went to."""
        head, _, body = bytes(self.sent).partition(b"\r\n\r\n")
        line, _, fields = head.partition(b"\r\n")
        method, _, rest = line.decode("latin-1").partition(" ")
        target = rest.rpartition(" ")[0]
        headers = joined(BytesHeaderParser().parsebytes(fields).items())
        if "chunked" in headers.get("transfer-encoding", ""):
            body = Unchunked().feed(body)
        return Request(method, absolute(base, target), headers, body)

    def sendall(self, data: Any, _flags: int = 0) -> None:
        self.sent += bytes(data)

    def send(self, data: Any, _flags: int = 0) -> int:
        self.sendall(data)
        return len(data)

    def makefile(self, *_mode: Any, **_options: Any) -> io.BufferedReader:
        if self._reader is None:
            raise client.ResponseNotReady("nothing was sent on this connection")
        return self._reader

    def settimeout(self, timeout: float | None) -> None:
        self._timeout = timeout

    def gettimeout(self) -> float | None:
        return self._timeout

    def setsockopt(self, *_option: Any) -> None:
        """There is nothing to tune."""

    def shutdown(self, _how: int) -> None:
        """Who reads holds the reader."""

    def close(self) -> None:
        """Who reads holds the reader."""


class _Played(io.RawIOBase):
    """The bytes of a response, one frame a read."""

    def __init__(self, owner: MemorySocket, response: Response, method: str, left: threading.Event) -> None:
        self._owner = owner
        self._steps = play(on_the_wire(response, method))
        self._left = left
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self._rest or read(self._steps, self._owner.gettimeout(), self._left)
        except EOFError:
            piece = b""
        count = min(len(piece), len(buffer))
        buffer[:count] = piece[:count]
        self._rest = piece[count:]
        return count

    def close(self) -> None:
        self._steps.close()
        super().close()


class Unchunked:
    """Takes the chunks of HTTP/1.1 (RFC 9112, section 7.1) off a body that comes in pieces of any size."""

    def __init__(self) -> None:
        self.done = False
        self._held = bytearray()
        self._inside = 0  # how much of the current chunk, its line end included, is still to come

    def feed(self, raw: bytes) -> bytes:
        """The data that `raw` brings. `done` is set with the last chunk; trailers are dropped."""
        self._held += raw
        data = bytearray()
        while self._held and not self.done:
            if self._inside > 2:
                data += self._taken(self._inside - 2)
            elif self._inside:
                self._taken(self._inside)
            elif not self._opened():
                break
        return bytes(data)

    def _taken(self, most: int) -> bytes:
        taken = bytes(self._held[:most])
        del self._held[: len(taken)]
        self._inside -= len(taken)
        return taken

    def _opened(self) -> bool:
        """Whether a chunk's first line was whole."""
        line, end, rest = self._held.partition(b"\n")
        if not end:
            return False
        self._held = rest
        size = line.split(b";")[0].strip()
        self._inside = int(size, 16) + 2 if size else 0
        self.done = bool(size) and self._inside == 2
        return True
