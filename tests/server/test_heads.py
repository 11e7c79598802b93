"""What is known of a head is what a parser made of it, and of another head nothing is."""

from __future__ import annotations

import pytest

from mockfn.server.heads import known, remember

HEAD = b"POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nX-A: b\r\n\r\n"
HEADERS = [(b"host", b"a"), (b"content-length", b"5"), (b"x-a", b"b")]


def test_a_head_is_known_with_a_body_of_another_length() -> None:
    remember(HEAD, b"/v1/chat/completions", HEADERS)
    head = HEAD.replace(b"5", b"12345")
    found = known(head + b"{")
    assert found is not None
    assert (found.url, found.begin, found.end) == ("/v1/chat/completions", len(head), len(head) + 12_345)
    assert found.headers == {"host": "a", "content-length": "12345", "x-a": "b"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        HEAD[:-1],
        HEAD[:-2] + b"X-B: c\r\n\r\n",
        HEAD.replace(b"X-A: b", b"X-A: c"),
        HEAD.replace(b"POST", b"PUT"),
        HEAD.replace(b"5", b"-5"),
        HEAD.replace(b"5", b"123456"),
        HEAD.replace(b"Content-Length: 5\r\n", b"") + b"\r\nContent-Length: 5\r\n\r\n",
    ],
    ids=["nothing", "no end", "another header", "value", "method", "sign", "large body", "a length in the body"],
)
def test_nothing_is_known_of_another(data: bytes) -> None:
    remember(HEAD, b"/v1/chat/completions", HEADERS)
    assert known(data) is None


def parsed(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The URL and the headers of a head, a folded one in one piece."""
    first, _, rest = data.removesuffix(b"\r\n\r\n").replace(b"\r\n ", b" ").partition(b"\r\n")
    pairs = [line.split(b": ", 1) for line in rest.split(b"\r\n")]
    return first.split()[1], [(name.lower(), value) for name, value in pairs]


@pytest.mark.parametrize(
    "data",
    [
        b"POST /a HTTP/1.1\r\nX-A: b\r\n\r\n",
        b"POST /b HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        b"POST /c HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /d HTTP/1.1\r\nContent-Length: 1\r\nX-A: b\r\n c\r\n\r\n",
        b"POST /e HTTP/1.1\r\nX-A: %b\r\nContent-Length: 1\r\n\r\n" % (b"b" * 5_000),
        b"POST /healthz HTTP/1.1\r\nContent-Length: 1\r\n\r\n",
        b"POST /f HTTP/1.1\r\nContent-Length: 1\r\nX-Mockfn-Scope: a\r\n\r\n",
        b"POST /g HTTP/1.1\r\nContent-Length: 1\r\nApi-Key: mockfn-scope-a\r\n\r\n",
    ],
    ids=["no length", "two lengths", "chunks", "folded", "large", "a control route", "a scope", "a scope by key"],
)
def test_a_head_that_has_to_be_looked_at_is_not_remembered(data: bytes) -> None:
    remember(data, *parsed(data))
    assert known(data) is None


def test_a_head_like_those_is_remembered_where_nothing_has_to_be_looked_at() -> None:
    data = b"POST /h HTTP/1.1\r\nContent-Length: 1\r\nX-A: b\r\n\r\n"
    remember(data, *parsed(data))
    assert known(data) is not None


def test_so_many_heads_are_known_and_no_more() -> None:
    for number in range(1_000):
        remember(HEAD.replace(b"b", b"%d" % number), b"/", HEADERS)
    found = [known(HEAD.replace(b"b", b"%d" % number)) for number in range(1_000)]
    assert found[-1] is not None
    assert sum(one is not None for one in found) <= 256
