"""`mockfn demo`: the real `openai` client at work."""

from __future__ import annotations

import argparse

from mockfn.commands.declaring import Commands, Parser, declare

__all__ = ["add"]


def add(commands: Commands[Parser]) -> None:
    """Declares the command."""
    summary = "Watch the real openai client talk with mockfn."
    declare(commands, "demo", summary, "mockfn demo", _run)


def _run(_options: argparse.Namespace) -> int:
    from mockfn.demo import run

    run()
    return 0
