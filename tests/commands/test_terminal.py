"""Colours on a terminal, none in a pipe or where NO_COLOR says so; long lines stay whole in a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockfn.commands.terminal import console

pty = pytest.importorskip("pty")

ROOT = Path(__file__).parents[2]
PROGRAM = "from mockfn.commands.terminal import console; console().print('[red]word[/red] ' * 60)"


def printed(environment, *, terminal):
    """What the program prints, to a terminal or to a pipe."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "80", **environment}
    if not terminal:
        return subprocess.run([sys.executable, "-c", PROGRAM], env=env, capture_output=True, check=True).stdout
    reader, writer = pty.openpty()
    subprocess.run([sys.executable, "-c", PROGRAM], env=env, stdout=writer, check=True)
    os.close(writer)
    said = os.read(reader, 65_536)
    os.close(reader)
    return said


@pytest.mark.parametrize(
    ("environment", "terminal", "coloured"),
    [({}, True, True), ({"NO_COLOR": "1"}, True, False), ({}, False, False)],
)
def test_colours_are_for_terminals(environment, terminal, coloured):
    assert (b"\x1b[31m" in printed(environment, terminal=terminal)) is coloured


def test_a_pipe_gets_whole_lines():
    assert printed({}, terminal=False).count(b"\n") == 1


def test_a_reader_that_has_read_enough_is_no_problem_that_was_found():
    with pytest.raises(BrokenPipeError):
        console().on_broken_pipe()
