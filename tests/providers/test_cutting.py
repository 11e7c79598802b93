"""However a text is cut, its pieces are the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.providers.cutting import by_four_five_six, by_token


@pytest.mark.parametrize("cut", [by_token, by_four_five_six])
@given(text=st.text())
def test_the_pieces_joined_are_the_text(cut, text):
    pieces = cut(text)
    assert "".join(pieces) == text
    assert all(pieces)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ('{"city":"Paris"}', ['{"', "city", '":"', "Paris", '"}']),
        ("It is 18.5 degrees", ["It", " is", " ", "18", ".", "5", " degrees"]),
        ("12345", ["123", "45"]),
        ("snake_case", ["snake", "_", "case"]),
    ],
)
def test_a_token_is_about_a_word(text, pieces):
    assert by_token(text) == pieces


def test_parallel_calls_are_cut_by_four_five_six():
    assert [len(piece) for piece in by_four_five_six("x" * 32)] == [4, 5, 6, 4, 5, 6, 2]
