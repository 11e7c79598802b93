"""Which rule answers, and with which of its replies. State is the conversation: nothing is counted here.

A rule with `user=` answers the latest user message that fits: with its first reply while no assistant message follows
it, with the next when one does; after its last reply it does not hold. With `tool_result=` it counts from the latest
result of that tool, and `user=` fits anywhere before it. With neither, a rule of one reply always holds, and one of
several counts from the start of the conversation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from mockfn.chat import APIError, ChatRequest, ToolResult
from mockfn.errors import ScriptError
from mockfn.matchers import Facts, ResultMatcher, Turn, UserMatcher, excerpt
from mockfn.script.ordered import Script
from mockfn.script.problems import problem
from mockfn.script.rules import Rule
from mockfn.script.steps import Step

__all__ = ["Nothing", "Selected", "Try", "select", "select_otherwise"]

_NO_CAPTURES: Mapping[str, str] = {}


class Selected(Struct, frozen=True):
    """The rule that answers, with its reply number `index` (0 the first), what it captured, and why it holds.

    `result` is the tool result it counts from, where it has `tool_result=`.
    """

    rule: Rule
    index: int
    step: Step
    captures: Mapping[str, str]
    because: tuple[str, ...]
    result: ToolResult | None = None


class Try(Struct, frozen=True):
    """A rule that did not hold: why each failing condition failed, and how close it came, from 0.0 to 1.0.

    `spent` is true where nothing is missing but a further reply.
    """

    rule: Rule
    whys: tuple[str, ...]
    nearness: float
    spent: bool = False


class Nothing:
    """No rule holds. `tries` tells why, one rule each, in the order of the script; worked out when asked for."""

    __slots__ = ("_facts", "_rules")

    def __init__(self, rules: tuple[Rule, ...], facts: Facts) -> None:
        self._rules, self._facts = rules, facts

    @property
    def tries(self) -> list[Try]:
        """Every rule that was tried."""
        return [_tried(rule, self._facts) for rule in self._rules]


def select(script: Script, chat: ChatRequest, attempt: int = 0) -> Selected | Nothing | APIError:
    """The first rule that holds for this request, asked for the `attempt`-th time (0 the first).

    An `APIError` where the script is wrong: a condition raised, or the rule that holds has no reply.
    """
    facts = Facts(chat, attempt)
    return _first(script.candidates(facts), facts) or Nothing(script.rules, facts)


def select_otherwise(script: Script, chat: ChatRequest, attempt: int = 0) -> Selected | APIError | None:
    """What the script says for the requests that nothing else answers; None where it says nothing."""
    return _first(script.otherwise, Facts(chat, attempt)) if script.otherwise else None


def _first(rules: Iterable[Rule], facts: Facts) -> Selected | APIError | None:
    try:
        for rule in rules:
            found = _held(rule, facts)
            if found is not None:
                return found
    except ScriptError as wrong:
        return problem(wrong)
    return None


def _held(rule: Rule, facts: Facts) -> Selected | None:
    """The rule's reply to this request; None where it does not hold."""
    at = _anchor(rule, facts)
    if at is None:
        return None
    number, captures, result = at
    for matcher in rule.others:
        found = matcher.match(facts)
        if found is None:
            return None
        if found:
            captures = {**captures, **found}
    if number >= len(rule.steps) or rule.steps[number].empty:
        raise rule.place.error(
            f"its reply {number + 1} says nothing" if number else "it holds for this request and says nothing",
            remedy="Add .say(...), .call(...), .answer(...) or .output(...).",
        )
    return Selected(rule, number, rule.steps[number], captures, rule.because[number], result)


_Anchor = tuple[int, Mapping[str, str], ToolResult | None]


def _anchor(rule: Rule, facts: Facts) -> _Anchor | None:
    """What a rule counts from: the number of its reply that is due, captures, and the result it answers.

    A rule without replies is asked like one that has one, so that it is found out when it is needed.
    """
    limit = len(rule.steps) or 1
    if rule.results:
        found = [facts.results.get(tool) for tool in rule.results]
        number = max([one.after if one else limit for one in found])
        if number >= limit or any(one is None or one.after != number for one in found):
            return None
        before = min(one.position for one in found if one)
        if not rule.users:
            return number, _NO_CAPTURES, found[0].result if found[0] else None
        for turn in facts.users:
            captures = _fits(rule, turn) if turn.position < before else None
            if captures is not None:
                return number, captures, found[0].result if found[0] else None
        return None
    if rule.users:
        for turn in facts.users:
            if turn.after >= limit:
                return None
            captures = _fits(rule, turn)
            if captures is not None:
                return turn.after, captures, None
        return None
    number = facts.replies if limit > 1 else 0
    return (number, _NO_CAPTURES, None) if number < limit else None


def _fits(rule: Rule, turn: Turn) -> Mapping[str, str] | None:
    captures: Mapping[str, str] = _NO_CAPTURES
    for test in rule.users:
        found = test.search(turn.said)
        if found is None:
            return None
        if found:
            captures = {**captures, **found}
    return captures


def _tried(rule: Rule, facts: Facts) -> Try:
    whys: list[str] = []
    near: list[float] = []
    spent = False
    if rule.users or rule.results or len(rule.steps) > 1:
        why, nearness, spent = _anchor_why(rule, facts)
        whys += [why] if why else []
        near.append(nearness)
    for matcher in rule.others:
        try:
            held, why, _ = matcher.judge(facts)
        except ScriptError as wrong:
            held, why = False, str(wrong)
        near.append(1.0 if held else 0.8 * matcher.nearness(facts))
        whys += [] if held else [why]
    return Try(rule, tuple(whys), sum(near) / (len(near) or 1), spent and len(whys) == 1)


def _anchor_why(rule: Rule, facts: Facts) -> tuple[str, float, bool]:
    """Why no reply of the rule is due ('' where one is), how near it came, and whether all are given."""
    if _anchor(rule, facts) is not None:
        return "", 1.0, False
    for matcher in rule.conditions:
        if isinstance(matcher, ResultMatcher):
            found = facts.results.get(matcher.tool)
            if found is None or (found.after and len(rule.steps) < 2):
                return matcher.why(facts), 0.8 * matcher.nearness(facts), False
        elif isinstance(matcher, UserMatcher) and matcher.match(facts) is None:
            return matcher.why(facts), 0.8 * matcher.nearness(facts), False
    if rule.results and rule.users and max(facts.results[tool].after for tool in rule.results) < len(rule.steps):
        return "the user message that fits comes after the tool's result", 0.7, False
    return _spent(rule, facts), 0.95, True


def _spent(rule: Rule, facts: Facts) -> str:
    count = len(rule.steps)
    given = "its one reply is given" if count == 1 else f"its {count} replies are given"
    if rule.results:
        after = max(facts.results[tool].after for tool in rule.results)
        return f"{given}: {_messages(after)} follow the result of {rule.results[0]!r}"
    if rule.users:
        turn = next((turn for turn in facts.users if _fits(rule, turn) is not None), facts.users[0])
        return f"{given}: {_messages(turn.after)} follow {excerpt(turn.said.raw)}"
    return f"{given}: the conversation holds {_messages(facts.replies)}"


def _messages(count: int) -> str:
    return "1 assistant message" if count == 1 else f"{count} assistant messages"
