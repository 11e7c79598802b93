"""`mockfn completion`: what a shell needs to complete commands, options, and the names they take."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from mockfn.commands.declaring import Commands, Parser, declare

__all__ = ["add"]

_SHELLS = ("bash", "zsh", "fish")
_FOLDERS = ("DIR",)
_FILES = ("FILE", "SCRIPT", "REQUEST", "PATH", "A", "B")


def add(commands: Commands[Parser]) -> None:
    """Declares the command."""
    examples = """
        mockfn completion bash > ~/.local/share/bash-completion/completions/mockfn
        mockfn completion zsh > ~/.zfunc/_mockfn
        mockfn completion fish > ~/.config/fish/completions/mockfn.fish
    """
    command = declare(commands, "completion", "Print what a shell needs to complete commands.", examples, _run)
    command.add_argument("shell", choices=_SHELLS, metavar="SHELL", help="bash, zsh or fish")


def _run(options: argparse.Namespace) -> int:
    import shtab

    from mockfn.providers import PROVIDERS

    parser: argparse.ArgumentParser = options.parser
    for action in _arguments(parser):
        if action.dest in ("provider", "name"):
            action.choices = list(PROVIDERS)
        elif action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks
        elif action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]  # as above
    sys.stdout.write(shtab.complete(parser, options.shell))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every argument of a parser and of the commands below it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _arguments(below)
        else:
            yield action
