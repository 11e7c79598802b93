"""A script: rules in their order, and what happens where none of them holds. An immutable value."""

from __future__ import annotations

from collections.abc import Iterable

from mockfn.matchers import Facts
from mockfn.once import once
from mockfn.script.index import Index
from mockfn.script.rules import Rule

__all__ = ["Script"]

# Up to so many rules, asking each is faster than looking up which to ask; up to so few, than hearing the users first.
_INDEXED, _ASKED = 24, 3


class Script:
    """Rules in their order, and what happens where none holds. Immutable.

    `otherwise` are rules that are asked last of all, after every other source of answers; a step of theirs may be
    "generate" or "miss". Where there are none, the defaults decide.
    """

    def __init__(self, rules: tuple[Rule, ...] = (), otherwise: tuple[Rule, ...] = ()) -> None:
        self.rules, self.otherwise = rules, otherwise
        self._depth = max((rule.turns for rule in rules), default=1)
        self._listens = any(rule.needle for rule in rules)

    @once
    def index(self) -> Index | None:
        """Which rules are worth asking; None where there are few."""
        return Index(self.rules) if len(self.rules) > _INDEXED else None

    def candidates(self, facts: Facts) -> Iterable[Rule]:
        """The rules that may hold, in their order."""
        if len(self.rules) <= _ASKED:
            return self.rules
        heard = facts.heard(self._depth) if self._listens else ""
        if len(self.rules) > _INDEXED and self.index is not None:
            return self.index.candidates(facts, heard)
        return [rule for rule in self.rules if rule.needle in heard]
