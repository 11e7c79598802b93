"""The journal in pages and through filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

WEATHER = {"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {}}}}


@pytest.fixture
def client(talk: Callable[..., Any]) -> Any:
    """A server that was asked for the weather (a call), said hello to, and asked what it rejects."""
    client = talk(script={"rules": [{"when": {"user": "weather"}, "call": "get_weather"}]}, otherwise="miss")
    client.chat("the weather", more={"tools": [WEATHER]})
    client.chat("hello", more={"model": "gpt-4o-mini", "tools": [WEATHER]})
    client.chat("rejected", more={"n": 0})
    return client


def users(client: Any, query: str) -> list[str]:
    found = client.ask("GET", f"/_mockfn/journal?{query}")[1]["exchanges"]
    return [one["request"]["body"]["messages"][0]["content"] for one in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["the weather", "hello", "rejected"]),
        ("source=script", ["the weather"]),
        ("source=miss", ["hello"]),
        ("source=rejection", ["rejected"]),
        ("status=400", ["hello", "rejected"]),
        ("status=400&source=miss", ["hello"]),
        ("method=post", ["the weather", "hello", "rejected"]),
        ("path=/v1/models", []),
        ("model=gpt-4o-mini", ["hello"]),
        ("user=WEATHER", ["the weather"]),
        ("tool=get_weather", ["the weather", "hello"]),
        ("call=get_weather", ["the weather"]),
        ("text=%22n%22%3A%200", ["rejected"]),
        ("limit=0", []),
    ],
)
def test_a_filter_leaves_what_it_asks_for(client: Any, query: str, expected: list[str]) -> None:
    assert users(client, query) == expected


def test_pages_follow_each_other_to_the_end(client: Any) -> None:
    seen: list[Any] = []
    since = 0
    while since is not None:
        page = client.ask("GET", f"/_mockfn/journal?limit=2&since={since}")[1]
        seen.append([one["number"] for one in page["exchanges"]])
        since = page["next"]
    assert seen == [[1, 2], [3]]


def test_a_brief_view_has_a_line_of_each(client: Any) -> None:
    first, second, third = client.ask("GET", "/_mockfn/journal?view=brief")[1]["exchanges"]
    assert (first["user"], first["tools"], first["said"]) == ("the weather", "get_weather", "get_weather()")
    assert (second["source"], second["said"][:31]) == ("miss", "No rule answers this request. m")
    assert (third["status"], third["user"]) == (400, "rejected")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("limit=many", "limit takes a number, not 'many'."),
        ("since=-1", "since takes a number, not '-1'."),
        ("limit=1001", "limit is at most 1000."),
        ("view=breif", "There is no view 'breif'. Did you mean 'brief'? Known: brief, full."),
        (
            "source=mis",
            "There is no source 'mis'. Did you mean 'miss'? "
            "Known: cassette, fault, generate, miss, otherwise, rejection, rule, script, served.",
        ),
    ],
)
def test_a_parameter_that_cannot_be_is_a_400(client: Any, query: str, message: str) -> None:
    assert client.problem("GET", f"/_mockfn/journal?{query}") == (400, message)


def test_what_was_answered_in_process_is_listed_without_a_delivery(client: Any) -> None:
    from mockfn import Request

    client.server.mock.respond(Request("GET", "/v1/models"))
    last = client.ask("GET", "/_mockfn/journal")[1]["exchanges"][-1]
    assert (last["seconds"], last["outcome"]) == (None, None)
