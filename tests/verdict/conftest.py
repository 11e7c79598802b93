"""A client in a few lines: it asks a mock, and sends back what a test tells it to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from mockfn import Exchange, MockProvider, Request

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}}
TOOLS = [{"type": "function", "function": {"name": name, "parameters": PARAMETERS}} for name in ("weather", "news")]


class Client:
    """Asks a mock of its own; `tell` is a user's message."""

    def __init__(self) -> None:
        self.mock = MockProvider()

    def ask(self, *messages: Any, **body: Any) -> Exchange:
        body = {"model": "gpt-4o", "messages": list(messages), "tools": TOOLS, **body}
        data = {name: value for name, value in body.items() if value is not None}
        return self.mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(data).encode()))

    def said(self, exchange: Exchange) -> dict[str, Any]:
        """The assistant message of a JSON answer."""
        found: dict[str, Any] = json.loads(exchange.response.body)["choices"][0]["message"]
        return found

    @property
    def findings(self) -> list[tuple[str, str, tuple[int, ...]]]:
        return [(one.name, one.sentence, one.numbers) for one in self.mock.verdict]


def tell(text: str) -> dict[str, Any]:
    return {"role": "user", "content": text}


def result(call: dict[str, Any], text: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": call["id"], "content": text}


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture(name="tell")
def tell_() -> Callable[[str], dict[str, Any]]:
    return tell


@pytest.fixture(name="result")
def result_() -> Callable[[dict[str, Any], str], dict[str, Any]]:
    return result
