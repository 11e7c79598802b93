"""Completions that were asked for with `store: true`, through the real client: listed, shown, changed, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openai
import pytest

from mockfn import MockProvider, Request
from mockfn.server import MockServer


@pytest.fixture
def client() -> Iterator[openai.OpenAI]:
    with MockServer() as server, openai.OpenAI(base_url=server.base_url, api_key="any", max_retries=0) as client:
        yield client


def store(client: openai.OpenAI, text: str, model: str = "gpt-4o", **metadata: str) -> str:
    messages: Any = [{"role": "user", "content": text}]
    completion = client.chat.completions.create(model=model, messages=messages, store=True, metadata=metadata)
    return completion.id


def test_a_stored_completion_is_shown_as_it_was_answered(client: openai.OpenAI) -> None:
    name = store(client, "hello", topic="greeting")
    shown = client.chat.completions.retrieve(name)
    assert (shown.id, shown.choices[0].message.role) == (name, "assistant")
    assert shown.model_dump()["metadata"] == {"topic": "greeting"}


def test_what_was_not_to_be_stored_is_not_found(client: openai.OpenAI) -> None:
    completion = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "hi"}])
    with pytest.raises(openai.NotFoundError, match=f"Chat completion not found: {completion.id}"):
        client.chat.completions.retrieve(completion.id)


def test_a_stream_is_stored_as_well(client: openai.OpenAI) -> None:
    messages: Any = [{"role": "user", "content": "hi"}]
    chunks = list(client.chat.completions.create(model="gpt-4o", messages=messages, store=True, stream=True))
    assert client.chat.completions.retrieve(chunks[0].id).object == "chat.completion"


def test_completions_are_listed_page_by_page_oldest_first(client: openai.OpenAI) -> None:
    names = [store(client, f"question {number}") for number in range(3)]
    page = client.chat.completions.list(limit=2)
    assert [one.id for one in page.data] == names[:2]
    assert [one.id for one in client.chat.completions.list(limit=2)] == names
    assert [one.id for one in client.chat.completions.list(order="desc")] == names[::-1]


def test_a_list_is_filtered_by_model_and_metadata(client: openai.OpenAI) -> None:
    first = store(client, "one", topic="a")
    second = store(client, "two", model="gpt-4.1", topic="b")
    assert [one.id for one in client.chat.completions.list(metadata={"topic": "a"})] == [first]
    assert [one.id for one in client.chat.completions.list(model="gpt-4.1-2025-04-14")] == [second]


def test_metadata_is_changed(client: openai.OpenAI) -> None:
    name = store(client, "hello")
    changed = client.chat.completions.update(name, metadata={"seen": "yes"})
    assert changed.model_dump()["metadata"] == {"seen": "yes"}
    assert client.chat.completions.retrieve(name).model_dump()["metadata"] == {"seen": "yes"}


def test_a_change_without_metadata_is_rejected() -> None:
    mock = MockProvider()
    body = b'{"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}], "store": true}'
    mock.respond(Request("POST", "/v1/chat/completions", {}, body))
    listed = mock.respond(Request("GET", "/v1/chat/completions", {})).response.body
    name = listed.partition(b'"id": "')[2].partition(b'"')[0].decode()
    for sent in (b"{}", b"not json", b"[]"):
        response = mock.respond(Request("POST", f"/v1/chat/completions/{name}", {}, sent)).response
        assert response.status == 400
        assert b"Missing required parameter: 'metadata'." in response.body


def test_a_deleted_completion_is_gone(client: openai.OpenAI) -> None:
    name = store(client, "hello")
    assert client.chat.completions.delete(name).deleted
    assert list(client.chat.completions.list()) == []
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.delete(name)


def test_the_messages_of_a_completion_are_listed(client: openai.OpenAI) -> None:
    name = store(client, "hello")
    (message,) = client.chat.completions.messages.list(name)
    assert (message.content, message.id) == ("hello", f"{name}-0")
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.messages.list("chatcmpl-none")
