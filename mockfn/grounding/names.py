"""Names in a text: runs of capitalised words, and places known by any spelling."""

from __future__ import annotations

from typing import Final

from mockfn.grounding.gazetteer import CITIES, COUNTRIES, LANGUAGES, STATES
from mockfn.grounding.lexicon import ASKING, HEADS, STOP
from mockfn.grounding.words import Token

__all__ = ["lies_in", "lower_name", "name_at", "place_level"]

# Small words inside a name: "Battle of Stalingrad", "Lord of the Rings".
_INSIDE: Final = frozenset(("of", "de", "la", "the", "van", "von", "del", "vs", "vs.", "&", "'"))
_TITLES: Final = frozenset(("mr", "mrs", "ms", "dr", "st", "prof", "inc", "ltd", "jr", "sr", "co"))
_STATE_CODES: Final = frozenset(STATES.values())

# Places and languages that are common words as well: only a capital makes them names.
_COMMON: Final = frozenset(("nice", "reading", "turkey", "polish", "phoenix", "buffalo", "america"))


def _by_first_word() -> dict[str, list[tuple[str, ...]]]:
    names: dict[str, list[tuple[str, ...]]] = {}
    for name in (*CITIES, *STATES, *sorted(COUNTRIES), *sorted(LANGUAGES)):
        if len(name) > 3 and name not in _COMMON:
            names.setdefault(name.split()[0], []).append(tuple(name.split()))
    for listed in names.values():
        listed.sort(key=len, reverse=True)
    return names


# Names that are names in lower case too, by their first word; the longest first.
_LOWER: Final = _by_first_word()


def place_level(name: str) -> str:
    """Which places bear a name: letters of "c" city, "s" state, "n" nation; '' where none is known."""
    low = name.lower()
    return (
        ("c" if low in CITIES else "")
        + ("s" if low in STATES or name in _STATE_CODES else "")
        + ("n" if low in COUNTRIES else "")
    )


def lower_name(found: list[Token], index: int) -> int | None:
    """The last token of a known place or language that begins at `index` in lower case; None where there is none."""
    for words in _LOWER.get(found[index].low, ()):
        last = index + len(words) - 1
        if last < len(found) and all(found[index + i].low == word for i, word in enumerate(words)):
            return last
    return None


def name_at(text: str, found: list[Token], index: int) -> tuple[str, int] | None:
    """The name that begins with the capitalised word at `index`, and its last token.

    The first word of a sentence is no name by its capital alone.
    """
    token = found[index]
    head = index == 0 or found[index - 1].sentence != token.sentence or found[index - 1].text in ':"“()-•*'
    if (head and (token.low in ASKING or token.low in STOP)) or (token.low in STOP and len(token.low) > 2):
        return None
    last = _end(found, index)
    if last == index and token.low in ASKING:
        return None
    after = found[last + 1] if last + 1 < len(found) else None
    if after is not None and after.low in HEADS and not found[last].text.endswith("s"):
        last += 1
        after = found[last + 1] if last + 1 < len(found) else None
    alone = head and last == index and not token.text[1:2].isupper() and not place_level(token.text)
    if alone and after is not None and (after.kind == "word" or after.text in ",:"):
        return None
    name = text[token.start : found[last].end]
    if name.endswith(("'s", "’s")) and after is not None and after.root:
        return name[:-2], last
    dotted = after is not None and after.text == "." and last > index and "." in found[last].text
    return f"{name}." if dotted and len(found[last].text) <= 3 else name, last


def _end(found: list[Token], start: int) -> int:
    """The last token of the name that starts at `start`."""
    last = start
    for index in range(start + 1, len(found)):
        token, left = found[index], found[index - 1]
        if token.kind == "word" and token.text[0].isupper() and token.low != "i":
            last = index
        elif left.text.endswith(("'s", "’s")):
            break
        elif token.low in _INSIDE and index - last == 1:
            ahead = index + 2 if index + 1 < len(found) and found[index + 1].low == "the" else index + 1
            if ahead >= len(found) or found[ahead].kind != "word" or not found[ahead].text[0].isupper():
                break
        elif (token.text == "." and token.start == left.end and left.low in _TITLES) or (
            token.low == "the" and index - last == 2
        ):
            continue
        elif token.kind in ("num", "id") and not token.unit and not token.mark and _belongs(found, index):
            last = index
        else:
            break
    return last


def _belongs(found: list[Token], index: int) -> bool:
    """Whether a number right after a name is part of it: "Maroon 5", "S&P 500", "Boeing 747"."""
    token, left = found[index], found[index - 1]
    year = isinstance(token.value, int) and 1900 <= token.value <= 2100
    if year or not isinstance(token.value, int | str) or token.start - left.end != 1:
        return False
    closes = index + 1 >= len(found) or found[index + 1].kind != "word" or not found[index + 1].root
    return closes and left.low not in ("no", "number", "id")


def lies_in(city: str, region: str) -> bool:
    """Whether "city, region" is one place: the second a state or country, the first none of these."""
    level, where = place_level(region), CITIES.get(city.lower())
    if not level.strip("c") or (place_level(city).strip("c") and where is None):
        return False
    return "c" not in level or where == STATES.get(region.lower(), region)
