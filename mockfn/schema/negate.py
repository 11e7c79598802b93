# ruff: noqa: ARG001 - every row of the table has one signature
"""What `not` leaves, said positively, so that it can be built instead of hoped for.

The negation of a schema is a choice: at least one of its keywords fails. Where a keyword has no counterpart, not all
ways are known, and what is drawn in another way has to be tested.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mockfn.schema.dialect import ANY, ARRAY, NUMBER, STRING
from mockfn.schema.resolve import Book, Site, Trail

__all__ = ["negation"]

# What applies to numbers only fails only for numbers, and so on.
_NUMBER, _STRING, _ARRAY, _OBJECT = ({"type": name} for name in ("number", "string", "array", "object"))


def negation(book: Book, raw: Any, trail: Trail) -> tuple[list[Any], bool]:
    """(ways, all): each way is a schema whose values all fail `raw`; `all` says that there are no others."""
    if isinstance(raw, bool):
        return ([], True) if raw else ([True], True)
    return book.once((id(raw), trail, "not"), lambda: _ways(book, raw, trail))


def _ways(book: Book, raw: dict[str, Any], trail: Trail) -> tuple[list[Any], bool]:
    site = book.site(raw, trail)
    ways: list[Any] = []
    every = True
    for keyword, value in site.clause.items():
        if keyword not in _SILENT and not (keyword in _OPEN and value in (True, {})):
            rule = _NEGATED.get(keyword)
            found = rule(book, site, value) if rule else None
            every = every and found is not None and keyword not in _NARROW
            if found is None and keyword in _LIKELY:
                found = [book.keep(_LIKELY[keyword](site.clause, value))]
            ways.extend(found or ())
    return ways, every


_SILENT = frozenset(
    ("title", "description", "default", "examples", "nullable", "contentEncoding", "contentMediaType", "then", "else",
     "minContains", "maxContains")
)  # fmt: skip

# What asks nothing when it holds the schema that allows everything.
_OPEN = frozenset(("additionalProperties", "unevaluatedProperties", "propertyNames", "items", "unevaluatedItems"))

# Whose ways are not all there are.
_NARROW = frozenset(("patternProperties", "oneOf"))

_Rule = Callable[[Book, Site, Any], "list[Any] | None"]


def _type(book: Book, site: Site, bits: int) -> list[Any]:
    return [book.demand(type=ANY & ~bits)] if ANY & ~bits else []


def _enum(book: Book, site: Site, values: list[Any]) -> list[Any]:
    return [book.demand(banned=values)]


def _const(book: Book, site: Site, value: Any) -> list[Any]:
    return [book.demand(banned=[value])]


def _flipped(keyword: str, kind: dict[str, Any]) -> _Rule:
    return lambda book, _, value: [book.keep({**kind, keyword: value})]


def _length(keyword: str, kind: dict[str, Any], shift: int) -> _Rule:
    def rule(book: Book, site: Site, value: int) -> list[Any]:
        return [book.keep({**kind, keyword: value + shift})] if value + shift >= 0 else []

    return rule


def _step(book: Book, site: Site, value: Any) -> list[Any]:
    return [book.demand(type=NUMBER, antistep=value)]


def _pattern(book: Book, site: Site, value: str) -> list[Any]:
    return [book.demand(type=STRING, antipattern=value)]


def _required(book: Book, site: Site, names: list[str]) -> list[Any]:
    return [book.keep({"type": "object", "properties": {name: False}}) for name in names]


def _properties(book: Book, site: Site, named: dict[str, Any]) -> list[Any]:
    return [
        book.keep({"type": "object", "required": [name], "properties": {name: book.keep({"not": one})}})
        for name, one in named.items()
        if one is not True and one != {}
    ]


def _items(book: Book, site: Site, one: Any) -> list[Any] | None:
    return None if "prefixItems" in site.clause else [book.keep({"type": "array", "contains": book.keep({"not": one})})]


def _contains(book: Book, site: Site, one: Any) -> list[Any] | None:
    if site.clause.get("minContains", 1) != 1 or "maxContains" in site.clause:
        return None
    return [book.keep({"type": "array", "items": book.keep({"not": one})})]


def _all_of(book: Book, site: Site, branches: list[Any]) -> list[Any]:
    return [book.keep({"not": one}) for one in branches]


def _any_of(book: Book, site: Site, branches: list[Any]) -> list[Any]:
    return [book.keep({"allOf": [book.keep({"not": one}) for one in branches]})]


def _not(book: Book, site: Site, one: Any) -> list[Any]:
    return [one]


def _reference(keyword: str) -> _Rule:
    def rule(book: Book, site: Site, value: str) -> list[Any]:
        return [book.keep({"not": book.follow(site, keyword)})]

    return rule


def _pattern_properties(book: Book, site: Site, patterns: dict[str, Any]) -> list[Any]:
    """A member under such a name that is not what it has to be: alone, which is more than it takes."""
    return [
        book.keep(
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": book.keep({"pattern": pattern}),
                "additionalProperties": book.keep({"not": one}),
            }
        )
        for pattern, one in patterns.items()
        if negation(book, one, site.trail) != ([], True)
    ]


def _if(book: Book, site: Site, condition: Any) -> list[Any]:
    """The condition holds and `then` fails, or it fails and `else` does."""
    ways = []
    for branch, held in (("then", condition), ("else", book.keep({"not": condition}))):
        one = site.clause.get(branch, True)
        if one is not True:
            ways.append(book.keep({"allOf": [held, book.keep({"not": one})]}))
    return ways


def _unique(book: Book, site: Site, value: bool) -> list[Any]:
    return [book.demand(type=ARRAY, repeated=True)]


def _one_of(book: Book, site: Site, branches: list[Any]) -> list[Any]:
    none = book.keep({"allOf": [book.keep({"not": one}) for one in branches]})
    pairs = [(one, two) for i, one in enumerate(branches) for two in branches[:i]][:20]
    return [none, *(book.keep({"allOf": [one, two]}) for one, two in pairs)]


# Where to look for a value that fails a keyword: it still has to be tested.
_LIKELY: dict[str, Callable[[dict[str, Any], Any], dict[str, Any]]] = {
    "additionalProperties": lambda clause, _: {
        "type": "object",
        "minProperties": len(clause.get("properties", ())) + 1,
    },
    "unevaluatedProperties": lambda clause, _: {
        "type": "object",
        "minProperties": len(clause.get("properties", ())) + 1,
    },
    "propertyNames": lambda _, __: {"type": "object", "minProperties": 1},
    "dependentRequired": lambda _, needs: {"type": "object", "required": list(needs)[:1]},
    "dependentSchemas": lambda _, needs: {"type": "object", "required": list(needs)[:1]},
    "unevaluatedItems": lambda clause, _: {"type": "array", "minItems": len(clause.get("prefixItems", ())) + 1},
    "prefixItems": lambda _, items: {"type": "array", "minItems": len(items)},
    "contains": lambda _, __: {"type": "array"},
    "format": lambda _, __: {"type": "string"},
}

_NEGATED: dict[str, _Rule] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minimum": _flipped("exclusiveMaximum", _NUMBER),
    "maximum": _flipped("exclusiveMinimum", _NUMBER),
    "exclusiveMinimum": _flipped("maximum", _NUMBER),
    "exclusiveMaximum": _flipped("minimum", _NUMBER),
    "multipleOf": _step,
    "minLength": _length("maxLength", _STRING, -1),
    "maxLength": _length("minLength", _STRING, 1),
    "minItems": _length("maxItems", _ARRAY, -1),
    "maxItems": _length("minItems", _ARRAY, 1),
    "minProperties": _length("maxProperties", _OBJECT, -1),
    "maxProperties": _length("minProperties", _OBJECT, 1),
    "pattern": _pattern,
    "required": _required,
    "properties": _properties,
    "items": _items,
    "contains": _contains,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "if": _if,
    "uniqueItems": _unique,
    "patternProperties": _pattern_properties,
    "not": _not,
    "$ref": _reference("$ref"),
    "$dynamicRef": _reference("$dynamicRef"),
}
