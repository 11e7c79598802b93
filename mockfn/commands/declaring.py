"""How a command is declared: a summary for the list of commands, and examples below its options."""

from __future__ import annotations

import argparse
from collections.abc import Callable

__all__ = ["Commands", "declare"]

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
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(run=run)
    return command
