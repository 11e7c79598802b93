"""Dates and times in the form that is asked for, in the order their names imply."""

import random

import pytest

from mockfn.schema.realism.dates import dated
from mockfn.schema.realism.scene import Scene

ASKED = [
    (("date",), "", (), [], "2026-01-05"),
    (("start", "time"), "", (), [], "09:00"),
    (("created", "at"), "", (), [], "2026-01-05T09:00:00Z"),
    (("end", "time"), "", ("date-time",), [], "2026-01-05T09:30:00Z"),
    (("when",), "Written as DD/MM/YYYY.", (), [], "05/01/2026"),
    (("date",), "", (), ["Jan", "04/23/2023"], "01/05/2026"),
    (("x",), "", ("date",), [], "2026-01-05"),
    (("since",), "The first date to return", (), [], "2026-01-05"),
]


class First(random.Random):
    """Always draws the least."""

    def random(self):
        return 0.0


@pytest.mark.parametrize(("words", "description", "formats", "samples", "written"), ASKED)
def test_a_date_is_written_as_asked(words, description, formats, samples, written):
    assert dated(words, description, formats, samples)(Scene(First())) == written


@pytest.mark.parametrize(
    ("words", "description", "formats"), [(("city",), "", ()), (("since",), "", ()), (("date",), "", ("uri",))]
)
def test_what_is_no_date_is_none(words, description, formats):
    assert dated(words, description, formats, []) is None


def test_roles_are_told_by_the_words():
    scene = Scene(random.Random(3))
    born, start, end = (
        dated(words, "", (), [])(scene) for words in (("date", "of", "birth"), ("start", "date"), ("due", "date"))
    )
    assert born < start < end
