"""What a text mentions: the values in it that an argument could take, read once per request.

A mention is a run of tokens that is a value: a number with its unit, a quotation, a name, a date, a list. Mentions
joined by commas and "and" form a group. Nothing here knows of tools.
"""

from __future__ import annotations

import re
from typing import Any, Final

from msgspec import Struct

from mockfn.grounding.lexicon import (
    ASKING,
    CITIES,
    COUNTRIES,
    CURRENCIES,
    HEADS,
    LANGUAGES,
    MONTHS,
    NUMBER_WORDS,
    SCALES,
    STATES,
    STOP,
    UNITS,
    WEEKDAYS,
    stem,
)
from mockfn.grounding.words import Token, scaled, tokens

__all__ = ["Mention", "Scan", "place_level", "scan"]

# Characters read of one text: a mock looks no further, so that a pasted book costs no more than a page.
LONGEST: Final = 12_000


class Mention(Struct):
    """A value in the text: tokens `first` to `last`, both included.

    `unit` is as written, lower case; `mark` is "%", "th", "word" for a number in words, or a currency sign. `group` is
    equal for values of one kind listed together. `near` holds the stems around it, 1.0 beside it and less farther off.
    """

    kind: str
    value: Any
    first: int
    last: int
    text: str
    sentence: int
    unit: str = ""
    mark: str = ""
    group: int = 0
    grouped: bool = False
    near: dict[str, float] = {}
    before: str = ""
    role: str = ""


class Scan(Struct):
    """A text read once. `roots` maps each content stem to the tokens that have it, and "#date" to where dates stand.

    `mentions` keeps "Chicago, Illinois" as one; `apart` has it as two, for tools that ask for city and state.
    """

    text: str
    tokens: list[Token]
    mentions: list[Mention]
    apart: list[Mention]
    roots: dict[str, list[int]]


def place_level(name: str) -> str:
    """Which places bear a name: letters of "c" city, "s" state, "n" nation; '' for none that is known."""
    low = name.lower()
    return (
        ("c" if low in CITIES else "")
        + ("s" if low in STATES or name in _STATE_CODES else "")
        + ("n" if low in COUNTRIES else "")
    )


_STATE_CODES: Final = frozenset(STATES.values())

# Small words inside a name: "Battle of Stalingrad", "Lord of the Rings".
_INSIDE: Final = frozenset(("of", "de", "la", "the", "van", "von", "del", "vs", "vs.", "&", "'"))
# Kinds that speak for a tool by being there: a tool that takes a currency suits a text that names one.
_SIGNS: Final = frozenset(("date", "time", "currency", "unit", "language", "email", "url", "path", "formula"))
_TITLES: Final = frozenset(("mr", "mrs", "ms", "dr", "st", "prof", "inc", "ltd", "jr", "sr", "co"))
_RELATIVE: Final = frozenset(("today", "tomorrow", "yesterday", "tonight"))
_WHICH: Final = frozenset(("next", "this", "last", "coming", "past"))
_PERIODS: Final = WEEKDAYS | {"week", "weekend", "month", "year", "summer", "winter", "spring", "fall"}
_INTO: Final = frozenset(("in", "to", "into", "as", "from"))
_SPANS: Final = frozenset(name for name, (measure, _) in UNITS.items() if measure in ("time", "days", "months"))
_POWERS: Final = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
_JOINTS: Final = frozenset((",", "and", "or", "&", "the", "then", "both", "also"))

# Names written in lower case that are names all the same, by their first word; the longest first.
_LOWER_NAMES: Final[dict[str, list[tuple[str, ...]]]] = {}
for _place in (*CITIES, *STATES, *(name for name in sorted(COUNTRIES) if len(name) > 3), *sorted(LANGUAGES)):
    if _place not in ("nice", "reading", "turkey", "polish", "us", "phoenix", "buffalo"):
        _LOWER_NAMES.setdefault(_place.split()[0], []).append(tuple(_place.split()))
for _names in _LOWER_NAMES.values():
    _names.sort(key=len, reverse=True)


