"""Server-Sent Events as the standard has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.sse import DONE, Event, decode, encode

LINE = st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=["Cs"]))


@given(st.lists(LINE, max_size=5))
def test_what_is_encoded_is_decoded(lines):
    body = b"".join(encode(line.encode()) for line in lines)
    assert decode(body) == [Event(line) for line in lines]


def test_an_event_is_one_data_line_and_an_empty_one():
    assert encode(b'{"a":1}') == b'data: {"a":1}\n\n'


def test_done_is_the_event_that_ends_a_stream():
    assert decode(DONE) == [Event("[DONE]")]


@pytest.mark.parametrize(
    ("body", "events"),
    [
        (b"", []),
        (b"\n\n\n", []),
        (b"data: a\n\ndata: b\n\n", [Event("a"), Event("b")]),
        (b"data: a\r\n\r\ndata: b\r\n\r\n", [Event("a"), Event("b")]),
        (b"data: a\r\rdata: b\r\r", [Event("a"), Event("b")]),
        (b"data: a\ndata: b\n\n", [Event("a\nb")]),
        (b"data:a\ndata:  b\n\n", [Event("a\n b")]),
        (b"data\n\n", [Event("")]),
        (b"event: ping\nid: 7\ndata: a\n\n", [Event("a", "ping", "7")]),
        (b"event: ping\n\n", [Event("", "ping")]),
        (b": still working\n\n", [Event(comment="still working")]),
        (b": one\n: two\n\n", [Event(comment="one\ntwo")]),
        (b": aside\ndata: a\n\n", [Event("a")]),
        (b"retry: 10\nunknown: x\ndata: a\n\n", [Event("a")]),
        (b"\xef\xbb\xbfdata: a\n\n", [Event("a")]),
        (b"data: a\n\ndata: unfinis", [Event("a"), Event("unfinis")]),
        (b"data: \xff\n\n", [Event("\N{REPLACEMENT CHARACTER}")]),
    ],
    ids=[
        *("nothing", "empty lines", "two", "CRLF", "CR", "two lines", "one space is dropped", "no colon", "named"),
        *("only a name", "comment", "two comments", "comment beside data", "other fields", "BOM", "cut", "no UTF-8"),
    ],
)
def test_a_stream_is_its_events(body, events):
    assert decode(body) == events


@given(st.binary(max_size=200))
def test_any_bytes_can_be_decoded(body):
    assert all(isinstance(event, Event) for event in decode(body))
