"""Arrays: as many items as the bounds and good sense allow, each from what applies to its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mockfn.schema.assertion import same
from mockfn.schema.combine import Link
from mockfn.schema.dead import Dead, Spent
from mockfn.schema.demands import Contains
from mockfn.schema.dialect import ARRAY
from mockfn.schema.fold import refused
from mockfn.schema.node import DEEP, Node, Run, must_end, pick
from mockfn.schema.realism.clue import Clue
from mockfn.schema.resolve import Spot
from mockfn.schema.shape import Shape

__all__ = ["MOST", "Array"]

MOST = 10_000  # items or members a value is given at most; who asks for more is refused
_USUAL = 3  # items where nothing is said
_HINTED = 0.5
_TRIES = 25  # draws of one item that has to differ from the others
_AGAIN = 2  # draws of a text that need not differ, but reads better if it does

_Open = Callable[[tuple[Spot, ...], Clue], Link]


class Array(Node):
    """Draws a list. `open_node` gives the node for what applies to an item."""

    __slots__ = ("_blame", "_clue", "_fewest", "_hints", "_items", "_most", "_open", "_shape", "_wanted")

    def __init__(self, shape: Shape, clue: Clue, open_node: _Open) -> None:
        super().__init__()
        self._shape, self._clue, self._open = shape, clue, open_node
        self._blame = shape.blame.get(ARRAY, ("type", None))
        self._items: dict[Any, Link] = {}
        self._most = self._room(shape.most_items)
        self._wanted: dict[int, tuple[Contains, ...]] | None = None
        self._fewest = max(shape.fewest_items, max((one.low for one in shape.contains), default=0))
        if self._fewest > MOST:
            raise Dead(*self._blame, f"{self._fewest} items are more than the {MOST} a value is given")
        if self._most is not None and self._fewest > self._most:
            raise Dead(*self._blame, f"at least {self._fewest} items and at most {self._most}")
        self._hints = [one for one in clue.hints(ARRAY).values if one and not shape.groups and shape.allows(one)]

    def _room(self, most: int | None) -> int | None:
        """The most items there may be: no more than come before a place where nothing is allowed."""
        for rule in self._shape.array_rules:
            places = [i for i, one in enumerate(rule.prefix) if one is False]
            end = places[0] if places else len(rule.prefix) if rule.rest is False else None
            if end is not None and (most is None or end < most):
                most = end
                self._blame = ("items", None)
        return most

    def _spots(self, index: int, wanted: tuple[Contains, ...]) -> tuple[Spot, ...]:
        """What applies to the item at `index`, which is `wanted` for what `contains` asks (and thereby evaluated)."""
        spots: list[Spot] = []
        for rule in self._shape.array_rules:
            if index < len(rule.prefix):
                spots.append((rule.prefix[index], rule.trail))
            elif rule.rest is not None:
                spots.append((rule.rest, rule.trail))
        spots += [(one.schema, one.trail) for one in wanted]
        for watch in () if wanted else self._shape.item_watches:
            seen = [rule for rule in self._shape.array_rules if watch.number in rule.under]
            inner = any(watch.number in other.under for other in self._shape.item_watches)
            if not inner and not any(index < len(rule.prefix) or rule.rest is not None for rule in seen):
                spots.append((watch.schema, watch.trail))
        return tuple(spots)

    def _link(self, index: int, wanted: tuple[Contains, ...] = ()) -> Link:
        longest = max((len(rule.prefix) for rule in self._shape.array_rules), default=0)
        key = (min(index, longest), tuple(map(id, wanted)))
        link = self._items.get(key)
        if link is None:
            spots = self._spots(key[0], wanted)
            if not wanted:  # no more of those of which there may be only so many
                bounded = [one for one in self._shape.contains if one.high is not None]
                spots = (*spots, *((refused(self._shape.checker.book, one.schema), one.trail) for one in bounded))
            link = self._items[key] = self._open(spots, self._clue.item(key[0] if longest else None))
        return link

    def draw(self, run: Run, level: int) -> list[Any]:
        """A list."""
        run.spend(self)
        must_end(self, level)
        if self._hints and not run.minimal and run.random.random() < _HINTED:
            return list(pick(run.random, self._hints))
        found: list[Any] = []
        wanted = self._placed()
        count = self._count(run, level)
        scene = run.scene
        try:
            while len(found) < count:
                index = len(found)
                if index:
                    run.scene = run.scene.fresh()
                found.append(self._item(run, level, found, self._link(index, wanted.get(index, ()))))
        except Spent:
            raise
        except Dead:
            if len(found) < self._fewest:
                raise
        finally:
            run.scene = scene
        return found

    def _count(self, run: Run, level: int) -> int:
        fewest, most = self._fewest, self._most
        if run.minimal or level > DEEP or run.fuel < run.wide:
            return fewest
        usual = max((len(rule.prefix) for rule in self._shape.array_rules), default=0) or _USUAL
        top = max(fewest, usual) if most is None else min(most, max(fewest, usual))
        bottom = min(max(fewest, 1), top)
        return bottom + int(run.random.random() * (top - bottom + 1))

    def _placed(self) -> dict[int, tuple[Contains, ...]]:
        """At which places the items stand that `contains` asks for: where they can, and apart where there is room."""
        if self._wanted is None:
            wanted: dict[int, tuple[Contains, ...]] = {}
            for one in self._shape.contains:
                for _ in range(one.low):
                    index = self._place(one, wanted)
                    wanted[index] = (*wanted.get(index, ()), one)
            self._wanted = wanted
            self._fewest = max(self._fewest, max(wanted, default=-1) + 1)
        return self._wanted

    def _place(self, one: Contains, wanted: dict[int, tuple[Contains, ...]]) -> int:
        """The first free place where such an item can stand, else one that is taken by another."""
        longest = max((len(rule.prefix) for rule in self._shape.array_rules), default=0)
        end = longest + len(wanted) + 1 if self._most is None else min(self._most, longest + len(wanted) + 1)
        for index in range(end):
            if index not in wanted and self._link(index, (one,)).lives():
                return index
        for index, others in wanted.items():
            if one not in others and self._link(index, (*others, one)).lives():
                return index
        raise Dead("contains", one.raw, "there is no place for such an item")

    def _item(self, run: Run, level: int, before: list[Any], link: Link) -> Any:
        node = link.open()
        unique = self._shape.unique
        for left in range(_TRIES if unique else _AGAIN, -1, -1):
            value = node.draw(run, level + 1)
            if not any(same(value, one) for one in before) or (not unique and (left == 0 or type(value) is not str)):
                return value
        for one in self._others(len(before), node):
            if not any(same(one, other) for other in before):
                return one
        raise Dead(*self._blame, "too few different items were found")

    def _others(self, index: int, node: Node) -> Iterator[Any]:
        """Values that chance is slow to find: the node's own list, then plain ones of every type."""
        yield from getattr(node, "values", ())
        spots = self._spots(index, self._placed().get(index, ()))
        tests = [self._shape.checker.test(raw, trail) for raw, trail in spots]
        for number in range(index + 2):
            for one in ({"number": number}, f"item {number}", number, [number], number + 0.5, bool(number), None):
                if all(test(one) for test in tests):
                    yield one

    def ways(self) -> Iterable[Iterable[Node]]:
        """With the fewest items."""
        if not self._fewest:
            return ((),)
        wanted = self._placed()
        links = [self._link(index, wanted.get(index, ())) for index in range(min(self._fewest, 20))]
        return [[link.open() for link in links]] if all(link.lives() for link in links) else []

    def blame(self) -> tuple[str, Any]:
        """The bound."""
        return self._blame