def scan(text: str) -> Scan:
    """Read `text`, the first 12,000 characters of it."""
    text = _unquoted(text[:LONGEST])
    found = tokens(text)
    roots = _roots(found)
    apart = _mentions(text, found)
    mentions = _with_places_joined(text, found, apart)
    for listed in (apart, mentions) if mentions is not apart else (apart,):
        _group(found, listed)
    for listed in (apart, mentions) if mentions is not apart else (apart,):
        for mention in listed:
            if not mention.near:
                mention.near = _near(found, mention)
                mention.before = found[mention.first - 1].low if mention.first else ""
        _set_roles(listed)
        _share_in_groups(listed)
    _mark_counts(mentions)
    for mention in mentions:
        if mention.kind in _SIGNS:
            roots.setdefault("#" + mention.kind, []).append(mention.first)
    return Scan(text, found, mentions, apart, roots)


def _roots(found: list[Token]) -> dict[str, list[int]]:
    """Where each stem stands; parts of "gas-powered" and "user_name" and words in quotation marks included."""
    roots: dict[str, list[int]] = {}
    for index, token in enumerate(found):
        if token.root:
            roots.setdefault(token.root, []).append(index)
            if "-" in token.low or "_" in token.low:
                for part in _PARTS.findall(token.low):
                    if part not in STOP:
                        roots.setdefault(stem(part), []).append(index)
        elif token.kind == "quote" and len(token.text) < 60:
            for part in _PARTS.findall(token.low):
                if part not in STOP:
                    roots.setdefault(stem(part), []).append(index)
    return roots


_PARTS: Final = re.compile(r"[^\W\d_]+")


def _unquoted(text: str) -> str:
    """A whole request in quotation marks is no quotation."""
    bare = text.strip()
    if len(bare) > 60 and bare[0] in '"“' and (bare.count('"') == 1 or bare[-1] in '"”'):
        return bare[1:-1] if bare[-1] in '"”' else bare[1:]
    return text


def _mentions(text: str, found: list[Token]) -> list[Mention]:
    mentions: list[Mention] = []
    index, size = 0, len(found)
    while index < size:
        token = found[index]
        mention: Mention | None = None
        if token.kind == "num":
            mention = _number(text, found, index)
        elif token.kind == "word":
            mention = _word(text, found, index)
        elif token.kind != "punct":
            mention = Mention(token.kind, token.value, index, index, token.text, token.sentence)
        if mention is not None:
            if (
                mention.kind == "date"
                and mentions
                and mentions[-1].unit == "relative"
                and index - mentions[-1].last == 2
            ):
                mentions.pop()  # "next Friday, June 30th" is one day, said twice
            mentions.append(mention)
            index = mention.last
        index += 1
    return mentions


def _number(text: str, found: list[Token], index: int) -> Mention:
    """The number at `index` with what follows it: "5 million", "20 percent", "3 m/s^2", "0 °C"."""
    token, last, size = found[index], index, len(found)
    value, unit, mark = token.value, token.unit, token.mark
    if not unit and last + 1 < size and found[last + 1].low in _POWERS:
        last += 1
        value = scaled(value, SCALES[found[last].low])
    if not unit and last + 1 < size and not mark:
        after = found[last + 1]
        if after.low in ("percent", "percentage"):
            mark, last = "%", last + 1
        elif after.kind == "word" or after.text == "°":
            unit, last = _unit(text, found, last, after)
        elif after.text == "-" and last + 2 < size and found[last + 2].kind == "word":
            unit, last = found[last + 2].low, last + 2
    elif unit:
        _, last = (
            _unit(text, found, last - 1, token)
            if token.unit and text[token.end : token.end + 1] in "^/"
            else ("", last)
        )
    return Mention("num", value, index, last, text[token.start : found[last].end], token.sentence, unit, mark)


def _unit(text: str, found: list[Token], last: int, after: Token) -> tuple[str, int]:
    """The unit that begins at `after`, and its last token; a plain noun is a unit that stays outside the mention."""
    symbol = text[after.start : after.start + 16].split()[0].rstrip(".,;:?!)\"'").lower()
    if symbol in ("square", "cubic", "sq") and last + 2 < len(found) and found[last + 2].low in UNITS:
        return f"{symbol} {found[last + 2].low}", last + 2
    if symbol in UNITS or (("/" in symbol or "^" in symbol) and symbol.partition("/")[0].partition("^")[0] in UNITS):
        end = after.start + len(symbol)
        while last + 1 < len(found) and found[last + 1].start < end:
            last += 1
        return symbol, last
    return ("" if after.low in STOP else after.low), last


