"""Which part of a text speaks of which tool, where it speaks of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mockfn.grounding.relevance import Ranked
from mockfn.grounding.scan import Scan

__all__ = ["regions"]

_CUTS: Final = frozenset(("and", "then", "also", "while", "plus", "but", ",", ";", "after", "additionally", "finally"))


def regions(wanted: Sequence[Ranked], found: Scan) -> list[list[bool]]:
    """For each tool, whether each token of the text belongs to a clause that speaks of it."""
    bounds = _bounds(found)
    holders: dict[str, int] = {}
    for one in wanted:
        for root in one.said:
            holders[root] = holders.get(root, 0) + 1
    strengths = []
    for one in wanted:
        strength = [0.0] * len(bounds)
        for root in one.said:
            if holders[root] == 1:
                for place in found.roots[root]:
                    strength[_clause(bounds, place)] += one.said[root]
        strengths.append(strength)
    owners = _owners(strengths, len(bounds))
    out = []
    for tool in range(len(wanted)):
        mine = [False] * len(found.tokens)
        for clause, (first, last) in enumerate(bounds):
            if tool in owners[clause]:
                mine[first : last + 1] = [True] * (last + 1 - first)
        out.append(mine)
    return out


def _bounds(found: Scan) -> list[tuple[int, int]]:
    """First and last token of each clause: cut at sentences, commas and conjunctions."""
    bounds: list[tuple[int, int]] = []
    start, tokens = 0, found.tokens
    for index in range(1, len(tokens)):
        if tokens[index].low in _CUTS or tokens[index].sentence != tokens[index - 1].sentence:
            bounds.append((start, index - 1))
            start = index
    bounds.append((start, len(tokens) - 1))
    return bounds


def _clause(bounds: list[tuple[int, int]], place: int) -> int:
    low, high = 0, len(bounds) - 1
    while low < high:
        middle = (low + high) // 2
        if bounds[middle][1] < place:
            low = middle + 1
        else:
            high = middle
    return low


def _owners(strengths: list[list[float]], count: int) -> list[list[int]]:
    """Who owns each clause: the tool most spoken of in it; a clause that speaks of none goes with the one before."""
    owners: list[list[int]] = []
    for clause in range(count):
        best = max(strength[clause] for strength in strengths)
        owners.append([tool for tool, strength in enumerate(strengths) if best and strength[clause] >= best])
    last: list[int] = next((owner for owner in owners if owner), list(range(len(strengths))))
    for clause, owner in enumerate(owners):
        if owner:
            last = owner
        else:
            owners[clause] = last
    return owners
