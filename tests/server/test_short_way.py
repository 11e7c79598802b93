"""What is answered without ASGI is answered to the byte as with it."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st

from mockfn import APIError, MockProvider, Reply
from mockfn.server import MockServer
from mockfn.server.connections import Connection
from mockfn.server.uvicorns import configure

DATE = re.compile(rb"\r\ndate: [^\r]*")


def raise_it(_chat: object) -> Reply:
    raise SystemError("a rule is wrong")


def mock() -> MockProvider:
    made = MockProvider()
    made.when(user="weather in {city}").call("f", location="{city}")
    made.when(user="wrong").answer(raise_it)
    made.when(user="slow").say(("a", "b")).pace(per_second=200)
    made.when(user="limit").fail("rate_limit").say("never")
    made.when(user="cut").cut(after=1).say("one two three")
    made.when(user="framed").answer(APIError(500, "x", headers={"connection": "close"}))
    made.when(user="lines").answer(APIError(500, "x", headers={"x-note": "a\r\nx-other: b"}))
    made.otherwise.say("fine")
    return made


@pytest.fixture(scope="module")
def ports() -> Iterator[tuple[int, int]]:
    """Of a server with the short way, and of one without."""
    patched = pytest.MonkeyPatch()
    with MockServer(mock()) as short:
        with patched.context() as within:

            def without(app: Any, *, log_level: str) -> uvicorn.Config:
                config = configure(app, log_level=log_level)
                config.http = Connection
                return config

            within.setattr("mockfn.server.thread.configure", without)
            long = MockServer(mock()).start()
        yield int(short.url.rpartition(":")[2]), int(long.url.rpartition(":")[2])
        long.stop()


def post(text: str = "weather in Rome", *, path: str = "/v1/chat/completions", head: str = "", **more: Any) -> bytes:
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], "tools": [tool], **more}
    data = json.dumps(body).encode()
    return f"POST {path} HTTP/1.1\r\nhost: localhost\r\n{head}content-length: {len(data)}\r\n\r\n".encode() + data


LAST = "connection: close\r\n"
END = post("the end", head=LAST)
GET = b"GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\n"
WHOLE = post()
# What is sent on one connection; a request that ends it follows.
SENT = {
    "a call": [WHOLE],
    "a stream": [post(stream=True)],
    "an error": [post(temperature=5)],
    "no JSON": [WHOLE[:-1] + b"!"],
    "another path": [post(path="/v1/responses")],
    "a query": [post(path="/v1/chat/completions?a=b")],
    "an encoded path": [post(path="/v1/chat%2Fcompletions")],
    "an absolute URL": [post(path="http://localhost/v1/chat/completions")],
    "a control route": [post(path="/_mockfn/nothing")],
    "a fault": [post("limit")],
    "a fault by header": [post(head="x-mockfn-fail: overloaded\r\n")],
    "an unknown header": [post(head="x-mockfn-nothing: x\r\n")],
    "a scope": [post(head="x-mockfn-scope: one\r\n")],
    "a scope by key": [post(head="authorization: Bearer mockfn-scope-one\r\n")],
    "a paced stream": [post("slow", stream=True)],
    "a cut stream": [post("cut", stream=True)],
    "a response that frames itself": [post("framed")],
    "a rule that raises": [post("wrong")],
    "two": [WHOLE, post("weather in Paris, of which there is more to say")],
    "three in one piece": [WHOLE + post("fine") + post(stream=True)],
    "one and a half in one piece": [WHOLE + WHOLE[:90], WHOLE[90:]],
    "a slow one before others": [post("slow", stream=True) + post() + WHOLE],
    "another method after it": [WHOLE, GET],
    "another method in the same piece": [WHOLE + GET],
    "in pieces": [WHOLE[:30], WHOLE[30:200], WHOLE[200:-7], WHOLE[-7:]],
    "its body after its head": [WHOLE[: WHOLE.index(b"{")], WHOLE[WHOLE.index(b"{") :]],
    "a large body": [post("fine " * 40_000)],
    "chunks": [
        b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n",
        b"2\r\n{}\r\n",
        b"0\r\n\r\n",
    ],
    "a body like a head": [
        b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 24\r\n\r\n\r\ncontent-length: 2\r\n\r\n{",
    ],
    "no body": [b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n\r\n"],
    "an empty body": [b"POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n"],
    "two lengths": [b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\n{}"],
    "a length of too many digits": [b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0000000002\r\n\r\n{}"],
    "a length with white space": [b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2  \r\n\r\n{}"],
    "a header over two lines": [post(head="x-note: a\r\n b\r\n")],
    "lines that end with a line feed": [WHOLE.replace(b"\r\n", b"\n")],
    "leave asked": [post(head="expect: 100-continue\r\n")],
    "another protocol wished for": [post(head="connection: upgrade\r\nupgrade: h2c\r\n")],
    "HTTP/1.0": [WHOLE.replace(b"HTTP/1.1", b"HTTP/1.0")],
    "an invalid header": [post("lines")],
}


def said(port: int, pieces: list[bytes]) -> bytes:
    """All that comes back for these pieces and a last request, until the connection ends; but for the dates."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        data = b""
        for piece in [*pieces, END]:
            try:
                connection.sendall(piece)
            except ConnectionError:
                break
            time.sleep(0.002)
        while True:
            try:
                got = connection.recv(65536)
            except ConnectionError:
                break
            if not got:
                break
            data += got
    return DATE.sub(b"", data)


