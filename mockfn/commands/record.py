"""`mockfn record`: a proxy that writes what a provider says into a cassette."""

from __future__ import annotations

import argparse
import sys

from mockfn.commands.declaring import Commands, declare, whole_number

__all__ = ["add"]


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declares the command."""
    examples = """
        mockfn record --upstream https://api.openai.com/v1 --into cassettes/run.yaml
        mockfn record --upstream http://localhost:11434/v1 --into ollama.yaml --mode rewrite --port 0
    """
    summary = "Record a provider for any language: a proxy on a local port."
    command = declare(commands, "record", summary, examples, _run)
    command.add_argument("--upstream", required=True, metavar="URL", help="the provider's base URL")
    command.add_argument("--into", required=True, metavar="FILE", help="the cassette to write")
    modes = ("update", "rewrite")
    text = "update plays what is recorded and adds the rest (default); rewrite records anew"
    command.add_argument("--mode", choices=modes, default="update", help=text)
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    port = whole_number(0, 65_535)
    command.add_argument("--port", type=port, default=4010, help="port; 0 takes a free one (default: %(default)s)")
    command.add_argument("--allow", action="append", default=[], metavar="PATTERN", help="texts that are no secrets")


def _run(options: argparse.Namespace) -> int:
    import uvicorn

    from mockfn.recording import OpenCassette
    from mockfn.recording.proxy import Proxy
    from mockfn.server.thread import bind

    cassette = OpenCassette(options.into, options.mode, scrub={"allow": options.allow}, keep_unplayed=True)
    app = Proxy(options.upstream, cassette.respond)
    listening = bind(options.host, options.port)
    address = f"http://{options.host}:{listening.getsockname()[1]}"
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
