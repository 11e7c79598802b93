"""A place tells an error where to point."""

import pytest

from mockfn.errors import ScriptError
from mockfn.place import Place


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), "a rule"),
        (Place("rules.yaml"), "rules.yaml"),
        (Place("rules.yaml", 3), "rules.yaml:3"),
        (Place("rules.yaml", 3, "rule 1"), "rule 1 at rules.yaml:3"),
        (Place(rule="rule 1"), "rule 1"),
    ],
)
def test_a_place_reads_like_a_place(place, text):
    assert str(place) == text


def test_another_line_of_the_same_rule():
    assert Place("a.yaml", 3, "rule 1").at(7) == Place("a.yaml", 7, "rule 1")


def test_no_other_line_is_the_same_place():
    assert Place("a.yaml", 3).at(None) == Place("a.yaml", 3)


@pytest.mark.parametrize(
    ("message", "remedy", "text"),
    [
        ("is wrong", "", "a.yaml:3, rule 1, say: is wrong"),
        ("is wrong", "Right it.", "a.yaml:3, rule 1, say: is wrong. Right it."),
        ("is wrong!", "Right it.", "a.yaml:3, rule 1, say: is wrong! Right it."),
    ],
)
def test_an_error_names_the_place_the_key_and_the_remedy(message, remedy, text):
    error = Place("a.yaml", 3, "rule 1").error(message, key="say", remedy=remedy)
    assert isinstance(error, ScriptError)
    assert (str(error), error.file, error.line, error.rule, error.key) == (text, "a.yaml", 3, "rule 1", "say")
