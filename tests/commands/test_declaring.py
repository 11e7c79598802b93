"""Every command has a summary, examples and an exit code."""

from __future__ import annotations

import argparse

import pytest

from mockfn.cli import COMMANDS, main
from mockfn.commands.declaring import whole_number

NAMES = [command.__name__.rpartition(".")[2] for command in COMMANDS]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_shows_examples_that_begin_with_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name.replace("_", "-"), "--help"])
    assert ended.value.code == 0
    examples = capsys.readouterr().out.partition("examples:\n")[2].splitlines()
    assert examples
    assert all(line.strip().startswith(f"mockfn {name}") or "| mockfn" in line for line in examples)


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("12", 12), ("007", 7), ("1000", 1000)])
def test_how_many_is_a_whole_number(text: str, number: int) -> None:
    assert whole_number(1, 1000)(text) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "", "many", "²", "1001", "9" * 5000])
def test_no_other_text_is(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError) as caught:
        whole_number(0, 1000)(text)
    assert str(caught.value) == f"takes a whole number, 0 to 1000, not {text!r}"
