"""The command line: exit codes, one line for what is wrong, help that names every command."""

from __future__ import annotations

import pytest

from mockfn.cli import COMMANDS, main


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("mockfn ")


@pytest.mark.parametrize("arguments", [[], ["surve"], ["serve", "--port", "many"], ["serve", "--otherwise", "cry"]])
def test_a_command_line_that_makes_no_sense_ends_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: mockfn" in capsys.readouterr().err


def test_what_cannot_be_run_is_one_line_and_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--provider", "opnai"]) == 2
    assert capsys.readouterr().err == "mockfn: There is no provider 'opnai'. Did you mean 'openai'?\n"


def test_the_help_fits_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert capsys.readouterr().out.count("\n") <= 40


def test_the_help_has_a_line_for_each_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    listed = said.partition("  COMMAND\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split()[0] for line in listed] == [command.__name__.rpartition(".")[2] for command in COMMANDS]
    assert said.endswith("exit codes: 0 done, 1 it ran and found something wrong, 2 it could not run\n")
