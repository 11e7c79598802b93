"""Plain words as values."""

import pytest

from mockfn.grounding.phrases import phrase, phrases
from mockfn.grounding.scan import scan


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Find a law case about fraud", "fraud"),
        ("What are the names of proteins in the plasma membrane?", "plasma membrane"),
        ("Get the details", ""),
        ("", ""),
    ],
)
def test_the_most_telling_words_are_those_no_tool_owns(spec, text, value):
    one = spec("find_law_case", "Find law cases and proteins", topic="string")
    assert phrase(one, one.params[0], scan(text), set()) == value


def test_words_that_name_the_parameter_are_left_out(spec):
    one = spec("book_hotel", "Book a hotel", room_type="string")
    assert phrase(one, one.params[0], scan("Book a deluxe room at the hotel"), set()) == "deluxe"


def test_words_are_taken_once(spec):
    one = spec("f", a="string", b="string")
    found, taken = scan("chess with friends"), set()
    assert {phrase(one, param, found, taken) for param in one.params} == {"chess", "friends"}


def test_words_listed_together_are_a_list(spec):
    one = spec("find_recipe", ingredients={"type": "array", "items": {"type": "string"}})
    found = scan("a recipe with chicken, red peppers and mushrooms")
    assert phrases(one, one.params[0], found, set()) == ["chicken", "red peppers", "mushrooms"]


def test_no_words_are_no_list(spec):
    one = spec("f", names={"type": "array", "items": {"type": "string"}})
    assert phrases(one, one.params[0], scan("do it"), set()) == []
