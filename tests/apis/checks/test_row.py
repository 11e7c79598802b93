"""The table of rejections, and how a caller changes it."""

import string

import pytest

from mockfn.apis.checks.row import PHASES, Finding, Row, rejection
from mockfn.apis.checks.rows import ROWS

ROW = Row(name="odd", message="{param} is odd: {value}", param="{param}", code="odd", when="odd", source="here")
FINDING = Finding("odd", {"param": "n", "value": 3})


def refuse(**changes):
    return rejection(FINDING, {"odd": ROW}, **changes)


def test_a_finding_fills_the_slots_of_its_row():
    error = refuse()
    assert (error.status, error.type, error.param, error.code) == (400, "invalid_request_error", "n", "odd")
    assert (error.message, error.name, error.spacing) == ("n is odd: 3", "odd", "pretty2")


@pytest.mark.parametrize("name", ["odd", "fields"])
def test_a_row_is_skipped_by_its_name_or_its_phase(name):
    assert refuse(skip=frozenset({name})) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"odd": "{value}!"}, (400, "3!", "n", "odd")),
        ({"odd": {"status": 422, "code": None}}, (422, "n is odd: 3", "n", None)),
        ({"*": {"param": None, "code": 7}}, (400, "n is odd: 3", None, 7)),
        ({"*": {"param": None}, "odd": {"message": "no"}}, (400, "no", None, "odd")),
        ({"*": None, "odd": {}}, (400, "n is odd: 3", "n", "odd")),
        ({"even": None}, (400, "n is odd: 3", "n", "odd")),
        ({"*": None, "fields": {"code": 7}}, (400, "n is odd: 3", "n", 7)),
        ({"fields": None, "odd": "no"}, (400, "no", "n", "odd")),
    ],
)
def test_words_change_a_row(words, said):
    error = refuse(words=words)
    assert (error.status, error.message, error.param, error.code) == said


@pytest.mark.parametrize(
    "words", [{"odd": None}, {"*": None}, {"*": None, "even": {}}, {"fields": None}, {"*": {}, "fields": None}]
)
def test_words_that_are_none_take_a_row_away(words):
    assert refuse(words=words) is None


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_says_when_it_holds_and_how_that_is_known(row):
    assert row.phase in PHASES
    assert row.when
    assert row.source
    slots = {name for _, name, _, _ in string.Formatter().parse(row.message) if name is not None}
    assert all(name.isidentifier() for name in slots)


def test_no_name_is_both_a_row_and_a_phase():
    assert not ROWS.keys() & set(PHASES)
