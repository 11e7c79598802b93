from hypothesis import given
from hypothesis import strategies as st

from mockfn.cassette.model import at_offsets, offsets
from mockfn.http import Frame


def test_offsets_are_seconds_after_the_request():
    assert offsets((Frame(b"a", 0.25), Frame(b"b", 0.5))) == [0.25, 0.75]


def test_chunks_without_bytes_are_dropped_and_time_never_runs_back():
    assert at_offsets([(0.5, b"a"), (0.6, b""), (0.4, b"b")]) == (Frame(b"a", 0.5), Frame(b"b", 0.0))


@given(st.lists(st.integers(0, 100_000)))
def test_frames_come_back_from_their_offsets(milliseconds):
    frames = tuple(Frame(b"x", wait / 1000) for wait in milliseconds)
    assert at_offsets([(at, b"x") for at in offsets(frames)]) == frames
