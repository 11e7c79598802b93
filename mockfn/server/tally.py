"""Counts of what a server answered: two additions for each response, and no names until somebody asks for them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from mockfn.journal import Exchange
from mockfn.server.deliveries import Delivery

__all__ = ["BOUNDS", "Tally"]

# Seconds: the upper ends of the spans that responses are counted in; the last span has none.
BOUNDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0)


class Tally:
    """Counts of one server, from its start on; a reset does not touch them."""

    def __init__(self) -> None:
        self.begun = 0
        self.responses: Counter[tuple[str, int, str]] = Counter()
        self.faults: Counter[str] = Counter()
        self.spans = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0

    def count_at_once(self, exchange: Exchange) -> None:
        """Counts a response that left as soon as it was there."""
        self.begun += 1
        self.spans[0] += 1
        decision = exchange.decision
        self.responses[decision.source, exchange.response.status, "whole"] += 1
        if decision.faults:
            self.faults.update({strike.name for strike in decision.faults})

    def count(self, exchange: Exchange, delivery: Delivery) -> None:
        """Counts a response that is over."""
        seconds, decision = delivery.ended or 0.0, exchange.decision
        self.responses[decision.source, exchange.response.status, delivery.outcome] += 1
        self.spans[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds
        if decision.faults:
            self.faults.update({strike.name for strike in decision.faults})
