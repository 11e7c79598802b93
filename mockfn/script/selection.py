"""Which rule answers, and with which of its replies: the first that holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from mockfn.chat import APIError, ChatRequest, ToolResult
from mockfn.errors import ScriptError
from mockfn.matchers import Facts
from mockfn.script.anchor import anchor
from mockfn.script.ordered import Script
from mockfn.script.problems import problem
from mockfn.script.rules import Rule
from mockfn.script.steps import Step
from mockfn.script.tries import Try

__all__ = ["Nothing", "Selected", "select", "select_otherwise"]


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


class Nothing:
    """No rule holds. `tries` tells why, one rule each, in the order of the script; worked out when asked for."""

    __slots__ = ("_facts", "_rules")

    def __init__(self, rules: tuple[Rule, ...], facts: Facts) -> None:
        self._rules, self._facts = rules, facts

    @property
    def tries(self) -> list[Try]:
        """Every rule that was tried."""
        return [Try(rule, self._facts) for rule in self._rules]


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
    at = anchor(rule, facts)
    if at is None:
        return None
    number, captures, result = at
    for matcher in rule.others:
        found = matcher.match(facts)
        if found is None:
            return None
        if found:
            captures = {**captures, **found}
    if number >= len(rule.speaks):
        number = len(rule.speaks) - 1
    if not rule.speaks[number]:
        raise rule.place.error(
            f"its reply {number + 1} says nothing" if number else "it holds for this request and says nothing",
            remedy="Add .say(...), .call(...), .answer(...) or .output(...).",
        )
    return Selected(rule, number, rule.steps[number], captures, rule.because[number], result)
