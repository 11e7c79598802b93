"""What became of responses on their way."""

from __future__ import annotations

import gc

from mockfn import MockProvider, Request
from mockfn.journal import Exchange
from mockfn.server.deliveries import Deliveries
from mockfn.server.headers import Headers


def exchange() -> Exchange:
    return MockProvider().respond(Request("GET", "/v1/models"))


def test_a_delivery_is_found_by_its_exchange_and_by_no_other() -> None:
    deliveries, one, other = Deliveries(), exchange(), exchange()
    delivery = deliveries.begin(one)
    assert deliveries.find(one) is delivery
    assert deliveries.find(other) is None


def test_it_tells_when_frames_left_and_how_it_ended() -> None:
    delivery = Deliveries().begin(exchange())
    assert (delivery.outcome, delivery.sent, delivery.ended) == ("open", None, None)
    delivery.frame_left()
    delivery.frame_left()
    delivery.end("whole")
    assert delivery.sent is not None
    assert delivery.ended is not None
    assert 0 <= delivery.sent[0] <= delivery.sent[1] <= delivery.ended
    assert delivery.outcome == "whole"


def test_the_oldest_leave_first() -> None:
    deliveries, kept = Deliveries(limit=2), [exchange() for _ in range(3)]
    for one in kept:
        deliveries.begin(one)
    assert [deliveries.find(one) is not None for one in kept] == [False, True, True]


def test_no_exchange_is_kept_alive() -> None:
    deliveries = Deliveries()
    delivery = deliveries.begin(exchange())
    gc.collect()
    assert not delivery.of(exchange())


def test_a_response_of_a_server_of_which_none_is_kept_left_at_once() -> None:
    one = MockProvider().respond(Request("GET", "/v1/models", {"host": "localhost"}))
    assert Deliveries().find(one) is None
    one = MockProvider().respond(Request("GET", "/v1/models", Headers(host="localhost")))
    delivery = Deliveries().find(one)
    assert delivery is not None
    assert (delivery.outcome, delivery.ended, delivery.sent) == ("whole", 0.0, None)
