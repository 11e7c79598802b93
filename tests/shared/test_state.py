"""The Redis that is shared, and what is said there."""

from __future__ import annotations

import re

import pytest

from mockfn import SettingError
from mockfn.shared import SharedState, StateError


def test_what_is_said_to_one_the_other_hears(url: str) -> None:
    one, other = SharedState(url), SharedState(url)
    before = other.version
    one.say(None, "seed", "7")
    one.say("a:b", "script", "rules: []\n")
    assert other.version == before + 2
    assert other.said() == {("seed", None): "7", ("script", "a:b"): "rules: []\n"}


def test_the_end_of_a_scope_is_the_end_of_all_it_had(url: str) -> None:
    state = SharedState(url)
    for name in ("a", "b"):
        state.mention(name)
        state.say(name, "seed", "7")
        state.redis.set(state.key("journal", name), "x")
    version = state.version
    state.end("a")
    assert (state.scopes(), list(state.said())) == (["b"], [("seed", "b")])
    assert state.redis.exists(state.key("journal", "a"), state.key("journal", "b")) == 1
    state.end(None)
    assert (state.scopes(), dict(state.said())) == ([], {})
    assert state.version == version + 2


def test_a_state_that_is_away_says_where_it_was_sought(url: str) -> None:
    with pytest.raises(StateError, match=r"^The state at redis://127\.0\.0\.1:1/0 cannot be reached: "):
        SharedState("redis://:secret@127.0.0.1:1/0")


def test_what_is_no_url_of_redis_says_what_is(url: str) -> None:
    with pytest.raises(SettingError, match=re.escape("There is no state at 'memcached://x': ")):
        SharedState("memcached://x")
