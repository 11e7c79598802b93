"""Nodes that stand for a choice, between the options of a group or between types, and the second look at what was drawn
where building it is no proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mockfn.schema.dead import Dead, Spent
from mockfn.schema.node import DEEP, Node, Run, height

__all__ = ["Checked", "Choice", "Link"]

_Judge = Callable[[Any], bool]
_SOON = 2  # levels within which an option may end for others not to be looked at
_GLANCE = 12  # options that are looked at together
_WORTH = 300  # nodes after which a large value is given up sooner
_TRIES = 12  # draws before a node that fails its tests is given up


class Link:
    """A node that is made when it is first needed. What is found to be dead stays so."""

    __slots__ = ("_dead", "_make", "_node")

    def __init__(self, make: Callable[[], Node]) -> None:
        self._make = make
        self._node: Node | None = None
        self._dead: Dead | None = None

    def open(self) -> Node:
        """The node. Raises `Dead`."""
        node = self._node
        if node is None:
            if self._dead is not None:
                raise self._dead.with_traceback(None)
            try:
                node = self._node = self._make()
            except Spent:
                raise
            except Dead as dead:
                self._dead = dead
                raise
        return node

    def lives(self) -> bool:
        """Can the node be made, and is there an option where it is a choice?"""
        try:
            return self.open().viable()
        except Spent:
            raise
        except Dead:
            return False


class Choice(Node):
    """One of several nodes. `weights` say how often; `spares` are turned to, in order, when every one has failed."""

    __slots__ = ("_blame", "_flat", "_links", "_spares", "_weights")

    def __init__(
        self,
        links: list[Link],
        blame: tuple[str, Any],
        weights: list[float] | None = None,
        spares: list[Link] | None = None,
    ) -> None:
        super().__init__()
        self._links, self._blame, self._spares = links, blame, spares or []
        self._flat = weights is None
        self._weights = weights or [1.0] * len(links)

    def draw(self, run: Run, level: int) -> Any:
        """The value of the option the seed chooses, or of the next that has one."""
        if level > DEEP or run.minimal:
            return self._shallow(run, level)
        run.spend(self)
        last: Dead | None = None
        for index in self._order(run):
            try:
                return self._links[index].open().draw(run, level)
            except Spent:
                raise
            except Dead as dead:
                last = dead
        return self._spare(run, level, last)

    def _order(self, run: Run) -> Iterable[int]:
        """The options in the order in which to try them."""
        count = len(self._links)
        if self._flat:
            first = int(run.random.random() * count)
        else:
            at, first = run.random.random() * sum(self._weights), 0
            while first < count - 1 and at >= self._weights[first]:
                at -= self._weights[first]
                first += 1
        yield first
        yield from (index for index in range(count) if index != first)

    def _spare(self, run: Run, level: int, last: Dead | None) -> Any:
        for link in self._spares:
            try:
                return link.open().draw(run, level)
            except Spent:
                raise
            except Dead as dead:
                last = dead
        keyword, raw = self._blame
        raise Dead(keyword, raw, f"no option is left ({last.why})" if last else "there is no option")

    def _shallow(self, run: Run, level: int) -> Any:
        """The option that ends soonest, or the first that ends soon enough; of many, some are looked at at a time."""
        run.spend(self)
        last: Dead | None = None
        for start in range(0, len(self._links), _GLANCE):
            later: list[Node] = []
            for link in self._links[start : start + _GLANCE]:
                try:
                    node = link.open()
                    if height(node) > _SOON:
                        later.append(node)
                        continue
                    return node.draw(run, level)
                except Spent:
                    raise
                except Dead as dead:
                    last = dead
            for node in sorted(later, key=height):
                try:
                    return node.draw(run, level)
                except Spent:
                    raise
                except Dead as dead:
                    last = dead
        return self._spare(run, level, last)

    def viable(self) -> bool:
        """Is there an option?"""
        return any(link.lives() for link in (*self._links, *self._spares))

    def ways(self) -> Iterable[Iterable[Node]]:
        """One way for each option; the spares are as costly to make as they are seldom needed."""
        alive = False
        for link in self._links:
            if link.lives():
                alive = True
                yield (link.open(),)
        if not alive:
            yield from ((link.open(),) for link in self._spares if link.lives())

    def blame(self) -> tuple[str, Any]:
        """The keyword that gives the choice."""
        return self._blame


class Checked(Node):
    """A node whose values are tested, and drawn again where they fail."""

    __slots__ = ("_node", "_tests")

    def __init__(self, node: Node, tests: tuple[tuple[_Judge, str, Any], ...]) -> None:
        super().__init__()
        self._node, self._tests = node, tests

    def draw(self, run: Run, level: int) -> Any:
        """A value that holds."""
        failed = self._tests[0]
        enough = run.fuel - _WORTH
        for tried in range(1 if run.minimal and level > DEEP else _TRIES):
            if tried > 2 and run.fuel < enough:
                break
            value = self._node.draw(run, level)
            for test in self._tests:
                if not test[0](value):
                    failed = test
                    break
            else:
                return value
        raise Dead(failed[1], failed[2], "of the values that were tried none met it")

    def viable(self) -> bool:
        """Is the node?"""
        return self._node.viable()

    def ways(self) -> Iterable[Iterable[Node]]:
        """Those of the node."""
        return self._node.ways()

    def blame(self) -> tuple[str, Any]:
        """The first test."""
        return self._tests[0][1:]
