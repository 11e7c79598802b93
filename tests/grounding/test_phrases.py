"""Plain words as values."""

import pytest

from mockfn.grounding.phrases import named, phrase, phrases, rest
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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a server with username admin", "admin"),
        ("the username is admin", "admin"),
        ("username: admin", "admin"),
        ("a server of theirs", ""),
        ("the username", ""),
    ],
)
def test_a_word_after_the_parameters_name_is_its_value(spec, text, value):
    assert named(spec("add", username="string").params[0], scan(text), set()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Print hello world", "hello world"),
        ("Add a todo to buy milk at 9 pm. Thanks!", "buy milk at 9 pm"),
        ("Send a note saying I am late.", "I am late"),
        ("", ""),
    ],
)
def test_text_is_the_rest_of_the_sentence(spec, text, value):
    assert rest(spec("print_todo", content="string"), scan(text), set()) == value


def test_the_name_of_another_parameter_is_no_phrase(spec):
    one = spec("add", nickname="string", database="string")
    assert phrase(one, one.params[1], scan("a nickname"), set()) == ""
