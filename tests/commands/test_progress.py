"""A bar for work that lasts, on a terminal and nowhere else."""

from __future__ import annotations

import io
import sys

import pytest

from mockfn.commands import progress
from mockfn.commands.progress import tracked


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("after", [0.0, 1.0])
def test_every_item_comes_once_and_in_order(monkeypatch, terminal, after):
    monkeypatch.setattr(sys, "stderr", Terminal() if terminal else io.StringIO())
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(progress, "AFTER", after)
    assert list(tracked(iter(range(5)), 5, "counting")) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("error", "output", "after", "printing", "seen"),
    [
        (Terminal, io.StringIO, 0.0, True, True),
        (Terminal, io.StringIO, 60.0, True, False),
        (Terminal, Terminal, 0.0, True, False),
        (Terminal, Terminal, 0.0, False, True),
        (io.StringIO, io.StringIO, 0.0, False, False),
    ],
)
def test_the_bar_is_for_a_terminal_that_waits(monkeypatch, error, output, after, printing, seen):
    monkeypatch.setattr(sys, "stderr", error())
    monkeypatch.setattr(sys, "stdout", output())
    monkeypatch.setattr(progress, "AFTER", after)
    list(tracked(range(3), 3, "counting", printing=printing))
    assert ("counting" in sys.stderr.getvalue()) is seen
    assert sys.stdout.getvalue() == ""


def test_what_is_printed_beside_the_bar_stays_on_standard_output(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(progress, "AFTER", 0.0)
    for item in tracked(range(5), 5, "counting", printing=True):
        print(item)
    assert sys.stdout.getvalue() == "0\n1\n2\n3\n4\n"
    assert "counting" in sys.stderr.getvalue()
