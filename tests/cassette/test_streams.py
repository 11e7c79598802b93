import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.cassette.model import at_offsets
from mockfn.cassette.streams import pack_frames, unpack_frames
from mockfn.http import Frame

SSE = "text/event-stream; charset=utf-8"


def test_an_event_is_one_entry_with_the_time_of_the_chunk_that_began_with_it():
    frames = (Frame(b'data: {"a":1}\n\ndata: two\n\n', 0.25), Frame(b"data: [DONE]\n\n", 0.5))
    assert pack_frames(frames, SSE) == {
        "events": [{"at": 0.25, "data": '{"a":1}'}, {"data": "two"}, {"at": 0.75, "data": "[DONE]"}]
    }


def test_a_chunk_that_begins_inside_an_event_is_told_by_its_byte():
    frames = (Frame("data: ü".encode()[:7], 0.1), Frame("data: ü".encode()[7:] + b"\n\n", 0.2))
    packed = pack_frames(frames, SSE)
    assert packed == {"events": [{"at": 0.1, "data": "ü", "split": [[7, 0.3]]}]}
    assert unpack_frames(packed) == at_offsets([(0.1, frames[0].data), (0.3, frames[1].data)])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"data:x\n\n", {"grammar": "tight", "events": [{"at": 0.0, "data": "x"}]}),
        (b"data: x\r\n\r\n", {"grammar": "crlf", "events": [{"at": 0.0, "data": "x"}]}),
        (b"event: e\ndata: x\n\n", {"events": [{"at": 0.0, "event": "e", "data": "x"}]}),
        (b"data: x\ndata: y\n\n", {"events": [{"at": 0.0, "data": "x\ny"}]}),
        (b": PROCESSING\n\n", {"events": [{"at": 0.0, "comment": "PROCESSING"}]}),
        (b"data: x", {"events": [{"at": 0.0, "raw": "data: x"}]}),
        (b"retry: 3\n\n", {"events": [{"at": 0.0, "raw": "retry: 3\n\n"}]}),
    ],
)
def test_events_read_in_the_grammar_of_their_stream(body, expected):
    assert pack_frames((Frame(body),), SSE) == expected
    assert unpack_frames(expected) == (Frame(body),)


def test_a_body_that_came_in_chunks_tells_their_times_and_sizes():
    frames = (Frame(b'{"a"', 0.5), Frame(b":1}", 0.25))
    packed = pack_frames(frames, "application/json")
    assert packed == {"json": {"a": 1}, "frames": [[0.5, 4], [0.75, 3]]}
    assert unpack_frames(packed) == frames


def test_a_body_edited_by_hand_is_one_chunk():
    assert unpack_frames({"json": {"a": 1000}, "frames": [[0.5, 4], [0.75, 3]]}) == (Frame(b'{"a":1000}', 0.5),)


PARTS = st.sampled_from(
    [
        'data: {"a": "ü"}',
        "data:x",
        "data",
        "event: e",
        "id: 1",
        ": c",
        "",
        "\n",
        "\r\n",
        "\n\n",
        "\r",
        "ü",
        "\ufeff",
        " ",
    ]
)
BODIES = st.lists(PARTS, max_size=12).map("".join).map(str.encode) | st.binary(max_size=30)
CUTS = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 2000)), max_size=12)


@given(BODIES, CUTS, st.sampled_from([SSE, "application/json", ""]))
def test_any_chunks_come_back_to_the_byte_and_the_millisecond(body, cuts, content_type):
    frames, position = [], 0
    for size, milliseconds in [*cuts, (len(body), 0)]:
        if body[position : position + size]:
            frames.append(Frame(body[position : position + size], milliseconds / 1000))
        position += size
    assert unpack_frames(pack_frames(tuple(frames), content_type)) == tuple(frames)
