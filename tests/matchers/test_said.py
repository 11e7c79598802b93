"""A text as conditions see it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.matchers import Said, excerpt


@pytest.mark.parametrize(
    ("raw", "folded", "flat"),
    [
        ("", "", ""),
        (" a\tB ", "a b", "a b"),
        ("One\n\n  TWO \r\nthree", "one\ntwo\nthree", "one two three"),
        ("Straße", "strasse", "strasse"),
    ],
)
def test_case_and_white_space_are_folded(raw, folded, flat):
    assert (Said(raw).folded, Said(raw).flat) == (folded, flat)


def test_what_was_written_is_found_again():
    said = Said("Die  Straße in\nİzmir")
    assert [said.written(*span) for span in ((0, 3), (4, 11), (15, 21), (4, 21))] == [
        "Die",
        "Straße",
        "İzmir",
        "Straße in İzmir",
    ]


def test_an_excerpt_and_the_words_are_made_once():
    said = Said("One two\nONE")
    assert (said.excerpt, said.words) == ('"One two ONE"', {"one", "two"})
    assert said.excerpt is said.excerpt


@given(st.text())
def test_the_whole_folded_text_is_the_whole_text_written(raw):
    said = Said(raw)
    assert len(said.flat) == len(said.folded)
    assert not said.flat or said.written(0, len(said.flat)) == " ".join(raw.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\n b", '"a b"'), ("abcdefghijklmnopqrstuvwxyz", '"abcdefghijkl … vwxyz"')],
)
def test_an_excerpt_is_one_short_line(text, shown):
    assert excerpt(text, 20) == shown
