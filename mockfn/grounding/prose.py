"""What the name and the description of a parameter say of its values: what they are, which are named, how written.

Small closed tables of English, each read once for a tool. Descriptions are read as far as 2,000 characters.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Final

from msgspec import Struct

from mockfn.grounding.gazetteer import LANGUAGE_CODES
from mockfn.grounding.lexicon import ROLES, STOP, listed, stem
from mockfn.grounding.units import UNITS

__all__ = ["ABSENT", "Choice", "Prose", "choices_of", "read", "split_name", "words_in"]

_LONGEST: Final = 2_000


class _Absent:
    """No value: None is one."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = _Absent()


class Choice(Struct, frozen=True):
    """A value that a parameter names, the stems by which a text would say it, and one (`alias`) that stands for it."""

    value: Any
    roots: tuple[str, ...]
    alias: str = ""


class Prose(Struct, frozen=True):
    """What a name and a description say.

    `topic` is what a string is ("place", "date", ...; '' where nothing tells), `level` which places ("c" city, "s"
    state, "n" nation), `role` "start" or "end" of a range, `percent` how a share is written ("decimal" or "percent").
    `measures` holds what is measured with the size of the unit asked for (0 where none is). `traits` are of "money",
    "share", "year", "person", "work"; `sort` is true of types and kinds. `default` and `example` may be ABSENT.
    """

    topic: str
    level: str
    role: str
    percent: str
    measures: dict[str, float]
    traits: frozenset[str]
    sort: bool
    default: Any
    example: Any


_CAMEL: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")


def split_name(name: str) -> list[str]:
    """The words of an identifier, lower case: "getUserInfo2" and "get_user_info_2" alike."""
    return [part.lower() for part in _CAMEL.findall(name)]


def words_in(text: str) -> list[str]:
    """The words of a text, lower case."""
    return [word.lower() for word in _WORD.findall(text[:_LONGEST])]


def _table(rows: dict[str, str]) -> dict[str, str]:
    return {word: key for key, words in rows.items() for word in listed(words)}


# What a name says that a string is; the last word of a name that says anything decides.
_NAMED: Final = {
    stem(word): topic
    for word, topic in _table(
        {
            "email": "email mail",
            "url": "url link website uri webpage",
            "path": "path file filename filepath directory folder",
            "date": "date day birthday dob deadline",
            "time": "time hour clock",
            "currency": "currency currencies",
            "language": "language lang",
            "formula": "function expression equation formula polynomial",
            "unit": "unit units measurement",
            "id": "id identifier code uuid isbn sku number reference docket",
            "place": "city location place country state region destination origin address area county town venue "
            "departure arrival loc zip province district",
            "name": "name company artist author actor player team person user username organization brand title "
            "stock symbol ticker president museum university institution book movie film song album game hotel "
            "restaurant league tournament athlete",
            "text": "text message content body query question prompt phrase sentence comment note summary subject "
            "keyword",
        }
    ).items()
}

# The same of a description, where the name says nothing: fewer words, for prose uses more of them in passing.
_TOLD: Final = _table(
    {
        "email": "email",
        "url": "url website",
        "path": "path file directory",
        "date": "date",
        "place": "city location country address town place region",
        "currency": "currency",
        "language": "language",
        "formula": "function expression equation polynomial",
        "id": "id identifier isbn",
        "name": "name title company artist author actor player team person",
        "text": "text message query question sentence phrase",
    }
)
_FORMATS: Final = {
    "date": "date", "date-time": "date", "time": "time", "email": "email", "uri": "url", "url": "url", "uuid": "id",
}  # fmt: skip

# Names of which the description's nouns say nothing: "type: whether it is a city or a state" is no place.
_SORTS: Final = frozenset(
    listed(
        "type kind category mode format level method model status genre style size color preference preferences "
        "feature features option options detail details info order operation"
    )
)

_TRAITS: Final = _table(
    {
        "money": "price cost amount budget income investment invested revenue salary loan payment principal deposit "
        "value fee asset debt profit cash capital fund balance sale spend dividend equity purchase worth contribution "
        "money payout mortgage bid",
        "share": "rate percent percentage yield return probability interest tax discount ratio share level proportion "
        "confidence growth",
        "year": "year season",
        "person": "artist author actor actress player person employee singer director president musician painter "
        "sculptor",
        "work": "title book movie film song album artwork painting game exhibition show play",
    }
)
# Traits that a description may lend: "the sum in dollars, a price" speaks of money, "the year it was made" of no year.
_LENT: Final = frozenset(("money", "share"))

