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
    """A tool with what the text says for it.

    `said` holds the stems they share with their weight, `raw` is their sum, and `score` the sum that counts least
    what other tools share too. `named` is how many of them stand in no other tool's name.
    """

    spec: ToolSpec
    score: float
    raw: float
    said: dict[str, float]
    named: int


def rank(specs: list[ToolSpec], found: Scan) -> list[Ranked]:
    """The tools in their order, each with how much the text speaks of it."""
    count = len(specs)
    holders: dict[str, int] = {}
    namers: dict[str, int] = {}
    heard: list[dict[str, float]] = []
    for spec in specs:
        words, shared = spec.words, spec.concepts
        mine: dict[str, float] = {}
        for root in found.roots:
            weight = words.get(root)
            if weight is None and shared:
                concept = CONCEPTS.get(root)
                weight = 0.7 * shared[concept] if concept in shared else None
            if weight is not None:
                mine[root] = weight
                holders[root] = holders.get(root, 0) + 1
                if weight >= NAMED:
                    namers[root] = namers.get(root, 0) + 1
        heard.append(mine)
    scale = log(count + 1)
    ranked = []
    for spec, mine in zip(specs, heard, strict=True):
        total, raw, named = 0.0, 0.0, 0
        for root, weight in mine.items():
            raw += weight
            total += weight * log((count + 1) / holders[root]) / scale
            if (weight >= NAMED and namers[root] == 1) or (root[0] == "#" and holders[root] == 1):
                named += 1
        ranked.append(Ranked(spec, total, raw, mine, named))
    return ranked


# The weight from which a word counts as one of the tool's name.
NAMED: Final = 1.5


def wanted(ranked: list[Ranked], *, several: bool) -> list[Ranked]:
    """The tools to call, in their order; more than one only where each has a word of its own in its name."""
    best = max(ranked, key=lambda one: one.score)
    if not several:
        return [best]
    return [one for one in ranked if one is best or (one.named and one.score >= 0.25 * best.score)]
