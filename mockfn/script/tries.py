"""Why a rule did not hold, and how near it came. Told when asked: a miss of ten thousand rules shows ten."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from mockfn.errors import ScriptError
from mockfn.matchers import Facts, Matcher, ResultMatcher, UserMatcher
from mockfn.script.anchor import anchor, fits
from mockfn.script.rules import Rule

__all__ = ["Try"]

# Why something does not hold, and how near it comes.
_Reason = tuple[Callable[[], str], float]

_NEARLY, _SPENT = 0.8, 0.95


class Try:
    """A rule that did not hold for a request."""

    def __init__(self, rule: Rule, facts: Facts) -> None:
        self.rule, self._facts = rule, facts

    @cached_property
    def whys(self) -> tuple[str, ...]:
        """Why each failing condition failed."""
        return tuple(reason[0]() for reason in self._reasons if reason)

    @cached_property
    def nearness(self) -> float:
        """How close the rule came, from 0.0 to 1.0: the mean over its conditions."""
        near = [reason[1] if reason else 1.0 for reason in self._reasons]
        return sum(near) / (len(near) or 1)

    @property
    def spent(self) -> bool:
        """True where nothing is missing but a further reply."""
        return [reason[1] for reason in self._reasons if reason] == [_SPENT]

    @cached_property
    def _reasons(self) -> list[_Reason | None]:
        """One for each condition, those that say what the rule counts from being one; None where it holds."""
        rule, facts = self.rule, self._facts
        reasons = [_held(matcher, facts) for matcher in rule.others]
        counts = rule.users or rule.results or len(rule.steps) > 1
        return [_anchored(rule, facts), *reasons] if counts else reasons


def _held(matcher: Matcher, facts: Facts) -> _Reason | None:
    try:
        held = matcher.match(facts) is not None
    except ScriptError as wrong:
        return partial(str, wrong), 0.0
    return None if held else _failed(matcher, facts)


def _failed(matcher: Matcher, facts: Facts) -> _Reason:
    return partial(matcher.why, facts), _NEARLY * matcher.nearness(facts)


def _anchored(rule: Rule, facts: Facts) -> _Reason | None:
    """Why no reply of the rule is due; None where one is."""
    if anchor(rule, facts) is not None:
        return None
    for matcher in rule.conditions:
        if isinstance(matcher, ResultMatcher):
            found = facts.results.get(matcher.tool)
            if found is None or (found.after and rule.turns < 2):
                return _failed(matcher, facts)
        elif isinstance(matcher, UserMatcher) and matcher.match(facts) is None:
            return _failed(matcher, facts)
    numbers = {facts.results[tool].after for tool in rule.results}
    if len(numbers) > 1:
        return f"the results of {_both(rule.results)} are not of one turn".__str__, _NEARLY
    if rule.users and numbers and max(numbers) < rule.turns:
        return f"the user message that fits comes after the result of {_both(rule.results)}".__str__, _NEARLY
    return partial(_spent, rule, facts), _SPENT


def _both(names: tuple[str, ...]) -> str:
    return " and ".join(f'"{name}"' for name in names)


def _spent(rule: Rule, facts: Facts) -> str:
    count = len(rule.steps)
    given = "its one reply is given" if count == 1 else f"its {count} replies are given"
    if rule.results:
        return f"{given}: {_follow(facts.results[rule.results[0]].after)} the result of {_both(rule.results)}"
    if rule.users:
        turn = next(turn for turn in facts.users if fits(rule, turn) is not None)
        return f"{given}: {_follow(turn.after)} {turn.said.excerpt}"
    return f"{given}: the conversation holds {facts.replies} assistant messages"


def _follow(count: int) -> str:
    return "1 assistant message follows" if count == 1 else f"{count} assistant messages follow"
