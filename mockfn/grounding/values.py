"""What an item becomes as an argument: the type, the way a share or a date is written, the unit it is asked in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from mockfn.grounding.gazetteer import CITIES, STATES, TICKERS
from mockfn.grounding.label import Item
from mockfn.grounding.lexicon import MONTHS, stem
from mockfn.grounding.mentions import Mention
from mockfn.grounding.prose import ABSENT
from mockfn.grounding.toolspec import Param
from mockfn.grounding.units import UNITS
from mockfn.grounding.words import scaled

__all__ = ["argument", "region_of", "value_of"]


def argument(param: Param, items: list[Item]) -> Any:
    """The argument that items of a text make for a parameter; ABSENT where they make none."""
    if param.kind == "array":
        if items[0].mention is not None and items[0].mention.kind == "list":
            return items[0].value
        item = param.item
        values = [value_of(item, one) if item is not None else one.value for one in items]
        kept = [value for value in values if value is not ABSENT]
        return list(dict.fromkeys(kept)) if all(isinstance(value, str) for value in kept) else kept
    return value_of(param, items[0])


def value_of(param: Param, item: Item) -> Any:
    """One item as a value of the parameter's type."""
    mention = item.mention
    if mention is None:
        return item.value
    if param.kind in ("integer", "number"):
        return _number(param, mention)
    if mention.kind == "num":
        return str(mention.value)
    if mention.kind == "date":
        return _date(param, mention.value)
    if mention.kind == "time" and _24_HOURS.search(param.text):
        return _time(mention.value)
    if mention.kind == "name" and param.says.topic == "place":
        # As the user said it: the state of a city that was named without one would be invented.
        return mention.value
    if mention.kind == "name" and not _SYMBOLS.isdisjoint(param.words):
        return TICKERS.get(mention.value.lower().partition(" ")[0], mention.value)
    return mention.value


def _number(param: Param, mention: Mention) -> Any:
    value = mention.value
    if mention.kind == "date":
        measure, size = UNITS[mention.unit]
        return max(1, round(size / (param.says.measures.get(measure) or 1.0)))
    if mention.kind != "num":
        return ABSENT
    if mention.mark == "%":
        if param.kind == "number" and param.says.percent != "percent":
            return scaled(value, 0.01)
    else:
        unit = UNITS.get(mention.unit)
        wanted = param.says.measures.get(unit[0]) if unit else None
        if unit and wanted and unit[1] != wanted:
            value = scaled(value, unit[1] / wanted)
    if param.kind == "integer":
        return int(value) if isinstance(value, int) or value.is_integer() else ABSENT
    return value


def region_of(values: Iterable[Any], level: str) -> str:
    """The state ("s") or country ("n") that the first known city among `values` lies in; '' where none is known."""
    for value in values:
        region = CITIES.get(value.lower().partition(",")[0]) if isinstance(value, str) else None
        if region:
            if region in _CODES:
                return _STATE_NAMES[region] if level == "s" else "USA"
            return region if level == "n" else ""
    return ""


_SYMBOLS: Final = frozenset((stem("symbol"), stem("ticker")))
_STATE_NAMES: Final = {code: name.title() for name, code in STATES.items()}
_CODES: Final = frozenset(STATES.values())

_YMD: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_XXY: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_DAY: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")
_YEAR: Final = re.compile(r"\b(\d{4})\b")
_NAME: Final = re.compile(r"[A-Za-z]{3,}")
_FORM: Final = re.compile(
    r"(?i)\b(y{2,4}|m{2}|d{2}|month|day|year)([-/. ])(m{2}|d{2}|y{2,4}|day|month)\2(d{2}|y{2,4}|m{2}|day|year)"
)


_24_HOURS: Final = re.compile(r"\b24[- ]hour|\bHH:MM")
_CLOCK: Final = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s?([aApP])?")
# The year of a date that says none, where a whole date is asked for: the one that ids and times of answers lie in.
_THIS_YEAR: Final = 2026


def _time(text: str) -> str:
    """A time of day on the clock of 24 hours: "6:30 PM" is "18:30"."""
    match = _CLOCK.match(text)
    if match is None:
        return text
    hour, half = int(match[1]), (match[3] or "").lower()
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return f"{hour:02}:{match[2] or '00'}"


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date; year 0 where it says none."""
    match = _YMD.match(text)
    if match:
        return int(match[1]), int(match[2]), int(match[3])
    match = _XXY.match(text)
    if match:
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        month, day = (second, first) if first > 12 else (first, second)
        return year + 2000 if year < 100 else year, month, day
    name = next((word.lower() for word in _NAME.findall(text) if word.lower() in MONTHS), None)
    if name is None:
        return None
    year_match = _YEAR.search(text)
    day_match = _DAY.search(re.sub(r"[A-Za-z]{3,}\.?", " ", _YEAR.sub(" ", text)))
    if not day_match:
        return None
    return int(year_match[1]) if year_match else 0, MONTHS[name], int(day_match[1])


def _date(param: Param, text: str) -> str:
    """A date the way the parameter writes dates; as said where it is no whole date."""
    parts = _parts(text)
    form = _FORM.search(param.text)
    if parts is None or not (parts[0] or form):
        return text
    year, month, day = parts[0] or _THIS_YEAR, *parts[1:]
    if form is None:
        return f"{year:04}-{month:02}-{day:02}"
    told = {"y": f"{year:04}", "m": f"{month:02}", "d": f"{day:02}"}
    return form[2].join(told[form[group][0].lower()] for group in (1, 3, 4))