def _word(text: str, found: list[Token], index: int) -> Mention | None:
    """What begins with the word at `index`: a number in words, a day, or a name."""
    token = found[index]
    low = token.low
    if low.partition("-")[0] in NUMBER_WORDS:
        said = _number_words(found, index)
        if said is not None:
            value, last = said
            after = found[last + 1] if last + 1 < len(found) else None
            unit = after.low if after is not None and after.kind == "word" and after.root else ""
            return Mention("num", value, index, last, text[token.start : found[last].end], token.sentence, unit, "word")
    last = index
    if low in _WHICH and index + 1 < len(found) and found[index + 1].low in _PERIODS:
        last = index + 1
    elif low in WEEKDAYS or low in _RELATIVE or (low in MONTHS and len(low) > 3 and token.text[0].isupper()):
        pass
    elif low in CURRENCIES or (index + 1 < len(found) and f"{low} {found[index + 1].low}" in CURRENCIES):
        last = index if low in CURRENCIES else index + 1
        code = CURRENCIES[low if low in CURRENCIES else f"{low} {found[last].low}"]
        return Mention("currency", code, index, last, text[token.start : found[last].end], token.sentence)
    elif low in UNITS and low not in _SPANS and (len(low) > 2 or (index and found[index - 1].low in _INTO)):
        if not index or found[index - 1].low not in _INTO:
            return None
        unit, last = _unit(text, found, index - 1, token)
        return Mention("unit", unit, index, last, text[token.start : found[last].end], token.sentence)
    elif low in LANGUAGES and token.text[0].isupper():
        return Mention("language", token.text, index, index, token.text, token.sentence)
    elif token.text[0].isupper() and low != "i":
        return _name(text, found, index)
    elif low in _LOWER_NAMES:
        return _lower_name(text, found, index)
    else:
        return None
    day = text[token.start : found[last].end]
    return Mention("date", day, index, last, day, token.sentence, found[last].low if last > index else "relative")


def _number_words(found: list[Token], index: int) -> tuple[int | float, int] | None:
    """The number that words from `index` say ("three", "two hundred") and its last token."""
    first, _, rest = found[index].low.partition("-")
    value: int | float = NUMBER_WORDS[first]
    if rest:
        if rest not in NUMBER_WORDS:
            return None
        value += NUMBER_WORDS[rest]
    last = index
    while last + 1 < len(found) and found[last + 1].low in _POWERS:
        last += 1
        value *= SCALES[found[last].low]
    alone = last == index and (index + 1 >= len(found) or found[index + 1].kind != "word" or not found[index + 1].root)
    return None if first in ("one", "once", "twice", "half", "couple") and alone else (value, last)


def _lower_name(text: str, found: list[Token], index: int) -> Mention | None:
    for words in _LOWER_NAMES[found[index].low]:
        last = index + len(words) - 1
        if last < len(found) and all(found[index + i].low == word for i, word in enumerate(words)):
            name = text[found[index].start : found[last].end]
            return Mention("name", name.title(), index, last, name, found[index].sentence)
    return None


def _name(text: str, found: list[Token], index: int) -> Mention | None:
    """The name that begins at `index`; the first word of a sentence is none by its capital alone."""
    token = found[index]
    head = index == 0 or found[index - 1].sentence != token.sentence or found[index - 1].text in ':"“()-•*'
    if (head and (token.low in ASKING or token.low in STOP)) or (token.low in STOP and len(token.low) > 2):
        return None
    last = _name_end(found, index)
    if last == index and token.low in ASKING:
        return None
    after = found[last + 1] if last + 1 < len(found) else None
    if after is not None and after.low in HEADS and not found[last].text.endswith("s"):
        last += 1
        after = found[last + 1] if last + 1 < len(found) else None
    plain_head = head and last == index and not token.text[1:2].isupper() and not place_level(token.text)
    if plain_head and after is not None and (after.kind == "word" or after.text in ",:"):
        return None
    name = text[token.start : found[last].end]
    if name.endswith(("'s", "’s")):
        name = name[:-2]
    if (
        after is not None
        and after.text == "."
        and last > index
        and len(found[last].text) <= 3
        and "." in found[last].text
    ):
        name += "."
    return Mention("name", name, index, last, name, token.sentence)


