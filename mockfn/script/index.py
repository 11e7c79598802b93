"""Which of very many rules are worth asking: those whose words the request holds, and those that have none.

Words are contained anywhere in a text, also within a word, so rules are found by a run of letters that their words must
bring along: the one that the fewest rules share. The answer is exactly that of asking every rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import merge

from mockfn.matchers import Facts
from mockfn.script.rules import Rule

__all__ = ["Index"]

_RUN = 6


class Index:
    """Rules by a run of letters of their `user=` words, by the tool whose result they answer, or always asked."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._by_run: dict[str, list[int]] = {}
        self._by_result: dict[str, list[int]] = {}
        self._always: list[int] = []
        self._steps = max((len(rule.steps) for rule in rules), default=1) or 1
        runs = [_runs(rule) for rule in rules]
        shared = Counter(run for found in runs for run in found)
        for number, (rule, found) in enumerate(zip(rules, runs, strict=True)):
            if rule.results:
                self._by_result.setdefault(rule.results[0], []).append(number)
            elif found:
                rarest = min(sorted(found), key=lambda run: shared[run])
                self._by_run.setdefault(rarest, []).append(number)
            else:
                self._always.append(number)

    def candidates(self, facts: Facts) -> Iterator[Rule]:
        """The rules that may hold, in their order."""
        numbers: set[int] = set()
        for tool in facts.results:
            numbers.update(self._by_result.get(tool, ()))
        by_run = self._by_run
        if by_run:
            for turn in facts.users:
                if turn.after >= self._steps:
                    break
                flat = turn.said.flat
                for start in range(len(flat) - _RUN + 1):
                    found = by_run.get(flat[start : start + _RUN])
                    if found:
                        numbers.update(found)
        return (self._rules[number] for number in merge(sorted(numbers), self._always))


def _runs(rule: Rule) -> set[str]:
    """Every run of letters that a user message must hold for the rule; none where it is too short to tell."""
    return {
        literal[start : start + _RUN]
        for test in rule.users
        for literal in test.literals
        for start in range(len(literal) - _RUN + 1)
    }
