"""`mockfn init`: a starter script, a conftest.py and a test that pass as they are."""

from __future__ import annotations

import argparse
import shlex

from mockfn.commands.declaring import Commands, Parser, declare

__all__ = ["add"]


def add(commands: Commands[Parser]) -> None:
    """Declares the command."""
    examples = "mockfn init\nmockfn init tests/llm"
    summary = "Write a starter script, a conftest.py and a test."
    command = declare(commands, "init", summary, examples, _run)
    command.add_argument(
        "folder", nargs="?", default=".", metavar="DIR", help="the folder to write into (default: this one)"
    )


def _run(options: argparse.Namespace) -> int:
    from importlib.util import find_spec

    from mockfn.commands.starter import starter
    from mockfn.files import write_new

    written = write_new(options.folder, starter(openai=find_spec("openai") is not None))
    folder = shlex.quote(options.folder)
    script = shlex.quote(str(written[0]))
    told = [f"wrote {path}" for path in written]
    told += [
        "",
        "Next:",
        f"  pytest {folder}  # passes as it is",
        f"  mockfn check {script}  # finds what is wrong with a script",
        f"  mockfn serve {script}  # the same answers for any language",
    ]
    print("\n".join(told))
    return 0
