"""What a client can do to a server that it shares with others: nothing."""

from __future__ import annotations

import http.client
import json
import logging
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

HEAD = b"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\n"


def connect(client: Any) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(client.server.url.rpartition(":")[2])), timeout=10)


def answer(connection: socket.socket) -> bytes:
    """The first line that comes back."""
    with connection.makefile("rb") as lines:
        return lines.readline()


@pytest.mark.parametrize(
    "piece", [b"x-header: " + b"a" * 60_000, b"x-%d: a\r\n" * 6_000, b"a" * 60_000], ids=["value", "many", "name"]
)
def test_a_head_without_an_end_is_ended(talk: Callable[..., Any], piece: bytes) -> None:
    client = talk()
    with connect(client) as connection:
        connection.sendall(HEAD)
        try:
            for _ in range(40):
                connection.sendall(piece)
        except OSError:
            return  # it was closed while we went on
        assert answer(connection).startswith((b"HTTP/1.1 431 ", b"HTTP/1.1 400 "))


@pytest.mark.parametrize(
    ("begin", "piece"),
    [(b"0\r\n", b"x-trailer: a\r\n" * 5_000), (b"0\r\nx-trailer: ", b"a" * 60_000), (b"5;", b"a" * 60_000)],
    ids=["trailers", "a trailer", "an extension of a chunk"],
)
def test_what_follows_a_chunk_without_an_end_is_ended(talk: Callable[..., Any], begin: bytes, piece: bytes) -> None:
    with connect(talk()) as connection:
        connection.sendall(HEAD + b"transfer-encoding: chunked\r\n\r\n" + begin)
        with pytest.raises(ConnectionError):
            connection.sendall(piece * 400)


def test_a_body_of_very_small_chunks_is_a_body(talk: Callable[..., Any]) -> None:
    body = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": "a" * 100_000}]}).encode()
    with connect(talk()) as connection:
        connection.sendall(HEAD + b"transfer-encoding: chunked\r\n\r\n")
        connection.sendall(b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\nx-trailer: a\r\n\r\n")
        assert answer(connection) == b"HTTP/1.1 200 OK\r\n"


def test_many_requests_sent_at_once_are_answered_one_after_the_other(talk: Callable[..., Any]) -> None:
    with connect(talk()) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-a: %s\r\n\r\n" % (b"a" * 400) * 1_000)
        with connection.makefile("rb") as lines:
            heads = (line for line in lines if b"HTTP/1.1 " in line)
            assert all(next(heads).endswith(b"HTTP/1.1 200 OK\r\n") for _ in range(1_000))


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("protocol", ["h2c", "websocket"])
def test_one_who_would_rather_speak_another_protocol_is_answered_in_this_one(
    talk: Callable[..., Any], protocol: str, whole: bool
) -> None:
    body = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": "Upgrade: hi"}]}).encode()
    wish = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: %s\r\nHTTP2-Settings: AAEAAEAA\r\n" % protocol.encode()
    head = HEAD + wish + b"content-length: %d\r\n\r\n" % len(body)
    with connect(talk()) as connection:
        for _ in range(2):
            for piece in [head + body] if whole else [head, body]:
                connection.sendall(piece)
                time.sleep(0.01)
            received = connection.recv(65_536)
            assert received.startswith(b"HTTP/1.1 200 OK\r\n")
            assert b"Upgrade: hi" in received


def test_one_who_asks_much_and_goes_leaves_no_trace(talk: Callable[..., Any], caplog: pytest.LogCaptureFixture) -> None:
    client = talk()
    log = logging.getLogger("uvicorn.error")
    log.addHandler(caplog.handler)
    log.setLevel(logging.WARNING)
    for _ in range(3):
        with connect(client) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            connection.sendall(b"GET /v1/models HTTP/1.1\r\nhost: localhost\r\n\r\n" * 2_000)
            time.sleep(0.1)
    assert client.chat("hi")[0] == 200
    log.setLevel(logging.CRITICAL)
    log.removeHandler(caplog.handler)
    assert [record.getMessage() for record in caplog.records] == []


def test_a_thousand_headers_are_a_request(talk: Callable[..., Any]) -> None:
    headers = {f"x_header_{number}": "some value" for number in range(1_000)}
    assert talk().chat("hi", **headers)[0] == 200


def test_one_who_sends_slowly_waits_alone(talk: Callable[..., Any]) -> None:
    client = talk()
    with connect(client) as connection:
        connection.sendall(HEAD + b"content-length: 1000\r\n\r\n{")
        assert client.chat("hi")[0] == 200
        connection.sendall(b'"model"')
        assert client.chat("hi")[0] == 200


def test_one_who_never_reads_waits_alone(talk: Callable[..., Any]) -> None:
    client = talk(script={"rules": [{"when": {"user": "long"}, "say": "word " * 200_000}]})
    body = json.dumps({"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": "long"}]}).encode()
    with connect(client) as connection:
        connection.sendall(HEAD + b"content-length: %d\r\n\r\n" % len(body) + body)
        client.server.mock.script = {"rules": [{"say": "hello"}]}
        assert client.said("hi") == "hello"


def test_bytes_that_are_no_http_get_a_400(talk: Callable[..., Any]) -> None:
    with connect(talk()) as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")
        assert answer(connection) == b"HTTP/1.1 400 Bad Request\r\n"


def test_a_connection_goes_on_after_large_heads(talk: Callable[..., Any]) -> None:
    connection = http.client.HTTPConnection(talk().server.url.removeprefix("http://"), timeout=10)
    for _ in range(6):
        connection.request("GET", "/v1/models", headers={"x-large": "a" * 60_000})
        response = connection.getresponse()
        assert (response.status, bool(response.read())) == (200, True)
    connection.close()
