"""What is not written in one piece here is left to who can send it."""

from __future__ import annotations

import pytest

from mockfn.http import Frame, Response
from mockfn.server.written import lines_of, written

PLAIN = (Frame(b"{}"),)


def test_a_response_is_its_status_headers_and_body() -> None:
    data = written(Response(429, {"content-type": "application/json"}, PLAIN), lines_of([(b"server", b"x")]))
    assert data == (
        b"HTTP/1.1 429 Too Many Requests\r\nserver: x\r\ncontent-type: application/json\r\n"
        b"access-control-allow-origin: *\r\naccess-control-expose-headers: x-request-id\r\ncontent-length: 2\r\n\r\n{}"
    )


@pytest.mark.parametrize(
    "response",
    [
        Response(200, {}, (Frame(b"a", 0.1),)),
        Response(200, {}, PLAIN, cut="close"),
        Response(204),
        Response(999, {}, PLAIN),
        Response(200, {"connection": "close"}, PLAIN),
        Response(200, {"x-a": "日"}, PLAIN),
        Response(200, {"x-a": "a\r\nx-b: b"}, PLAIN),
    ],
    ids=["paced", "cut", "no body", "no status", "framed", "not latin-1", "two lines"],
)
def test_what_takes_more_than_a_write_is_not_written(response: Response) -> None:
    assert written(response, b"") is None
