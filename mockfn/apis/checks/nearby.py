"""Names near a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearby"]

_MOST = 2


def nearby(name: str, known: Iterable[str]) -> list[str]:
    """The known names at the least edit distance, in alphabetical order; none where that distance is above 2, or above
    a third of the name: 'stor' is near 'stop' and 'store', 'temperatur' near 'temperature', 'foo' near nothing."""
    limit = min(_MOST, len(name) // 3)
    best: list[str] = []
    for candidate in sorted(known):
        if abs(len(candidate) - len(name)) > limit:
            continue
        distance = _distance(name, candidate)
        if distance < limit:
            limit, best = distance, [candidate]
        elif distance == limit and distance:
            best.append(candidate)
    return best


def _distance(left: str, right: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
