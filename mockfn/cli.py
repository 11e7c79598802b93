"""The command line: `mockfn COMMAND`. Exit codes: 0 done; 1 it ran and found something wrong; 2 it could not run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version

from mockfn.errors import MockfnError

__all__ = ["main"]


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
        prog="mockfn", description="Test applications that use LLM function calling: no network, no key, no bill."
    )
    parser.add_argument("--version", action="version", version=f"mockfn {version('mockfn')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _serve_command(commands)
    _demo_command(commands)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, examples: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=summary,
        description=summary,
        epilog=f"examples:\n{examples}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _serve_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(
        commands,
        "serve",
        "Imitate a provider on a local port.",
        "  mockfn serve\n  mockfn serve script.yaml --port 0\n  mockfn serve --provider openai --otherwise miss",
    )
    command.add_argument("script", nargs="?", metavar="SCRIPT", help="a script of rules, YAML or JSON")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    command.add_argument("--port", type=int, default=4010, help="port; 0 takes a free one (default: %(default)s)")
    command.add_argument("--provider", default="openai", help="whom to imitate (default: %(default)s)")
    command.add_argument("--mode", help="a mode of the provider, such as deepinfra's guide")
    command.add_argument("--seed", type=int, default=0, help="what chance derives from (default: %(default)s)")
    command.add_argument(
        "--otherwise",
        choices=("generate", "miss"),
        help="what answers when no rule holds (default: generate without a script, miss with one)",
    )
    command.add_argument("--api-key", help="the only key to accept (default: any)")
    command.add_argument("--strict-models", action="store_true", help="a model the provider does not list is a 404")
    command.add_argument("--lenient", action="store_true", help="reject nothing that can be answered")
    command.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    from mockfn.mock import MockProvider
    from mockfn.server.foreground import serve

    mock = MockProvider(
        options.provider,
        mode=options.mode,
        seed=options.seed,
        script=options.script,
        otherwise=options.otherwise,
        checks=False if options.lenient else None,
        api_key=options.api_key,
        strict_models=options.strict_models,
    )
    serve(mock, host=options.host, port=options.port)
    return 0


def _demo_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = _command(
        commands, "demo", "Watch the real openai client hold two conversations with mockfn.", "  mockfn demo"
    )
    command.set_defaults(run=_demo)


def _demo(_options: argparse.Namespace) -> int:
    from mockfn.demo import run

    run()
    return 0
