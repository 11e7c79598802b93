"""A response as it passes in time: pieces of bytes, and waits between them.

The times are those of a server that sends on schedule: a client that reads late finds what was due in between, at
once. How a client learns of a timeout, a reset or an early end is its own affair; here they are Python's own
`TimeoutError`, `ConnectionResetError` and `EOFError`.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from http import HTTPStatus
from typing import Literal

from mockfn.http import Frame, Response

__all__ = [
    "Step",
    "claimed_length",
    "framing",
    "joined",
    "on_the_wire",
    "play",
    "read",
    "read_async",
    "reason",
    "without_body",
]

Step = float | bytes | Literal["close", "reset", "stall", "refuse"]

# What belongs to a connection and not to a response (RFC 9110, section 7.6.1): a mock has its own connection.
_OF_THE_CONNECTION = {"connection", "keep-alive", "transfer-encoding"}


def play(response: Response, clock: Callable[[], float] = time.monotonic) -> Generator[Step, None, None]:
    """What happens, in order: seconds to wait, bytes that come, and how the connection is cut, if it is.

    The clock is bound here, where tests that freeze an app's time do not find it.
    """
    due = clock()
    for frame in response.frames:
        due += frame.delay
        wait = due - clock() if frame.delay else 0.0
        if wait > 0:
            yield wait
        if frame.data:
            yield frame.data
    if response.cut:
        yield response.cut


def read(steps: Iterator[Step], timeout: float | None, left: threading.Event) -> bytes:
    """The next piece, b"" at the end. A stall ends, as an early end, when `left` is set."""
    for step in steps:
        if isinstance(step, bytes):
            return step
        if isinstance(step, float):
            time.sleep(_within(step, timeout))
            _check(step, timeout)
        elif step == "stall":
            if not left.wait(timeout):
                raise TimeoutError("timed out")
            raise EOFError
        else:
            _break(step)
    return b""


async def read_async(steps: Iterator[Step], timeout: float | None) -> bytes:
    """`read` for asyncio and trio."""
    import anyio

    for step in steps:
        if isinstance(step, bytes):
            return step
        if isinstance(step, float):
            await anyio.sleep(_within(step, timeout))
            _check(step, timeout)
        elif step == "stall":
            await (anyio.sleep_forever() if timeout is None else anyio.sleep(timeout))
            raise TimeoutError("timed out")
        else:
            _break(step)
    return b""


def _within(wait: float, timeout: float | None) -> float:
    return wait if timeout is None else min(wait, timeout)


def _check(waited: float, timeout: float | None) -> None:
    if timeout is not None and waited > timeout:
        raise TimeoutError("timed out")


def _break(cut: str) -> None:
    if cut == "reset":
        raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
    raise EOFError


def reason(status: int) -> str:
    """The reason phrase of a status, '' where none is registered."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers with names in lower case; the values of a name that comes twice are joined (RFC 9110, section 5.3)."""
    found: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        found[key] = f"{found[key]}, {value}" if key in found else value
    return found


def framing(response: Response, method: str) -> tuple[list[tuple[str, str]], Literal["none", "length", "chunked"]]:
    """The headers as sent, and how the end of the body is told: there is no body, by its length, or by chunks.

    A length that the response claims is sent as claimed, so that a body may fall short of it.
    """
    headers = [(name, value) for name, value in response.headers.items() if name.lower() not in _OF_THE_CONNECTION]
    if method.upper() == "HEAD" or response.status < 200 or response.status in (204, 304):
        return headers, "none"
    names = {name.lower(): value for name, value in headers}
    if "content-length" in names:
        return headers, "length"
    if response.cut or "event-stream" in names.get("content-type", ""):
        return [*headers, ("transfer-encoding", "chunked")], "chunked"
    return [*headers, ("content-length", str(sum(len(frame.data) for frame in response.frames)))], "length"


def claimed_length(headers: list[tuple[str, str]]) -> int:
    """What the content-length says, 0 where it says no number."""
    length = next((value for name, value in headers if name.lower() == "content-length"), "")
    return int(length) if length.isdigit() else 0


def without_body(response: Response) -> Response:
    """The same response in time, with nothing in its frames."""
    frames = tuple([Frame(b"", frame.delay) for frame in response.frames])
    return Response(response.status, response.headers, frames, response.cut)


def on_the_wire(response: Response, method: str) -> Response:
    """The same response with the bytes of HTTP/1.1 in its frames, the head in the first.

    A response without frames that is cut was cut before anything came back. One whose body falls short of the length
    it claims ends early, as its connection would.
    """
    headers, kind = framing(response, method)
    if kind == "length" and response.cut is None and claimed_length(headers) > len(response.body):
        response = Response(response.status, response.headers, response.frames, "close")
    lines = [f"HTTP/1.1 {response.status} {reason(response.status)}", *(f"{name}: {text}" for name, text in headers)]
    head = "\r\n".join([*lines, "", ""]).encode("utf-8")
    if kind == "none":
        response = without_body(response)
    pieces = [Frame(_piece(frame.data, kind), frame.delay) for frame in response.frames]
    if not pieces and not response.cut:
        pieces = [Frame(b"")]
    if pieces:
        pieces[0] = Frame(head + pieces[0].data, pieces[0].delay)
    if kind == "chunked" and not response.cut:
        pieces[-1] = Frame(pieces[-1].data + b"0\r\n\r\n", pieces[-1].delay)
    return Response(response.status, frames=tuple(pieces), cut=response.cut)


def _piece(data: bytes, kind: str) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data) if kind == "chunked" and data else data
