"""What one worker is told holds for all: two servers on one Redis, as two replicas are."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

SAYS = b'rules:\n  - when: {user: "hi"}\n    say: %s\n'


@pytest.fixture
def pair(talk: Callable[..., Any], url: str) -> tuple[Any, Any]:
    return talk(state=url), talk(state=url)


def test_a_script_a_seed_and_a_reset_hold_for_all(pair: tuple[Any, Any]) -> None:
    one, other = pair
    assert one.ask("POST", "/_mockfn/script", SAYS % b"hello") == (200, {"rules": 1, "scope": None})
    assert other.said("hi") == "hello"
    other.ask("POST", "/_mockfn/script", SAYS % b"bye")
    assert one.said("hi") == "bye"
    other.ask("POST", "/_mockfn/seed", {"seed": 7})
    assert one.server.mock.seed == 0
    assert one.chat("hi")[1]["id"] == other.chat("hi")[1]["id"]
    assert one.server.mock.seed == 7
    one.ask("POST", "/_mockfn/reset")
    assert other.ask("GET", "/_mockfn/journal")[1]["exchanges"] == []
    assert other.chat("hi")[1]["choices"][0]["message"]["content"] not in ("hello", "bye")
    assert other.server.mock.seed == 0


def test_a_scope_is_one_for_all(pair: tuple[Any, Any]) -> None:
    one, other = pair
    one.ask("POST", "/_mockfn/script?scope=a", SAYS % b"scoped")
    other.ask("POST", "/_mockfn/script", SAYS % b"own")
    assert [talk.said("hi", X_Mockfn_Scope="a") for talk in pair] == ["scoped", "scoped"]
    assert [talk.said("hi") for talk in pair] == ["own", "own"]
    found = [(line["scope"], line["attempt"]) for line in other.ask("GET", "/_mockfn/journal")[1]["exchanges"]]
    assert found == [("a", 0), ("a", 1), (None, 0), (None, 1)]
    other.ask("POST", "/_mockfn/reset?scope=a")
    assert one.ask("GET", "/_mockfn/journal?scope=a")[1]["exchanges"] == []
    assert one.said("hi", X_Mockfn_Scope="a") == "own"


def test_a_wrong_script_is_told_to_nobody(pair: tuple[Any, Any]) -> None:
    one, other = pair
    other.ask("POST", "/_mockfn/script", SAYS % b"right")
    assert one.problem("POST", "/_mockfn/script", b"rules: 7\n")[0] == 400
    assert one.said("hi") == "right"


def test_a_state_that_goes_away_is_a_503_that_says_so_until_it_is_back(
    talk: Callable[..., Any], redis_server: Any
) -> None:
    one = talk(state=redis_server.url, script="rules:\n  - when: {user: hi}\n    say: hello\n")
    assert one.said("hi") == "hello"
    assert len(one.ask("GET", "/_mockfn/journal")[1]["exchanges"]) == 1
    redis_server.end()
    status, body = one.chat("hi")
    assert (status, body["error"]["type"]) == (503, "mockfn_state")
    assert body["error"]["message"].startswith(f"The state at {redis_server.url} cannot be reached: ")
    assert one.chat("hi", X_Mockfn_Scope="new")[0] == 503
    for method, path in (("GET", "journal"), ("GET", "verdict"), ("POST", "reset"), ("POST", "seed")):
        status, message = one.problem(method, f"/_mockfn/{path}", b"7" if path == "seed" else b"")
        assert (status, message.partition(": ")[0]) == (503, f"The state at {redis_server.url} cannot be reached")
    assert one.ask("GET", "/healthz")[0] == 200
    redis_server.begin()
    assert one.said("hi", X_Mockfn_Scope="new") == "hello"
    (exchange,) = one.ask("GET", "/_mockfn/journal")[1]["exchanges"]
    assert (exchange["number"], exchange["scope"]) == (1, "new")


def test_a_state_that_does_not_answer_holds_up_no_stream(talk: Callable[..., Any], redis_server: Any) -> None:
    one = talk(state=f"{redis_server.url}?socket_timeout=0.5")
    one.server.mock.when(user="long").say(tuple(f"{number} " for number in range(200))).pace(per_second=100)
    arrived: list[float] = []
    reading = threading.Thread(target=lambda: arrived.extend(_arrivals(one)))
    reading.start()
    while not one.server.mock.journal:
        time.sleep(0.01)
    redis_server.halt()
    began = time.perf_counter()
    status = one.chat("hi")[0]
    ended = time.perf_counter()
    redis_server.go_on()
    reading.join()
    assert (status, len(arrived)) == (503, 203)
    assert sum(began < at < ended - 0.1 for at in arrived) > 5


def _arrivals(client: Any) -> Iterator[float]:
    """When each event of a long stream came."""
    connection = http.client.HTTPConnection(client.server.url.removeprefix("http://"), timeout=10)
    body = {"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": "long"}]}
    connection.request("POST", "/v1/chat/completions", json.dumps(body))
    for line in connection.getresponse():
        if line.startswith(b"data: "):
            yield time.perf_counter()
    connection.close()


def test_what_is_said_by_one_never_shows_another_what_lies_between(pair: tuple[Any, Any]) -> None:
    """Each change goes by the start of the server; nobody may be answered by that."""
    one, other = pair
    one.ask("POST", "/_mockfn/script", SAYS % b"turn 0")
    with ThreadPoolExecutor(4) as pool:
        for number in range(1, 15):
            answers = [pool.submit(other.said, "hi") for _ in range(6)]
            one.ask("POST", "/_mockfn/script", SAYS % (b"turn %d" % number))
            assert {answer.result() for answer in answers} <= {f"turn {number - 1}", f"turn {number}"}
            assert other.said("hi") == f"turn {number}"
