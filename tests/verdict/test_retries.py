"""Retries, at times that the test says."""

from __future__ import annotations

from email.utils import formatdate
from typing import Any

import pytest
from msgspec.structs import replace

from mockfn.verdict import judge

HI = {"role": "user", "content": "hi"}


def findings(exchanges: list[Any], *times: float) -> list[tuple[str, str, tuple[int, ...]]]:
    timed = [replace(exchange, at=at) for exchange, at in zip(exchanges, times, strict=True)]
    return [(one.name, one.sentence, one.numbers) for one in judge(enumerate(timed, 1))]


def test_a_failed_request_that_comes_again_at_once(client: Any) -> None:
    client.mock.when().fail("server_error", times=1).say("ok")
    exchanges = [client.ask(HI), client.ask(HI)]
    assert findings(exchanges, 100.0, 100.01) == [
        ("retried_too_soon", "Request 2 came 0.01 s after request 1 had failed (500), without waiting.", (1, 2))
    ]
    assert findings(exchanges, 100.0, 100.4) == []


def test_an_answer_that_broke_off_is_a_failure_too(client: Any) -> None:
    client.mock.when().fail("reset", times=1).say("ok")
    exchanges = [client.ask(HI, stream=True), client.ask(HI, stream=True)]
    (found,) = findings(exchanges, 100.0, 100.0)
    assert found[:2] == (
        "retried_too_soon",
        "Request 2 came 0 s after request 1 had failed (its answer broke off), without waiting.",
    )


def test_waiting_begins_when_the_answer_has_ended(client: Any) -> None:
    client.mock.when().fail("truncate", times=1).say("ok").pace(first=1.0)
    exchanges = [client.ask(HI, stream=True), client.ask(HI, stream=True)]
    assert [name for name, _, _ in findings(exchanges, 100.0, 101.0)] == ["retried_too_soon"]
    assert findings(exchanges, 100.0, 101.5) == []


def test_a_time_to_wait_is_ignored(client: Any) -> None:
    client.mock.when().fail("rate_limit", times=3).say("ok")
    exchanges = [client.ask(HI) for _ in range(4)]
    assert findings(exchanges, 100.0, 100.5, 101.0, 101.5) == [
        (
            "ignored_retry_after",
            "Request 2 came 0.5 s after request 1 had failed (429), which said to wait 1 s. And 2 more times.",
            (1, 2, 3, 4),
        )
    ]
    assert findings(exchanges, 100.0, 101.0, 102.0, 103.0) == []


@pytest.mark.parametrize(
    "headers", [{"retry-after": "2"}, {"retry-after-ms": "2000"}, {"retry-after": formatdate(102, usegmt=True)}]
)
def test_a_time_to_wait_is_milliseconds_seconds_or_a_date(client: Any, headers: dict[str, str]) -> None:
    client.mock.when().fail("overloaded", times=1).say("ok")
    failed = client.ask(HI)
    exchanges = [replace(failed, response=replace(failed.response, headers=headers)), client.ask(HI)]
    assert [name for name, _, _ in findings(exchanges, 100.0, 101.5)] == ["ignored_retry_after"]
    assert findings(exchanges, 100.0, 102.1) == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("invalid_key", "its answer was 401"),
        ("context_length", "its answer was 400"),
        ("quota", "its 429 said insufficient_quota"),
    ],
)
def test_what_no_retry_can_help_comes_again(client: Any, fault: str, reason: str) -> None:
    client.mock.when().fail(fault)
    exchanges = [client.ask(HI), client.ask(HI)]
    assert findings(exchanges, 100.0, 160.0) == [
        ("forbidden_retry", f"Request 2 repeats request 1, which no retry can help: {reason}.", (1, 2))
    ]


def test_an_answer_may_say_whether_to_try_again(client: Any) -> None:
    client.mock.when(user="never")
    missed = [client.ask(HI), client.ask(HI)]
    assert findings(missed, 100.0, 101.0) == [
        (
            "forbidden_retry",
            "Request 2 repeats request 1, which no retry can help: its 400 said x-should-retry: false.",
            (1, 2),
        )
    ]
    told = replace(missed[0], response=replace(missed[0].response, headers={"x-should-retry": "true"}))
    assert findings([told, missed[1]], 100.0, 101.0) == []


def test_without_a_clock_only_what_needs_none_is_found(client: Any) -> None:
    client.mock.when(user="hi").fail("rate_limit", times=1).fail("invalid_key")
    exchanges = [replace(client.ask(HI), at=None) for _ in range(3)]
    assert [finding.name for finding in judge(enumerate(exchanges, 1))] == ["forbidden_retry"]


def test_another_request_is_no_retry(client: Any) -> None:
    client.mock.when().fail("server_error")
    assert findings([client.ask(HI), client.ask(HI, temperature=1)], 100.0, 100.0) == []


def test_asking_again_after_an_answer_is_no_retry(client: Any) -> None:
    client.mock.when().say("ok")
    exchanges = [client.ask(HI), client.ask(HI), client.ask(HI, stream=True), client.ask(HI, stream=True)]
    assert findings(exchanges, 100.0, 100.0, 100.0, 100.0) == []
