from hypothesis import given
from hypothesis import strategies as st

from mockfn.cassette.edits import decoded, replace
from mockfn.http import Frame


def frames(*pieces):
    return tuple(Frame(piece.encode() if isinstance(piece, str) else piece, 0.5) for piece in pieces)


def test_a_word_stands_in_the_chunk_in_which_what_it_replaces_began():
    assert replace(frames("abc", "def", "ghi"), [(2, 7, "X")]) == (Frame(b"abX", 0.5), Frame(b"hi", 1.0))


def test_overlapping_spans_are_one():
    assert replace(frames("abcdef"), [(1, 3, "X"), (2, 5, "Y")]) == frames("aXf")


def test_characters_are_counted_not_bytes():
    assert replace(frames("ü€x", "yü"), [(1, 3, "-"), (4, 5, "!")]) == frames("ü-", "y!")


def test_what_is_no_utf_8_is_read_a_byte_a_character():
    assert decoded(frames(b"\xffa")) == ("ÿa", "latin-1")
    assert replace(frames(b"\xffab"), [(1, 2, "X")]) == frames(b"\xffXb")


@given(st.text(max_size=30), st.lists(st.integers(1, 5)), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9))))
def test_the_body_is_that_of_the_text_edited_whole(text, sizes, marks):
    body, pieces, at = text.encode(), [], 0
    for size in [*sizes, len(body)]:
        pieces.append(body[at : at + size])
        at += size
    spans = [(min(a, len(text)), min(a + n, len(text)), "#") for a, n in marks]
    expected, end = "", 0
    for start, stop, _ in sorted(spans, key=lambda span: (span[0], -span[1])):
        if stop > max(end, start):
            expected += text[end:start] + ("#" if start >= end else "")
            end = stop
    edited = replace(frames(*filter(None, pieces)), [span for span in spans if span[0] < span[1]])
    assert b"".join(frame.data for frame in edited).decode() == expected + text[end:]
