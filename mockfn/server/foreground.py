"""A server in the foreground, as the command line runs it: says where it is, serves until Ctrl-C."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable

from mockfn.mock import MockProvider
from mockfn.server.app import create_app
from mockfn.server.thread import bind
from mockfn.server.workers import serve_with_workers

__all__ = ["serve"]


def serve(make: Callable[[], MockProvider], *, host: str, port: int, workers: int = 1) -> None:
    """Serves what `make` makes until interrupted: in this process, or in several, for which it can be pickled.

    Raises SettingError when the address cannot be had.
    """
    mock = make()
    listening = bind(host, port)
    try:
        _announce(mock, host, listening)
        if workers > 1:
            serve_with_workers(make, workers, listening)
        else:
            _serve(mock, listening)
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def _serve(mock: MockProvider, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(create_app(mock), log_level="warning", access_log=False, lifespan="off", ws="none")
    uvicorn.Server(config).run(sockets=[listening])


def _announce(mock: MockProvider, host: str, listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    base_url = f"http://{shown}:{port}{mock.provider.base_paths[0]}"
    lines = [
        f"mockfn imitates {mock.provider.title} on {base_url}  (Ctrl-C stops it)",
        "",
        f"  export {mock.provider.base_variable or 'OPENAI_BASE_URL'}={base_url}",
        f"  export {mock.provider.key_variable or 'OPENAI_API_KEY'}=mockfn",
        "",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201 - the command line speaks
    if host not in ("127.0.0.1", "localhost", "::1"):
        print(f"mockfn: warning: listening on {host}, which other machines may reach.", file=sys.stderr)  # noqa: T201 - the command line speaks
