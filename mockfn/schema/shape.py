"""What one value must meet, gathered: all the subschemas that apply to the same place, folded into one `Shape`.

`absorb` adds a subschema. References and `allOf` are followed at once; `anyOf`, `oneOf`, `if` and what depends on a
property become `Group`s, of which one option is absorbed later; `not` is turned into what it leaves (`negate.py`) or
kept as a test. What cannot be met raises `Dead`, so a search can turn back early.
"""

from __future__ import annotations

from typing import Any

from mockfn.schema.check import Checker
from mockfn.schema.dead import Dead
from mockfn.schema.demands import ArrayRule, Contains, Group, Judge, ObjectRule, Via, Watch
from mockfn.schema.dialect import ANY, ARRAY, OBJECT
from mockfn.schema.fold import FOLD
from mockfn.schema.resolve import Site, Spot, Trail

__all__ = ["Shape"]

_NOTED = frozenset(("title", "description", "default", "examples", "contentEncoding", "contentMediaType"))
_MEMBERS = frozenset(("properties", "patternProperties", "additionalProperties"))
_OBJECT = frozenset(
    ("properties", "patternProperties", "additionalProperties", "required", "minProperties", "maxProperties",
     "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedProperties")
)  # fmt: skip
_ARRAY = frozenset(
    ("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems")
)  # fmt: skip
_PARTS = (
    "banned", "steps", "patterns", "antipatterns", "formats", "object_rules", "names", "array_rules", "contains",
    "property_watches", "item_watches", "groups", "tests", "notes", "spots",
)  # fmt: skip


class Shape:
    """What one value must meet. See the module."""

    __slots__ = (
        *_PARTS, "checker", "dependents", "done", "fewest", "floor", "floor_open", "long", "mentioned",
        "most", "most_items", "required", "roof", "roof_open", "short", "fewest_items", "types", "typed", "unique",
        "values", "blame",
    )  # fmt: skip

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.types, self.typed, self.mentioned = ANY, False, 0
        self.values: list[Any] | None = None
        self.floor: Any = None
        self.roof: Any = None
        self.floor_open = self.roof_open = self.unique = False
        self.short, self.fewest, self.fewest_items = 0, 0, 0
        self.long: int | None = None
        self.most: int | None = None
        self.most_items: int | None = None
        self.required: dict[str, Any] = {}
        self.dependents: dict[str, list[str]] = {}
        self.blame: dict[int, tuple[str, Any]] = {}
        self.done: set[Any] = set()
        for name in _PARTS:
            setattr(self, name, ())

    banned: tuple[Any, ...]
    steps: tuple[Any, ...]
    patterns: tuple[str, ...]
    antipatterns: tuple[str, ...]
    formats: tuple[str, ...]
    object_rules: tuple[ObjectRule, ...]
    names: tuple[Spot, ...]
    array_rules: tuple[ArrayRule, ...]
    contains: tuple[Contains, ...]
    property_watches: tuple[Watch, ...]
    item_watches: tuple[Watch, ...]
    groups: tuple[Group, ...]
    tests: tuple[tuple[Judge, str, Any], ...]
    notes: tuple[dict[str, Any], ...]
    spots: tuple[Spot, ...]

    def copy(self) -> Shape:
        """Another shape with the same demands, for one option of a group."""
        twin = object.__new__(Shape)
        for name in Shape.__slots__:
            value = getattr(self, name)
            setattr(twin, name, value.copy() if type(value) in (dict, set) else value)
        return twin

    def demand(self, raw: Any, trail: Trail = (), via: Via = Via()) -> None:  # noqa: B008 - frozen
        """Absorb a subschema and remember it as one the whole value is to be tested against."""
        self.spots += ((raw, trail),)
        self.absorb(raw, trail, via)

    def absorb(self, raw: Any, trail: Trail, via: Via) -> None:
        """Fold in one subschema. Raises `Dead`."""
        if isinstance(raw, bool):
            if not raw:
                raise Dead("false", raw, "the schema false allows nothing")
            return
        key = (id(raw), trail)
        if key in via.path:
            raise Dead("$ref", raw, "it refers to itself without end")
        if (key, via.under) in self.done:
            return
        self.done.add((key, via.under))
        book = self.checker.book
        site = book.site(raw, trail)
        clause, trail = site.clause, site.trail
        via = Via(self._watched(site, via.under), (*via.path, key))
        if not _NOTED.isdisjoint(clause):
            self.notes += (clause,)
        for keyword in clause:
            fold = FOLD.get(keyword)
            if fold is not None:
                fold(self, site, via)
        if not _OBJECT.isdisjoint(clause):
            self.mentioned |= OBJECT
            if not _MEMBERS.isdisjoint(clause):
                named, patterns = clause.get("properties", {}), clause.get("patternProperties", {})
                self.object_rules += (
                    ObjectRule(named, patterns, clause.get("additionalProperties"), trail, via.under),
                )
        if not _ARRAY.isdisjoint(clause):
            self.mentioned |= ARRAY
            if "items" in clause or "prefixItems" in clause:
                self.array_rules += (ArrayRule(clause.get("prefixItems", []), clause.get("items"), trail, via.under),)

    def _watched(self, site: Site, under: tuple[int, ...]) -> tuple[int, ...]:
        for keyword, slot in (("unevaluatedProperties", "property_watches"), ("unevaluatedItems", "item_watches")):
            if keyword in site.clause:
                watches: tuple[Watch, ...] = getattr(self, slot)
                number = len(self.property_watches) + len(self.item_watches)
                watch = next((one for one in watches if one.raw is site.raw), None) or Watch(
                    number, site.raw, site.clause[keyword], site.trail, under
                )
                if watch.number not in under:
                    setattr(self, slot, (*watches, watch))
                    under = (*under, watch.number)
                    self.test(site, keyword)
        return under

    def test(self, site: Site, keyword: str) -> None:
        """Have what is drawn checked against one keyword: where building it is no proof."""
        judge = self.checker.firm(site, keyword)
        if judge is not None:
            self.tests += ((judge, keyword, site.raw),)

    def keep(self, bits: int, keyword: str, raw: Any, why: str) -> None:
        """Only these types remain."""
        left = self.types & bits
        if not left:
            raise Dead(keyword, raw, why)
        self.types = left

    @property
    def origin(self) -> Any:
        """The first of the schemas that apply here: what an error names."""
        return self.spots[0][0] if self.spots else True

    def allows(self, value: Any) -> bool:
        """Does a value meet all that was demanded?"""
        return all(self.checker.test(raw, trail)(value) for raw, trail in self.spots)
