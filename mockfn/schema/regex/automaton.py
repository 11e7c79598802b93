"""Several expressions at once: a string of a wanted length that matches all of some and none of others, or the proof
that there is none.

Each expression becomes a nondeterministic automaton, all of them run in step, and the states they reach together are
explored under a bound. A plain match of one expression also comes from here where backtracking could explode.
"""

from __future__ import annotations

import random as _random
from collections.abc import Iterable

from mockfn.schema.regex.charset import Charset, holds
from mockfn.schema.regex.parse import Alt, At, Chars, Group, Node, Repeat, Seq, children

__all__ = ["Automaton", "Language", "TooLarge", "is_regular"]

_STATES = 4000  # of one automaton, its counted repeats written out
_JOINT = 1500  # states explored of all together
_WORK = 60_000  # (state, length) pairs looked at for one language
_SPARE = 12  # lengths to choose from, where there are so many


class TooLarge(Exception):  # noqa: N818 - reads as what it says
    """The expression cannot be treated as an automaton, or not within the bounds."""


def is_regular(node: Node) -> bool:
    """Only sets, sequences, choices, repeats and the two anchors: what an automaton can do."""
    if isinstance(node, At):
        return node.kind in "^$"
    if isinstance(node, Chars | Seq | Alt | Repeat | Group):
        return all(is_regular(one) for one in children(node))
    return False


class Automaton:
    """One expression, found anywhere in the text as `pattern` demands. States are sets of the numbers of its places."""

    def __init__(self, node: Node) -> None:
        self._sets: list[Charset | None] = []  # by place: the characters that leave it
        self._next: list[list[tuple[int, str]]] = []  # by place: where it leads without a character, and when
        self.charsets: list[Charset] = []
        first, last = self._place(), self._place()
        self._sets[first] = None
        inside, out = self._build(node)
        self._next[first].append((inside, ""))
        self._next[out].append((last, ""))
        self._first, self._last = first, last
        self._steps: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self.start = self._closure([first], "^")
        self._restart = self._closure([first], "")

    def _place(self) -> int:
        if len(self._sets) >= _STATES:
            raise TooLarge
        self._sets.append(None)
        self._next.append([])
        return len(self._sets) - 1

    def _build(self, node: Node) -> tuple[int, int]:
        """The places where a part begins and ends."""
        start, end = self._place(), self._place()
        if isinstance(node, Chars):
            self._sets[start] = node.ranges
            self.charsets.append(node.ranges)
            self._next[start].append((end, "char"))
        elif isinstance(node, At):
            self._next[start].append((end, node.kind))
        elif isinstance(node, Repeat):
            self._repeat(node, start, end)
        elif isinstance(node, Alt):
            for option in node.options:
                self._chain([option], start, end)
        else:
            self._chain(children(node), start, end)
        return start, end

    def _chain(self, nodes: Iterable[Node], start: int, end: int) -> None:
        for node in nodes:
            inside, out = self._build(node)
            self._next[start].append((inside, ""))
            start = out
        self._next[start].append((end, ""))

    def _repeat(self, node: Repeat, start: int, end: int) -> None:
        for _ in range(node.low):
            inside, out = self._build(node.item)
            self._next[start].append((inside, ""))
            start = out
        self._next[start].append((end, ""))
        if node.high is None:
            inside, out = self._build(node.item)
            self._next[start].append((inside, ""))
            self._next[out] += [(inside, ""), (end, "")]
            return
        for _ in range(node.high - node.low):
            inside, out = self._build(node.item)
            self._next[start].append((inside, ""))
            self._next[out].append((end, ""))
            start = out

    def _closure(self, places: Iterable[int], where: str) -> frozenset[int]:
        """The places reached without a character; `where` holds "^" at the start and "$" at the end of the text."""
        found, stack = set(places), list(places)
        while stack:
            for place, when in self._next[stack.pop()]:
                if place not in found and when != "char" and (not when or when in where):
                    found.add(place)
                    stack.append(place)
        return frozenset(found)

    def step(self, state: frozenset[int], char: str) -> frozenset[int]:
        """The state after one more character."""
        key = (state, char)
        after = self._steps.get(key)
        if after is None:
            if self._last in state:  # found: whatever follows
                after = frozenset((self._last,))
            else:
                code = ord(char)
                moved = [self._next[p][0][0] for p in state if (ranges := self._sets[p]) and holds(ranges, code)]
                after = self._closure(moved, "") | self._restart
            if len(self._steps) < 50_000:
                self._steps[key] = after
        return after

    def accepts(self, state: frozenset[int], *, empty: bool = False) -> bool:
        """Does the text match if it ends here? `empty`: it ends where it began."""
        return self._last in state or self._last in self._closure(state, "^$" if empty else "$")

    def matches(self, text: str) -> bool:
        """Is the expression found in `text`? In time that grows with its length alone."""
        state = self.start
        for char in text:
            state = self.step(state, char)
            if self._last in state:
                return True
        return self.accepts(state, empty=not text)


