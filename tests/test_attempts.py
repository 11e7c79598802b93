"""Attempts are counted by conversation, atomically, in bounded memory."""

from __future__ import annotations

import threading

from mockfn.attempts import Attempts


def test_the_first_attempt_is_zero_and_each_conversation_has_its_own() -> None:
    attempts = Attempts()
    assert [attempts.take(key) for key in (b"a", b"a", b"b", b"a")] == [0, 1, 0, 2]


def test_no_number_is_given_twice_to_threads_that_take_at_once() -> None:
    attempts = Attempts()
    taken: list[int] = []
    threads = [threading.Thread(target=lambda: taken.extend(attempts.take(b"x") for _ in range(500))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(4000))


def test_the_conversation_asked_longest_ago_is_forgotten_first() -> None:
    attempts = Attempts(limit=2)
    for key in (b"a", b"b", b"a", b"c"):
        attempts.take(key)
    assert [attempts.take(key) for key in (b"a", b"b")] == [2, 0]


def test_forgetting_starts_again() -> None:
    attempts = Attempts()
    attempts.take(b"a")
    attempts.clear()
    assert attempts.take(b"a") == 0
