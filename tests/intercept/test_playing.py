"""A response in time, and as bytes of HTTP/1.1."""

import asyncio
import threading

import pytest

from mockfn.http import Frame, Response
from mockfn.intercept.playing import framing, joined, on_the_wire, play, read, read_async, reason

TEXT = {"content-type": "text/plain"}
EVENTS = {"content-type": "text/event-stream"}


def wire(response, method="POST"):
    return [frame.data for frame in on_the_wire(response, method).frames]


def test_frames_without_delay_come_at_once():
    response = Response(200, {}, (Frame(b"a"), Frame(b""), Frame(b"b")))
    assert list(play(response)) == [b"a", b"b"]


def test_a_delay_is_a_wait_before_its_frame():
    response = Response(200, {}, (Frame(b"a"), Frame(b"b", 0.5)), "close")
    assert list(play(response, lambda: 7.0)) == [b"a", 0.5, b"b", "close"]


def test_who_reads_late_waits_only_for_what_is_left():
    times = iter([0.0, 0.75, 2.0, 2.0])
    frames = (Frame(b"a"), Frame(b"b", 1.0), Frame(b"c", 0.5), Frame(b"d", 1.0))
    assert list(play(Response(200, {}, frames), lambda: next(times))) == [b"a", 0.25, b"b", b"c", 0.5, b"d"]


@pytest.mark.parametrize(
    ("step", "error"),
    [("close", EOFError), ("reset", ConnectionResetError), ("stall", TimeoutError), (5.0, TimeoutError)],
)
def test_a_break_is_pythons_own_error_in_both_kinds(step, error):
    with pytest.raises(error):
        read(iter([step]), 0.01, threading.Event())
    with pytest.raises(error):
        asyncio.run(read_async(iter([step]), 0.01))


def test_a_stall_ends_when_the_mock_goes():
    left = threading.Event()
    threading.Timer(0.05, left.set).start()
    with pytest.raises(EOFError):
        read(iter(["stall"]), None, left)


def test_the_end_is_an_empty_piece():
    assert read(iter([]), None, threading.Event()) == b""
    assert asyncio.run(read_async(iter([]), None)) == b""


def test_headers_that_come_twice_are_joined():
    assert joined([("X-A", "1"), ("b", "2"), ("x-a", "3")]) == {"x-a": "1, 3", "b": "2"}


@pytest.mark.parametrize(("status", "phrase"), [(200, "OK"), (429, "Too Many Requests"), (599, "")])
def test_a_status_has_the_registered_phrase(status, phrase):
    assert reason(status) == phrase


@pytest.mark.parametrize(
    ("response", "method", "kind", "added"),
    [
        (Response(200, TEXT, (Frame(b"abc"),)), "POST", "length", ("content-length", "3")),
        (Response(200, TEXT, (Frame(b"abc"),), "close"), "POST", "chunked", ("transfer-encoding", "chunked")),
        (Response(200, EVENTS, (Frame(b"abc"),)), "POST", "chunked", ("transfer-encoding", "chunked")),
        (Response(200, {"Content-Length": "9"}, (Frame(b"abc"),)), "POST", "length", ("Content-Length", "9")),
        (Response(204, TEXT), "POST", "none", ("content-type", "text/plain")),
        (Response(200, TEXT, (Frame(b"abc"),)), "head", "none", ("content-type", "text/plain")),
    ],
    ids=["whole", "cut", "events", "claimed", "no content", "head"],
)
def test_the_end_of_a_body_is_told_as_a_server_would(response, method, kind, added):
    headers, found = framing(response, method)
    assert (found, headers[-1]) == (kind, added)


def test_what_belongs_to_a_recorded_connection_is_not_sent():
    headers = {"Connection": "keep-alive", "Transfer-Encoding": "chunked", "x-request-id": "1"}
    assert framing(Response(204, headers), "POST") == ([("x-request-id", "1")], "none")


def test_a_whole_response_on_the_wire():
    assert wire(Response(200, TEXT, (Frame(b"abc"),))) == [
        b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 3\r\n\r\nabc"
    ]


def test_a_stream_on_the_wire_has_a_chunk_a_frame():
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    frames = (Frame(b"data: a\n\n"), Frame(b""), Frame(b"data: b\n\n", 0.1))
    assert wire(Response(200, EVENTS, frames)) == [
        head + b"9\r\ndata: a\n\n\r\n",
        b"",
        b"9\r\ndata: b\n\n\r\n0\r\n\r\n",
    ]


def test_a_cut_response_on_the_wire_has_no_last_chunk():
    assert wire(Response(200, EVENTS, (Frame(b"a"),), "reset"))[-1].endswith(b"1\r\na\r\n")


@pytest.mark.parametrize("cut", ["close", "reset", "stall"])
def test_a_cut_without_frames_is_a_cut_before_the_head(cut):
    sent = on_the_wire(Response(200, EVENTS, (), cut), "POST")
    assert (sent.frames, sent.cut) == ((), cut)


def test_a_response_without_frames_has_a_head():
    assert wire(Response(204, {})) == [b"HTTP/1.1 204 No Content\r\n\r\n"]
    assert wire(Response(200, EVENTS))[0].endswith(b"\r\n\r\n0\r\n\r\n")


def test_the_answer_to_head_has_no_body():
    assert wire(Response(200, {"content-length": "3"}, (Frame(b"abc"),)), "HEAD") == [
        b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n"
    ]


def test_a_body_shorter_than_its_length_ends_with_its_connection():
    assert on_the_wire(Response(200, {"content-length": "9"}, (Frame(b"abc"),)), "POST").cut == "close"


def test_delays_stay_with_their_frames():
    sent = on_the_wire(Response(200, EVENTS, (Frame(b"a", 1.0), Frame(b"b", 2.0))), "POST")
    assert [frame.delay for frame in sent.frames] == [1.0, 2.0]
