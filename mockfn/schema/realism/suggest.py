# ruff: noqa: E501 - a row of a table stays in one line
"""Values that people suggest in a description: "e.g. Paris", "one of 'a' or 'b'", "(add, remove, view)", "例如：北京".

What is found is only a suggestion: whoever uses it checks it against the schema first.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from mockfn.schema.regex.late import Late

__all__ = ["Suggested", "date_pattern", "date_sample", "range_in", "suggested"]


class Suggested(msgspec.Struct, frozen=True, gc=False):
    """`values` in the order of the text; `closed` says that the text names all there are."""

    values: tuple[str, ...] = ()
    closed: bool = False


_EXAMPLE = Late(
    r"(?:\be\.?g\.?[,:]?|\bi\.e\.?[,:]?|\bfor example[,:]?|\bfor instance[,:]?|\bsuch as:?|\bexamples?(?: of [\w ]{3,20} are| include| values?)?:"
    r"|\bex:|例如[:：,，]?|比如[:：,，]?|譬如[:：]?|示例[:：]|(?<=[（(,，])如[:：]?|例[:：])\s*",
    re.IGNORECASE,
)
# What says that all values follow, and what says so only where the values are quoted.
_CLOSED = Late(
    r"(?:\bone of(?: the following)?(?: values)?\s*:?|\b(?:possible|allowed|valid|accepted|available|supported|optional)"
    r" (?:values|options|choices|types|formats)(?: are| include)?:?|\b(?:values|options|choices)(?: are)?:"
    r"|候选集[:：]?|可能值[:：]?|可选值?[:：包括为]*|取值[:：为]*|选项[:：包括为]*|枚举值?[:：]?)\s*",
    re.IGNORECASE,
)
_CLOSED_IF_QUOTED = Late(
    r"(?:\beither|\bcan be:?|\bmust be:?|\bcould be:?|支持|可以是|\bsupports?:?)\s*(?=['\"`‘“])", re.IGNORECASE
)
_DEFAULT = Late(r"\bdefault(?:s|ed)?(?: value)?\s*(?:is|to|:|=)+\s*(?:set to )?", re.IGNORECASE)
_QUOTED = Late(
    r"(?<![\w'])'([^'\n]{1,80}?)'(?!\w)|\"([^\"\n]{1,80}?)\"|`([^`\n]{1,80}?)`|[‘“「]([^’”」\n]{1,80}?)[’”」]"
)
_GAP = Late(r"\s*(?:\([^)]*\)|（[^）]*）|for \w+)?\s*(?:,|、|，|/|\||;)?\s*(?:or|and|或者?|和)?\s*")
_BRACKETS = Late(r"(?<=\s)[\[(]\s*([\w.+-]+(?:\s*[,|/]\s*[\w.+-]+){1,30})\s*[\])]")
_END = Late(
    r"[.;。；\n](?:\s|$)|[.;。；]?$|[)）\]}】。；\n]|等(?=[。）)，,]|$)|,? ?\b(?:etc\b|and so on|or empty|if )| \(",
    re.IGNORECASE,
)
_BETWEEN = Late(r"\s*(?:,|、|，|;|\||\bor\b|\band\b|或者?|和|以及)\s*")
_SAYS = Late(r"\w")
_WORDLESS = frozenset(
    ("none", "null", "true", "false", "empty", "undefined", "etc", "nil", "n/a", "an empty string", "empty string", "the", "a",
     "optional", "required", "current", "not", "no")
)  # fmt: skip


@lru_cache(maxsize=2048)
def suggested(text: str) -> Suggested:
    """What a description suggests."""
    text = text[:1500]
    for marker, closed in ((_CLOSED, True), (_CLOSED_IF_QUOTED, True), (_EXAMPLE, False)):
        for found in marker.finditer(text):
            values = _listed(text[found.end() :], few=closed)
            if len(values) >= (2 if closed else 1):
                return Suggested(values, closed)
    brackets = _BRACKETS.search(text)
    if brackets is not None:
        values = _plain(brackets.group(1))
        if len(values) > 1 and all(not value.isdigit() for value in values):
            return Suggested(values, closed=True)
    default = _DEFAULT.search(text)
    return Suggested(_listed(text[default.end() :], few=True)[:1]) if default else Suggested()


def _listed(tail: str, *, few: bool) -> tuple[str, ...]:
    """The values at the start of `tail`: the quoted ones, else what stands between commas."""
    tail = tail.lstrip("：:,， ([{（*")
    quoted = _QUOTED.match(tail)
    if quoted:
        return _clean(_run_of_quotes(tail))
    if tail[:1] in ("'", '"', "`", "‘", "“"):
        return ()  # a quotation too long to be a value
    end = _END.search(tail)
    clause = tail[: end.start()] if end else tail
    if _QUOTED.search(clause) and not few:
        return _clean([next(filter(None, one.groups())) for one in _QUOTED.finditer(clause)])
    values = _plain(clause)
    return values if all(len(value.split()) <= (3 if few else 6) for value in values) else ()


def _run_of_quotes(tail: str) -> list[str]:
    """Quoted values that follow each other with nothing but separators between them."""
    found, at = [], 0
    while quoted := _QUOTED.match(tail, at):
        found.append(next(filter(None, quoted.groups())))
        gap = _GAP.match(tail, quoted.end())
        at = gap.end() if gap else quoted.end()
    return found


_TOWN = Late(r"[A-Z][\w. ]+, [A-Z]{2}\b")
_SLASHED = Late(r"[A-Za-z][\w-]*(?:/[A-Za-z][\w-]*)+")


def _plain(clause: str) -> tuple[str, ...]:
    """The values of a list that is not quoted."""
    clause = clause.strip()
    if _TOWN.match(clause):  # "San Francisco, CA" is one value
        return _clean(_TOWN.findall(clause))
    if _SLASHED.fullmatch(clause) and clause[0].isupper():  # "Deployment/StatefulSet", but not "stable/grafana"
        return _clean(clause.split("/"))
    return _clean(_BETWEEN.split(clause))


def _clean(values: list[str]) -> tuple[str, ...]:
    kept = (value.strip(" \t'\"`*.:：,，") for value in values)
    return tuple(
        dict.fromkeys(
            value for value in kept if _SAYS.search(value) and len(value) <= 80 and value.lower() not in _WORDLESS
        )
    )


_RANGE = Late(
    r"(?:between|from|range(?: is| of|:)?|范围(?:为|是|从)?|介于)?\s*[\[(（]?\s*(-?\d+(?:\.\d+)?)\s*%?\s*(?:-|–|to|and|~|至|到|和)\s*"
    r"(-?\d+(?:\.\d+)?)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def range_in(text: str) -> tuple[float, float] | None:
    """A range a description names: "between 0 and 1", "(1-10)"."""
    for found in _RANGE.finditer(text[:600]):
        low, high = float(found.group(1)), float(found.group(2))
        if low < high <= 1e9 and not (low >= 1900 and found.group(0).strip()[0].isdigit()):
            return low, high
    return None


_MASK = Late(r"(?:YYYY|yyyy|YY|DD|dd|MM|HH|hh)(?:[-/.:, T]?(?:YYYY|yyyy|MM|DD|dd|HH|hh|mm|SS|ss|Z|MM))+")
_SAMPLES = (
    (Late(r"\d{4}-\d{2}-\d{2}"), "%Y-%m-%d"),
    (Late(r"\d{4}/\d{2}/\d{2}"), "%Y/%m/%d"),
    (Late(r"\d{8}"), "%Y%m%d"),
    (Late(r"\d{2}/\d{2}/\d{4}"), "%m/%d/%Y"),
    (Late(r"\d{2}-\d{2}-\d{4}"), "%d-%m-%Y"),
    (Late(r"\d{2}\.\d{2}\.\d{4}"), "%d.%m.%Y"),
    (Late(r"\d{4}-\d{2}"), "%Y-%m"),
    (Late(r"\d{1,2}:\d{2}"), "%H:%M"),
    (Late(r"\d{1,2}:\d{2}:\d{2}"), "%H:%M:%S"),
    (Late(r"\d{1,2}:\d{2} ?[AP]M"), "%I:%M %p"),
    (Late(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}"), "%Y-%m-%dT%H:%M:%S"),
    (Late(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})"), "%Y-%m-%dT%H:%M:%SZ"),
    (Late(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}"), "%Y-%m-%d %H:%M"),
    (Late(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"), "%Y-%m-%d %H:%M:%S"),
)


def date_sample(text: str) -> str | None:
    """The way a sample date or time is written; None for what is neither."""
    return next((pattern for mask, pattern in _SAMPLES if mask.fullmatch(text)), None)


_PARTS = (
    ("YYYY", "%Y"),
    ("yyyy", "%Y"),
    ("YY", "%y"),
    ("DD", "%d"),
    ("dd", "%d"),
    ("HH", "%H"),
    ("hh", "%H"),
    ("SS", "%S"),
    ("ss", "%S"),
)


@lru_cache(maxsize=512)
def date_pattern(text: str) -> str | None:
    """The way a description asks dates or times to be written, as strftime has it: "YYYY-MM-DD" is "%Y-%m-%d"."""
    found = _MASK.search(text[:600])
    if found is None:
        return None
    mask = found.group(0)
    head, hours, tail = mask.partition("HH" if "HH" in mask else "hh")
    tail = tail.replace("MM", "%M").replace("mm", "%M")
    mask = head.replace("MM", "%m").replace("mm", "%m") + hours + tail
    for part, directive in _PARTS:
        mask = mask.replace(part, directive)
    return mask
