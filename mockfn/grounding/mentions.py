"""What a text mentions: the values in it that an argument could take.

A mention is a run of tokens that is a value: a number with its unit, a quotation, a name, a date, a list. Nothing here
knows of tools.
"""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from mockfn.grounding.gazetteer import CURRENCIES, LANGUAGES
from mockfn.grounding.lexicon import MONTHS, NUMBER_WORDS, SCALES, STOP, WEEKDAYS
from mockfn.grounding.names import lies_in, lower_name, name_at
from mockfn.grounding.units import UNITS
from mockfn.grounding.words import Token, scaled

__all__ = ["Mention", "mentions_in", "with_places_joined"]


class Mention(Struct):
    """A value in the text: tokens `first` to `last`, both included.

    `kind` is a token's kind, or name, currency, unit or language. `unit` is as written, lower case; of a date it is the
    period ("month" of "next month") or "relative". `mark` is "%", "th", a currency sign, "word" for a number in words,
    or "count" where that only says how many values follow.

    `group` is equal for values of one kind listed together, and `grouped` says that there are several. `near` holds
    the stems that speak of it, 1.0 beside it and less farther off; `before` is the word before it, `role` the end of
    a range that it is ("start" or "end").
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


_MOST: Final = 250

_RELATIVE: Final = frozenset(("today", "tomorrow", "yesterday", "tonight"))
_WHICH: Final = frozenset(("next", "this", "last", "coming", "past"))
_PERIODS: Final = WEEKDAYS | {"week", "weekend", "month", "year", "summer", "winter", "spring", "fall"}
_INTO: Final = frozenset(("in", "to", "into", "as", "from"))
_SPANS: Final = frozenset(name for name, (measure, _) in UNITS.items() if measure in ("time", "days", "months"))
_POWERS: Final = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
# Number words that are pronouns or adverbs unless a noun follows: "one of", "twice".
_LOOSE: Final = frozenset(("one", "once", "twice", "half", "couple"))


def mentions_in(text: str, found: list[Token]) -> list[Mention]:
    """The mentions of a text whose tokens are `found`, in order; the first 250."""
    mentions: list[Mention] = []
    index, size = 0, len(found)
    while index < size and len(mentions) < _MOST:
        token = found[index]
        mention: Mention | None = None
        if token.kind == "num":
            mention = _number(text, found, index)
        elif token.kind == "word":
            mention = _word(text, found, index)
        elif token.kind != "punct":
            mention = Mention(token.kind, token.value, index, index, token.text, token.sentence)
        if mention is not None:
            left = mentions[-1] if mentions else None
            if left is not None and left.kind == mention.kind == "date" and left.unit and index - left.last == 2:
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
    after = found[last + 1] if last + 1 < size else None
    if not unit and not mark and after is not None:
        if after.low in ("percent", "percentage"):
            mark, last = "%", last + 1
        elif after.kind == "word" or after.text == "°":
            unit, last = _unit(text, found, last)
        elif after.text == "-" and last + 2 < size and found[last + 2].kind == "word":
            unit, last = found[last + 2].low, last + 2
    return Mention("num", value, index, last, text[token.start : found[last].end], token.sentence, unit, mark)


def _unit(text: str, found: list[Token], last: int) -> tuple[str, int]:
    """The unit after token `last`, and its own last token; a plain noun is a unit that stays outside the mention."""
    after = found[last + 1]
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
    """What begins with the word at `index`: a number in words, a day, a currency, a unit asked for, a name."""
    token, low = found[index], found[index].low
    if low.partition("-")[0] in NUMBER_WORDS:
        said = _number_words(found, index)
        if said is not None:
            value, last = said
            after = found[last + 1] if last + 1 < len(found) else None
            unit = after.low if after is not None and after.kind == "word" and after.root else ""
            return Mention("num", value, index, last, text[token.start : found[last].end], token.sentence, unit, "word")
    capital = token.text[0].isupper()
    if low in _WHICH and index + 1 < len(found) and found[index + 1].low in _PERIODS:
        return _span("date", text, found, index, index + 1, unit=found[index + 1].low)
    if low in WEEKDAYS or low in _RELATIVE or (capital and len(low) > 3 and low in MONTHS):
        return _span("date", text, found, index, index, unit="relative")
    pair = f"{low} {found[index + 1].low}" if index + 1 < len(found) else ""
    if low in CURRENCIES or pair in CURRENCIES:
        last = index if low in CURRENCIES else index + 1
        return _span("currency", text, found, index, last, CURRENCIES[low if last == index else pair])
    if low in UNITS and low not in _SPANS and (len(low) > 2 or (index and found[index - 1].low in _INTO)):
        if not index or found[index - 1].low not in _INTO:
            return None
        unit, last = _unit(text, found, index - 1)
        return _span("unit", text, found, index, last, unit)
    if capital and low in LANGUAGES:
        return _span("language", text, found, index, index)
    if capital and low != "i":
        name = name_at(text, found, index)
        return Mention("name", name[0], index, name[1], name[0], token.sentence) if name else None
    place = lower_name(found, index)
    return None if place is None else _span("name", text, found, index, place, title=True)


def _span(
    kind: str,
    text: str,
    found: list[Token],
    first: int,
    last: int,
    value: str = "",
    *,
    unit: str = "",
    title: bool = False,
) -> Mention:
    """Tokens `first` to `last` as a mention; its value is what it says (as a title where asked) unless given."""
    said = text[found[first].start : found[last].end]
    return Mention(kind, value or (said.title() if title else said), first, last, said, found[first].sentence, unit)


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
    alone = last == index and (index + 1 >= len(found) or not found[index + 1].root)
    return None if first in _LOOSE and alone else (value, last)


def with_places_joined(text: str, found: list[Token], apart: list[Mention]) -> list[Mention]:
    """The mentions with a city and the state or country after it made one: "Chicago, Illinois".

    Where there is any to join they are copies, else the same list.
    """
    joined: list[Mention] = []
    for mention in apart:
        left = joined[-1] if joined else None
        if (
            left is not None
            and left.kind == mention.kind == "name"
            and mention.first - left.last == 2
            and found[left.last + 1].text == ","
            and lies_in(left.text, mention.text)
        ):
            joined[-1] = _span("name", text, found, left.first, mention.last)
        else:
            joined.append(mention)
    return [replace(mention) for mention in joined] if len(joined) < len(apart) else apart
