"""Which of very many rules are worth asking: those whose words the request holds, and those that have none.

Words are contained anywhere in a text, also within a word, so rules are found by a run of letters that their words must
bring along: the one that the fewest rules share. The answer is exactly that of asking every rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from mockfn.matchers import Facts, SystemMatcher, TextTest
from mockfn.script.rules import Rule

__all__ = ["Index"]

_RUN, _ENDS = 6, 40


class Index:
    """Rules by a run of letters of their `user=` or `system=` words, by the tool whose result they answer, or none."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        by_user = {number: _runs(rule.users) for number, rule in enumerate(rules) if not rule.results}
        by_system = {number: _runs(_systems(rule)) for number, rule in enumerate(rules)}
        self._by_user, self._by_system = _Runs(by_user), _Runs(by_system)
        self._by_result: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, rule in enumerate(rules):
            if rule.results:
                self._by_result.setdefault(rule.results[0], []).append(number)
            elif by_user[number]:
                self._by_user.add(number)
            elif by_system[number]:
                self._by_system.add(number)
            else:
                self._always.append(number)

    def candidates(self, facts: Facts, heard: str) -> Iterator[Rule]:
        """The rules that may hold, in their order. `heard` is `Facts.heard` for the longest of them."""
        numbers: set[int] = set()
        if self._by_result:
            for tool in facts.results:
                numbers.update(self._by_result.get(tool, ()))
        self._by_user.find(heard, numbers)
        if self._by_system.rules:
            self._by_system.find(facts.system.flat, numbers)
        return (self._rules[number] for number in merge(sorted(numbers), self._always))


class _Runs:
    """Rules by one run of letters each."""

    def __init__(self, runs: dict[int, set[str]]) -> None:
        self._runs = runs
        self._shared = Counter(run for found in runs.values() for run in found)
        self.rules: dict[str, list[int]] = {}

    def add(self, number: int) -> None:
        """Have a rule found by the run that the fewest share."""
        rarest = min(self._runs[number], key=lambda run: (self._shared[run], run))
        self.rules.setdefault(rarest, []).append(number)

    def find(self, text: str, into: set[int]) -> None:
        """The rules whose run a text holds."""
        rules = self.rules
        if rules:
            for end in range(_RUN, len(text) + 1):
                run = text[end - _RUN : end]
                if run in rules:
                    into.update(rules[run])


def _systems(rule: Rule) -> Iterable[TextTest]:
    return [matcher.test for matcher in rule.others if isinstance(matcher, SystemMatcher)]


def _runs(tests: Iterable[TextTest]) -> set[str]:
    """Runs of letters that a text must hold to pass; none where its words are too short to tell."""
    return {
        literal[start : start + _RUN]
        for test in tests
        for literal in test.literals
        for start in _starts(len(literal) - _RUN + 1)
    }


def _starts(count: int) -> Iterable[int]:
    """Where runs are taken from: everywhere in few words, at both ends of many, where they are likeliest to differ."""
    return range(count) if count <= 2 * _ENDS else (*range(_ENDS), *range(count - _ENDS, count))
