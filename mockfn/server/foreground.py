"""A server in the foreground, as the command line runs it: says where it is, serves until Ctrl-C."""

from __future__ import annotations

import ipaddress
import shlex
import socket
import sys
from collections.abc import Callable

from mockfn.mock import MockProvider
from mockfn.server.thread import bind, root_of
from mockfn.server.uvicorns import run
from mockfn.server.workers import serve_with_workers

__all__ = ["is_loopback", "serve"]


def serve(
    make: Callable[[], MockProvider],
    *,
    host: str,
    port: int,
    workers: int = 1,
    reload: str | None = None,
    key: str = "mockfn",
) -> None:
    """Serves what `make` makes until interrupted: in this process, or in several, for which it can be pickled.

    `reload` is the path of the script, to be loaded again whenever it is saved, `key` what clients are told to take
    for theirs. Raises SettingError when the address
    cannot be had.
    """
    mock = make()
    listening = bind(host, port)
    try:
        _announce(mock, host, listening, key)
        if workers > 1:
            serve_with_workers(make, workers, listening, reload)
        else:
            run(mock, listening, reload)
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached by this machine alone: `0.0.0.0` is every address, for who listens."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_OF_OPENAI = ("OPENAI_BASE_URL", "OPENAI_API_KEY")


def _announce(mock: MockProvider, host: str, listening: socket.socket, key: str) -> None:
    root = root_of(host, listening.getsockname()[1])
    base_url = root + mock.provider.base_path
    if not is_loopback(host):
        print(  # noqa: T201 - the command line speaks
            f"mockfn: warning: listening on {host or 'every address'}, which other machines may reach. "
            "Whoever reaches it can read the journal and change the rules.",
            file=sys.stderr,
            flush=True,
        )
    variable = mock.provider.base_variable or _OF_OPENAI[0]
    # The openai client wants its own key beside its own base URL, whoever answers there.
    names = [mock.provider.key_variable, _OF_OPENAI[1] if variable == _OF_OPENAI[0] else ""]
    lines = [
        f"mockfn imitates {mock.provider.title} on {base_url}  (Ctrl-C stops it)",
        "",
        f"  export {variable}={base_url}",
        *(f"  export {name}={shlex.quote(key)}" for name in dict.fromkeys(names) if name),
        "",
        f"What comes is shown on {root}/_mockfn/",
        "",
    ]
    print("\n".join(lines), flush=True)  # noqa: T201 - the command line speaks
