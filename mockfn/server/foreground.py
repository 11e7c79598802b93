"""A server in the foreground, as the command line runs it: says where it is, serves until Ctrl-C."""

from __future__ import annotations

import sys

from mockfn.mock import MockProvider
from mockfn.server.app import create_app
from mockfn.server.thread import bind

__all__ = ["serve"]


def serve(mock: MockProvider, *, host: str, port: int) -> None:
    """Serves until interrupted. Raises SettingError when the address cannot be had."""
    import uvicorn

    listening = bind(host, port)
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
    config = uvicorn.Config(create_app(mock), log_level="warning", access_log=False, lifespan="off", ws="none")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
