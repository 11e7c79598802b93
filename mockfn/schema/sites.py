"""Where the schema objects of a document apply to a value: each place with what is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from mockfn.pointers import pointer_of
from mockfn.schema.compile import Program
from mockfn.schema.regex.pattern import matcher
from mockfn.schema.resolve import Site, Trail

__all__ = ["Place", "places"]

_MOST = 600  # places that are visited
_DEEPEST = 40


class Place(msgspec.Struct, frozen=True):
    """A part of a value and a schema object that applies to it.

    `steps` lead to the part; `chosen` says that the schema object is one option of several, or depends on a condition.
    """

    steps: tuple[str | int, ...]
    value: Any
    site: Site
    chosen: bool

    @property
    def pointer(self) -> str:
        """The steps as a JSON Pointer."""
        return pointer_of(self.steps)

    @property
    def name(self) -> str:
        """The name of the member the part belongs to."""
        return next((step for step in reversed(self.steps) if isinstance(step, str)), "")

    def put(self, whole: Any, part: Any) -> Any:
        """`whole` with another part in this place; nothing given is changed."""
        return _put(whole, self.steps, part)


def _put(whole: Any, steps: tuple[str | int, ...], part: Any) -> Any:
    if not steps:
        return part
    if isinstance(whole, dict):
        return {name: _put(one, steps[1:], part) if name == steps[0] else one for name, one in whole.items()}
    return [_put(one, steps[1:], part) if index == steps[0] else one for index, one in enumerate(whole)]


def places(program: Program, value: Any) -> list[Place]:
    """Every schema object that applies somewhere in a valid value, outermost first; of a list, the first item alone."""
    found: list[Place] = []
    queue: list[tuple[tuple[str | int, ...], Any, Any, Trail, bool]] = [((), value, program.schema, (), False)]
    seen: set[tuple[tuple[str | int, ...], int]] = set()
    while queue and len(found) < _MOST:
        steps, part, raw, trail, chosen = queue.pop(0)
        if not isinstance(raw, dict) or (steps, id(raw)) in seen or len(steps) > _DEEPEST:
            continue
        seen.add((steps, id(raw)))
        site = program.book.site(raw, trail)
        found.append(Place(steps, part, site, chosen))
        for one, is_choice in _beside(program, site, part):
            queue.append((steps, part, one, site.trail, chosen or is_choice))
        for step, inner, one in _inside(site, part):
            queue.append(((*steps, step), inner, one, site.trail, chosen))
    return found


def _beside(program: Program, site: Site, value: Any) -> Iterator[tuple[Any, bool]]:
    """The schemas of a schema object that apply to the same value: (schema, it is one option)."""
    clause = site.clause
    for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
        if keyword in clause:
            yield program.book.follow(site, keyword), False
    for one in clause.get("allOf", ()):
        yield one, False
    for keyword in ("anyOf", "oneOf"):
        for one in clause.get(keyword, ()):
            if program.checker.test(one, site.trail)(value):
                yield one, True
    if "if" in clause:
        held = program.checker.test(clause["if"], site.trail)(value)
        yield clause.get("then" if held else "else", True), True
    if isinstance(value, dict):
        for name, one in clause.get("dependentSchemas", {}).items():
            if name in value:
                yield one, True


def _inside(site: Site, value: Any) -> Iterator[tuple[str | int, Any, Any]]:
    """The schemas that apply to the members or the first item of each kind: (step, part, schema)."""
    clause = site.clause
    if isinstance(value, dict):
        named, patterns = clause.get("properties", {}), clause.get("patternProperties", {})
        for name, one in value.items():
            fitting = [schema for pattern, schema in patterns.items() if matcher(pattern)(name)]
            fitting += [named[name]] if name in named else []
            for schema in fitting or [clause.get("additionalProperties", True)]:
                yield name, one, schema
    elif isinstance(value, list):
        prefix = clause.get("prefixItems", [])
        for index, (one, schema) in enumerate(zip(value, prefix, strict=False)):
            yield index, one, schema
        if len(value) > len(prefix) and "items" in clause:
            yield len(prefix), value[len(prefix)], clause["items"]
