"""The demands on one value that are more than a bound: what a shape gathers and a node is built from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from mockfn.schema.resolve import Trail

__all__ = ["ArrayRule", "Contains", "Group", "Judge", "ObjectRule", "Via", "Watch"]

Judge = Callable[[Any], bool]


class Via(msgspec.Struct, frozen=True, gc=False):
    """How a subschema is reached: `under` which watches, on what `path` of subschemas (none may come twice)."""

    under: tuple[int, ...] = ()
    path: tuple[tuple[int, Trail], ...] = ()


class ObjectRule(msgspec.Struct, frozen=True, gc=False):
    """`properties`, `patternProperties` and `additionalProperties` of one schema object; `under` the watches on it."""

    named: dict[str, Any]
    patterns: dict[str, Any]
    rest: Any  # None: nothing said
    trail: Trail
    under: tuple[int, ...]


class ArrayRule(msgspec.Struct, frozen=True, gc=False):
    """`prefixItems` and `items` of one schema object."""

    prefix: list[Any]
    rest: Any
    trail: Trail
    under: tuple[int, ...]


class Watch(msgspec.Struct, frozen=True, gc=False):
    """`unevaluatedProperties` or `unevaluatedItems`: `number` stands in the `under` of the rules it sees."""

    number: int
    raw: Any
    schema: Any
    trail: Trail
    under: tuple[int, ...]


class Contains(msgspec.Struct, frozen=True, gc=False):
    """`contains` with its bounds."""

    schema: Any
    trail: Trail
    low: int
    high: int | None
    raw: Any


class Group(msgspec.Struct, frozen=True, gc=False):
    """A choice still open. `options` are lists of schemas to absorb, `spares` are tried after them.

    `test` is what a value of an option has to be checked against; a spare needs no check.
    """

    keyword: str
    raw: Any
    options: list[list[Any]]
    spares: list[list[Any]]
    trail: Trail
    via: Via
    test: Judge | None = None
