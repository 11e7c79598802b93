"""What a mock remembers is bounded."""

from __future__ import annotations

from mockfn.apis.openai_stored import StoredCompletion
from mockfn.memory import Memory


def test_the_completion_stored_longest_ago_leaves_first() -> None:
    memory = Memory(limit=2)
    for name in "abc":
        memory.keep(StoredCompletion(name, {}, ()))
    assert list(memory.stored) == ["b", "c"]
    memory.drop("b")
    memory.drop("never there")
    assert list(memory.stored) == ["c"]


def test_clearing_forgets_attempts_and_completions() -> None:
    memory = Memory()
    memory.keep(StoredCompletion("a", {}, ()))
    assert [memory.take_attempt(b"x"), memory.take_attempt(b"x")] == [0, 1]
    memory.clear()
    assert (dict(memory.stored), memory.take_attempt(b"x")) == ({}, 0)
