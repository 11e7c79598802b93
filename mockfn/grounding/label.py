"""How well a mention of a text suits a parameter of a tool.

The score adds what the kind of value says (a date suits a date), what the words around it say (the parameter's name
most), and where it stands in a range. The weights are set by hand and hold for all tools alike.
"""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct

from mockfn.grounding.lexicon import CONCEPTS, ROLES
from mockfn.grounding.mentions import Mention
from mockfn.grounding.names import place_level
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import Param, ToolSpec
from mockfn.grounding.units import UNITS

__all__ = ["YEARS", "Item", "score"]


class Item(Struct):
    """A value of the text with the parameter (by its place in the tool) that it is for, and how sure that is."""

    param: int
    value: Any
    first: int
    last: int
    score: float
    group: int
    text: str
    mention: Mention | None = None


# How well a kind of mention suits a topic of string; what is not here does not suit.
_FIT: Final[dict[str, dict[str, float]]] = {
    "place": {"name": 2.5, "quote": 1.6, "address": 4.0},
    "name": {"name": 2.5, "quote": 2.5, "id": 0.8, "language": 0.4},
    "date": {"date": 4.0, "time": 0.3},
    "time": {"time": 4.0, "date": 0.4},
    "id": {"id": 3.0, "quote": 2.5, "num": 1.6, "name": 0.5},
    "email": {"email": 5.0},
    "url": {"url": 5.0},
    "path": {"path": 5.0, "quote": 2.0, "id": 1.0},
    "formula": {"formula": 5.0, "quote": 2.5, "id": 1.5},
    "text": {"quote": 3.5, "name": 0.8, "id": 0.7},
    "currency": {"currency": 4.0},
    "language": {"language": 4.0, "name": 0.4},
    "unit": {"unit": 3.0},
    "": {"quote": 2.0, "name": 1.2, "id": 1.0, "language": 0.8, "path": 0.5},
}
# Whole numbers that may be years.
YEARS: Final = range(1000, 2101)
_AT: Final = frozenset(("in", "at", "near", "from", "to"))
_BEFORE_PLACES: Final = _AT | {"for", "around", "of"}
_BY: Final = frozenset(("by", "named", "called"))


def score(param: Param, mention: Mention, spec: ToolSpec, found: Scan) -> float:
    """How well `mention` suits `param`; 0 or less where it cannot be its value."""
    base = _suits(param, mention, spec)
    if base <= 0:
        return 0.0
    base += _cued(param, mention.near)
    if mention.before == "=" and found.tokens[mention.first - 2].low == param.name.lower():
        base += 6.0
    role = param.says.role
    if role:
        if mention.role:
            base += 2.0 if role == mention.role else -1.5
        for word, weight in mention.near.items():
            if weight > 0.7 and word in ROLES:
                base += 1.2 if ROLES[word] == role else -0.6
    return base


def _suits(param: Param, mention: Mention, spec: ToolSpec) -> float:
    """What the kind of value says."""
    kind = param.kind
    if kind == "array":
        item = param.item
        if item is None or item.closed:
            return 0.0
        if mention.kind == "list":
            return 4.0
        base = _as_number(param, mention, item.kind) if item.kind in _NUMBERS else _as_string(param, mention, spec)
        return base + 0.8 if base > 0 and mention.grouped else base
    if kind in _NUMBERS:
        return _as_number(param, mention, kind)
    if kind == "object":
        return 3.0 if mention.kind == "dict" else 0.0
    return _as_string(param, mention, spec) if kind in ("string", "any") and not param.closed else 0.0


_NUMBERS: Final = frozenset(("integer", "number"))


def _cued(param: Param, near: dict[str, float]) -> float:
    """What the words around a mention say for a parameter: its name most, its meaning, its description."""
    total, words, about, concepts = 0.0, param.words, param.about, param.concepts
    for word, weight in near.items():
        if word in words:
            total += 4.0 * words[word] * weight
            continue
        if word in about:
            total += 1.2 * about[word] * weight
        if concepts and CONCEPTS.get(word) in concepts:
            total += 1.8 * weight
    return total


def _as_number(param: Param, mention: Mention, kind: str) -> float:
    says, value, mark = param.says, mention.value, mention.mark
    unit = UNITS.get(mention.unit)
    if mention.kind == "date":  # "the next month" is one month, where months are asked for
        return 1.2 if unit and kind == "integer" and unit[0] in says.measures else 0.0
    broken = kind == "integer" and isinstance(value, float) and not value.is_integer() and mark != "%"
    if mention.kind != "num" or mark == "count" or broken:
        return 0.0
    base = 1.0
    if mark == "%":
        base += 1.5 if "share" in says.traits or says.percent else -0.6
    elif mark in ("word", "th"):
        base -= 0.4
    elif mark:
        base += 1.5 if "money" in says.traits else -0.5 if says.traits or says.measures else 0.0
    if unit is not None and says.measures:
        base += 2.0 if unit[0] in says.measures else -0.8
    if not mention.unit and not mark and isinstance(value, int) and value in YEARS:
        base += 1.5 if "year" in says.traits else -1.0 if "months" in says.measures else 0.0
    return max(base, 0.05)


def _as_string(param: Param, mention: Mention, spec: ToolSpec) -> float:
    says, kind = param.says, mention.kind
    base = _FIT[says.topic].get(kind, 0.0)
    if not base:
        dated = kind == "num" and ("year" in says.traits or says.topic == "date")
        return 1.5 if dated and isinstance(mention.value, int) and mention.value in YEARS else 0.0
    if kind == "quote":
        return base - 0.6 if "person" in says.traits else base + 0.3 if "work" in says.traits else base
    if kind != "name":
        return base
    if all(word in spec.own for word in mention.text.lower().split()):
        base -= 1.5
    level = place_level(mention.text.partition(",")[0])
    if says.topic == "place":
        if says.level and level and not any(one in says.level for one in level):
            return 0.0
        return base + (mention.before in _BEFORE_PLACES) + 0.8 * bool(level) + bool(says.level and level)
    if says.sort and not says.topic:
        base -= 0.7
    if level:
        return base - (1.6 if mention.before in _AT else 0.8)
    return base + 0.5 if mention.before in _BY else base
