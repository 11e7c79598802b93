"""What stands around the mentions of a text: the words that speak of each, what is listed together, ends of ranges."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from mockfn.grounding.lexicon import stem
from mockfn.grounding.mentions import Mention
from mockfn.grounding.units import UNITS
from mockfn.grounding.words import Token

__all__ = ["settle"]

_JOINTS: Final = frozenset((",", "and", "or", "&", "the", "then", "both", "also"))
_STARTS: Final = frozenset(("from", "between", "starting", "leaving", "departing"))
_ENDS: Final = frozenset(("to", "until", "till", "through", "into"))


def settle(found: list[Token], mentions: list[Mention]) -> None:
    """Give the mentions of one text their groups, their surroundings, and their roles in ranges."""
    _group(found, mentions)
    for mention in mentions:
        mention.near = _near(found, mention)
        mention.before = found[mention.first - 1].low if mention.first else ""
    _set_roles(found, mentions)
    _share_in_groups(mentions)
    _mark_counts(mentions)


def _group(found: list[Token], mentions: list[Mention]) -> None:
    """Number the groups: values of one kind with nothing but commas and "and" between them."""
    group = 0
    for index, mention in enumerate(mentions):
        if index and not _listed(found, mentions[index - 1], mention):
            group += 1
        mention.group = group


def _listed(found: list[Token], left: Mention, right: Mention) -> bool:
    if left.kind != right.kind and {left.kind, right.kind} != {"name", "quote"}:
        return False
    first = left.last + 1
    if left.unit and left.unit == right.unit and found[first].low == left.unit:
        first += 1
    between = found[first : right.first]
    return 0 < len(between) <= 4 and all(token.low in _JOINTS for token in between)


def _near(found: list[Token], mention: Mention) -> dict[str, float]:
    """The stems that speak of a mention: before it up to another value, after it as far as the phrase goes."""
    near: dict[str, float] = {}
    weight = 1.0
    for index in range(mention.first - 1, max(-1, mention.first - 11), -1):
        token = found[index]
        if token.sentence != mention.sentence:
            break
        if token.root:
            near.setdefault(token.root, weight)
            weight *= 0.78
        elif token.kind == "punct":
            weight *= 0.6 if token.text in ",:;" else 1.0
        elif token.kind != "word":
            break
        elif token.low == "and":
            weight *= 0.6
    weight = 0.9
    for index in range(mention.last + 1, min(len(found), mention.last + 5)):
        token = found[index]
        if token.root and token.sentence == mention.sentence:
            near[token.root] = max(near.get(token.root, 0.0), weight)
            weight *= 0.65
        elif token.low not in ("of", "per", "-"):
            break
    if mention.unit:
        near[stem(mention.unit)] = 1.0
    return near


def _lead(found: list[Token], mention: Mention) -> str:
    """The word that leads to a mention: "from" in "from 1" and in "from x=1"."""
    return found[mention.first - 3].low if mention.before == "=" and mention.first > 2 else mention.before


def _set_roles(found: list[Token], mentions: list[Mention]) -> None:
    """The ends of ranges: "from A to B", "between A and B", "A to B". A number has a role only in a whole range."""
    for index, mention in enumerate(mentions):
        left = mentions[index - 1] if index else None
        lead = _lead(found, mention)
        if lead in _STARTS:
            mention.role = "start"
        elif left is not None and left.before == "between" and left.group == mention.group:
            mention.role = "end"
        elif lead in _ENDS:
            mention.role = "end"
            side_by_side = left is not None and left.kind == mention.kind and mention.first - left.last == 2
            if left is not None and side_by_side and left.before not in _ENDS:
                left.role = "start"
        if mention.kind == "num" and mention.role == "end" and (left is None or left.role != "start"):
            mention.role = ""
    for mention, after in zip_longest(mentions, mentions[1:]):
        if mention.kind == "num" and mention.role == "start" and (after is None or after.role != "end"):
            mention.role = ""


def _share_in_groups(mentions: list[Mention]) -> None:
    """What is said before the first of a group, and the unit after its last, is said of all."""
    start = 0
    for end in range(1, len(mentions) + 1):
        if end < len(mentions) and mentions[end].group == mentions[start].group:
            continue
        if end - start > 1:
            listed = mentions[start:end]
            shared = {root: 0.7 for one in (listed[0], listed[-1]) for root in one.near}
            for one in listed:
                one.grouped = True
                one.near = shared | {root: weight for root, weight in one.near.items() if root not in shared}
                if one.kind == "num" and not one.unit:
                    one.unit = listed[-1].unit
                one.before = listed[0].before if one.before in _JOINTS else one.before
        start = end


def _mark_counts(mentions: list[Mention]) -> None:
    """ "Two sides, 3 and 4": a number in words that says how many values come is no value itself."""
    for index, mention in enumerate(mentions):
        if mention.mark == "word" and mention.unit not in UNITS and 2 <= mention.value <= 6:
            kinds = [one.kind for one in mentions[index + 1 :] if one.mark != "word"]
            if any(kinds.count(kind) >= mention.value for kind in ("num", "name", "quote", "list", "formula")):
                mention.mark = "count"
