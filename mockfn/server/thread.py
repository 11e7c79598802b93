"""A server in a thread of this process: bound in the caller's thread, ready when `start` returns, or an error."""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from inspect import signature
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mockfn.errors import SettingError, did_you_mean
from mockfn.mock import MockProvider
from mockfn.server.app import create_app
from mockfn.server.shared_scopes import scopes_of
from mockfn.server.uvicorns import configure, stoppable

if TYPE_CHECKING:
    from typing import Self

    from starlette.types import ASGIApp

__all__ = ["AppServer", "MockServer", "bind", "root_of"]


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises SettingError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host == "::" and socket.has_dualstack_ipv6()
    try:
        return socket.create_server((host, port), family=family, backlog=2048, dualstack_ipv6=both)
    except OSError as problem:
        why = problem.strerror if isinstance(problem, socket.gaierror) else os.strerror(problem.errno or 0)
        remedy = _REMEDIES.get(problem.errno or 0, "Give an address of this machine, such as 127.0.0.1.")
        raise SettingError(f"Cannot listen on {host}:{port}: {why}.", remedy=remedy) from problem


_REMEDIES = {
    errno.EADDRINUSE: "Another server may be there; choose another port, or 0 for any free one.",
    errno.EACCES: "Choose a port above 1023, or 0 for any free one.",
}

# What listens on all addresses is reached by the loopback's.
_ANY = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}


def root_of(host: str, port: int) -> str:
    """The URL by which clients of this machine reach what listens there."""
    reached = _ANY.get(host, host)
    return f"http://{f'[{reached}]' if ':' in reached else reached}:{port}"


class AppServer:
    """An ASGI app behind a socket. Port 0, the default, takes a free one."""

    def __init__(self, app: ASGIApp, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._app = app
        self._address = (host, port)
        self._thread: threading.Thread | None = None
        self._server: Any = None

    @property
    def url(self) -> str:
        """Where it listens: `http://127.0.0.1:4010`."""
        return root_of(*self._address)

    def __repr__(self) -> str:
        where = f"on {self.url}" if self._thread is not None else "stopped"
        return f"<{type(self).__name__} {where}>"

    def start(self) -> Self:
        """Binds and serves; returns when requests are answered. Raises SettingError where the port is taken."""
        if self._thread is not None:
            raise SettingError("This server is running already.", remedy="Stop it first, or make another one.")
        listening = bind(*self._address)
        self._address = (self._address[0], listening.getsockname()[1])
        self._server = stoppable(configure(self._app, log_level="critical"))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, name="mockfn-server", daemon=True
        )
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise SettingError(f"The server on {self.url} ended before it was ready.")
            time.sleep(0.001)
        return self

    def stop(self) -> None:
        """Stops serving; open streams are dropped. Stopping twice is stopping once."""
        if self._thread is None:
            return
        self._server.stop()
        self._thread.join(timeout=10)
        self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


_OPTIONS = signature(MockProvider).parameters.keys()


class MockServer(AppServer):
    """A `MockProvider` behind a socket.

    with MockServer() as server:
        client = OpenAI(base_url=server.base_url, api_key="any")
        server.mock.when(user="hi").say("hello")

    `mock` is the provider that answers (a new one where none is given; other keywords go to it).
    """

    def __init__(
        self, mock: MockProvider | None = None, *, host: str = "127.0.0.1", port: int = 0, **options: Any
    ) -> None:
        if mock is not None and options:
            raise SettingError(f"MockServer got a mock and also {', '.join(sorted(options))}: set them on the mock.")
        for name in options.keys() - _OPTIONS:
            raise SettingError(f"MockServer takes no {name!r}.", remedy=did_you_mean(name, {*_OPTIONS, "host", "port"}))
        self.mock = mock if mock is not None else MockProvider(**options)
        self._scopes = scopes_of(self.mock)
        super().__init__(create_app(self._scopes), host=host, port=port)

    @property
    def base_url(self) -> str:
        """What a client takes as its base URL: `url` and the provider's base path."""
        return self.url + self.mock.provider.base_path

    def scope(self, name: str) -> MockProvider:
        """The mock that answers the requests of this scope: those with the header `X-Mockfn-Scope: NAME`."""
        return self._scopes.named(name)

    def reset(self, scope: str | None = None) -> None:
        """Ends a scope; without a name, ends all, and puts the mock back to how it was when the server was made."""
        self._scopes.reset(scope)
