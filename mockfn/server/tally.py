"""Counts of what a server answered: one addition for each response, and no names until somebody asks for them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Literal

from mockfn.journal import Exchange
from mockfn.server.deliveries import Delivery

__all__ = ["BOUNDS", "Tally"]

# Seconds: the upper ends of the spans that responses are counted in; the last span has none.
BOUNDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0)

_Outcome = Literal["open", "whole", "cut", "left"]


class Tally:
    """Counts of one server, from its start on; a reset does not touch them.

    `open` responses are on their way, and all of those that are over took `seconds`.
    """

    def __init__(self) -> None:
        self.open = 0
        self.seconds = 0.0
        self.faults: Counter[str] = Counter()
        self._over: Counter[tuple[str, int, _Outcome, int]] = Counter()

    def begin(self) -> None:
        """Counts a response that begins, and is to be counted when it is over."""
        self.open += 1

    def count(self, exchange: Exchange, delivery: Delivery) -> None:
        """Counts a response that began and is over."""
        seconds = delivery.ended or 0.0
        self.open -= 1
        self.seconds += seconds
        self._count(exchange, delivery.outcome, bisect_left(BOUNDS, seconds))

    def count_at_once(self, exchange: Exchange) -> None:
        """Counts a response that left as soon as it was there."""
        self._count(exchange, "whole", 0)

    def _count(self, exchange: Exchange, outcome: _Outcome, span: int) -> None:
        decision = exchange.decision
        self._over[decision.source, exchange.response.status, outcome, span] += 1
        if decision.faults:
            self.faults.update({strike.name for strike in decision.faults})

    @property
    def responses(self) -> Counter[tuple[str, int, str]]:
        """Those that are over, by who decided, status and outcome."""
        found: Counter[tuple[str, int, str]] = Counter()
        for (source, status, outcome, _), count in self._over.copy().items():
            found[source, status, outcome] += count
        return found

    @property
    def spans(self) -> list[int]:
        """Those that are over, by how long they took."""
        found = [0] * (len(BOUNDS) + 1)
        for (*_, span), count in self._over.copy().items():
            found[span] += count
        return found
