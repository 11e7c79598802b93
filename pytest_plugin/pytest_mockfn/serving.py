"""One server a session (and xdist worker), answering as the mock of the test that runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from mockfn.chat import APIError
from mockfn.decide import Decision
from mockfn.http import Request
from mockfn.intercept import base_url_variables
from mockfn.journal import Exchange
from mockfn.mock import MockProvider
from mockfn.ownerrors import own_error
from mockfn.providers import PROVIDERS
from mockfn.server import create_app
from mockfn.server.desk import Desk
from mockfn.server.scopes import Scopes, check_name
from mockfn.server.thread import AppServer
from pytest_mockfn.keys import DUMMY, key_variables

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["ServedMock", "Stand"]

_LOCAL = "127.0.0.1,localhost"

# What else clients reach for without being asked, and how each is told not to.
_QUIET = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "OPENAI_AGENTS_DISABLE_TRACING": "1",
    "CREWAI_DISABLE_TELEMETRY": "true",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
}

# Variables of base URLs that are not in a profile: litellm's, for providers whose own SDK has none.
_OF_PROVIDERS = {"AIML_API_BASE": "aimlapi", "DEEPINFRA_API_BASE": "deepinfra"}


class Stand:
    """Stands before the socket: passes each request to the mock of the moment, or between tests to a 503.

    Each test has control routes of its own, too; a page of the inspector that stays open goes on to the next test.
    """

    def __init__(self) -> None:
        self._server: AppServer | None = None
        self._between = create_app(_too_late)
        self._app: ASGIApp = self._between

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    @contextmanager
    def serving(self, mock: MockProvider) -> Iterator[ServedMock]:
        """Answers as `mock` meanwhile. The server starts with the first test that needs it."""
        if self._server is None:
            self._server = AppServer(self._pass).start()
        desk = Desk(_Unscoped(mock))
        self._app = create_app(desk)
        try:
            yield ServedMock(mock, self._server.url)
        finally:
            self._app = self._between
            desk.closed.set()

    def __enter__(self) -> Stand:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.stop()


class _Unscoped(Scopes):
    """The scopes of a test, which are all its own: what comes in any of them is what the test is about."""

    def named(self, name: str | None) -> MockProvider:
        """The test's mock."""
        if name is not None:
            check_name(name)
        return self.mock


class ServedMock:
    """A test's mock behind a socket. `url` is the server's root, `mock` who answers."""

    def __init__(self, mock: MockProvider, url: str) -> None:
        self.mock, self.url = mock, url

    @property
    def base_url(self) -> str:
        """What a client takes as its base URL."""
        return self.url + self.mock.provider.base_path

    @property
    def env(self) -> dict[str, str]:
        """Environment variables for a subprocess: base URLs, dummy keys, no proxy. To be added to `os.environ`.

        Variables that belong to a provider lead to that provider's own paths, all others to the mock's.
        """
        owners = {one.base_variable: one.name for one in PROVIDERS.values() if one.base_variable} | _OF_PROVIDERS
        owners = {name: owner for name, owner in owners.items() if owner not in ("openai", self.mock.provider.name)}
        urls = dict.fromkeys((*base_url_variables(), *_OF_PROVIDERS), self.base_url)
        urls |= {name: f"{self.url}/{owner}{PROVIDERS[owner].base_path}" for name, owner in owners.items()}
        if self.mock.provider.base_variable:
            urls[self.mock.provider.base_variable] = self.base_url
        keys = dict.fromkeys(key_variables(), DUMMY)
        # Clients differ in which of the two they read; what either says holds.
        direct = [os.environ[name] for name in ("NO_PROXY", "no_proxy") if os.environ.get(name)]
        no_proxy = ",".join([*dict.fromkeys(direct), _LOCAL])
        return {**_QUIET, **urls, **keys, "NO_PROXY": no_proxy, "no_proxy": no_proxy}

    def __repr__(self) -> str:
        return f"<ServedMock {self.mock.provider.name} on {self.url}>"


def _too_late(request: Request) -> Exchange:
    message = "No test is running that uses mockfn_server: this request came too late, or too early."
    kind = "mockfn_no_test"
    error = APIError(503, message, type=kind, code=kind, name=kind)
    return Exchange(request, Decision(error, "served", (message,)), own_error(kind, message, status=503))
