"""What every text holds in which an expression is found."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mockfn.matchers import Said
from mockfn.matchers.needles import needles


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"order (?P<id>\d+)", ("order",)),
        (r"^Order\s+No\.\s*(\d+) now$", ("order", "no", "now")),
        (r"colou?r", ("colo", "r")),
        (r"ab+c*d", ("ab", "d")),
        (r"ab{2,3}c", ("a", "c")),
        (r"ab{c", ("a", "c")),
        (r"[abc]d[]x]e[^]y]f", ("d", "e", "f")),
        (r"one (two|three) four", ("one", "four")),
        (r"one  two\n three (4)", ("one two", "three")),
        (r"straße", ("strasse",)),
        (r"one|two", ()),
        (r"\x41bc", ()),
        (r"(?x) a b", ()),
        (r"(?i)Weather at Six", ("weather at s", "x")),
        (r".*", ()),
    ],
)
def test_what_an_expression_spells_out(pattern, words):
    assert needles(re.compile(pattern)) == words


def test_a_class_that_python_reads_differently_ends_the_reading():
    assert needles(re.compile(r"a[]]b")) == ("a", "b")


PLAIN = re.findall(r"\S+", "a Ab İ i ß k x+ y* z? q{2} w{0,1} [ab] (cd) (e|f) (g)? ^ $ . { } - | [^]]")
PIECES = st.sampled_from([*PLAIN, " ", "(?:n o)", r"\.", r"\d", r"\bm", "\\\\"])
PATTERNS = st.lists(PIECES, min_size=1, max_size=6).map("".join)


@given(PATTERNS, st.booleans(), st.data())
def test_every_text_that_an_expression_is_found_in_holds_them(pattern, ignore_case, data):
    try:
        compiled = re.compile(pattern, re.IGNORECASE if ignore_case else 0)
    except re.error:
        assume(False)
    text = data.draw(st.from_regex(compiled) | st.text())
    assume(compiled.search(text))
    flat = Said(text).flat
    assert all(word in flat for word in needles(compiled))
