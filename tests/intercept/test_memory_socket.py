"""The socket in memory, and the chunks of HTTP/1.1."""

import threading
from http.client import ResponseNotReady

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.http import Frame, Request, Response
from mockfn.intercept.memory_socket import MemorySocket, Unchunked

HEAD = b"POST /v1/chat?a=b HTTP/1.1\r\nHost: api.openai.com\r\nX-A: 1\r\nx-a: 2\r\n"


def test_what_was_sent_is_read_as_a_request():
    socket = MemorySocket()
    socket.sendall(HEAD + b"Content-Length: 2\r\n\r\n")
    assert socket.send(b"{}") == 2
    headers = {"host": "api.openai.com", "x-a": "1, 2", "content-length": "2"}
    assert socket.request("https://api.openai.com") == Request(
        "POST", "https://api.openai.com/v1/chat?a=b", headers, b"{}"
    )


def test_a_body_sent_in_chunks_is_read_whole():
    socket = MemorySocket()
    socket.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{ \r\n1\r\n}\r\n0\r\n\r\n")
    assert socket.request("https://api.openai.com").body == b"{ }"


def test_an_absolute_target_is_the_url():
    socket = MemorySocket()
    socket.sendall(b"GET http://llm.example.com/v1 HTTP/1.1\r\n\r\n")
    assert socket.request("http://proxy.example.com:3128").url == "http://llm.example.com/v1"


def test_nothing_comes_back_before_something_was_asked():
    with pytest.raises(ResponseNotReady):
        MemorySocket().makefile("rb")


def test_a_response_is_read_frame_by_frame():
    socket = MemorySocket()
    frames = (Frame(b"abc"), Frame(b"def"))
    socket.serve(Response(200, {"content-type": "text/event-stream"}, frames), "POST", threading.Event())
    reader = socket.makefile("rb")
    assert reader.readline() == b"HTTP/1.1 200 OK\r\n"
    assert reader.read1().endswith(b"\r\n\r\n3\r\nabc\r\n")
    assert reader.read1(3) == b"3\r\n"
    assert reader.read() == b"def\r\n0\r\n\r\n"


def test_a_timeout_set_late_holds():
    socket = MemorySocket(None)
    socket.serve(Response(200, {}, (), "stall"), "POST", threading.Event())
    socket.settimeout(0.01)
    with pytest.raises(TimeoutError):
        socket.makefile("rb").readline()


def test_the_marker_of_the_default_timeout_is_understood():
    assert MemorySocket(object()).gettimeout() is None
    assert MemorySocket(2).gettimeout() == 2


CHUNKS = st.lists(st.binary(min_size=1, max_size=40), max_size=5)


@given(CHUNKS, st.integers(min_value=1, max_value=7), st.sampled_from([b"", b";name=value"]))
def test_chunks_come_off_however_they_are_cut(chunks, size, extension):
    raw = b"".join(b"%x%b\r\n%b\r\n" % (len(chunk), extension, chunk) for chunk in chunks) + b"0\r\n\r\n"
    unchunked = Unchunked()
    pieces = [unchunked.feed(raw[start : start + size]) for start in range(0, len(raw), size)]
    assert b"".join(pieces) == b"".join(chunks)
    assert unchunked.done


@given(CHUNKS.filter(bool))
def test_what_stops_early_is_not_done(chunks):
    raw = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    unchunked = Unchunked()
    assert unchunked.feed(raw) == b"".join(chunks)
    assert not unchunked.done
