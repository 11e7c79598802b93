"""`mockfn record`: a proxy that writes what a provider says into a cassette."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mockfn.commands.declaring import Commands, Parser, add_address_options, add_allow, declare
from mockfn.errors import SettingError

if TYPE_CHECKING:
    from mockfn.http import Request, Response
    from mockfn.mock import MockProvider
    from mockfn.providers import Provider
    from mockfn.recorder import Taping
    from mockfn.recording import OpenCassette

__all__ = ["add", "serve_and_record"]


def add(commands: Commands[Parser]) -> None:
    """Declares the command."""
    examples = """
        mockfn record --upstream https://api.openai.com/v1 --into cassettes/run.yaml
        mockfn record --upstream http://localhost:11434/v1 --into ollama.yaml --port 0
    """
    summary = "Record a provider for any language: a proxy on a local port."
    command = declare(commands, "record", summary, examples, _run)
    command.add_argument("--upstream", required=True, metavar="URL", help="the provider's base URL (required)")
    command.add_argument("--into", required=True, metavar="FILE", help="the cassette to write (required)")
    modes = ("update", "rewrite")
    text = "update plays what is recorded and adds the rest (default); rewrite records anew"
    command.add_argument("--mode", choices=modes, default="update", help=text)
    add_address_options(command)
    add_allow(command)


def _run(options: argparse.Namespace) -> int:
    from mockfn.recording import OpenCassette

    cassette = OpenCassette(options.into, options.mode, scrub={"allow": options.allow}, keep_unplayed=True)
    return _recorded(options, options.upstream, cassette, cassette.respond)


def serve_and_record(options: argparse.Namespace, mock_of: Callable[[argparse.Namespace], MockProvider]) -> int:
    """`mockfn serve --otherwise record`: rules and recordings answer; what is left is recorded, whatever it is."""
    from mockfn.recording import OpenCassette

    for name in ("reload", "state"):
        if getattr(options, name):
            raise SettingError(f"--{name} does not go with --otherwise record.")
    if options.workers > 1 or len(options.cassettes) != 1:
        raise SettingError("--otherwise record wants one process and one --cassettes PATH to write to.")
    path = Path(options.cassettes[0])
    into = path / "recorded.yaml" if path.is_dir() or not path.suffix else path
    options.cassettes = [str(path)] if path.exists() else []
    options.otherwise, options.lenient = "miss", True
    mock = mock_of(options)
    cassette = OpenCassette(into, "update", keep_unplayed=True)

    def respond(request: Request) -> Response | Taping:
        exchange = mock.respond(request)
        said = exchange.decision.source in _SAID and not exchange.decision.missed
        return exchange.response if said else cassette.respond(request)

    return _recorded(options, options.upstream or _home_of(mock.provider), cassette, respond)


# What answers of itself; all else is left to the provider.
_SAID = frozenset(("rule", "script", "cassette", "fault"))


def _home_of(provider: Provider) -> str:
    host, path = provider.hosts[0], provider.base_path
    if "*" in host or "." not in host:
        raise SettingError(f"{provider.title} has no one address.", remedy="Give --upstream URL.")
    return f"https://{host}{path}"


def _recorded(
    options: argparse.Namespace, upstream: str, cassette: OpenCassette, respond: Callable[[Request], Response | Taping]
) -> int:
    """Serve until stopped, by Ctrl-C or as containers are, then write what was recorded."""
    import uvicorn

    from mockfn.recording.proxy import Proxy
    from mockfn.server.thread import bind, root_of
    from mockfn.server.uvicorns import configure

    app = Proxy(upstream, respond)
    listening = bind(options.host, options.port)
    address = root_of(options.host, listening.getsockname()[1])
    lines = [
        f"mockfn records {upstream} into {cassette.path} on {address}  (Ctrl-C writes it)",
        "",
        f"  export OPENAI_BASE_URL={address}{'/v1' if upstream.rstrip('/').endswith('/v1') else ''}",
        "",
    ]
    # uvicorn raises the signals it got once more when it has stopped; one that ends the process would end it unwritten.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print("\n".join(lines), flush=True)
    try:
        config = configure(app, log_level="warning")
        config.timeout_graceful_shutdown = 1
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    cassette.close(passed=True)
    count = len(cassette.recorded)
    said = f"{cassette.path}: {count} exchange{'' if count == 1 else 's'} of this run"
    print(said, file=sys.stderr)
    return 0
