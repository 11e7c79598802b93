"""Which of the offered tools a text speaks of: by shared words, those that tell the tools apart most of all."""

from __future__ import annotations

from math import log
from typing import Final

from msgspec import Struct

from mockfn.grounding.lexicon import SUBJECTS
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import ToolSpec

__all__ = ["Ranked", "rank", "wanted"]


class Ranked(Struct):
    """A tool with what the text says for it.

    `said` holds the stems they share with their weight, `raw` is their sum, and `score` the sum that counts least
    what other tools share too.
    """

    spec: ToolSpec
    score: float
    raw: float
    said: dict[str, float]


def rank(specs: list[ToolSpec], found: Scan) -> list[Ranked]:
    """The tools in their order, each with how much the text speaks of it."""
    count = len(specs)
    holders: dict[str, int] = {}
    heard: list[dict[str, float]] = []
    meant: list[dict[str, float]] = []
    for spec in specs:
        words, shared = spec.words, spec.concepts
        mine: dict[str, float] = {}
        for root in found.roots:
            weight = words.get(root)
            if weight is not None:
                mine[root] = weight
                holders[root] = holders.get(root, 0) + 1
        meant.append(
            {
                root: 0.4 * max(shared[subject] for subject in subjects if subject in shared)
                for root in found.roots
                if root not in mine and not shared.keys().isdisjoint(subjects := SUBJECTS.get(root, ()))
            }
        )
        heard.append(mine)
    scale = log(count + 1)
    ranked = []
    for spec, mine, like in zip(specs, heard, meant, strict=True):
        total = sum(weight * log((count + 1) / holders[root]) for root, weight in mine.items())
        total += sum(weight * log((count + 1) / (holders.get(root, 0) + 1)) for root, weight in like.items())
        ranked.append(Ranked(spec, total / scale, sum(mine.values()) + sum(like.values()), mine))
    return ranked


# The weight from which a word counts as one of the tool's name.
_NAMED: Final = 1.5


def wanted(ranked: list[Ranked], found: Scan, *, several: bool) -> list[Ranked]:
    """The tools to call, in their order. After the first, a tool must be named by words that none so far explains, or
    be the one that a sentence speaks of most.
    """
    best = max(ranked, key=lambda one: one.score)
    if not several or len(ranked) == 1:
        return [best]
    picked = [best]
    for one in sorted(ranked, key=lambda one: -one.score):
        if one is not best and one.score >= 0.2 * best.score and _apart(one, picked):
            picked.append(one)
    if found.tokens and found.tokens[-1].sentence and len(picked) < len(ranked):
        picked += _of_sentences(ranked, picked, found)
    return [one for one in ranked if one in picked]


def _of_sentences(ranked: list[Ranked], picked: list[Ranked], found: Scan) -> list[Ranked]:
    """The tools not picked that some sentence speaks of clearly more than of any other."""
    holders: dict[str, int] = {}
    for one in ranked:
        for root in one.said:
            holders[root] = holders.get(root, 0) + 1
    spoken: dict[int, list[float]] = {}
    for place, one in enumerate(ranked):
        for root, weight in one.said.items():
            for sentence in dict.fromkeys(found.tokens[token].sentence for token in found.roots[root]):
                row = spoken.setdefault(sentence, [0.0] * len(ranked))
                row[place] += weight * log((len(ranked) + 1) / holders[root])
    won = []
    for row in spoken.values():
        first, second = sorted(row, reverse=True)[:2]
        one = ranked[row.index(first)]
        if first >= _CLEAR and first - second >= _AHEAD and one not in picked and one not in won:
            won.append(one)
    return won


# How much of a sentence must speak for a tool, and how much more than for the next, in nats of telling weight.
_CLEAR: Final = 1.5
_AHEAD: Final = 0.4


def _apart(one: Ranked, picked: list[Ranked]) -> bool:
    """Whether the text names `one` apart from the tools picked."""
    own = {
        root: weight
        for root, weight in one.said.items()
        if all(other.said.get(root, 0.0) < min(1.0, 0.6 * weight) for other in picked)
    }
    total = sum(own.values())
    named = sum(weight for weight in own.values() if weight >= _NAMED)
    if not named:
        return any(root[0] == "#" for root in own) or (len(own) > 1 and total >= 1.9)
    others = {root for other in picked for root in other.spec.name_roots}
    telling = [r for r in one.spec.name_roots if one.spec.words[r] >= _NAMED and r not in others]
    share = sum(root in one.said for root in telling) / max(len(telling), 1)
    return share > 0.5 or total - named >= 0.9 or (share >= 0.4 and telling[0] in one.said)
