"""Requests to a mock whose rules have faults, as data and by the real client on a real socket."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import openai
import pytest

from mockfn import Exchange, MockProvider, Request
from mockfn.server import MockServer


@pytest.fixture(scope="session")
def ask() -> Callable[..., Exchange]:
    """Says "hi" to a mock; members of the body are given by name."""

    def asked(mock: MockProvider, headers: dict[str, str] | None = None, **body: Any) -> Exchange:
        said = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}], **body}
        return mock.respond(Request("POST", "/v1/chat/completions", headers or {}, json.dumps(said).encode()))

    return asked


@pytest.fixture(scope="session")
def calls() -> Callable[[Exchange], list[Any]]:
    """The tool calls of an answer."""

    def found(exchange: Exchange) -> list[Any]:
        return json.loads(exchange.response.body)["choices"][0]["message"].get("tool_calls", [])

    return found


@pytest.fixture
def server() -> Iterator[MockServer]:
    with MockServer() as running:
        yield running


@pytest.fixture
def client(server: MockServer) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=server.base_url, api_key="any", max_retries=0, timeout=1.0) as made:
        yield made
