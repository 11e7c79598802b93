"""A schema turned into nodes, once: by content, part by part as parts are needed, and no more of them than are kept.

`Program` holds one document. `node` folds what applies to a place into a `Shape` and builds what draws it: a constant,
a choice where a group is open, else a node for each type that is left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mockfn.schema.arrays import Array
from mockfn.schema.assertion import bits_of
from mockfn.schema.check import Checker
from mockfn.schema.combine import Checked, Choice, Link
from mockfn.schema.dead import Dead, Spent
from mockfn.schema.demands import Group
from mockfn.schema.dialect import ANY, ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING
from mockfn.schema.fold import demand
from mockfn.schema.node import Constant, Node
from mockfn.schema.numbers import number
from mockfn.schema.objects import Object
from mockfn.schema.realism.clue import Clue
from mockfn.schema.resolve import Book, Spot, subschemas
from mockfn.schema.shape import Shape
from mockfn.schema.strings import text

__all__ = ["BUDGET", "Program"]

_RANK = {"oneOf": 0, "anyOf": 0, "dependentSchemas": 1, "if": 2, "not": 3}
_KEPT = 4000  # nodes a program keeps; those after them are made anew each time
BUDGET = 1200  # options of choices that are compiled for one value
_HEAVY = 8  # rules for members that make an option count double
_SELDOM = 0.12  # how often null is chosen where something else may be


class Program:
    """One schema document, compiled as far as it was needed.

    `lenient` takes an enumeration at its word where its values are of another type than the one declared beside it:
    wrong, common, and turned to only where the schema has no value otherwise.
    """

    def __init__(
        self, root: Any, *, marked: bool = True, dynamic: bool = True, formats: bool = True, lenient: bool = False
    ) -> None:
        self.lenient = lenient
        self.bent = formats and not lenient  # would being lenient make a difference?
        self.book = Book(root, marked=marked, dynamic=dynamic)
        loose = Checker(self.book, formats=False) if formats and not lenient else None
        self.checker = Checker(self.book, loose=loose)
        self._nodes: dict[Any, Link] = {}
        self.schema = root
        self.budget = self.salt = 0
        self.key: tuple[bytes, bytes | None, bool] = (b"", None, False)
        self._spots: tuple[Spot, ...] = ((root, ()),)

    def require(self, more: dict[str, Any]) -> None:
        """Demand something more of the whole value."""
        _kept(self.book, more)
        self._spots = (*self._spots, (more, ()))

    def root(self, clue: Clue) -> Link:
        """The node for the whole value."""
        return self.link(self._spots, clue)

    def allows(self, value: Any) -> bool:
        """Does the value meet the schema?"""
        return self.checker.test(self.schema)(value)

    def link(self, spots: tuple[Spot, ...], clue: Clue) -> Link:
        """The node for a place where all of `spots` apply, not yet made."""
        key = (tuple([(id(raw), trail) for raw, trail in spots]), clue.identity)
        link = self._nodes.get(key)
        if link is None:
            link = Link(lambda: self._make(spots, clue))
            if len(self._nodes) < _KEPT:
                self._nodes[key] = link
        return link

    def _make(self, spots: tuple[Spot, ...], clue: Clue) -> Node:
        shape = Shape(self.checker)
        for raw, trail in spots:
            demand(shape, raw, trail)
        if len(shape.groups) > 1:
            shape.groups = tuple(sorted(shape.groups, key=lambda group: _RANK[group.keyword]))
        return self.build(shape, clue)

    def build(self, shape: Shape, clue: Clue) -> Node:
        """The node for a shape. Raises `Dead`."""
        if shape.values is not None:
            return self._constant(shape)
        if shape.groups:
            return self._choice(shape, clue)
        shape.done.clear()
        clue = clue.noted(shape.notes)
        node = self._typed(shape, clue)
        return Checked(node, shape.tests) if shape.tests else node

    def _constant(self, shape: Shape) -> Node:
        values = shape.values or []
        fitting = [one for one in values if bits_of(one) & shape.types]
        if not _simple(shape):
            fitting = [one for one in values if shape.allows(one)]
        elif not fitting and len(shape.spots) == 1:
            self.bent = not self.lenient
            # An enumeration of another type than the one declared: the habit is common.
            fitting = values if self.lenient else []
        fitting = [one for one in fitting if all(test(one) for test, _, _ in shape.tests)]
        if not fitting:
            raise Dead("enum", shape.origin, "none of the values it allows meets the rest")
        if shape.types & NUMBER == INTEGER:  # 1.0 is an integer since draft 6 only, and 1 is equal to it in all
            fitting = [int(one) if isinstance(one, float) and one.is_integer() else one for one in fitting]
        return Constant(fitting)

    def _choice(self, shape: Shape, clue: Clue) -> Node:
        group, rest = shape.groups[0], shape.groups[1:]
        blame = (group.keyword, group.raw)

        def option(schemas: list[Any], tested: bool) -> Link:
            return Link(lambda: self._option(shape, rest, group, schemas, tested, clue))

        if not group.options:
            raise Dead(*blame, "there is no option")
        tested = group.test is not None
        links = [option(schemas, tested) for schemas in group.options]
        if len(links) == 1 and not group.spares:
            return links[0].open()
        return Choice(links, blame, _weights(group), [option(schemas, False) for schemas in group.spares])

    def _option(
        self, shape: Shape, rest: tuple[Group, ...], group: Group, schemas: list[Any], tested: bool, clue: Clue
    ) -> Node:
        self.budget -= 1 + len(shape.object_rules) // _HEAVY
        if self.budget < 0:
            raise Spent(group.keyword, group.raw, "it has too many choices to search them all")
        twin = shape.copy()
        twin.groups = rest
        for raw in schemas:
            demand(twin, raw, group.trail, group.via)
        if len(twin.groups) > len(rest) + 1 or (rest and len(twin.groups) > len(rest)):
            twin.groups = tuple(sorted(twin.groups, key=lambda one: _RANK[one.keyword]))
        if tested and group.test is not None:
            twin.tests += ((group.test, group.keyword, group.raw),)
        # What is not evaluated is known only when no group is open.
        if twin.groups and twin.required and twin.types == OBJECT and not twin.property_watches:
            Object(twin, clue, self.link).check_required()
        return self.build(twin, clue)

    def _typed(self, shape: Shape, clue: Clue) -> Node:
        """One node for each type, or a choice between them."""
        bits, spare = shape.types, 0
        if not shape.typed or bits == ANY:
            likely = (shape.mentioned or clue.likely()) & bits
            bits, spare = (likely, bits & ~likely) if likely else (bits, 0)
        kinds = _split(bits)
        if len(kinds) == 1 and not spare:
            return self._leaf(shape, clue, kinds[0])
        links = [self._leaf_link(shape, clue, kind) for kind in kinds]
        weights = [_SELDOM if kind == NULL else 1.0 for kind in kinds]
        spares = [self._leaf_link(shape, clue, kind) for kind in _split(spare)]
        return Choice(links, ("type", shape.origin), weights, spares)

    def _leaf_link(self, shape: Shape, clue: Clue, kind: int) -> Link:
        return Link(lambda: self._leaf(shape, clue, kind))

    def _leaf(self, shape: Shape, clue: Clue, kind: int) -> Node:
        if kind & NUMBER:
            return number(shape, clue, kind)
        return _LEAVES[kind](self, shape, clue)


def _kept(book: Book, schema: Any) -> None:
    """Have a schema made up outside read in the words of 2020-12, and all in it."""
    book.keep(schema)
    for _, one in subschemas(schema):
        if isinstance(one, dict):
            _kept(book, one)


def _simple(shape: Shape) -> bool:
    """Is there nothing but an enumeration and a type?"""
    clauses = (shape.checker.book.clause(raw) for raw, _ in shape.spots if isinstance(raw, dict))
    return all(key in _PLAIN for clause in clauses for key in clause)


_PLAIN = frozenset(("type", "enum", "const", "title", "description", "default", "examples", "nullable"))


def _split(bits: int) -> list[int]:
    """The types of a set, numbers as one."""
    return [kind for kind in (STRING, bits & NUMBER, BOOLEAN, OBJECT, ARRAY, NULL) if kind & bits]


def _weights(group: Group) -> list[float] | None:
    """Options that are nothing but null come up seldom."""
    if group.keyword not in ("anyOf", "oneOf"):
        return None
    nulls = [len(one) == 1 and isinstance(one[0], dict) and one[0].get("type") == "null" for one in group.options]
    return [_SELDOM if null else 1.0 for null in nulls] if any(nulls) else None


def _plain(values: list[Any]) -> Callable[[Program, Shape, Clue], Node]:
    def leaf(_: Program, shape: Shape, clue: Clue) -> Node:
        banned = shape.banned
        left = [one for one in values if not any(type(other) is type(one) and other == one for other in banned)]
        if not left:
            raise Dead("not", shape.origin, "it refuses the only values there are")
        hints = [one for one in clue.hints(BOOLEAN).values if one in left] if len(left) == 2 else []
        return Constant([*left, *hints])

    return leaf


_LEAVES: dict[int, Callable[[Program, Shape, Clue], Node]] = {
    NULL: _plain([None]),
    BOOLEAN: _plain([False, True]),
    STRING: lambda _, shape, clue: text(shape, clue),
    ARRAY: lambda program, shape, clue: Array(shape, clue, program.link),
    OBJECT: lambda program, shape, clue: Object(shape, clue, program.link),
}