_LEVELS: Final = _table({"c": "city town", "s": "state province", "n": "country nation"})

# What a name measures: units of these measures suit it.
_MEASURED: Final = {
    stem(word): listed(measures)
    for words, measures in {
        "height length width distance depth radius diameter base side": "length",
        "weight mass": "mass",
        "temperature temp": "kelvin celsius fahrenheit degrees",
        "time duration": "time days months",
        "years months age": "months",
        "days nights weeks": "days",
        "hours minutes seconds": "time",
        "speed velocity": "speed",
        "acceleration": "acceleration",
        "area": "area",
        "volume": "volume",
        "current": "current",
        "voltage": "voltage",
        "charge": "charge",
        "frequency": "frequency",
        "power": "power",
        "energy": "energy",
        "force": "force",
        "pressure": "pressure",
        "resistance": "resistance",
    }.items()
    for word in listed(words)
}

# Where a description turns from what a parameter is to examples and conditions.
_ASIDE: Final = re.compile(
    r"[(.,;:]|\b(?:e\.g|i\.e|for example|such as|like|in which|where|when|that)\b", re.IGNORECASE
)
# An address of this kind is no place.
_MAIL: Final = re.compile(r"\be-?mails?\b", re.IGNORECASE)
_SYMBOL: Final = re.compile(r"[^\s,;()]+")
_FRACTION: Final = re.compile(r"\b0?\.\d+\b|\bdecimal\b|\b0\s?(?:to|and|-)\s?1\b")


def read(name: str, prose: str, schema: dict[str, Any], kind: str) -> Prose:
    """What `name` and `prose` say of the values of a parameter of the given JSON type."""
    prose = prose[:_LONGEST]
    words, told, low = split_name(name), words_in(prose), prose.lower()
    examples = schema.get("examples")
    return Prose(
        topic=_topic(words, prose, schema),
        level=_level(words) or _level(told),
        role=_role(words),
        percent="decimal" if _FRACTION.search(low) else "percent" if "percent" in low or "%" in low else "",
        measures=_measures(words, low),
        traits=frozenset(
            [_TRAITS[word] for word in words if word in _TRAITS]
            + [_TRAITS[word] for word in told if _TRAITS.get(word) in _LENT]
        ),
        sort=not _SORTS.isdisjoint(words),
        default=schema["default"] if "default" in schema else _said(_DEFAULT, prose, kind),
        example=examples[0] if isinstance(examples, list) and examples else _said(_EXAMPLE, prose, kind),
    )


def _topic(words: list[str], prose: str, schema: dict[str, Any]) -> str:
    form = schema.get("format")
    if isinstance(form, str) and form in _FORMATS:
        return _FORMATS[form]
    for word in reversed(words):
        topic = _NAMED.get(stem(word))
        if topic:
            return "email" if topic == "place" and _MAIL.search(prose) else topic
    if not _SORTS.isdisjoint(words):
        return ""
    head = words_in(_ASIDE.split(prose, maxsplit=1)[0])
    return next((_TOLD[word] for word in head if word in _TOLD), "")


def _role(words: list[str]) -> str:
    """The end of a range that a name says it is, by a word or a pair of them: "start_date", "check_in"."""
    pairs = [f"{left}-{right}" for left, right in pairwise(words)]
    return next((ROLES[root] for root in map(stem, pairs + words) if root in ROLES), "")


def _level(words: list[str]) -> str:
    return "".join(dict.fromkeys(_LEVELS[word] for word in words if word in _LEVELS))


def _measures(words: list[str], prose: str) -> dict[str, float]:
    measures: dict[str, float] = {}
    for word in (*words, *_SYMBOL.findall(prose)):
        unit = UNITS.get(word.rstrip(".,"))
        if unit and len(word) > 1:
            measures.setdefault(*unit)
    for word in words:
        for measure in _MEASURED.get(stem(word), ()):
            measures.setdefault(measure, 0.0)
    return measures


