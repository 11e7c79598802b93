"""`mockfn serve`: imitate a provider on a local port."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import TYPE_CHECKING

from mockfn.commands.declaring import Commands, declare, whole_number
from mockfn.errors import SettingError

if TYPE_CHECKING:
    from mockfn.mock import MockProvider

__all__ = ["add", "add_mock_options", "mock_of"]


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    examples = """
        mockfn serve
        mockfn serve script.yaml --reload
        mockfn serve script.yaml --port 0
        mockfn serve --provider deepinfra --otherwise miss
        mockfn serve script.yaml --workers 4 --state redis://127.0.0.1:6379/0
    """
    command = declare(commands, "serve", "Imitate a provider on a local port.", examples, _run)
    command.add_argument("script", nargs="?", metavar="SCRIPT", help="a script of rules, YAML or JSON")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    port = whole_number(0, 65_535)
    command.add_argument("--port", type=port, default=4010, help="port; 0 takes a free one (default: %(default)s)")
    count = whole_number(1, 64)
    command.add_argument("--workers", type=count, default=1, metavar="N", help="processes (default: %(default)s)")
    command.add_argument("--state", metavar="URL", help="redis://host:6379/0, shared by workers and replicas")
    command.add_argument("--reload", action="store_true", help="load the script again whenever it is saved")
    add_mock_options(command)


def add_mock_options(command: argparse.ArgumentParser) -> None:
    """The options that make a MockProvider."""
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
    command.add_argument("--ttft", type=float, default=0.0, metavar="SECONDS", help="time to the first token")
    command.add_argument("--tokens-per-second", type=float, metavar="N", help="how fast tokens come (default: at once)")
    command.add_argument("--jitter", type=float, default=0.0, metavar="SHARE", help="by which both vary, 0 to 1")
    command.add_argument("--chaos", type=float, default=0.0, metavar="SHARE", help="of requests that a fault strikes")
    text = "recordings that answer what no rule does; may be given again"
    command.add_argument("--cassettes", action="append", default=[], metavar="PATH", help=text)
    command.add_argument("--lenient", action="store_true", help="reject nothing that can be answered")


def mock_of(options: argparse.Namespace) -> MockProvider:
    """The MockProvider that the options describe. Raises SettingError and ScriptError."""
    from mockfn.latency import Latency
    from mockfn.mock import MockProvider

    slow = options.ttft or options.tokens_per_second is not None
    return MockProvider(
        options.provider,
        mode=options.mode,
        seed=options.seed,
        script=options.script,
        otherwise=options.otherwise,
        checks=False if options.lenient else None,
        api_key=options.api_key,
        strict_models=options.strict_models,
        latency=Latency(options.ttft, options.tokens_per_second, options.jitter) if slow else None,
        chaos=options.chaos,
        state=getattr(options, "state", None),
        cassettes=options.cassettes,
    )


def _run(options: argparse.Namespace) -> int:
    from mockfn.server.foreground import serve

    if options.reload and not options.script:
        raise SettingError("--reload needs a script to load again.", remedy="Write: mockfn serve SCRIPT --reload")
    if options.workers > 1 and options.state is None:
        print(  # noqa: T201 - the command line speaks
            "mockfn: warning: each worker has attempts and a journal of its own; --state redis://... shares them.",
            file=sys.stderr,
        )
    # What a worker needs to make the same mock: options are plain values, all else belongs to the parser.
    plain = {name: value for name, value in vars(options).items() if isinstance(value, str | int | float | list | None)}
    make = partial(mock_of, argparse.Namespace(**plain))
    reload = options.script if options.reload else None
    serve(make, host=options.host, port=options.port, workers=options.workers, reload=reload)
    return 0
