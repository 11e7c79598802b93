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
_MANY = 40  # items after which chance is slow to find others
_PLACINGS = 6  # ways to place what `contains` asks for
_AGAIN = 2  # draws of a text that need not differ, but reads better if it does

_Wanted = dict[int, tuple[Contains, ...]]  # by place: what the item there has to be for `contains`
_Open = Callable[[tuple[Spot, ...], Clue], Link]


class _Seen:
    """Values a list already has, equal as JSON has it."""

    __slots__ = ("_plain", "_rest")

    def __init__(self) -> None:
        self._plain: set[Any] = set()
        self._rest: list[Any] = []

    def add(self, value: Any) -> None:
        if type(value) is str or type(value) is int:
            self._plain.add(value)
        else:
            self._rest.append(value)

    def __contains__(self, value: Any) -> bool:
        if type(value) is str or type(value) is int:
            return value in self._plain or (type(value) is int and value in self._floats())
        return any(same(value, one) for one in self._rest) or (type(value) is float and value in self._plain)

    def _floats(self) -> list[float]:
        return [one for one in self._rest if type(one) is float]


class Array(Node):
    """Draws a list. `open_node` gives the node for what applies to an item."""

    __slots__ = ("_blame", "_clue", "_fewest", "_hints", "_items", "_most", "_open", "_shape", "_wanted")

    def __init__(self, shape: Shape, clue: Clue, open_node: _Open) -> None:
        super().__init__()
        self._shape, self._clue, self._open = shape, clue, open_node
        self._blame = shape.blame.get(ARRAY, ("type", None))
        self._items: dict[Any, Link] = {}
        self._most = self._room(shape.most_items)
        self._wanted: dict[frozenset[tuple[int, int]], _Wanted] = {}
        self._fewest = max(shape.fewest_items, max((one.low for one in shape.contains), default=0))
        if self._fewest > MOST:
            raise Dead(*self._blame, f"{self._fewest} items are more than the {MOST} a value is given")
        if self._most is not None and self._fewest > self._most:
            raise Dead(*self._blame, f"at least {self._fewest} items and at most {self._most}")
        if shape.unique and shape.repeated:
            raise Dead(*self._blame, "no two items may be the same, and two have to be")
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
                spots.append(self._evaluated() if watch.schema is False else (watch.schema, watch.trail))
        return tuple(spots)

    def _evaluated(self) -> Spot:
        """What an item is that nothing but `contains` evaluates."""
        return next(((one.schema, one.trail) for one in self._shape.contains), (False, ()))

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
        barred: frozenset[tuple[int, int]] = frozenset()
        for _ in range(_PLACINGS):
            found: list[Any] = []
            wanted = self._placed(barred)
            try:
                self._fill(run, level, found, wanted)
            except Spent:
                raise
            except Dead:
                stuck = wanted.get(len(found))
                if not stuck:
                    raise
                barred |= {(len(found), id(one)) for one in stuck}
            else:
                return self._doubled(found, wanted) if self._shape.repeated else found
        raise Dead(*self._blame, "there is no place for an item that has to be there")

    def _fill(self, run: Run, level: int, found: list[Any], wanted: _Wanted) -> None:
        fewest = max(self._fewest, max(wanted, default=-1) + 1)
        count = self._count(run, level, fewest)
        scene, seen = run.scene, _Seen()
        try:
            while len(found) < count:
                index = len(found)
                if index:
                    run.scene = run.scene.fresh()
                found.append(self._item(run, level, seen, index, wanted.get(index, ())))
                seen.add(found[-1])
        except Spent:
            raise
        except Dead:
            if len(found) < fewest:
                raise
        finally:
            run.scene = scene

    def _doubled(self, found: list[Any], wanted: _Wanted) -> list[Any]:
        """With two items that are the same, where there are none yet."""
        if any(same(one, two) for i, one in enumerate(found) for two in found[:i]):
            return found
        for index in range(len(found) - 1, -1, -1):
            spots = self._spots(index, wanted.get(index, ()))
            tests = [self._shape.checker.test(raw, trail) for raw, trail in spots]
            for other, one in enumerate(found):
                if other != index and all(test(one) for test in tests):
                    return [*found[:index], one, *found[index + 1 :]]
        return found

    def _count(self, run: Run, level: int, fewest: int) -> int:
        most = self._most
        if run.minimal or level > DEEP or run.fuel < run.wide:
            return fewest
        usual = max((len(rule.prefix) for rule in self._shape.array_rules), default=0) or _USUAL
        top = max(fewest, usual) if most is None else min(most, max(fewest, usual))
        bottom = min(max(fewest, 1), top)
        return bottom + int(run.random.random() * (top - bottom + 1))

    def _placed(self, barred: frozenset[tuple[int, int]] = frozenset()) -> _Wanted:
        """At which places the items stand that `contains` asks for: where they can, and apart where there is room.

        `barred`: (place, id of the demand) where such an item was tried in vain.
        """
        if barred not in self._wanted:
            wanted: _Wanted = {}
            for one in self._shape.contains:
                for index in self._forced(one):
                    wanted[index] = (*wanted.get(index, ()), one)
            for one in self._shape.contains:
                for _ in range(one.low - sum(one in others for others in wanted.values())):
                    index = self._place(one, wanted, barred)
                    wanted[index] = (*wanted.get(index, ()), one)
            self._wanted[barred] = wanted
        return self._wanted[barred]

    def _forced(self, one: Contains) -> list[int]:
        """The places where nothing else can stand, of those that have a schema of their own."""
        if one.high is None:
            return []
        longest = max((len(rule.prefix) for rule in self._shape.array_rules), default=0)
        places = range(min(longest, self._shape.fewest_items))
        return [index for index in places if not self._link(index).lives() and self._link(index, (one,)).lives()]

    def _place(self, one: Contains, wanted: _Wanted, barred: frozenset[tuple[int, int]]) -> int:
        """The first free place where such an item can stand, else one that is taken by another."""
        longest = max((len(rule.prefix) for rule in self._shape.array_rules), default=0)
        end = longest + len(wanted) + 1 if self._most is None else min(self._most, longest + len(wanted) + 1)
        for index in range(end):
            if index not in wanted and (index, id(one)) not in barred and self._link(index, (one,)).lives():
                return index
        for index, others in wanted.items():
            if one not in others and (index, id(one)) not in barred and self._link(index, (*others, one)).lives():
                return index
        raise Dead("contains", one.raw, "there is no place for such an item")

    def _item(self, run: Run, level: int, seen: _Seen, index: int, wanted: tuple[Contains, ...]) -> Any:
        node = self._link(index, wanted).open()
        unique = self._shape.unique
        tries = (_TRIES if index < _MANY else 2) if unique else _AGAIN
        for left in range(tries, -1, -1):
            if unique and left < tries - 1 and run.minimal:
                run = run.roomier()  # the smallest values are too much alike
            value = node.draw(run, level + 1)
            if value not in seen or (not unique and (left == 0 or type(value) is not str)):
                return value
        for one in self._others(index, wanted, node):
            if one not in seen:
                return one
        raise Dead(*self._blame, "too few different items were found")

    def _others(self, index: int, wanted: tuple[Contains, ...], node: Node) -> Iterator[Any]:
        """Values that chance is slow to find: the node's own list, then plain ones of every type."""
        yield from getattr(node, "values", ())
        tests = [self._shape.checker.test(raw, trail) for raw, trail in self._spots(index, wanted)]
        for number in (index, *range(index + 2)):
            for one in ({"number": number}, f"item {number}", number, [number], number + 0.5, bool(number), None):
                if all(test(one) for test in tests):
                    yield one

    def ways(self) -> Iterable[Iterable[Node]]:
        """With the fewest items."""
        if not self._fewest:
            return ((),)
        wanted = self._placed()
        fewest = max(self._fewest, max(wanted, default=-1) + 1)
        links = [self._link(index, wanted.get(index, ())) for index in range(min(fewest, 20))]
        return [[link.open() for link in links]] if all(link.lives() for link in links) else []

    def blame(self) -> tuple[str, Any]:
        """The bound."""
        return self._blame
