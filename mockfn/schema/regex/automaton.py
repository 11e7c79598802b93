"""Several expressions at once: a string of a wanted length that matches all of some and none of others, or the proof
that there is none.

Each expression becomes a nondeterministic automaton, all of them run in step, and the states they reach together are
explored under a bound. A plain match of one expression also comes from here where backtracking could explode.
"""

from __future__ import annotations

import random as _random
from collections import deque
from collections.abc import Iterable
from heapq import heappop, heappush

from mockfn.schema.regex.charset import Charset, holds
from mockfn.schema.regex.parse import Alt, At, Chars, Group, Node, Repeat, Seq, children

__all__ = ["Automaton", "Language", "TooLarge", "is_regular"]

_STATES = 4000  # of one automaton, its counted repeats written out
_STAGES = (100, 400, 2000)  # states explored of all together, until one fits
_STEPS = 12_000  # (state, group of characters) pairs looked at in one stage
_FAR = 1_000_000
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
        self._away: dict[int, int] = {}
        self._live: frozenset[int] | None = None

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

    def aim(self) -> None:
        """Leave places out of the states from which no match can be reached. For a search, before its first step."""
        self._away = self._distances(self._last)
        self._live = frozenset(self._away)

    def _distances(self, last: int) -> dict[int, int]:
        """How many characters it takes to `last` at least, for each place that leads there when some were read."""
        before: list[list[tuple[int, int]]] = [[] for _ in self._next]
        for place, ways in enumerate(self._next):
            for after, when in ways:
                if when != "^" and (when != "char" or self._sets[place]):
                    before[after].append((place, int(when == "char")))
        away, queue = {last: 0}, deque([last])
        while queue:
            after = queue.popleft()
            for place, cost in before[after]:
                if away[after] + cost < away.get(place, _FAR):
                    away[place] = away[after] + cost
                    (queue.append if cost else queue.appendleft)(place)
        return away

    def distance(self, state: frozenset[int]) -> int:
        """How many characters it takes from `state` to a match at least, once aimed."""
        return min((self._away.get(place, _FAR) for place in state), default=_FAR)

    def found(self, state: frozenset[int]) -> bool:
        """Is there a match already, whatever follows?"""
        return self._last in state

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
                if self._live is not None:
                    after &= self._live
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
        for machine in self._machines:
            machine.aim()
        self._wanted = len(wanted)
        self._groups = _alphabet([one for machine in self._machines for one in machine.charsets])
        self._low, self._top = low, high
        self._edges: list[list[tuple[int, int]]] = []  # by state: (group of characters, state after it)
        self._good: list[bool] = []
        self._numbers: dict[_State, int] = {}
        # Each: characters to a match by way of it, and from it, its number, it.
        self._queue: list[tuple[int, int, int, _State]] = []
        self._note(tuple(machine.start for machine in self._machines), 0)
        for limit in _STAGES:
            self.complete = True
            self._explore(limit)
            self._reach = self._lengths()
            if not self._queue or any(0 in self._reach[size] for size in range(low, len(self._reach))):
                break
        self.complete = self.complete and not self._queue  # every state was seen: if nothing is found, nothing exists

    def _note(self, state: _State, length: int) -> int:
        """The number of a state that `length` characters lead to."""
        number = self._numbers.get(state)
        if number is None:
            number = self._numbers[state] = len(self._edges)
            self._edges.append([])
            self._good.append(False)
            left = max((m.distance(s) for m, s in zip(self._machines[: self._wanted], state, strict=False)), default=0)
            heappush(self._queue, (length + left, left, number, state))
        return number

    def _explore(self, limit: int) -> None:
        """Look at states until so many are known, those first that seem nearest to a match."""
        work = _STEPS
        while self._queue and len(self._edges) < limit and work > 0:
            total, left, number, state = heappop(self._queue)
            self._good[number] = self._accepted(state, empty=number == 0)
            for group, chars in enumerate(self._groups):
                after = tuple(m.step(s, chars[0]) for m, s in zip(self._machines, state, strict=True))
                if not self._hopeless(after):
                    self._edges[number].append((group, self._note(after, total - left + 1)))
            work -= len(self._groups)

    def _hopeless(self, state: _State) -> bool:
        """Will no text that leads here be one of them, however it goes on?"""
        return not all(state[: self._wanted]) or any(
            machine.found(one)
            for machine, one in zip(self._machines[self._wanted :], state[self._wanted :], strict=True)
        )

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
        furthest = self._low + len(self._good) + _SPARE
        highest = furthest if self._top is None else min(self._top, furthest)
        reach = [{state for state, good in enumerate(self._good) if good}]
        work = enough = 0
        while len(reach) <= highest and enough < _SPARE:
            work += len(reach[-1]) + 1
            if work > _WORK:
                self.complete = False
                break
            reach.append({state for after in reach[-1] for state in before[after]})
            enough += 0 in reach[-1] and len(reach) > self._low
        return reach

    def listed(self, most: int) -> list[str]:
        """Some of the strings, the shortest first."""
        found: list[str] = []
        for size in range(self._low, len(self._reach)):
            texts = [("", 0)] if 0 in self._reach[size] else []
            for left in range(size - 1, -1, -1):
                texts = [
                    (text + char, after)
                    for text, state in texts
                    for group, after in self._edges[state]
                    if after in self._reach[left]
                    for char in self._groups[group]
                ][:most]
            found += [text for text, _ in texts]
            if len(found) >= most:
                break
        return found[:most]

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
