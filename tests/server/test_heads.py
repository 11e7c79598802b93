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


@pytest.mark.parametrize(
    ("data", "url", "headers"),
    [
        (b"POST /a HTTP/1.1\r\nX-A: b\r\n\r\n", b"/a", [(b"x-a", b"b")]),
        (
            b"POST /b HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
            b"/b",
            [(b"content-length", b"1"), (b"content-length", b"1")],
        ),
        (
            b"POST /c HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"/c",
            [(b"content-length", b"1"), (b"transfer-encoding", b"chunked")],
        ),
        (
            b"POST /d HTTP/1.1\r\nContent-Length: 1\r\nX-A: b\r\n c\r\n\r\n",
            b"/d",
            [(b"content-length", b"1"), (b"x-a", b"b c")],
        ),
        (
            b"POST /e HTTP/1.1\r\nX-A: %b\r\nContent-Length: 1\r\n\r\n" % (b"b" * 5_000),
            b"/e",
            [(b"x-a", b"b" * 5_000), (b"content-length", b"1")],
        ),
        (b"POST /healthz HTTP/1.1\r\nContent-Length: 1\r\n\r\n", b"/healthz", [(b"content-length", b"1")]),
        (
            b"POST /f HTTP/1.1\r\nContent-Length: 1\r\nX-Mockfn-Scope: a\r\n\r\n",
            b"/f",
            [(b"content-length", b"1"), (b"x-mockfn-scope", b"a")],
        ),
        (
            b"POST /g HTTP/1.1\r\nContent-Length: 1\r\nApi-Key: mockfn-scope-a\r\n\r\n",
            b"/g",
            [(b"content-length", b"1"), (b"api-key", b"mockfn-scope-a")],
        ),
    ],
    ids=["no length", "two lengths", "chunks", "folded", "large", "a control route", "a scope", "a scope by key"],
)
def test_a_head_that_has_to_be_looked_at_is_not_remembered(
    data: bytes, url: bytes, headers: list[tuple[bytes, bytes]]
) -> None:
    remember(data, url, headers)
    assert known(data) is None


def test_so_many_heads_are_known_and_no_more() -> None:
    for number in range(1_000):
        remember(HEAD.replace(b"b", b"%d" % number), b"/", HEADERS)
    found = [known(HEAD.replace(b"b", b"%d" % number)) for number in range(1_000)]
    assert found[-1] is not None
    assert sum(one is not None for one in found) <= 256
