"""Which members of an object, and which items of an array, a schema has looked at: what `unevaluated*` leaves out.

Annotations are recomputed when asked for (JSON Schema 2020-12 core, 11): few schemas need them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mockfn.schema.regex.pattern import matcher

if TYPE_CHECKING:
    from mockfn.schema.check import Checker
    from mockfn.schema.resolve import Site

__all__ = ["indexes", "names"]


def names(checker: Checker, site: Site, value: dict[str, Any], *, inner: bool = False) -> set[str]:
    """The members of `value` that a schema object evaluates; `inner` counts its own unevaluatedProperties too."""
    clause = site.clause
    if "additionalProperties" in clause or (inner and "unevaluatedProperties" in clause):
        return set(value)
    seen = {name for name in clause.get("properties", ()) if name in value}
    for pattern in clause.get("patternProperties", ()):
        found = matcher(pattern)
        seen.update(name for name in value if found(name))
    for one in _applied(checker, site, value):
        seen |= names(checker, one, value, inner=True)
    return seen


def indexes(checker: Checker, site: Site, value: list[Any], *, inner: bool = False) -> set[int]:
    """The indexes of the items of `value` that a schema object evaluates."""
    clause = site.clause
    if "items" in clause or (inner and "unevaluatedItems" in clause):
        return set(range(len(value)))
    seen = set(range(min(len(value), len(clause.get("prefixItems", ())))))
    if "contains" in clause:
        test = checker.test(clause["contains"], site.trail)
        seen.update(index for index, item in enumerate(value) if test(item))
    for one in _applied(checker, site, value):
        seen |= indexes(checker, one, value, inner=True)
    return seen


def _applied(checker: Checker, site: Site, value: Any) -> Iterator[Site]:
    """The schema objects in `site` that apply to the same place and that `value` meets."""
    for raw in _places(checker, site, value):
        if isinstance(raw, dict):
            yield checker.book.site(raw, site.trail)


def _places(checker: Checker, site: Site, value: Any) -> Iterator[Any]:
    clause, trail = site.clause, site.trail
    for key in ("$ref", "$dynamicRef", "$recursiveRef"):
        if key in clause:
            yield checker.book.follow(site, key)
    yield from clause.get("allOf", ())
    for key in ("anyOf", "oneOf"):
        yield from (one for one in clause.get(key, ()) if checker.test(one, trail)(value))
    if "if" in clause:
        held = checker.test(clause["if"], trail)(value)
        yield clause["if"] if held else True
        yield clause.get("then" if held else "else", True)
    if isinstance(value, dict):
        yield from (one for name, one in clause.get("dependentSchemas", {}).items() if name in value)
