# ruff: noqa: ARG001 - every row of the table has one signature
"""How a subschema is folded into a shape, keyword by keyword.

References and `allOf` are followed at once; `anyOf`, `oneOf`, `if` and what depends on a property become groups, of
which one option is absorbed later; `not` is turned into what it leaves (`negate.py`) or kept as a test.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from mockfn.schema.assertion import same
from mockfn.schema.dead import Dead
from mockfn.schema.demands import ArrayRule, Contains, Group, ObjectRule, Via, Watch
from mockfn.schema.dialect import ARRAY, NUMBER, OBJECT, STRING
from mockfn.schema.negate import negation
from mockfn.schema.resolve import Book, Site, Trail
from mockfn.schema.shape import Shape

__all__ = ["absorb", "demand", "refused"]

_Fold = Callable[[Shape, Site, Via], None]


def demand(shape: Shape, raw: Any, trail: Trail = (), via: Via = Via()) -> None:  # noqa: B008 - frozen
    """Absorb a subschema and remember it as one the whole value is to be tested against."""
    shape.spots += ((raw, trail),)
    absorb(shape, raw, trail, via)


def absorb(shape: Shape, raw: Any, trail: Trail, via: Via) -> None:
    """Fold in one subschema. Raises `Dead`."""
    if isinstance(raw, bool):
        if not raw:
            raise Dead("false", raw, "the schema false allows nothing")
        return
    key = (id(raw), trail)
    if key in via.path:
        raise Dead("$ref", raw, "it refers to itself without end")
    if (key, via.under) in shape.done:
        return
    shape.done.add((key, via.under))
    book = shape.checker.book
    site = book.site(raw, trail)
    clause, trail = site.clause, site.trail
    via = Via(_watched(shape, site, via.under), (*via.path, key))
    if not _NOTED.isdisjoint(clause):
        shape.notes += (clause,)
    for keyword in clause:
        fold = _FOLD.get(keyword)
        if fold is not None:
            fold(shape, site, via)
    if not _OBJECT.isdisjoint(clause):
        shape.mentioned |= OBJECT
        if not _MEMBERS.isdisjoint(clause):
            named, patterns = clause.get("properties", {}), clause.get("patternProperties", {})
            shape.object_rules += (ObjectRule(named, patterns, clause.get("additionalProperties"), trail, via.under),)
    if not _ARRAY.isdisjoint(clause):
        shape.mentioned |= ARRAY
        if "items" in clause or "prefixItems" in clause:
            shape.array_rules += (ArrayRule(clause.get("prefixItems", []), clause.get("items"), trail, via.under),)


def _watched(shape: Shape, site: Site, under: tuple[int, ...]) -> tuple[int, ...]:
    for keyword, slot in (("unevaluatedProperties", "property_watches"), ("unevaluatedItems", "item_watches")):
        if keyword in site.clause:
            watches: tuple[Watch, ...] = getattr(shape, slot)
            number = len(shape.property_watches) + len(shape.item_watches)
            watch = next((one for one in watches if one.raw is site.raw), None) or Watch(
                number, site.raw, site.clause[keyword], site.trail, under
            )
            if watch.number not in under:
                setattr(shape, slot, (*watches, watch))
                under = (*under, watch.number)
                shape.test(site, keyword)
    return under


def _type(shape: Shape, site: Site, via: Via) -> None:
    shape.typed = True
    shape.keep(site.clause["type"], "type", site.raw, "the types that apply here exclude each other")


def _values(shape: Shape, site: Site, via: Via) -> None:
    for keyword in ("enum", "const"):
        if keyword in site.clause:
            given = site.clause["enum"] if keyword == "enum" else [site.clause["const"]]
            before = shape.values
            kept = given if before is None else [one for one in before if any(same(one, other) for other in given)]
            if not kept:
                raise Dead(keyword, site.raw, "no value is left in the enumeration")
            shape.values = kept


def _floor(shape: Shape, site: Site, via: Via) -> None:
    shape.mentioned |= NUMBER
    for keyword, is_open in (("minimum", False), ("exclusiveMinimum", True)):
        bound = site.clause.get(keyword)
        if bound is not None and (shape.floor is None or bound > shape.floor or (bound == shape.floor and is_open)):
            shape.floor, shape.floor_open, shape.blame[NUMBER] = bound, is_open, (keyword, site.raw)


def _roof(shape: Shape, site: Site, via: Via) -> None:
    shape.mentioned |= NUMBER
    for keyword, is_open in (("maximum", False), ("exclusiveMaximum", True)):
        bound = site.clause.get(keyword)
        if bound is not None and (shape.roof is None or bound < shape.roof or (bound == shape.roof and is_open)):
            shape.roof, shape.roof_open, shape.blame[NUMBER] = bound, is_open, (keyword, site.raw)


def _step(shape: Shape, site: Site, via: Via) -> None:
    shape.mentioned |= NUMBER
    shape.steps += (site.clause["multipleOf"],)
    shape.blame[NUMBER] = ("multipleOf", site.raw)


def _antistep(shape: Shape, site: Site, via: Via) -> None:
    shape.antisteps += (site.clause["antistep"],)


def _least(keyword: str, slot: str, bits: int) -> _Fold:
    def fold(shape: Shape, site: Site, via: Via) -> None:
        shape.mentioned |= bits
        if site.clause[keyword] > getattr(shape, slot):
            setattr(shape, slot, site.clause[keyword])
            shape.blame[bits] = (keyword, site.raw)

    return fold


def _most(keyword: str, slot: str, bits: int) -> _Fold:
    def fold(shape: Shape, site: Site, via: Via) -> None:
        shape.mentioned |= bits
        now = getattr(shape, slot)
        if now is None or site.clause[keyword] < now:
            setattr(shape, slot, site.clause[keyword])
            shape.blame[bits] = (keyword, site.raw)

    return fold


def _text(keyword: str, slot: str) -> _Fold:
    def fold(shape: Shape, site: Site, via: Via) -> None:
        shape.mentioned |= STRING
        found = getattr(shape, slot)
        if site.clause[keyword] not in found:
            setattr(shape, slot, (*found, site.clause[keyword]))
            shape.blame[STRING] = (keyword, site.raw)

    return fold


def _unique(shape: Shape, site: Site, via: Via) -> None:
    shape.unique = True
    shape.blame.setdefault(ARRAY, ("uniqueItems", site.raw))


def _repeated(shape: Shape, site: Site, via: Via) -> None:
    shape.repeated, shape.fewest_items = True, max(shape.fewest_items, 2)
    shape.test(site, "repeated")


def _contains(shape: Shape, site: Site, via: Via) -> None:
    low, high = site.clause.get("minContains", 1), site.clause.get("maxContains")
    schema = site.clause["contains"]
    if not any(one.schema == schema and one.low >= low and high is None for one in shape.contains):
        shape.contains += (Contains(schema, site.trail, low, high, site.raw),)
    shape.test(site, "contains")


def _required(shape: Shape, site: Site, via: Via) -> None:
    for name in site.clause["required"]:
        shape.required.setdefault(name, site.raw)


def _names(shape: Shape, site: Site, via: Via) -> None:
    shape.names += ((site.clause["propertyNames"], site.trail),)
    shape.blame.setdefault(OBJECT, ("propertyNames", site.raw))


def _dependent_required(shape: Shape, site: Site, via: Via) -> None:
    for name, needs in site.clause["dependentRequired"].items():
        shape.dependents.setdefault(name, [])
        shape.dependents[name] = [*shape.dependents[name], *needs]


def _dependent_schemas(shape: Shape, site: Site, via: Via) -> None:
    book = shape.checker.book
    for name, schema in site.clause["dependentSchemas"].items():
        without = book.once((id(site.raw), name, 0), partial(book.keep, {"properties": {name: False}}))
        having = book.once((id(site.raw), name, 1), partial(book.keep, {"required": [name]}))
        shape.groups += (Group("dependentSchemas", site.raw, [[without], [having, schema]], [], site.trail, via),)


def _reference(keyword: str) -> _Fold:
    def fold(shape: Shape, site: Site, via: Via) -> None:
        target = shape.checker.book.follow(site, keyword)
        try:
            absorb(shape, target, site.trail, via)
        except Dead as dead:
            if isinstance(dead.raw, bool):
                raise Dead(keyword, site.raw, dead.why) from None
            raise

    return fold


def _all_of(shape: Shape, site: Site, via: Via) -> None:
    for one in site.clause["allOf"]:
        if one is False:
            raise Dead("allOf", site.raw, "one of its schemas is false")
        absorb(shape, one, site.trail, via)


def _any_of(shape: Shape, site: Site, via: Via) -> None:
    options = [[one] for one in site.clause["anyOf"] if one is not False]
    shape.groups += (Group("anyOf", site.raw, options, [], site.trail, via),)


def refused(book: Book, raw: Any) -> dict[str, Any]:
    """The schema that refuses what `raw` allows."""
    return book.once((id(raw), "refused"), lambda: book.keep({"not": raw}))


def _one_of(shape: Shape, site: Site, via: Via) -> None:
    branches = site.clause["oneOf"]
    if len(branches) == 1:
        absorb(shape, branches[0], site.trail, via)
        return
    options = [[one] for one in branches if one is not False]
    others = [refused(shape.checker.book, one) for one in branches]
    spares = [[one, *others[:i], *others[i + 1 :]] for i, one in enumerate(branches) if one is not False]
    test = shape.checker.firm(site, "oneOf")
    shape.groups += (Group("oneOf", site.raw, options, spares, site.trail, via, test),)


def _if(shape: Shape, site: Site, via: Via) -> None:
    if "then" not in site.clause and "else" not in site.clause and not via.under:
        return
    held = [site.clause["if"], site.clause.get("then", True)]
    failed = [refused(shape.checker.book, site.clause["if"]), site.clause.get("else", True)]
    options = [option for option in (held, failed) if option[1] is not False]
    shape.groups += (Group("if", site.raw, options, [], site.trail, via),)


def _not(shape: Shape, site: Site, via: Via) -> None:
    ways, every = negation(shape.checker.book, site.clause["not"], site.trail)
    if not every:
        shape.test(site, "not")
        ways = [*ways, True]
    if not ways:
        raise Dead("not", site.raw, "it refuses every value")
    if len(ways) == 1:
        absorb(shape, ways[0], site.trail, Via((), via.path))
    else:
        shape.groups += (Group("not", site.raw, [[way] for way in ways], [], site.trail, Via((), via.path)),)


def _banned(shape: Shape, site: Site, via: Via) -> None:
    banned = site.clause["banned"]
    shape.banned += tuple(banned)
    if any(isinstance(one, dict | list) for one in banned):
        shape.test(site, "banned")
        shape.fewest = max(shape.fewest, int({} in banned))
        shape.fewest_items = max(shape.fewest_items, int([] in banned))


_FOLD: dict[str, _Fold] = {
    "$ref": _reference("$ref"),
    "$dynamicRef": _reference("$dynamicRef"),
    "$recursiveRef": _reference("$recursiveRef"),
    "type": _type,
    "enum": _values,
    "const": _values,
    "minimum": _floor,
    "exclusiveMinimum": _floor,
    "maximum": _roof,
    "exclusiveMaximum": _roof,
    "multipleOf": _step,
    "antistep": _antistep,
    "minLength": _least("minLength", "short", STRING),
    "maxLength": _most("maxLength", "long", STRING),
    "pattern": _text("pattern", "patterns"),
    "format": _text("format", "formats"),
    "antipattern": _text("antipattern", "antipatterns"),
    "banned": _banned,
    "minItems": _least("minItems", "fewest_items", ARRAY),
    "maxItems": _most("maxItems", "most_items", ARRAY),
    "uniqueItems": _unique,
    "repeated": _repeated,
    "contains": _contains,
    "minProperties": _least("minProperties", "fewest", OBJECT),
    "maxProperties": _most("maxProperties", "most", OBJECT),
    "required": _required,
    "propertyNames": _names,
    "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "if": _if,
    "not": _not,
}

_NOTED = frozenset(("title", "description", "default", "examples", "contentEncoding", "contentMediaType"))
_MEMBERS = frozenset(("properties", "patternProperties", "additionalProperties"))
_OBJECT = frozenset(
    ("properties", "patternProperties", "additionalProperties", "required", "minProperties", "maxProperties",
     "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedProperties")
)  # fmt: skip
_ARRAY = frozenset(
    ("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems")
)  # fmt: skip
