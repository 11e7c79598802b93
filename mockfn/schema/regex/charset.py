"""Sets of characters as sorted ranges of code points: ((97, 122),) is a to z."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

__all__ = ["ALL", "DIGIT", "DOT", "SPACE", "WORD", "Charset", "both_cases", "complement", "holds", "named", "union"]

Charset = tuple[tuple[int, int], ...]

_LAST = 0x10FFFF

ALL: Charset = ((0, _LAST),)
DIGIT: Charset = ((48, 57),)
WORD: Charset = ((48, 57), (65, 90), (95, 95), (97, 122))
# ECMA 262, 22.2.2.9: white space and line terminators.
SPACE: Charset = ((9, 13), (32, 32), (160, 160), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
                  (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF))  # fmt: skip


def union(*sets: Charset) -> Charset:
    """All characters of any of the sets."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(one for ranges in sets for one in ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(ranges: Charset) -> Charset:
    """All characters but those."""
    edges = [-1, *(edge for one in ranges for edge in one), _LAST + 1]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in gaps if low + 1 <= high - 1)


DOT: Charset = complement(((10, 10), (13, 13), (0x2028, 0x2029)))


def both_cases(ranges: Charset) -> Charset:
    """With the other case of each ASCII letter."""
    other = []
    for first, last, shift in ((65, 90, 32), (97, 122, -32)):
        for low, high in ranges:
            low, high = max(low, first), min(high, last)
            if low <= high:
                other.append((low + shift, high + shift))
    return union(ranges, tuple(other))


def holds(ranges: Charset, code: int) -> bool:
    """Is the character in the set?"""
    return any(low <= code <= high for low, high in ranges)


# Long names of general categories, and properties that are a union of some (Unicode 15, PropertyValueAliases).
_CATEGORIES = {
    "letter": "L", "uppercaseletter": "Lu", "lowercaseletter": "Ll", "titlecaseletter": "Lt", "modifierletter": "Lm",
    "otherletter": "Lo", "mark": "M", "nonspacingmark": "Mn", "number": "N", "decimalnumber": "Nd", "digit": "Nd",
    "letternumber": "Nl", "othernumber": "No", "punctuation": "P", "punct": "P", "symbol": "S", "mathsymbol": "Sm",
    "currencysymbol": "Sc", "separator": "Z", "spaceseparator": "Zs", "other": "C", "control": "Cc", "cntrl": "Cc",
    "alphabetic": "L", "alpha": "L", "uppercase": "Lu", "upper": "Lu", "lowercase": "Ll", "lower": "Ll",
    "whitespace": "Zs", "connectorpunctuation": "Pc", "dashpunctuation": "Pd",
}  # fmt: skip
_SCRIPT_NAMES = {"han": "CJK UNIFIED", "hangul": "HANGUL", "latin": "LATIN"}


@lru_cache(maxsize=64)
def named(name: str) -> Charset | None:
    """The characters of a Unicode property as `\\p{...}` names it, within the first plane; None for an unknown one."""
    import unicodedata

    key, _, value = name.partition("=")
    word = (value or key).replace("_", "").replace(" ", "").lower()
    if word in ("any", "ascii"):
        return ALL if word == "any" else ((0, 127),)
    category = _CATEGORIES.get(word, value or key)
    if category in ("Alnum", "alnum"):
        return union(named("L") or (), named("Nd") or ())
    if len(category) <= 2:
        codes = [code for code in range(0x10000) if unicodedata.category(chr(code)).startswith(category)]
    else:
        prefix = _SCRIPT_NAMES.get(word, word.upper()) + " "
        codes = [code for code in range(0x10000) if unicodedata.name(chr(code), "").startswith(prefix)]
    return _ranges(codes) if codes else None


def _ranges(codes: list[int]) -> Charset:
    breaks = [index for index, (one, two) in enumerate(pairwise(codes), 1) if two != one + 1]
    starts, ends = [0, *breaks], [*breaks, len(codes)]
    return tuple((codes[start], codes[end - 1]) for start, end in zip(starts, ends, strict=True))
