"""What a compiled schema is made of: nodes, each of which draws one value; and the run that draws them.

A node is made once and never changes but to fill in a part it had put off, so a value depends on the seed alone and
not on what was drawn before it.
"""

from __future__ import annotations

import random as _random
from collections.abc import Iterable
from typing import Any, Literal

from mockfn.schema.dead import Dead, Spent
from mockfn.schema.realism.scene import Scene

__all__ = ["DEEP", "FUEL", "Constant", "Node", "Run", "Strategy", "height", "must_end", "pick"]

Strategy = Literal["realistic", "required_only", "full", "minimal"]

DEEP = 7  # levels below which only what is needed to end is drawn
FUEL = 6_000  # nodes that may be drawn for one value, failed tries included
_TALLEST = 160  # levels after which a node is taken to have no end
_ROOM = 200  # nodes drawn for one item that has to differ from the others
_WIDE = {"full": 1500, "realistic": 110}  # nodes after which no optional member is added any more


class Run:
    """One value being made: its source of chance, its strategy, the people and places in it, and what it may cost."""

    __slots__ = ("fuel", "minimal", "optional", "random", "scene", "strategy", "wide")
    scene: Scene

    def __init__(self, seed: int, strategy: Strategy, fuel: int = FUEL) -> None:
        self.random = _random.Random(seed)
        self.strategy = strategy
        self.optional = {"full": 1.0, "realistic": 0.2}.get(strategy, 0.0)
        self.minimal = strategy == "minimal"
        self.scene = Scene(self.random)
        self.fuel = fuel
        self.wide = fuel - _WIDE.get(strategy, 0)

    def roomier(self) -> Run:
        """A run that does not ask for the smallest value, with the rest of this one's chance and what is left of it."""
        run = Run(self.random.getrandbits(32), "realistic", min(self.fuel, _ROOM))
        run.wide = 0
        return run

    def spend(self, node: Node) -> None:
        """Count one node drawn. Raises `Spent` when the budget is gone."""
        self.fuel -= 1
        if self.fuel < 0:
            raise Spent(*node.blame(), "no value was found within the budget of tries")


class Node:
    """Draws one value."""

    __slots__ = ("above", "height")

    def __init__(self) -> None:
        self.height: float | None = None  # levels it needs at least; None: not worked out
        self.above = 0  # it needs more than so many

    def draw(self, run: Run, level: int) -> Any:
        """A value. Raises `Dead` where none is found."""
        raise NotImplementedError

    def viable(self) -> bool:
        """Is anything known to be left to draw?"""
        return True

    def ways(self) -> Iterable[Iterable[Node]]:
        """The ways to end: for each, the nodes that are drawn one level below."""
        return ((),)

    def blame(self) -> tuple[str, Any]:
        """The keyword and the schema to name when nothing is found."""
        return "type", None


class Constant(Node):
    """One of some values that are known to be valid."""

    __slots__ = ("values",)

    def __init__(self, values: list[Any]) -> None:
        super().__init__()
        self.values = values

    def draw(self, run: Run, level: int) -> Any:  # noqa: ARG002 - nodes have one signature
        """One of the values; the first where the smallest is wanted."""
        values = self.values
        value = values[0] if len(values) == 1 or run.minimal else pick(run.random, values)
        return value if type(value) not in (dict, list) else _copied(value)


def pick(random: _random.Random, values: Any) -> Any:
    """One of a sequence; a third of the time `random.choice` takes."""
    return values[int(random.random() * len(values))]


def _copied(value: Any) -> Any:
    if type(value) is dict:
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if type(value) is list else value


def must_end(node: Node, level: int) -> None:
    """Raise `Dead` for a node that leads into itself without end."""
    if level > DEEP and height(node) == float("inf"):
        raise Dead(*node.blame(), "it requires itself without end")


def height(node: Node) -> float:
    """How many levels `node` needs at least: infinite where it cannot end within a sane number of them."""
    if node.height is None:
        node.height = next((limit for limit in range(1, _TALLEST) if _ends(node, limit)), float("inf"))
    return node.height


def _ends(node: Node, limit: int) -> bool:
    """Can it end within so many levels? Failures are remembered, so growing limits cost little."""
    if node.height is not None:
        return node.height <= limit
    if limit <= node.above:
        return False
    if any(all(_ends(one, limit - 1) for one in way) for way in node.ways()):
        if node.above == limit - 1:
            node.height = limit
        return True
    node.above = limit
    return False
