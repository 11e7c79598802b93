"""Every command has a summary, examples and an exit code."""

from __future__ import annotations

import pytest

from mockfn.cli import COMMANDS, main
from mockfn.commands.declaring import counted

NAMES = [command.__name__.rpartition(".")[2] for command in COMMANDS]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_shows_examples_that_begin_with_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name.replace("_", "-"), "--help"])
    assert ended.value.code == 0
    examples = capsys.readouterr().out.partition("examples:\n")[2].splitlines()
    assert examples
    assert all(line.strip().startswith(f"mockfn {name}") or "| mockfn" in line for line in examples)


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("12", 12), ("007", 7)])
def test_how_many_is_a_whole_number(text: str, number: int) -> None:
    assert counted(text) == number
