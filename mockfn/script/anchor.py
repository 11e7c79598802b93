"""What a rule counts from: the message or the result that it answers, and which of its replies is due there.

A rule with `user=` answers the latest user message that fits: with its first reply while no assistant message follows
it, with the next when one does; after its last reply it does not hold, unless that one is endless. With `tool_result=`
it counts from the latest result of that tool, and `user=` fits anywhere before it. With neither, a rule of one reply
always holds, and one of several counts from the start of the conversation. State is the conversation: nothing is
counted here.
"""

from __future__ import annotations

from collections.abc import Mapping

from mockfn.chat import ToolResult
from mockfn.matchers import Facts, Turn
from mockfn.script.rules import Rule

__all__ = ["Anchor", "anchor", "fits"]

_NO_CAPTURES: Mapping[str, str] = {}

# The number of the reply that is due (0 the first), what was captured, and the result that is answered.
Anchor = tuple[int, Mapping[str, str], ToolResult | None]


def anchor(rule: Rule, facts: Facts) -> Anchor | None:
    """Where a rule stands in this conversation; None where no reply of it is due."""
    limit = rule.turns
    if rule.results:
        found = [facts.results.get(tool) for tool in rule.results]
        number = max([one.after if one else 0 for one in found])
        if number >= limit or any(one is None or one.after != number for one in found):
            return None
        before = min(one.position for one in found if one)
        if not rule.users:
            return number, _NO_CAPTURES, found[0].result if found[0] else None
        for turn in facts.users:
            captures = fits(rule, turn) if turn.position < before else None
            if captures is not None:
                return number, captures, found[0].result if found[0] else None
        return None
    if rule.users:
        for turn in facts.users:
            if turn.after >= limit:
                return None
            captures = fits(rule, turn)
            if captures is not None:
                return turn.after, captures, None
        return None
    number = facts.replies if limit > 1 else 0
    return (number, _NO_CAPTURES, None) if number < limit else None


def fits(rule: Rule, turn: Turn) -> Mapping[str, str] | None:
    """What the `user=` conditions of a rule capture in a message; None where it does not fit."""
    tests = rule.users
    captures = tests[0].search(turn.said)
    if len(tests) == 1 or captures is None:
        return captures
    for test in tests[1:]:
        found = test.search(turn.said)
        if found is None:
            return None
        captures = {**captures, **found}
    return captures
