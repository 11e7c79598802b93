"""The command line: `mockfn COMMAND`. Exit codes: 0 done; 1 it ran and found something wrong; 2 it could not run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version

from mockfn.commands import cassette, check, completion, demo, explain, generate, init, providers, serve
from mockfn.commands.declaring import layout
from mockfn.errors import MockfnError

__all__ = ["COMMANDS", "main"]

COMMANDS = (init, serve, check, explain, generate, cassette, providers, completion, demo)

_EPILOG = """\
examples:
  mockfn init tests/llm
  mockfn serve script.yaml --port 0
  mockfn COMMAND --help

exit codes: 0 done, 1 it ran and found something wrong, 2 it could not run
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. What is wrong with what was asked is one line on standard error."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except MockfnError as problem:
        print(f"mockfn: {problem}", file=sys.stderr)  # noqa: T201 - the command line speaks
        return 2
    except BrokenPipeError:
        # `mockfn ... | head` has read enough.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mockfn",
        description="Test applications that use LLM function calling: no network, no key, no bill.",
        epilog=_EPILOG,
        formatter_class=layout,
    )
    parser.add_argument("--version", action="version", version=f"mockfn {version('mockfn')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    parser.set_defaults(parser=parser)  # what completion is made from
    return parser
