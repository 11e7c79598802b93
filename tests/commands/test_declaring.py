"""Every command has a summary, examples and an exit code."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockfn.cli import COMMANDS, main
from mockfn.commands.declaring import Parser, number, seed, whole_number

NAMES = [command.__name__.rpartition(".")[2] for command in COMMANDS]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_shows_examples_that_begin_with_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name.replace("_", "-"), "--help"])
    assert ended.value.code == 0
    examples = capsys.readouterr().out.partition("examples:\n")[2].splitlines()
    assert examples
    assert all(line.strip().startswith(f"mockfn {name}") or "| mockfn" in line for line in examples)


def below(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and those of the commands below it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from below(command)


def test_all_help_fits_a_terminal_of_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    parser = Parser(prog="mockfn")
    commands = parser.add_subparsers(metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    lines = [line for one in below(parser) for line in one.format_help().splitlines()]
    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize(("text", "whole"), [("1", 1), ("12", 12), ("007", 7), ("1000", 1000)])
def test_how_many_is_a_whole_number(text: str, whole: int) -> None:
    assert whole_number(1, 1000)(text) == whole


@pytest.mark.parametrize("text", ["-1", "1.5", "", "many", "²", "1001", "9" * 5000])
def test_no_other_text_is(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError) as caught:
        whole_number(0, 1000)(text)
    assert str(caught.value) == f"takes a whole number, 0 to 1000, not {text!r}"


@pytest.mark.parametrize("text", ["0", "-1.5", "1e3", " 2 "])
def test_a_number_is_a_finite_one(text: str) -> None:
    assert number(text) == float(text)


@pytest.mark.parametrize("text", ["x", "", "nan", "inf", "-Infinity", "1e999"])
def test_no_other_text_is_a_number(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError) as caught:
        number(text)
    assert str(caught.value) == f"takes a number, not {text!r}"


def test_a_seed_is_any_whole_number() -> None:
    assert [seed("7"), seed("-7")] == [7, -7]


@pytest.mark.parametrize(("text", "shown"), [("x", "x"), ("1.5", "1.5"), ("", ""), ("9" * 5000, "9" * 20)])
def test_no_other_text_is_a_seed(text: str, shown: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError) as caught:
        seed(text)
    assert str(caught.value) == f"takes a whole number, not {shown!r}"


PAGE = (Path(__file__).parents[2] / "docs/commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_on_the_page_of_commands(name: str) -> None:
    assert f"`mockfn {name}" in PAGE


@pytest.mark.parametrize("name", ["check", "completion", "explain", "generate", "init"])
def test_the_page_shows_the_examples_of_the_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([name, "--help"])
    examples = capsys.readouterr().out.partition("examples:\n")[2].splitlines()
    assert [line.strip() for line in examples if line.strip() not in PAGE] == []
