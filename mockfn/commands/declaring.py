"""How a command is declared: a summary for the list of commands, and examples below its options.

Whoever types it wrong gets one line with what was meant, not a screen of options.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from math import isfinite, nan
from typing import Any, NoReturn

from mockfn.errors import nearest

__all__ = [
    "Commands",
    "Parser",
    "add_address_options",
    "add_allow",
    "declare",
    "number",
    "seed",
    "show_help",
    "whole_number",
]

Commands = argparse._SubParsersAction


class _Layout(argparse.RawDescriptionHelpFormatter):
    """A line a command, examples as they are written, all else in the width of the terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30)
        self._action_max_length = 16  # argparse forgets that the names of commands are indented once more

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return super()._fill_text(text, width, indent)
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


class Parser(argparse.ArgumentParser):
    """The parser of a command line or of one command: `run`, a function of its options, and `declared`, itself, are
    among what it parses."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, formatter_class=_Layout)
        self._positionals.title = "arguments"
        self.set_defaults(declared=self, run=show_help)

    def parse_all(self, arguments: Sequence[str] | None) -> argparse.Namespace:
        """The options. What is wrong with the command line ends the process with 2, and a hint."""
        words = sys.argv[1:] if arguments is None else arguments
        # argparse would take the value of an option that it does not know for a command.
        if words and words[0].startswith("--") and not self._knows(words[0]):
            self.error(self._stray(words[0]))
        options, left = self.parse_known_args(words)
        if left:
            asked: Parser = options.declared
            asked.error(asked._stray(left[0]))
        return options

    def error(self, message: str) -> NoReturn:
        """One line, with where to read on."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")

    def _knows(self, word: str) -> bool:
        return any(option.startswith(word.partition("=")[0]) for option in self._option_string_actions)

    def _stray(self, word: str) -> str:
        """What is wrong with a word that is no option and no argument of this command."""
        name = word.partition("=")[0]
        if not name.startswith("-"):
            return f"There is one argument too many, {word!r}."
        options = [option for option in self._option_string_actions if option.startswith("--")]
        return f"There is no option {name!r}. {nearest(name, options)}"

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """What argparse calls for each value: a choice that does not exist is told with those that do."""
        if action.choices is None or value in action.choices:
            return
        hint = nearest(str(value), [str(choice) for choice in action.choices])
        if isinstance(action, argparse._SubParsersAction):
            self.error(f"There is no command {value!r}. {hint}")
        raise argparse.ArgumentError(action, f"takes no {value!r}. {hint}")


def show_help(options: argparse.Namespace) -> int:
    """What a command does that only holds others: nothing was done, so its help is no output, and no success."""
    options.declared.print_help(sys.stderr)
    return 2


def declare(
    commands: Commands[Parser],
    name: str,
    summary: str,
    examples: str,
    run: Callable[[argparse.Namespace], int],
) -> Parser:
    """The parser of a new command; `examples` is one command line a line."""
    lines = "\n".join(f"  {line.strip()}" for line in examples.strip().splitlines())
    command = commands.add_parser(name, help=summary, description=summary, epilog=f"examples:\n{lines}")
    command.set_defaults(run=run)
    return command


def add_allow(command: Parser) -> None:
    """The option of what is written into cassettes although it looks like a secret."""
    text = "a regular expression for texts that are no secrets; may be given again"
    command.add_argument("--allow", action="append", default=[], type=_pattern, metavar="PATTERN", help=text)


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as problem:
        raise argparse.ArgumentTypeError(f"{text!r} is no regular expression: {problem}") from None
    return text


def number(text: str) -> float:
    """The type of an option that takes a number."""
    try:
        found = float(text)
    except ValueError:
        found = nan
    if not isfinite(found):
        raise argparse.ArgumentTypeError(f"takes a number, not {text!r}")
    return found


def seed(text: str) -> int:
    """The type of an option that takes a seed: any whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"takes a whole number, not {text[:20]!r}") from None


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """The type of an option that takes a whole number of at least `least` and at most `most`."""
    bounds = f"{least} or more" if most is None else f"{least} to {most}"

    def whole(text: str) -> int:
        found = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
        if found < least or (most is not None and found > most):
            raise argparse.ArgumentTypeError(f"takes a whole number, {bounds}, not {text!r}")
        return found

    return whole


def add_address_options(command: Parser) -> None:
    """The options that say where to listen."""
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    port = whole_number(0, 65_535)
    text = "port to listen on; 0 takes a free one (default: %(default)s)"
    command.add_argument("--port", type=port, default=4010, help=text)
