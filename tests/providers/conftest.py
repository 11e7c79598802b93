"""What the tests of profiles share: a question, asked of a provider, and its answer taken apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from mockfn import Exchange, MockProvider, Reply, Request, ToolCall
from mockfn.providers import provider_named
from mockfn.seeds import Chance

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL = {
    "type": "function",
    "function": {"name": "get_weather", "description": "The weather of a city", "parameters": PARAMETERS},
}
MESSAGES = [{"role": "user", "content": "weather in Paris?"}]

TEXT = Reply("It is sunny.")
CALL = Reply(tool_calls=(ToolCall("get_weather", {"city": "Paris", "days": 3}),))
CALLS = Reply(tool_calls=(ToolCall("get_weather", {"city": "Paris"}), ToolCall("get_weather", {"city": "Rome"})))
THOUGHT = Reply("It is sunny.", reasoning="The user asks.")


class Asking:
    """Asks one provider: its canonical path, a first model of its own, what it should say."""

    text, call, calls, thought, tool = TEXT, CALL, CALLS, THOUGHT, TOOL

    def __init__(self, name: str) -> None:
        self.name = name

    def exchange(
        self,
        reply: Reply | None = TEXT,
        *,
        path: str = "",
        mode: str | None = None,
        headers: dict[str, str] | None = None,
        **body: Any,
    ) -> Exchange:
        """The exchange in which the model says `reply` (None: what is invented); `body` adds to the request's."""
        mock = MockProvider(self.name, mode=mode)
        if reply is not None:
            mock.when().answer(reply)
        base = mock.provider.base_paths[0].rstrip("/")
        said: dict[str, Any] = {"model": mock.provider.models[0].name, "messages": MESSAGES}
        if reply is None or reply.tool_calls:
            said["tools"] = [TOOL]
        said = {key: value for key, value in {**said, **body}.items() if value is not ...}
        where = path or f"{base}/chat/completions"
        return mock.respond(Request("POST", where, headers or {}, json.dumps(said).encode()))

    def body(self, reply: Reply | None = TEXT, **more: Any) -> Any:
        """The JSON body of the answer."""
        return json.loads(self.exchange(reply, **more).response.body)

    def raw(self, reply: Reply | None = TEXT, **more: Any) -> str:
        """The answer's text."""
        return self.exchange(reply, **more).response.body.decode()

    def events(self, reply: Reply | None = TEXT, **more: Any) -> list[Any]:
        """The data of a stream's events, parsed; `[DONE]` as text."""
        lines = [line[6:] for line in self.raw(reply, stream=True, **more).splitlines() if line.startswith("data: ")]
        return [line if line == "[DONE]" else json.loads(line) for line in lines]

    def deltas(self, reply: Reply | None = TEXT, **more: Any) -> list[Any]:
        """The deltas of a stream's first choice."""
        chunks = [event for event in self.events(reply, **more) if isinstance(event, dict)]
        return [chunk["choices"][0]["delta"] for chunk in chunks if chunk["choices"]]

    def refusal(self, status: int = 400, **more: Any) -> Any:
        """The body of the answer, which has that status."""
        exchange = self.exchange(None, tools=more.pop("tools", ...), **more)
        assert exchange.response.status == status
        return json.loads(exchange.response.body)


@pytest.fixture
def asking() -> Callable[[str], Asking]:
    """`asking("groq")` asks Groq."""
    return Asking


@pytest.fixture
def ask(request: pytest.FixtureRequest) -> Asking:
    """Asks the provider that the test's module names in `PROVIDER`."""
    return Asking(request.module.PROVIDER)


@pytest.fixture
def keyed() -> Callable[[str, dict[str, str]], tuple[int, Any]]:
    """Status and body for a request with these headers where the only key is another."""

    def ask(name: str, headers: dict[str, str]) -> tuple[int, Any]:
        mock = MockProvider(name, api_key="sk-right")
        base = mock.provider.base_paths[0].replace("{model}", "m").rstrip("/")
        body = json.dumps({"model": "m", "messages": MESSAGES}).encode()
        response = mock.respond(Request("POST", f"{base}/chat/completions", headers, body)).response
        return response.status, json.loads(response.body)

    return ask


@pytest.fixture
def fault() -> Callable[[str, str], tuple[int, Any]]:
    """Status and body of an error that no request decides, by its name in the profile."""

    def ask(name: str, error: str) -> tuple[int, Any]:
        provider = provider_named(name)
        found = provider.errors[error]
        return found.status, json.loads(json.dumps(provider.envelope(found, Chance(0, b""))))

    return ask


@pytest.fixture
def strictly() -> Callable[[str, str], tuple[int, Any]]:
    """Status and body for a model that nobody lists, where only listed ones exist."""

    def ask(name: str, path: str) -> tuple[int, Any]:
        body = json.dumps({"model": "no-such-model", "messages": MESSAGES}).encode()
        response = MockProvider(name, strict_models=True).respond(Request("POST", path, {}, body)).response
        return response.status, json.loads(response.body)

    return ask
