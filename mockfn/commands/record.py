"""`mockfn record`: a proxy that writes what a provider says into a cassette."""

from __future__ import annotations

import argparse
import sys

from mockfn.commands.declaring import Commands, Parser, add_allow, declare
from mockfn.commands.serve import add_address_options

__all__ = ["add"]


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
    import uvicorn

    from mockfn.recording import OpenCassette
    from mockfn.recording.proxy import Proxy
    from mockfn.server.thread import bind, root_of

    cassette = OpenCassette(options.into, options.mode, scrub={"allow": options.allow}, keep_unplayed=True)
    app = Proxy(options.upstream, cassette.respond)
    listening = bind(options.host, options.port)
    address = root_of(options.host, listening.getsockname()[1])
    lines = [
        f"mockfn records {options.upstream} into {options.into} on {address}  (Ctrl-C writes it)",
        "",
        f"  export OPENAI_BASE_URL={address}{'/v1' if options.upstream.rstrip('/').endswith('/v1') else ''}",
        "",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201 - the command line speaks
    try:
        uvicorn.Server(
            uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=1)
        ).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    cassette.close(passed=True)
    print(f"{options.into}: {len(cassette.recorded)} exchanges of this run", file=sys.stderr)  # noqa: T201 - the command line speaks
    return 0
