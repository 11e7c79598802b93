"""What one value must meet, gathered: all the subschemas that apply to the same place, folded into one `Shape`.

`fold.py` adds subschemas to it; what cannot be met raises `Dead`, so that a search can turn back early.
"""

from __future__ import annotations

from typing import Any

from mockfn.schema.check import Checker
from mockfn.schema.dead import Dead
from mockfn.schema.demands import ArrayRule, Contains, Group, Judge, ObjectRule, Watch
from mockfn.schema.dialect import ANY
from mockfn.schema.resolve import Site, Spot

__all__ = ["Shape"]

_PARTS = (
    "banned", "steps", "antisteps", "patterns", "antipatterns", "formats", "object_rules", "names", "array_rules",
    "contains", "property_watches", "item_watches", "groups", "tests", "notes", "spots",
)  # fmt: skip


class Shape:
    """What one value must meet. See the module."""

    __slots__ = (
        *_PARTS, "checker", "dependents", "done", "fewest", "floor", "floor_open", "long", "mentioned",
        "most", "most_items", "repeated", "required", "roof", "roof_open", "short", "fewest_items", "types", "typed",
        "unique", "values", "blame",
    )  # fmt: skip

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.types, self.typed, self.mentioned = ANY, False, 0
        self.values: list[Any] | None = None
        self.floor: Any = None
        self.roof: Any = None
        self.floor_open = self.roof_open = self.unique = self.repeated = False
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
    antisteps: tuple[Any, ...]
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
