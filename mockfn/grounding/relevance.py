"""Which of the offered tools a text speaks of: by shared words, those that tell the tools apart most of all."""

from __future__ import annotations

from math import log
from typing import Final

from msgspec import Struct

from mockfn.grounding.lexicon import CONCEPTS
from mockfn.grounding.mentions import Scan
from mockfn.grounding.toolspec import ToolSpec

__all__ = ["Ranked", "rank", "wanted"]


class Ranked(Struct):
    """A tool with what the text says for it: `score` in all, `own` the stems that no other tool shares."""

    spec: ToolSpec
    score: float
    own: dict[str, float]
    named: int
    said: list[str]


def rank(specs: list[ToolSpec], found: Scan) -> list[Ranked]:
    """The tools in their order, each with how much the text speaks of it."""
    count = len(specs)
    holders: dict[str, int] = {}
    for spec in specs:
        words = spec.words
        for root in found.roots:
            if root in words:
                holders[root] = holders.get(root, 0) + 1
    scale = log(count + 1)
    telling = {root: log((count + 1) / held) / scale for root, held in holders.items()}
    ranked = []
    for spec in specs:
        words = spec.words
        total, own, named, said = 0.0, {}, 0, []
        for root in found.roots:
            weight = words.get(root)
            if weight is None:
                continue
            total += weight * telling[root]
            said.append(root)
            if holders[root] == 1:
                own[root] = weight
                named += weight >= NAMED
        ranked.append(Ranked(spec, total, own, named, said))
    return ranked


NAMED: Final = 2.0


def wanted(ranked: list[Ranked], *, several: bool) -> list[Ranked]:
    """The tools to call, the most spoken of first; more than one only where each has a word of its own in its name."""
    best = max(ranked, key=lambda one: one.score)
    if not several:
        return [best]
    return [one for one in ranked if one is best or (one.named and one.score >= 0.2 * best.score)]
