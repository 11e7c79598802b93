"""Rules that never answer: what they ask for contradicts itself, or a rule before them holds wherever they do.

What is told is certain; of conditions that cannot be compared, nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from mockfn.chat import ChatRequest, Message
from mockfn.errors import ScriptError
from mockfn.matchers import Facts, NumberMatcher, SystemMatcher, TextTest
from mockfn.script.ordered import Script
from mockfn.script.rules import Rule

__all__ = ["covered", "unreachable"]


def unreachable(rule: Rule, script: Script) -> ScriptError | None:
    """What is wrong with a rule of a script that has a reply which it never gives; None with any other."""
    return _never(rule) or _hidden(rule, script)


def _never(rule: Rule) -> ScriptError | None:
    """A rule with `user=` gives its reply number `step` at most: for a later step, it has no reply."""
    count = rule.turns
    steps = [matcher for matcher in rule.others if isinstance(matcher, NumberMatcher) and matcher.key == "step"]
    if not rule.users or rule.results or not any(matcher.wanted and min(matcher.wanted) >= count for matcher in steps):
        return None
    least = min(steps[0].wanted)
    return rule.place.error(
        f"it never answers: at step {least} a reply number {least + 1} is due, and it has {count}",
        remedy="A rule with user= counts by itself: leave step= out, or give it the replies before.",
    )


def _hidden(rule: Rule, script: Script) -> ScriptError | None:
    for earlier in script.candidates(_alike(rule)):
        if earlier is rule:
            return None
        count = covered(earlier, rule)
        if count:
            break
    else:
        return None
    before = f"{earlier.name} (line {earlier.place.line}) holds"
    if rule.place.rule == "otherwise":
        return rule.place.error(f"it is never said: {before} for every request", remedy="Take it out, or the rule.")
    if count >= rule.turns:
        return rule.place.error(
            f"it never answers: {before} wherever it does", remedy="Put the narrower rule first, or take one out."
        )
    which = "its first reply is never given" if count == 1 else f"its first {count} replies are never given"
    return rule.place.error(f"{which}: {before} wherever they are due", remedy="Put the narrower rule first.")


def covered(one: Rule, other: Rule) -> float:
    """How many of the replies of `other`, from the first on, are never given because `one` is asked before it."""
    if not all(any(mine.covers(theirs) for theirs in other.others) for mine in one.others):
        return 0
    if not (one.users or one.results):
        alike = other.turns > 1 and not (other.users or other.results)
        return other.turns if one.turns in (1, inf) else min(one.turns, other.turns) if alike else 0
    if not set(one.results) <= set(other.results) or (other.results and not one.results):
        return 0
    if not all(any(mine.covers(theirs) for theirs in other.users) for mine in one.users):
        return 0
    return min(one.turns, other.turns)


def _alike(rule: Rule) -> Facts:
    """A request like those that a rule is for, by which to look up the rules that may be for them as well."""
    system = _sample(matcher.test for matcher in rule.others if isinstance(matcher, SystemMatcher))
    results = [Message("tool", "", name=tool) for tool in rule.results]
    messages = (Message("system", system), Message("user", _sample(rule.users)), *results)
    return Facts(ChatRequest(json={}, model="", conversation=messages))


def _sample(tests: Iterable[TextTest]) -> str:
    return "\n".join(test.sample for test in tests)
