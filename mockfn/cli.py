"""The command line: `mockfn COMMAND`. Exit codes: 0 done; 1 it ran and found something wrong; 2 it could not run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO, TextIOWrapper
from typing import Any, TextIO

from mockfn.commands import cassette, check, completion, demo, explain, generate, init, providers, record, serve
from mockfn.commands.declaring import Parser
from mockfn.errors import MockfnError

__all__ = ["COMMANDS", "main"]

COMMANDS = (init, serve, record, check, explain, generate, cassette, providers, completion, demo)

_EPILOG = """\
examples:
  mockfn init tests/llm     a script, and tests that pass, to start from
  mockfn serve script.yaml  answers by that script on http://127.0.0.1:4010/v1
  mockfn serve --help       the options of a command, with examples

exit codes: 0 done, 1 it ran and found something wrong, 2 it could not run
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. What is wrong with what was asked is one line on standard error."""
    options = _parser().parse_all(arguments)
    sys.stdout = sys.stdout or StringIO()  # closed by who started this: then nobody reads what is printed
    _prepare(sys.stdout)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except MockfnError as problem:
        return _failed(str(problem))
    except BrokenPipeError:
        # `mockfn ... | head` has read enough.
        _give_up(sys.stdout)
        return 0
    except OSError as problem:
        _give_up(sys.stdout)
        return _failed(f"{problem.strerror or problem}.")
    except KeyboardInterrupt:
        return 130
    return code


def _failed(message: str) -> int:
    print(f"mockfn: {message}", file=sys.stderr)
    return 2


def _prepare(stream: TextIO) -> None:
    """Files and pipes get UTF-8 wherever this runs; a terminal that cannot show a character shows its number."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _give_up(stream: TextIO) -> None:
    """What could not be written stays unwritten, or Python would try it again at its end and complain."""
    with suppress(OSError):
        stream.close()


class _Version(argparse.Action):
    """Reads the version from the installed package when it is asked for: that takes longer than all help."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"mockfn {version('mockfn')}")
        parser.exit()


def _parser() -> Parser:
    description = "Test applications that use LLM function calling: no network, no key, no bill."
    parser = Parser(prog="mockfn", description=description, epilog=_EPILOG)
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    parser.set_defaults(parser=parser)  # what completion is made from
    return parser
