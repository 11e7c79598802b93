"""The journal as it grows."""

from __future__ import annotations

import http.client
import json
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from mockfn import MockProvider, Request
from mockfn.server.desk import Desk
from mockfn.server.events import Watch
from mockfn.server.scopes import Scopes


def ask(mock: MockProvider, text: str) -> Any:
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}]}
    return mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(body).encode()))


def read(news: bytes) -> list[tuple[str, Any]]:
    """Events as (name, data): the users' words of exchanges."""
    found = []
    for event in news.decode().split("\n\n")[:-1]:
        lines = dict(line.split(": ", 1) for line in event.splitlines())
        data = lines["data"]
        found.append((lines.get("event", "message"), json.loads(data)["user"] if data.startswith("{") else data))
    return found


@pytest.fixture
def desk() -> Desk:
    return Desk(Scopes(MockProvider()))


def test_it_greets_tells_what_there_is_and_then_what_is_new(desk: Desk) -> None:
    ask(desk.scopes.mock, "one")
    watch = Watch(desk)
    assert read(watch.news()) == [("hello", desk.run), ("message", "one")]
    assert watch.news() == b""
    ask(desk.scopes.mock, "two")
    assert read(watch.news()) == [("message", "two")]


def test_what_was_seen_is_left_out(desk: Desk) -> None:
    for text in ("one", "two"):
        ask(desk.scopes.mock, text)
    assert read(Watch(desk, since=1).news())[1:] == [("message", "two")]


def test_an_open_exchange_is_told_again_when_it_is_over(desk: Desk) -> None:
    delivery = desk.deliveries.begin(ask(desk.scopes.mock, "slow"))
    watch = Watch(desk)
    assert read(watch.news())[1:] == [("message", "slow")]
    assert watch.news() == b""
    delivery.end("whole")
    assert read(watch.news()) == [("message", "slow")]
    assert watch.news() == b""


def test_a_reset_is_told(desk: Desk) -> None:
    watch = Watch(desk)
    ask(desk.scopes.mock, "one")
    watch.news()
    desk.scopes.reset(None)
    assert read(watch.news()) == [("gone", "2")]
    ask(desk.scopes.mock, "two")
    assert read(watch.news())[-1] == ("message", "two")


def test_one_scope_can_be_watched(desk: Desk) -> None:
    ask(desk.scopes.named("a"), "in a")
    ask(desk.scopes.mock, "elsewhere")
    assert read(Watch(desk, scope="a").news())[1:] == [("message", "in a")]


def test_who_asks_for_the_head_alone_watches_nothing(talk: Callable[..., Any]) -> None:
    status, headers, body = talk().answer("HEAD", "/_mockfn/events")
    assert (status, headers["content-type"], body) == (200, "text/event-stream", b"")


def test_many_come_in_portions_and_none_is_lost(desk: Desk) -> None:
    for number in range(450):
        ask(desk.scopes.mock, str(number))
    watch, told = Watch(desk), []
    while news := watch.news():
        portion = [data for name, data in read(news) if name == "message"]
        assert len(portion) <= 200
        told += portion
    assert told == [str(number) for number in range(450)]


def test_there_are_only_so_many_watchers(talk: Callable[..., Any]) -> None:
    client = talk(seed=1)
    asking = [http.client.HTTPConnection(client.server.url.removeprefix("http://"), timeout=10) for _ in range(70)]
    for connection in asking:
        connection.request("GET", "/_mockfn/events")
    answers = [connection.getresponse() for connection in asking]
    assert Counter(answer.status for answer in answers) == {200: 64, 503: 6}
    too_many = next(answer for answer in answers if answer.status == 503)
    assert json.load(too_many)["error"]["message"] == "64 watch already. Close a page, or ask for the journal."
    for connection, answer in zip(asking, answers, strict=True):
        answer.close()
        connection.close()
    for _ in range(200):
        connection = http.client.HTTPConnection(client.server.url.removeprefix("http://"), timeout=10)
        connection.request("GET", "/_mockfn/events")
        with closing(connection), connection.getresponse() as answer:
            if answer.status == 200:
                return
    raise AssertionError("those who left are still counted")


def test_it_is_an_event_stream_that_a_browser_goes_on_with(talk: Callable[..., Any]) -> None:
    client = talk()
    client.chat("one")
    client.chat("two")

    def first_lines(count: int, **headers: str) -> list[str]:
        connection = http.client.HTTPConnection(client.server.url.removeprefix("http://"), timeout=10)
        connection.request("GET", "/_mockfn/events", headers=headers)
        response = connection.getresponse()
        assert response.getheader("content-type") == "text/event-stream"
        lines = [response.readline().decode().rstrip("\n") for _ in range(count)]
        connection.close()
        return lines

    lines = first_lines(10)
    assert lines[:3] == ["retry: 1000", "", "event: hello"]
    ids = [line.removeprefix("id: ") for line in lines if line.startswith("id: ")]
    again = first_lines(8, **{"last-event-id": ids[0]})
    assert [line for line in again if line.startswith("id: ")] == [f"id: {ids[1]}"]
    elsewhere = first_lines(10, **{"last-event-id": "another-run.1"})
    assert [line.removeprefix("id: ") for line in elsewhere if line.startswith("id: ")] == ids