def _name_end(found: list[Token], start: int) -> int:
    """The last token of the name that starts at `start`."""
    last, index, size = start, start + 1, len(found)
    while index < size:
        token, left = found[index], found[index - 1]
        if left.text.endswith(("'s", "’s")) and not token.text[:1].isupper():
            break
        if token.kind == "word" and token.text[0].isupper() and token.low != "i":
            last = index
        elif token.low in _INSIDE and index - last == 1:
            ahead = index + 2 if index + 1 < size and found[index + 1].low == "the" else index + 1
            if ahead >= size or found[ahead].kind != "word" or not found[ahead].text[0].isupper():
                break
        elif (token.text == "." and token.start == left.end and left.low in _TITLES) or (
            token.low == "the" and index - last == 2
        ):
            pass
        elif token.kind in ("num", "id") and not token.unit and not token.mark and _belongs(found, index):
            last = index
        else:
            break
        index += 1
    return last


def _belongs(found: list[Token], index: int) -> bool:
    """Whether a number right after a name is part of it: "Maroon 5", "S&P 500", "Boeing 747"."""
    token, size = found[index], len(found)
    year = isinstance(token.value, int) and 1900 <= token.value <= 2100
    return (
        token.start - found[index - 1].end == 1
        and isinstance(token.value, int | str)
        and not year
        and found[index - 1].low not in ("no", "number", "id")
        and (index + 1 >= size or found[index + 1].kind != "word" or not found[index + 1].root)
    )


def _with_places_joined(text: str, found: list[Token], apart: list[Mention]) -> list[Mention]:
    """The mentions with a city and the state or country after it made one."""
    joined: list[Mention] = []
    merged = False
    for mention in apart:
        if mention.kind == "name" and joined and joined[-1].kind == "name" and _lies_in(found, joined[-1], mention):
            city = joined[-1]
            whole = text[found[city.first].start : found[mention.last].end]
            joined[-1] = Mention("name", whole, city.first, mention.last, whole, city.sentence)
            merged = True
        else:
            joined.append(mention)
    return joined if merged else apart


def _lies_in(found: list[Token], city: Mention, region: Mention) -> bool:
    if region.first - city.last != 2 or found[city.last + 1].text != ",":
        return False
    level = place_level(region.text)
    if not level.strip("c") or (place_level(city.text).strip("c") and "c" not in place_level(city.text)):
        return False
    code = STATES.get(region.text.lower(), region.text)
    return "c" not in level or CITIES.get(city.text.lower()) == code


def _group(found: list[Token], mentions: list[Mention]) -> None:
    """Number the groups: values of one kind with nothing but commas and "and" between them."""
    group = 0
    for index, mention in enumerate(mentions):
        if index:
            left = mentions[index - 1]
            between = found[left.last + 1 : mention.first]
            if between and left.unit and left.unit == mention.unit and between[0].low == left.unit:
                between = between[1:]
            same = left.kind == mention.kind or {left.kind, mention.kind} == {"name", "quote"}
            if not (same and between and len(between) <= 4 and all(token.low in _JOINTS for token in between)):
                group += 1
        mention.group = group


def _mark_counts(mentions: list[Mention]) -> None:
    """ "Two sides, 3 and 4": a number in words that says how many values come is no value itself."""
    for index, mention in enumerate(mentions):
        if mention.mark == "word" and mention.unit not in UNITS and 2 <= mention.value <= 6:
            rest = mentions[index + 1 :]
            for kind in ("num", "name", "quote", "list", "formula"):
                if sum(one.kind == kind and one.mark != "word" for one in rest) >= mention.value:
                    mention.mark = "count"


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


def _set_roles(mentions: list[Mention]) -> None:
    """The ends of ranges: "from A to B", "between A and B", "A to B"."""
    for index, mention in enumerate(mentions):
        left = mentions[index - 1] if index else None
        if mention.before in _STARTS:
            mention.role = "start"
        elif left is not None and left.before == "between" and left.group == mention.group:
            mention.role = "end"
        elif mention.before in _ENDS:
            mention.role = "end"
            if (
                left is not None
                and left.kind == mention.kind
                and left.before not in _ENDS
                and mention.first - left.last == 2
            ):
                left.role = "start"
        if mention.kind == "num" and mention.role == "end" and left is not None and left.role != "start":
            mention.role = ""
    for index, mention in enumerate(mentions):
        if (
            mention.kind == "num"
            and mention.role == "start"
            and not any(one.role == "end" for one in mentions[index + 1 : index + 2])
        ):
            mention.role = ""


_STARTS: Final = frozenset(("from", "between", "starting", "leaving", "departing"))
_ENDS: Final = frozenset(("to", "until", "till", "through", "into"))
