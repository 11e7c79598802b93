# ruff: noqa: E501
"""How well each mention of a text suits each parameter of a tool, and where the text says a parameter's own choices."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct

from mockfn.grounding.lexicon import CONCEPTS, ROLES, UNITS
from mockfn.grounding.mentions import Mention
from mockfn.grounding.names import place_level
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import Param, ToolSpec

__all__ = ["Item", "choice_items", "flag_item", "longest", "score"]


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
_PLACE_WORDS: Final = frozenset(("in", "at", "near", "from", "to", "for", "around", "of"))
_AT: Final = frozenset(("in", "at", "near", "from", "to"))
_BY: Final = frozenset(("by", "named", "called"))


def _cued(param: Param, near: dict[str, float]) -> float:
    """What the words around a mention say for a parameter: its name most, a word of the same meaning, its description."""
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


def score(param: Param, mention: Mention, spec: ToolSpec, found: Scan) -> float:
    """How well `mention` suits `param`; 0 or less where it cannot be its value."""
    kind = param.kind
    if kind == "array":
        item = param.item
        if item is None or item.closed:
            return 0.0
        if mention.kind == "list":
            return 4.0 + _cued(param, mention.near)
        kind = item.kind
        base = _number(param, mention, kind) if kind in ("integer", "number") else _string(param, mention, spec)
        base += 0.8 if base > 0 and mention.grouped else 0.0
    elif kind in ("integer", "number"):
        base = _number(param, mention, kind)
    elif kind == "object":
        base = 3.0 if mention.kind == "dict" else 0.0
    elif kind in ("string", "any") and not param.closed:
        base = _string(param, mention, spec)
    else:
        return 0.0
    if base <= 0:
        return 0.0
    base += _cued(param, mention.near)
    if mention.before == "=" and found.tokens[mention.first - 2].low == param.name.lower():
        base += 6.0
    if param.says.role:
        if mention.role:
            base += 2.0 if param.says.role == mention.role else -1.5
        base += sum(
            1.2 if ROLES[word] == param.says.role else -0.6
            for word, weight in mention.near.items()
            if weight > 0.7 and word in ROLES
        )
    return base


def _number(param: Param, mention: Mention, kind: str) -> float:
    if mention.kind != "num":
        # "the next month" is one month where months are asked for
        unit = UNITS.get(mention.unit) if mention.kind == "date" else None
        return 1.2 if unit and kind == "integer" and unit[0] in param.says.measures else 0.0
    value, mark, traits = mention.value, mention.mark, param.says.traits
    if mark == "count" or (kind == "integer" and isinstance(value, float) and not value.is_integer() and mark != "%"):
        return 0.0
    base = 1.0
    if mark == "%":
        base += 1.5 if "share" in traits or param.says.percent else -0.6
    elif mark in ("word", "th"):
        base -= 0.4
    elif mark:
        base += 1.5 if "money" in traits else -0.5 if traits or param.says.measures else 0.0
    unit = UNITS.get(mention.unit)
    if unit is not None:
        if unit[0] in param.says.measures:
            base += 2.0
        elif param.says.measures:
            base -= 0.8
    year = not mention.unit and not mark and isinstance(value, int) and 1000 <= value <= 2100
    if "year" in traits:
        base += 1.5 if year else 0.0
    elif year and "months" in param.says.measures:
        base -= 1.0
    return max(base, 0.05)


def _string(param: Param, mention: Mention, spec: ToolSpec) -> float:
    topic, kind = param.says.topic, mention.kind
    base = _FIT[topic].get(kind, 0.0)
    if not base:
        if kind == "num" and ("year" in param.says.traits or topic == "date") and isinstance(mention.value, int):
            return 1.5 if 1000 <= mention.value <= 2100 else 0.0
        return 0.0
    if kind == "quote":
        return base - 0.6 if "person" in param.says.traits else base + 0.3 if "work" in param.says.traits else base
    if kind != "name":
        return base
    if all(word in spec.own for word in mention.text.lower().split()):
        base -= 1.5
    if not topic and param.says.sort:
        base -= 0.7
    level = place_level(mention.text.partition(",")[0])
    if topic == "place":
        base += 1.0 if mention.before in _PLACE_WORDS else 0.0
        base += 0.8 if level else 0.0
        if param.says.level and level:
            if not any(one in param.says.level for one in level):
                return 0.0
            base += 1.0
    elif level:
        base -= 1.6 if mention.before in _AT else 0.8
    elif mention.before in _BY:
        base += 0.5
    return base


def choice_items(index: int, param: Param, found: Scan, own: frozenset[str]) -> list[Item]:
    """Where the text says one of the choices that a parameter names, in order."""
    items: list[Item] = []
    source = param.item if param.kind == "array" and param.item is not None else param
    holders: dict[str, int] = {}
    for choice in source.choices:
        for root in choice.roots:
            holders[root] = holders.get(root, 0) + 1
    for choice in source.choices:
        said = [root for root in choice.roots if root in found.roots]
        if not said and choice.alias in found.roots:
            said = [choice.alias]
        if not said:
            continue
        share = len(said) / max(len(choice.roots), 1)
        part = share < 1 and (share < 0.5 or not source.closed or any(holders.get(r, 0) > 1 or r in own for r in said))
        if part:
            continue
        for first in found.roots[said[0]] if share >= 1 else found.roots[said[0]][:1]:
            places = [min(found.roots[root], key=lambda place: abs(place - first)) for root in said]
            if max(places) - min(places) <= len(said) + 2:
                sure = 2.0 * share + 0.2 * len(said)
                items.append(Item(index, choice.value, min(places), max(places), sure, -1, found.tokens[first].text))
    return items


def longest(items: list[Item]) -> list[Item]:
    """Of choices said by the same words, the one that says most; then in the order of the text."""
    kept: list[Item] = []
    for item in sorted(items, key=lambda item: (-item.score, item.first)):
        if not any(item.first <= other.last and other.first <= item.last for other in kept):
            kept.append(item)
    kept.sort(key=lambda item: item.first)
    return kept


# Words in a flag's name that say nothing of what it turns on.
_SWITCHES: Final = frozenset(
    [
        "includ",
        "is",
        "has",
        "get",
        "show",
        "allow",
        "enabl",
        "us",
        "with",
        "ne",
        "requir",
        "flag",
        "return",
        "onl",
        "should",
        "want",
        "includes",
    ]
)
_NOT: Final = frozenset(("not", "no", "without", "don't", "exclude", "excluding", "disable", "never", "skip"))


def flag_item(index: int, param: Param, found: Scan) -> Item | None:
    """Where the text turns a boolean parameter on or off."""
    roots = [root for root in param.words if root not in _SWITCHES]
    if not roots:
        return None
    said = [root for root in roots if root in found.roots]
    if len(said) < len(roots):
        return None
    first = found.roots[said[-1]][0]
    before = {token.low for token in found.tokens[max(0, first - 3) : first]}
    return Item(index, not (before & _NOT), first, first, 1.5, -1, found.tokens[first].text)