# Frames that are overdue leave in one write: where the chunks of these are cut depends on how busy the machine is.
TIMED = ("a paced stream", "a slow one before others")
BORDER = re.compile(rb"\r\n[0-9a-f]+\r\n(?!\r\n)")


@pytest.mark.parametrize("name", SENT)
def test_both_ways_answer_alike_also_when_the_head_is_known(ports: tuple[int, int], name: str) -> None:
    for _ in range(2):
        short, long = (said(port, SENT[name]) for port in ports)
        if name in TIMED:
            short, long = (BORDER.sub(b"", answer) for answer in (short, long))
        assert short == long
        assert short.startswith(b"HTTP/1.") or name == "an invalid header"


FEW = [WHOLE, post("weather in a much longer place"), post(stream=True), post(temperature=5), post("limit"), GET]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(FEW), min_size=1, max_size=5), st.data())
def test_wherever_requests_are_cut_they_are_answered_alike(
    ports: tuple[int, int], requests: list[bytes], data: st.DataObject
) -> None:
    whole = b"".join(requests)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(whole) - 1), max_size=5)))
    pieces = [whole[start:end] for start, end in pairwise([0, *cuts, len(whole)])]
    short, long = (said(port, pieces) for port in ports)
    assert short == long
    assert short.count(b"HTTP/1.1 ") == len(requests) + 1


def test_the_journal_has_the_headers_that_came_when_the_head_is_known() -> None:
    with MockServer(mock()) as server:
        for text in ("fine", "fine and more"):
            said(int(server.url.rpartition(":")[2]), [post(text, head="Accept: A\r\nX-Tags: a\r\nX-Tags: b\r\n")] * 2)
        kept = [exchange.request for exchange in server.mock.journal if b"the end" not in exchange.request.body]
    assert [dict(request.headers) for request in kept] == [
        {"host": "localhost", "accept": "A", "x-tags": "b", "content-length": str(len(request.body))}
        for request in kept
    ]
    assert len(kept) == 4


def test_a_request_that_waits_is_answered_once() -> None:
    with MockServer(mock()) as server:
        said(int(server.url.rpartition(":")[2]), SENT["a paced stream"] * 2)
        assert len(server.mock.journal) == 3


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A connection to a server that gives idlers half a second."""

    def configured(app: Any, *, log_level: str) -> uvicorn.Config:
        config = configure(app, log_level=log_level)
        config.timeout_keep_alive = 0.5  # type: ignore[assignment]  # seconds, of which uvicorn has whole ones
        return config

    monkeypatch.setattr("mockfn.server.thread.configure", configured)
    with MockServer(mock()) as server, socket.create_connection(server._address, timeout=10) as connection:
        yield connection


@pytest.mark.parametrize("stream", [False, True], ids=["short", "paced"])
def test_a_connection_that_idles_is_closed_and_one_that_is_busy_is_not(impatient: socket.socket, stream: bool) -> None:
    data = post("slow" if stream else "weather in Rome", stream=stream)
    for piece in (data[:60], data[60:]):
        time.sleep(0.8)  # a slow sender is no idler
        impatient.sendall(piece)
    answered = time.monotonic()
    while impatient.recv(65536):
        pass
    assert 0.1 < time.monotonic() - answered < 5


@pytest.mark.parametrize("before", [WHOLE, GET], ids=["short", "long"])
def test_who_sends_a_body_slowly_is_no_idler_when_the_head_is_known(impatient: socket.socket, before: bytes) -> None:
    for data in (WHOLE, before):
        impatient.sendall(data)
        assert impatient.recv(65536).startswith(b"HTTP/1.1 200 OK")
    start = WHOLE.index(b"{")
    for piece in (WHOLE[:start], WHOLE[start:-1], WHOLE[-1:]):
        impatient.sendall(piece)
        time.sleep(0.8)
    assert impatient.recv(65536).startswith(b"HTTP/1.1 200 OK")
