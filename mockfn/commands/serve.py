"""`mockfn serve`: imitate a provider on a local port."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from mockfn.commands.declaring import Commands, Parser, add_address_options, declare, number, seed, whole_number
from mockfn.errors import SettingError

if TYPE_CHECKING:
    from mockfn.mock import MockProvider

__all__ = ["add", "add_mock_options", "mock_of"]


def add(commands: Commands[Parser]) -> None:
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
    add_address_options(command)
    command.add_argument("--reload", action="store_true", help="load the script again whenever it is saved")
    count = whole_number(1, 64)
    text = "processes that answer on the port (default: %(default)s)"
    command.add_argument("--workers", type=count, default=1, metavar="N", help=text)
    command.add_argument("--upstream", metavar="URL", help="whom --otherwise record asks (default: the provider)")
    text = "a Redis, redis://HOST:PORT/0, in which workers and replicas share attempts and journal"
    command.add_argument("--state", metavar="URL", help=text)
    add_mock_options(command, {**_OTHERWISE, "record": "the real provider, recorded into --cassettes"})


# What may answer when nothing else does.
_OTHERWISE = {"generate": "calls made from the request's tools", "miss": "an error that says why"}


def add_mock_options(command: Parser, otherwise: Mapping[str, str] = _OTHERWISE) -> None:
    """The options that make a MockProvider; `otherwise` is what --otherwise takes, each with what it means."""
    for title, options in _OF_MOCKS.items():
        group = command.add_argument_group(title)
        for name, settings in options.items():
            group.add_argument(name, **settings)
        if title == _SAYS:
            told = ", ".join(f"{name} ({meaning})" for name, meaning in otherwise.items())
            text = f"what answers when nothing else does: {told} (default: generate without a script, miss with one)"
            group.add_argument("--otherwise", choices=tuple(otherwise), help=text)


_SAYS = "what it says"


# What `add_argument` takes, by the heading under which the help shows it.
_OF_MOCKS: dict[str, dict[str, dict[str, Any]]] = {
    "who is imitated": {
        "--provider": {
            "default": "openai",
            "metavar": "NAME",
            "help": "one of `mockfn providers` (default: %(default)s)",
        },
        "--mode": {"metavar": "NAME", "help": "a mode of the provider: `mockfn providers` lists them"},
        "--api-key": {"metavar": "KEY", "help": "the only key to accept (default: any, or none)"},
        "--strict-models": {
            "action": "store_true",
            "help": "answer a model that is not listed with a 404",
        },
        "--lenient": {
            "action": "store_true",
            "help": "answer what the provider would reject, where there is an answer",
        },
    },
    _SAYS: {
        "--cassettes": {
            "action": "append",
            "default": [],
            "metavar": "PATH",
            "help": "a recording, or a folder of them, that answers what no rule does; may be given again",
        },
        "--seed": {
            "type": seed,
            "default": 0,
            "metavar": "N",
            "help": "what ids and made values derive from (default: %(default)s)",
        },
    },
    "how fast it is, and what goes wrong": {
        "--ttft": {
            "type": number,
            "default": 0.0,
            "metavar": "SECONDS",
            "help": "time to the first token (default: no time)",
        },
        "--tokens-per-second": {"type": number, "metavar": "N", "help": "how fast tokens come (default: at once)"},
        "--jitter": {
            "type": number,
            "default": 0.0,
            "metavar": "SHARE",
            "help": "how far these two vary, 0 to 1 (default: not at all)",
        },
        "--chaos": {
            "type": number,
            "default": 0.0,
            "metavar": "SHARE",
            "help": "of how many requests a fault strikes, 0 to 1 (default: none)",
        },
    },
}


def mock_of(options: argparse.Namespace) -> MockProvider:
    """The MockProvider that the options describe. Raises SettingError and ScriptError."""
    from mockfn.latency import Latency
    from mockfn.mock import MockProvider

    latency = Latency(options.ttft, options.tokens_per_second, options.jitter)
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
        latency=latency if slow else None,
        chaos=options.chaos,
        state=getattr(options, "state", None),
        cassettes=options.cassettes,
    )


def _run(options: argparse.Namespace) -> int:
    from mockfn.server.foreground import serve

    _warn_where_overruled(options)
    if options.otherwise == "record":
        from mockfn.commands.record import serve_and_record

        return serve_and_record(options, mock_of)
    if options.upstream:
        raise SettingError("--upstream is for --otherwise record.")
    if options.reload and not options.script:
        raise SettingError("--reload needs a script to load again.", remedy="Write: mockfn serve SCRIPT --reload")
    if options.workers > 1 and options.state is None:
        print(
            "mockfn: warning: each worker has attempts and a journal of its own; --state redis://... shares them.",
            file=sys.stderr,
        )
    # What a worker needs to make the same mock: options are plain values, all else belongs to the parser.
    plain = {name: value for name, value in vars(options).items() if isinstance(value, str | int | float | list | None)}
    make = partial(mock_of, argparse.Namespace(**plain))
    reload = options.script if options.reload else None
    # uvicorn raises the signals it got once more when it has stopped; SIGTERM, by which others stop it, is no failure.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    address = {"host": options.host, "port": options.port}
    serve(make, **address, workers=options.workers, reload=reload, key=options.api_key or "mockfn")
    return 0


def _warn_where_overruled(options: argparse.Namespace) -> None:
    """What a script says otherwise is nearer to its rules than an option; who gives both is told."""
    from mockfn.files import read_script

    if options.otherwise is None or options.script is None:
        return
    said = read_script(options.script).otherwise
    if said:
        print(
            f"mockfn: warning: {said[0].place.file}:{said[0].place.line} says otherwise itself, "
            f"so --otherwise {options.otherwise} has no effect.",
            file=sys.stderr,
        )
