"""Counts of what a server answered."""

from __future__ import annotations

from typing import Any

import pytest

from mockfn import MockProvider, Request
from mockfn.server.deliveries import Delivery
from mockfn.server.tally import BOUNDS, Tally

BODY = b'{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}'


def count(mock: MockProvider, tally: Tally, *, outcome: Any = "whole", seconds: float = 0.0) -> None:
    exchange = mock.respond(Request("POST", "/v1/chat/completions", {}, BODY))
    tally.begin()
    delivery = Delivery(exchange)
    delivery.end(outcome)
    delivery.ended = seconds
    tally.count(exchange, delivery)


def test_responses_are_counted_by_who_decided_by_status_and_by_how_they_ended() -> None:
    tally = Tally()
    count(MockProvider(), tally)
    count(MockProvider(), tally, outcome="left")
    count(MockProvider(otherwise="miss"), tally)
    assert tally.responses == {("generate", 200, "whole"): 1, ("generate", 200, "left"): 1, ("miss", 400, "whole"): 1}


@pytest.mark.parametrize(("seconds", "span"), [(0.0, 0), (0.001, 0), (0.0011, 1), (30.0, 9), (31.0, 10)])
def test_a_span_ends_with_its_bound(seconds: float, span: int) -> None:
    tally = Tally()
    count(MockProvider(), tally, seconds=seconds)
    assert tally.spans.index(1) == span
    assert tally.seconds == seconds
    assert len(tally.spans) == len(BOUNDS) + 1


@pytest.mark.parametrize("fault", ["rate_limit", "repeated_id", "truncate"])
def test_faults_of_every_kind_are_counted(fault: str) -> None:
    mock, tally = MockProvider(), Tally()
    mock.when().fail(fault).say("hi")
    count(mock, tally)
    count(MockProvider(), tally)
    assert tally.faults == {fault: 1}


def test_a_response_is_open_until_it_is_counted() -> None:
    tally = Tally()
    tally.begin()
    count(MockProvider(), tally)
    assert tally.open == 1


def test_what_left_at_once_is_whole_and_took_no_time() -> None:
    tally = Tally()
    tally.count_at_once(MockProvider().respond(Request("POST", "/v1/chat/completions", {}, BODY)))
    assert (tally.open, tally.responses, tally.spans[0]) == (0, {("generate", 200, "whole"): 1}, 1)
