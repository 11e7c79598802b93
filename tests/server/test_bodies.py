"""Bodies are read whole, and bounded."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mockfn.server.bodies import read_body


def read(*messages: dict[str, Any], most: int = 10) -> bytes | None:
    left = list(messages)

    async def receive() -> Any:
        return left.pop(0)

    body = asyncio.run(read_body(receive, most))
    assert not left or body is None
    return body


def piece(data: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": data, "more_body": more}


@pytest.mark.parametrize("pieces", [["whole"], ["wh", "ole"], ["", "w", "", "hole", ""]])
def test_pieces_make_a_body(pieces: list[str]) -> None:
    messages = [piece(text.encode(), more=True) for text in pieces[:-1]]
    assert read(*messages, piece(pieces[-1].encode())) == b"whole"


@pytest.mark.parametrize("sizes", [[11], [5, 6], [100, 1, 1]])
def test_what_is_too_large_is_read_to_its_end_and_dropped(sizes: list[int]) -> None:
    messages = [piece(b"x" * size, more=True) for size in sizes[:-1]]
    assert read(*messages, piece(b"x" * sizes[-1])) == b" " * 10


def test_bodies_that_were_too_large_are_one_object() -> None:
    assert read(piece(b"x" * 11)) is read(piece(b"y" * 12))


def test_a_client_that_leaves_has_no_body() -> None:
    assert read(piece(b"half", more=True), {"type": "http.disconnect"}) is None
    assert read({"type": "http.disconnect"}) is None
