"""How a command is declared: a summary for the list of commands, and examples below its options."""

from __future__ import annotations

import argparse
from collections.abc import Callable

__all__ = ["Commands", "declare", "layout", "whole_number"]

Commands = argparse._SubParsersAction


def declare(
    commands: Commands[argparse.ArgumentParser],
    name: str,
    summary: str,
    examples: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """The parser of a new command; `examples` is one command line a line."""
    lines = "\n".join(f"  {line.strip()}" for line in examples.strip().splitlines())
    command = commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=f"examples:\n{lines}",
        formatter_class=layout,
    )
    command.set_defaults(run=run)
    return command


def layout(prog: str) -> argparse.HelpFormatter:
    """How help is laid out: a line a command, examples as they are written."""
    formatter = argparse.RawDescriptionHelpFormatter(prog, max_help_position=30)
    formatter._action_max_length = 16  # argparse forgets that the names of commands are indented once more
    return formatter


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """The type of an option that takes a whole number of at least `least` and at most `most`."""
    bounds = f"{least} or more" if most is None else f"{least} to {most}"

    def number(text: str) -> int:
        found = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
        if found < least or (most is not None and found > most):
            raise argparse.ArgumentTypeError(f"takes a whole number, {bounds}, not {text!r}")
        return found

    return number
