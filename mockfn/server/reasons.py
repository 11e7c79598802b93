"""Why the other rules did not answer: each with the conditions that failed, the nearest first."""

from __future__ import annotations

from itertools import islice
from typing import Any

from mockfn.journal import Exchange
from mockfn.mock import MockProvider

__all__ = ["others"]

# So many rules are looked at, and so many are shown.
_LOOKED_AT, _SHOWN = 500, 20

_HOLDS = "holds as well, but an earlier rule answers"


def others(mock: MockProvider, exchange: Exchange) -> list[dict[str, Any]]:
    """The rules that did not answer this exchange: `rule`, `asks`, and `why`."""
    tries = sorted(islice(mock.tries(exchange), _LOOKED_AT), key=lambda one: -one.nearness)
    return [
        {
            "rule": str(one.rule.place),
            "asks": [matcher.shown for matcher in one.rule.conditions],
            "why": list(one.whys) or [_HOLDS],
        }
        for one in tries[:_SHOWN]
    ]
