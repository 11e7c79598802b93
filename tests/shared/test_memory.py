"""Attempts and stored completions, as two workers see them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from mockfn.apis.openai_stored import StoredCompletion
from mockfn.shared import SharedMemory, SharedState

Pair = tuple[SharedMemory, SharedMemory]


@pytest.fixture
def two(url: str) -> Callable[..., Pair]:
    return lambda **options: (
        SharedMemory(SharedState(url), **options),
        SharedMemory(SharedState(url), **options),
    )


def test_no_attempt_is_taken_twice(two: Callable[..., Pair]) -> None:
    memories = two()
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda turn: memories[turn % 2].take_attempt(b"x"), range(200)))
    assert sorted(taken) == list(range(200))


def test_what_one_stores_the_other_shows(two: Callable[..., Pair]) -> None:
    one, other = two(limit=2)
    for name in "abc":
        one.keep(StoredCompletion(name, {"id": name}, ({"role": "user"},), {"n": name}))
    other.keep(StoredCompletion("b", {"id": "b"}, (), {"n": "new"}))
    assert one.stored == {
        "b": StoredCompletion("b", {"id": "b"}, (), {"n": "new"}),
        "c": StoredCompletion("c", {"id": "c"}, ({"role": "user"},), {"n": "c"}),
    }
    assert list(other.stored) == ["b", "c"]
    other.drop("b")
    other.drop("never there")
    assert list(one.stored) == ["c"]


def test_clearing_forgets_this_scope_alone(two: Callable[..., Pair]) -> None:
    one, other = two()
    scoped = two(scope="a*")[0]
    for memory in (one, scoped):
        memory.take_attempt(b"x")
        memory.keep(StoredCompletion("a", {}, ()))
    other.clear()
    assert (dict(one.stored), one.take_attempt(b"x")) == ({}, 0)
    assert (list(scoped.stored), scoped.take_attempt(b"x")) == (["a"], 1)
