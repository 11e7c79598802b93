"""The journal: bounded, and readable by tests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockfn import MockProvider, Request
from mockfn.journal import Journal


def exchange(mock: MockProvider, **body: Any) -> Any:
    data = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}], **body}
    return mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(data).encode()))


def test_the_oldest_exchange_leaves_first() -> None:
    journal, mock = Journal(limit=2), MockProvider()
    kept = [exchange(mock, seed=number) for number in range(3)]
    for one in kept:
        journal.append(one)
    assert list(journal) == kept[1:]
    assert (len(journal), journal[-1]) == (2, kept[2])


def test_an_exchange_says_what_it_was() -> None:
    assert repr(exchange(MockProvider())) == "<Exchange POST /v1/chat/completions -> 200 generate>"


@pytest.mark.parametrize("stream", [False, True])
def test_calls_are_read_from_json_and_from_streams(stream: bool) -> None:
    mock = MockProvider()
    mock.when().call("f", {"a": 1}).call("g", '{"broken')
    tools = [{"type": "function", "function": {"name": name}} for name in "fg"]
    exchange(mock, tools=tools, stream=stream)
    assert [(call.name, call.arguments) for call in mock.tool_calls] == [("f", {"a": 1}), ("g", '{"broken')]


def test_a_legacy_call_finds_the_result_of_its_function() -> None:
    mock = MockProvider()
    mock.when().call("f")
    exchange(mock, functions=[{"name": "f"}])
    answered = [{"role": "user", "content": "hi"}, {"role": "function", "name": "f", "content": "[1, 2]"}]
    exchange(mock, messages=answered, functions=[{"name": "f"}])
    assert mock.tool_calls[0].result == [1, 2]


def test_an_error_gives_no_calls() -> None:
    mock = MockProvider()
    exchange(mock, n=0)
    assert mock.tool_calls == []
    mock.journal.clear()
    assert len(mock.journal) == 0


def test_large_bodies_leave_room_for_fewer_and_the_latest_always_stays() -> None:
    mock, journal = MockProvider(), Journal(size=1_000)
    kept = [exchange(mock, user="x" * size) for size in (200, 100, 5_000)]
    for one in kept[:2]:
        journal.append(one)
    assert list(journal) == kept[1:2]
    journal.append(kept[2])
    assert list(journal) == kept[2:]


def test_numbers_go_on_and_are_shared_where_journals_share_them() -> None:
    mock, journal = MockProvider(), Journal()
    other = Journal(numbers=journal.numbers)
    for one in (journal, other, journal):
        one.append(exchange(mock))
    assert [number for number, _ in journal.numbered()] == [1, 3]
    journal.clear()
    journal.append(exchange(mock))
    assert [number for number, _ in journal.numbered()] == [4]
    assert [number for number, _ in other.numbered()] == [2]


def test_a_journal_is_read_as_a_list_is() -> None:
    mock = MockProvider()
    for _ in range(3):
        mock.respond(Request("GET", "/v1/models"))
    assert mock.journal[1:] == [mock.journal[1], mock.journal[2]]
    assert repr(mock.journal) == repr([*mock.journal])
