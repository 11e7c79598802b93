"""Wires that break."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from mockfn import MockProvider, Request
from mockfn.faults.wires import WIRES
from mockfn.server import MockServer

HI: Any = [{"role": "user", "content": "hi"}]
TAKEN_FOR_WHOLE = ("truncate", "no_done", "wrong_content_type")


@pytest.mark.parametrize("name", [name for name in WIRES if name not in TAKEN_FOR_WHOLE])
def test_a_broken_wire_reaches_the_real_client_as_an_error(
    name: str, server: MockServer, client: openai.OpenAI
) -> None:
    server.mock.when().say("Grüße, this answer is long enough to be cut").fail(name, after=3)
    with pytest.raises((openai.APIError, ValueError, AttributeError, TypeError)):  # noqa: PT012 - a stream is read
        for chunk in client.chat.completions.create(model="gpt-4o", messages=HI, stream=True):
            assert chunk.choices is not None
        raise AttributeError("the page of a proxy is read as an empty stream")


@pytest.mark.parametrize("name", TAKEN_FOR_WHOLE)
def test_what_looks_whole_is_taken_for_whole(name: str, server: MockServer, client: openai.OpenAI) -> None:
    server.mock.when().say("one two three four five six").fail(name, after=3)
    chunks = list(client.chat.completions.create(model="gpt-4o", messages=HI, stream=True))
    finished = any(choice.finish_reason for chunk in chunks for choice in chunk.choices)
    assert finished == (name != "truncate")


def test_a_cut_comes_after_so_many_events(ask: Any) -> None:
    mock = MockProvider()
    mock.when().say("one two three four").cut(after=2)
    response = ask(mock, stream=True).response
    assert (len(response.frames), response.cut) == (2, "close")


@pytest.mark.parametrize(
    ("provider", "event"),
    [
        ("openai", 'data: {"error":'),
        ("groq", "event: error\ndata: {"),
        ("openrouter", 'data: {"id":"gen-'),
    ],
)
def test_an_error_within_a_stream_is_said_as_the_provider_says_it(provider: str, event: str) -> None:
    mock = MockProvider(provider)
    mock.when().fail("error_in_stream").say("It is sunny.")
    path = f"{mock.provider.base_paths[0]}/chat/completions"
    body = json.dumps({"model": mock.provider.models[0].name, "messages": HI, "stream": True}).encode()
    last = mock.respond(Request("POST", path, {}, body)).response.frames[-1].data.decode()
    assert last.startswith(event)
    assert mock.provider.models[0].name in last or provider != "openrouter"