_State = tuple[frozenset[int], ...]


class Language:
    """The strings of `low` to `high` characters that every one of `wanted` finds and none of `refused` does."""

    def __init__(self, wanted: list[Automaton], refused: list[Automaton], low: int, high: int | None) -> None:
        self._machines = [*wanted, *refused]
        self._wanted = len(wanted)
        self._groups = _alphabet([one for machine in self._machines for one in machine.charsets])
        self._low = low
        self._edges: list[list[tuple[int, int]]] = []  # by state: (group of characters, state after it)
        self._good: list[bool] = []
        self.complete = True  # every state was seen: if nothing is found, nothing exists
        self._explore()
        furthest = low + len(self._good) + _SPARE
        self._high = furthest if high is None else min(high, furthest)
        self._reach = self._lengths()

    def _explore(self) -> None:
        start: _State = tuple(machine.start for machine in self._machines)
        numbers, queue = {start: 0}, [start]
        for state in queue:
            self._good.append(self._accepted(state, empty=state is start))
            edges = []
            for group, chars in enumerate(self._groups):
                after = tuple(m.step(s, chars[0]) for m, s in zip(self._machines, state, strict=True))
                if after not in numbers:
                    if len(numbers) >= _JOINT:
                        self.complete = False
                        continue
                    numbers[after] = len(queue)
                    queue.append(after)
                edges.append((group, numbers[after]))
            self._edges.append(edges)

    def _accepted(self, state: _State, *, empty: bool) -> bool:
        for index, (machine, one) in enumerate(zip(self._machines, state, strict=True)):
            if machine.accepts(one, empty=empty) != (index < self._wanted):
                return False
        return True

    def _lengths(self) -> list[set[int]]:
        """By length: the states from which exactly so many characters lead to a match; up to some that fit."""
        before: list[list[int]] = [[] for _ in self._good]
        for state, edges in enumerate(self._edges):
            for after in {after for _, after in edges}:
                before[after].append(state)
        reach = [{state for state, good in enumerate(self._good) if good}]
        work = enough = 0
        while len(reach) <= self._high and enough < _SPARE:
            work += len(reach[-1]) + 1
            if work > _WORK:
                self.complete = False
                break
            reach.append({state for after in reach[-1] for state in before[after]})
            enough += 0 in reach[-1] and len(reach) > self._low
        return reach

    def draw(self, random: _random.Random) -> str | None:
        """One of the strings, None where none was found."""
        lengths = [size for size in range(self._low, len(self._reach)) if 0 in self._reach[size]]
        if not lengths:
            return None
        size = random.choice(lengths[:_SPARE])
        text, state = [], 0
        for left in range(size - 1, -1, -1):
            edges = [edge for edge in self._edges[state] if edge[1] in self._reach[left]]
            group, state = random.choice(edges)
            text.append(random.choice(self._groups[group]))
        return "".join(text)


def _alphabet(charsets: list[Charset]) -> list[str]:
    """Characters in groups that every set treats alike; readable ones first, then one of each set's edges."""
    distinct = list(dict.fromkeys(charsets))
    edges = [code for ranges in distinct for low, high in ranges for code in (low, high)]
    chars = [*range(97, 123), *range(48, 58), *range(65, 91), *range(32, 127)]
    codes = dict.fromkeys([*chars, *edges, *(e + 1 for e in edges if e < 0xD7FF)])
    groups: dict[tuple[bool, ...], list[str]] = {}
    for code in codes:
        if not 0xD800 <= code < 0xE000:
            key = tuple(holds(ranges, code) for ranges in distinct)
            group = groups.setdefault(key, [])
            if not group or (32 <= code < 127 and len(group) < 30):
                group.append(chr(code))
    return ["".join(group) for group in groups.values()]
