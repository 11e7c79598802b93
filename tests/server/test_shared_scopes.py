"""What one worker is told holds for all: two servers on one Redis, as two replicas are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mockfn.shared import StateError

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


def test_a_state_that_goes_away_is_a_503_that_says_so(pair: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = pair
    wrong = StateError("The state cannot be reached.")
    monkeypatch.setattr(type(one.server.mock.state), "version", property(lambda _: (_ for _ in ()).throw(wrong)))
    status, body = one.chat("hi")
    assert (status, body["error"]["message"], body["error"]["type"]) == (503, str(wrong), "mockfn_state")
