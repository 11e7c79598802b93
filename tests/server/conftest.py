"""A server on a real socket, and a client that hides nothing: status, headers and bytes as they came."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mockfn.server import MockServer

QUESTION = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}


class Talk:
    """What a client sends to one server. `ask` gives status and body, parsed where it is JSON; `answer` headers too."""

    def __init__(self, server: MockServer) -> None:
        self.server = server

    def answer(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.server.url.removeprefix("http://"), timeout=10)
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, data, named)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        try:
            return response.status, found, response.read()
        finally:
            connection.close()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        status, found, data = self.answer(method, path, body, **headers)
        return status, json.loads(data) if found["content-type"].startswith("application/json") else data.decode()

    def chat(self, text: str = "hi", *, more: Any = None, **headers: str) -> tuple[int, Any]:
        """A question of one user message; `more` are further members of the body."""
        body = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], **(more or {})}
        return self.ask("POST", "/v1/chat/completions", body, **headers)

    def said(self, text: str = "hi", **headers: str) -> Any:
        """The text that answers."""
        return self.chat(text, **headers)[1]["choices"][0]["message"]["content"]

    def problem(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """The status and the message of an error."""
        status, found = self.ask(method, path, body, **headers)
        return status, found["error"]["message"]


@pytest.fixture(scope="session")
def plain_server() -> Iterator[MockServer]:
    """The one server for all tests that want nothing special of theirs."""
    with MockServer() as server:
        yield server


@pytest.fixture
def talk(plain_server: MockServer) -> Iterator[Callable[..., Talk]]:
    """Gives the one who talks to a server with these options."""
    running: list[MockServer] = []

    def start(**options: Any) -> Talk:
        if not options:
            plain_server.reset()
            return Talk(plain_server)
        running.append(MockServer(**options).start())
        return Talk(running[-1])

    yield start
    for server in running:
        server.stop()
