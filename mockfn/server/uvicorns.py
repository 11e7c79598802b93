"""How uvicorn is set up here: quiet, bounded, and ended at once."""

from __future__ import annotations

import asyncio
import gc
import itertools
import logging
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any

from mockfn.mock import MockProvider
from mockfn.server.app import App, create_app
from mockfn.server.reload import Reload
from mockfn.server.shared_scopes import scopes_of

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

__all__ = ["configure", "run", "stoppable"]


def configure(app: ASGIApp, *, log_level: str) -> uvicorn.Config:
    """The settings of a server."""
    import uvicorn

    return uvicorn.Config(
        app, http=_protocol(app), log_level=log_level, access_log=False, lifespan="off", ws="none", interface="asgi3"
    )


def stoppable(config: uvicorn.Config) -> Any:
    """A server with one method more: `stop()`, from any thread, ends it at once and drops what is open.

    uvicorn looks every tenth of a second whether it is to end, and gives its connections another one to end by
    themselves; a suite of tests would spend minutes in that.
    """
    import uvicorn

    class Stoppable(uvicorn.Server):
        _wake: Callable[[], object] | None = None

        async def main_loop(self) -> None:
            stopped = asyncio.Event()
            self._wake = partial(asyncio.get_running_loop().call_soon_threadsafe, stopped.set)
            for tick in itertools.count():
                if await self.on_tick(tick):
                    break
                with suppress(TimeoutError):
                    await asyncio.wait_for(stopped.wait(), 0.1)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            for server in self.servers:
                server.close()
            for listening in sockets or ():
                listening.close()
            for connection in list(self.server_state.connections):
                connection.transport.abort()
            # Once around the loop, so that what was aborted is seen to be closed.
            await asyncio.sleep(0)

        def stop(self) -> None:
            self.should_exit = self.force_exit = True
            if self._wake is not None:
                with suppress(RuntimeError):  # the loop has ended already
                    self._wake()

    return Stoppable(config)


def run(mock: MockProvider, listening: socket.socket, reload: str | None = None) -> None:
    """Serves a mock in this thread until a signal comes; then at once, whoever listens to a stream.

    `reload` is the path of its script, to be loaded again whenever it is saved.
    """
    import uvicorn

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            # A stream may last as long as its client listens. That it ends with the server is no error.
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            self.force_exit = True
            super().handle_exit(sig, frame)

    scopes = scopes_of(mock)
    watching: AbstractContextManager[object] = Reload(scopes, reload, _note) if reload else nullcontext()
    # What is loaded stays; looking through it for garbage again and again would take a twentieth of the time.
    gc.collect()
    gc.freeze()
    with watching:
        Server(configure(create_app(scopes), log_level="warning")).run(sockets=[listening])


def _note(line: str) -> None:
    print(f"mockfn: {line}", file=sys.stderr, flush=True)  # noqa: T201 - the command line speaks


def _protocol(app: ASGIApp) -> Any:
    """The fast protocol, bounded; where httptools is missing, "auto": h11 has a bound of its own."""
    try:
        from mockfn.server.connections import Connection
    except ImportError:
        return "auto"

    class ShortConnection(Connection):
        short_way = app.answering if isinstance(app, App) else None

    return ShortConnection
