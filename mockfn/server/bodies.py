"""Request bodies, read whole and bounded."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Receive

__all__ = ["read_body"]


async def read_body(receive: Receive, most: int) -> bytes | None:
    """The body, or None when the client left before it was whole. One over `most` bytes is `most` spaces.

    What is too large is read to its end and dropped, so that the client hears the answer.
    """
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body") and message["type"] == "http.request" and len(body) <= most:
        return body
    pieces, size = [body], len(body)
    while message["type"] == "http.request" and message.get("more_body"):
        message = await receive()
        piece = message.get("body", b"")
        size += len(piece)
        if size <= most:
            pieces.append(piece)
        else:
            pieces.clear()
    if message["type"] == "http.disconnect":
        return None
    return b"".join(pieces) if size <= most else _spaces(most)


@cache
def _spaces(count: int) -> bytes:
    """One object for all: a journal full of bodies that were too large is no larger than one of them."""
    return b" " * count
