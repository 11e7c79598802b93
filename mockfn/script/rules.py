"""A rule: conditions, and the replies it gives in turn. An immutable value."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Any

from mockfn.matchers import Matcher, ResultMatcher, UserMatcher
from mockfn.place import Place
from mockfn.script.steps import Step
from mockfn.templates import RESERVED

__all__ = ["Rule", "captured"]


class Rule:
    """Conditions, all of which must hold, and the replies given in turn. Immutable.

    `name` is "rule 1" and so on (or "otherwise"), `place` where it was written. An `optional` rule may stay unused;
    one that may `misbehave` can say what the request forbids. `key` is the same for every version of a rule that is
    still being written in Python, and None for one from a file. `needle` is a text that `Facts.heard` holds wherever
    the rule holds. `turns` is for how many turns it has a reply: as many as it has replies, or without end where the
    last is endless; a rule without replies counts as one with one, so that it is found out when it is needed.
    """

    __slots__ = (
        "because",
        "conditions",
        "key",
        "misbehave",
        "needle",
        "optional",
        "others",
        "place",
        "results",
        "speaks",
        "steps",
        "turns",
        "users",
    )

    def __init__(
        self,
        conditions: tuple[Matcher, ...],
        steps: tuple[Step, ...],
        place: Place = Place(),  # noqa: B008 - frozen
        *,
        optional: bool = False,
        misbehave: bool = False,
        key: Any = None,
    ) -> None:
        self.conditions, self.steps, self.place = conditions, steps, place
        self.optional, self.misbehave, self.key = optional, misbehave, key
        self.users = tuple(matcher.test for matcher in conditions if isinstance(matcher, UserMatcher))
        self.results = tuple(matcher.tool for matcher in conditions if isinstance(matcher, ResultMatcher))
        self.others = tuple(m for m in conditions if not isinstance(m, UserMatcher | ResultMatcher))
        asked = ", ".join(matcher.shown for matcher in conditions)
        why = f"{place} holds: {asked}." if asked else f"{place} holds for every request."
        self.speaks = tuple(not step.empty for step in steps) or (False,)
        self.needle = "" if self.results else _longest(test.literals for test in self.users)
        count = len(steps)
        self.turns = inf if steps and steps[-1].endless else count or 1
        self.because = [(why, f"It gives its reply {number + 1} of {count}.") for number in range(count)]

    def version(self, **changes: Any) -> Rule:
        """The same rule with something changed: steps, optional or misbehave."""
        kept = {name: getattr(self, name) for name in ("steps", "optional", "misbehave", "key")}
        return Rule(self.conditions, place=self.place, **{**kept, **changes})

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.place.rule or "a rule"

    @property
    def from_file(self) -> bool:
        """True for a rule of a script file, False for one written in Python."""
        return self.key is None

    def __repr__(self) -> str:
        asked = ", ".join(matcher.shown for matcher in self.conditions)
        return f"<{self.place}: {asked or 'every request'}>"


def _longest(texts: Iterable[tuple[str, ...]]) -> str:
    return max((literal for literals in texts for literal in literals), key=len, default="")


def captured(conditions: tuple[Matcher, ...], place: Place) -> frozenset[str]:
    """The names that conditions capture. Raises `ScriptError` where a name would mean two things."""
    names: set[str] = set()
    for name in (name for matcher in conditions for name in matcher.names):
        if name in RESERVED:
            wrong = f"captures {{{name}}}, which means a tool's result"
        elif name in names:
            wrong = f"captures {{{name}}} twice"
        else:
            names.add(name)
            continue
        raise place.error(wrong, remedy="Give each capture a name of its own.")
    return frozenset(names)