_QUOTATION: Final = r"'([^'\n]*)'|\"([^\"\n]*)\"|`([^`\n]*)`"
_DEFAULT: Final = re.compile(
    rf"defaults?(?:\s+values?)?(?:\s+(?:is|are|to|of|as|being)|\s*[:=])*\s*(?:set\s+to\s+)?"
    rf"(?:{_QUOTATION}|(-?\d[\d.]*(?:e-?\d+)?)|(\[[^\]]*\])|([A-Za-z][\w/-]*))",
    re.IGNORECASE,
)
_LIKE: Final = r"e\.g\.?|i\.e\.?|for example|for instance|such as|like"
_EXAMPLE: Final = re.compile(
    rf"(?:{_LIKE}|example:?),?\s*:?\s*(?:{_QUOTATION}|([^().;\n]{{1,60}}?)(?=\s+(?:or|etc)\b|[().;\n]|$))",
    re.IGNORECASE,
)
_NOTHING: Final = frozenset(("none", "null", "empty", "not"))


def _said(pattern: re.Pattern[str], prose: str, kind: str) -> Any:
    """The value that a description gives after "default" or "e.g.", as the JSON type; ABSENT where it gives none."""
    match = pattern.search(prose)
    found = next((group for group in match.groups() if group is not None), "") if match else ""
    if not found or found.lower() in _NOTHING or found[0] == "[":
        return ABSENT
    text = found.strip()
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower(), ABSENT)
    if kind in ("integer", "number"):
        try:
            value = float(text.rstrip("."))
        except ValueError:
            return ABSENT
        return value if kind == "number" else int(value) if value.is_integer() else ABSENT
    return text if kind in ("string", "any") else ABSENT


_ONE: Final = r"[A-Za-z][\w -]{0,24}"
_MORE: Final = rf"(?:,\s*(?:or |and )?{_ONE})+"
_QUOTED: Final = re.compile(r"'([^'\n]{1,40})'(?!\w)|\"([^\"\n]{1,40})\"|`([^`\n]{1,40})`|‘([^’\n]{1,40})’")
_LISTED: Final = re.compile(
    rf"(?i:{_LIKE}|including|either|one of|options?(?: are| include)?)[,:]?\s+"
    rf"({_ONE}{_MORE}|[A-Za-z][\w-]{{0,24}}\s(?:or|and)\s[A-Za-z][\w-]{{0,24}}\b)"
    rf"|\(({_ONE}{_MORE})\)|\b([a-z]{{2,20}}(?:/[a-z]{{2,20}})+)\b"
)
_CITY_AND_STATE: Final = re.compile(r", [A-Z]{2}\b")
_BETWEEN: Final = re.compile(r",\s*|/|\b(?:or|and)\s+|\betc\b")
_ALIAS: Final = re.compile(
    r"['\"‘`](\w{1,12})['\"’`]\s*(?:for|means|refers to|stands for|is for|=|is|-|:)\s+(?:an? |the )?(\w{2,20})"
)
_NO_CHOICE: Final = frozenset(("", "etc", "and", "or", "other", "others"))


def choices_of(schema: dict[str, Any], prose: str, kind: str) -> tuple[tuple[Choice, ...], bool]:
    """The values a parameter names, and whether it takes no other (an enum) or names them in its description."""
    prose = prose[:_LONGEST]
    aliases = {name.lower(): stem(word.lower()) for name, word in _ALIAS.findall(prose)}
    closed = [schema["const"]] if "const" in schema else schema.get("enum")
    if isinstance(closed, list) and closed:
        return tuple(_choice(value, aliases) for value in closed), True
    if kind not in ("string", "any"):
        return (), False
    named = ["".join(match.groups("")).strip() for match in _QUOTED.finditer(prose) if not _form(prose, match.start())]
    for match in _LISTED.finditer(prose):
        if not (match[1] and _CITY_AND_STATE.search(match[1])):
            named += [part.strip(" .") for part in _BETWEEN.split(match[1] or match[2] or match[3])]
    return tuple(_choice(value, aliases) for value in dict.fromkeys(named) if value.lower() not in _NO_CHOICE), False


def _form(prose: str, start: int) -> bool:
    """Whether what is quoted at `start` is how a value is written ("in the format 'YYYY-MM-DD'"), and no value."""
    return "format" in prose[max(0, start - 12) : start].lower()


def _choice(value: Any, aliases: dict[str, str]) -> Choice:
    text = value if isinstance(value, str) else str(value)
    words = words_in(text) if " " in text else split_name(text)
    roots = tuple(stem(word) for word in words if word not in STOP) or tuple(stem(word) for word in words)
    return Choice(value, roots, aliases.get(text.lower()) or stem(LANGUAGE_CODES.get(text.lower(), "")))
