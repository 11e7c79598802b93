"""A text as tokens: words, numbers, quotations, lists, dates and the like, each with where it stands.

One pass of one pattern; linear, because every repetition in it is bounded or cannot overlap its neighbour.
"""

from __future__ import annotations

import re
from math import isinf
from typing import Any, Final

from msgspec import Struct

from mockfn.grounding.lexicon import MONTHS, SCALES, STOP, stem
from mockfn.grounding.units import UNITS

__all__ = ["Token", "number", "scaled", "tokens"]


class Token(Struct):
    """A piece of a text.

    `kind` is word, num, id, quote, list, date, time, formula, url, email, path or punct. `low` is its lower case,
    `root` the stem of a word that carries a subject ('' where it carries none). `value` is what it says as data,
    `unit` and `mark` ("%", "th" or a currency sign) what is glued to a number. `sentence` counts from 0.
    """

    kind: str
    text: str
    low: str
    root: str
    start: int
    end: int
    sentence: int
    value: Any = None
    unit: str = ""
    mark: str = ""


_MONTH = "(?i:" + "|".join(sorted((name.capitalize() for name in MONTHS), key=lambda name: (-len(name), name))) + ")"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d|20)\d\d"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_HALF = r"[aApP](?:[mM]\b|\.[mM]\.?)"
_POWER = r"(?:(?:\^|\*\*)\(?-?\d{1,9}(?:\.\d{1,9})?\)?)?"
_TERM = rf"(?:\d{{1,9}}(?:\.\d{{1,9}})?\*?[xyzt]?|[xyzt]|(?:sin|cos|tan|exp|log|ln|sqrt)\([^()\s]{{1,40}}\)){_POWER}"
_FILES = "csv|txt|json|pdf|png|jpe?g|gif|xlsx?|docx?|pptx?|py|js|md|xml|ya?ml|mp[34]|wav|zip|html?|log|sql|db|parquet"

# In order: what is tried first wins where two could begin at one place. Most words are plain: they go first, for speed.
_PATTERNS: Final = {
    "plain": r"\b[a-z]+(?=[\s,?!;)])(?!\s\d)",
    "url": r"""(?:https?://|www\.)[^\s'"<>]{0,500}[^\s'"<>.,;:!?)\]]""",
    "email": r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}",
    "quote": r"""
        "[^"\n]{1,200}" | “[^”\n]{1,200}” | ‘[^’\n]{1,120}’ | `[^`\n]{1,120}`
        | (?<!\w)'(?!\s)(?:[^'\n]|(?<=\w)'(?=\w)){1,120}'(?!\w)""",
    "list": r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\(\s*-?\d[\d.]*(?:\s*,\s*-?\d[\d.]*)+\s*\)",
    "dict": r"\{[^{}]{1,2000}\}",
    "address": r"""
        \b\d{1,5}\s(?:[A-Z]\w*\s){1,4}
        (?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Way|Plaza|Square)\b\.?
        (?:,\s[A-Z]\w*(?:\s[A-Z]\w*){0,3}){0,3}""",
    "path": rf"""
        (?:[A-Za-z]:[\\/]|(?<![\w.])~?/(?=\w))[\w.\\/-]{{0,200}}\w
        | \b[\w-]{{1,64}}(?:/[\w-]{{1,64}}){{0,8}}\.(?:{_FILES})\b""",
    "date": rf"""
        \b\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[T ]{_CLOCK}Z?)?(?!\w)
        | \b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})\b
        | \b{_MONTH}\.?\s?{_DAY}\b(?:,?\s{{0,3}}{_YEAR}\b)?
        | \b{_DAY}\s(?:of\s)?{_MONTH}\b\.?(?:,?\s{{0,3}}{_YEAR}\b)?
        | \b{_MONTH},?\s(?:of\s)?{_YEAR}\b""",
    "time": rf"\b{_CLOCK}(?:\s?{_HALF})?|\b\d{{1,2}}\s?{_HALF}",
    "id": r"""
        \b(?:\d+[/-][A-Z]+\w*|[A-Z]+\d+\w*(?:[-/]\w+)*|[A-Z]{1,6}[-/]\d[\w/-]*|[A-Za-z]{1,6}\d{3,}\w*
        |\d+(?:\.\d+){2,}|[A-Za-z]\w*_\w+|\d{4}[-–/]\d{2,4}(?![-/\d]))\b""",
    "formula": rf"""
        (?<![\w.^])-?{_TERM}(?:\s?[-+*/]\s?{_TERM}){{1,20}}(?![\w^])
        | (?<![\w.^])-?\d{{0,9}}[xyzt](?:\^|\*\*)\d{{1,9}}(?!\w)""",
    "num": r"""
        (?:(?P<sign>[$€£¥₹₩])\s?)?
        (?P<digits>(?<!\w)[-−]?\$?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<![\w.])[-−]?\.\d+)
        (?P<exp>[eE][-+]?\d+\b|\s?[x×*]\s?10\s?(?:\^|\*\*)?\s?\(?[-−]?\d+\)?)?
        (?P<glued>%|[A-Za-zµμΩ°²³][\w°²³^/-]*)?""",
    "word": r"[^\W\d_][\w]*(?:[.&](?=[^\W\d_])[^\W\d_]+)*(?:['’][^\W\d_]+)*(?:-\w+)*",
    "punct": r"[^\w\s]|_+",
}
_TOKEN: Final = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()), re.VERBOSE)
_TOKEN_WITHOUT_FORMULAS: Final = re.compile(
    "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items() if kind != "formula"), re.VERBOSE
)
_WHOLE: Final = re.compile(
    "|".join(f"(?P<{kind}>{_PATTERNS[kind]})" for kind in ("url", "email", "path", "date", "time")), re.VERBOSE
)
_LETTER: Final = re.compile(r"[a-z]")
_FORMULA_AHEAD: Final = re.compile(r"\^|\*\*|\d\*?[xyzt]\b|[xyzt]\s?[-+*/]\s?\d")
_EXPONENT: Final = re.compile(r"^\s?[x×*]\s?10\s?(?:\^|\*\*)?\s?|[()eE]")
_PLAIN_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?")
_PAIR: Final = re.compile(r"(?:['\"]([^'\"]+)['\"]|(\w+))\s*[:=]\s*('[^']*'|\"[^\"]*\"|[^,{}]*)")
_MEMBER: Final = re.compile(r"\[[^\[\]]*\]|\"[^\"]*\"|'[^']*'|[^,\[\]]+")

# Letters after a number that multiply it: "$1M", "20k", "5 million". A bare "m" is a metre, a capital "K" a kelvin.
_GLUED_SCALES: Final = frozenset(("k", "bn", "mn", "million", "billion", "thousand"))


def number(text: str) -> int | float:
    """The number that digits say: "1,200" is 1200, "5.0" is 5.0. Of a whole number, 300 digits are read."""
    plain = text.replace(",", "").replace("$", "").replace("−", "-")
    return float(plain) if "." in plain or "e" in plain.lower() else int(plain[:300])


def scaled(value: float, factor: float) -> int | float:
    """value * factor, whole where it is whole but for rounding."""
    product = value * factor
    nearest = round(product)
    return nearest if abs(product - nearest) < 1e-9 * max(1.0, abs(product)) else float(f"{product:.12g}")


def _numeric(match: re.Match[str]) -> tuple[str, Any, str, str]:
    """Kind, value, unit and mark of what starts with digits."""
    digits, exponent, glued = match["digits"], match["exp"], match["glued"] or ""
    mark = match["sign"] or ("$" if "$" in digits else "")
    value = number(digits)
    if exponent:
        value = float(f"{value}e{_EXPONENT.sub('', exponent).replace('−', '-').strip()}")
    if isinf(value):
        return "id", match[0].strip(), "", ""
    if not glued:
        return "num", value, "", mark
    low = glued.lower()
    if glued == "%" or low in ("st", "nd", "rd", "th"):
        return "num", value, "", "%" if glued == "%" else "th"
    if low in SCALES and (mark or low in _GLUED_SCALES) and glued != "K":
        return "num", scaled(value, SCALES[low]), "", mark
    if "-" in glued or "–" in glued:
        first, _, rest = low.partition("-")
        measured = first in UNITS and not rest[:1].isdigit()
        return ("num", value, first, mark) if measured else ("id", match[0].strip(), "", "")
    if low in UNITS:
        return "num", value, low, mark
    return "id", match[0].strip(), "", ""


def _members(text: str) -> list[Any]:
    """The members of "[1, 2]", "['a', b]" or "(1, 2)", a list inside included."""
    found: list[Any] = []
    for part in _MEMBER.findall(text[1:-1]):
        piece = part.strip()
        if piece[:1] == "[":
            found.append(_members(piece))
        elif piece[:1] in ("'", '"'):
            found.append(piece.strip("'\""))
        elif piece:
            value = number(piece) if _PLAIN_NUMBER.fullmatch(piece) else piece
            found.append(piece if isinstance(value, float) and isinf(value) else value)
    return found


def _within(kind: str, raw: str) -> tuple[str, str]:
    """What a quotation holds, where that is a date or the like: its quotation marks say nothing more."""
    if kind == "quote":
        inside = _WHOLE.fullmatch(raw[1:-1].strip())
        return (inside.lastgroup or kind, inside[0]) if inside else (kind, raw)
    return ("id" if kind == "formula" and not _LETTER.search(raw) else kind), raw


def _special(kind: str, raw: str) -> Any:
    if kind == "quote":
        return raw[1:-1].strip()
    if kind == "dict":
        pairs = [(match[1] or match[2], match[3]) for match in _PAIR.finditer(raw)]
        return {name.strip(): next(iter(_members(f"[{value}]")), "") for name, value in pairs}
    return _members(raw) if kind == "list" else raw


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order."""
    found: list[Token] = []
    add, sentence, broke = found.append, 0, False
    formulas = _FORMULA_AHEAD.search(text) is not None
    pattern = _TOKEN if formulas else _TOKEN_WITHOUT_FORMULAS
    for match in pattern.finditer(text):
        raw, kind, start, end = match[0], match.lastgroup or "", match.start(), match.end()
        if broke:
            sentence, broke = sentence + 1, False
        if kind == "plain":
            add(Token("word", raw, raw, "" if raw in STOP else stem(raw), start, end, sentence))
        elif kind == "word":
            low = raw.lower()
            add(Token("word", raw, low, "" if low in STOP else stem(low), start, end, sentence))
        elif kind == "punct":
            broke = raw in ".?!;" and text[end : end + 1] in " \n\"'"
            add(Token("punct", raw, raw, "", start, end, sentence))
        elif kind in ("num", "sign", "digits", "exp", "glued"):
            sort, value, unit, mark = _numeric(match)
            piece = raw.strip()
            add(Token(sort, piece, piece.lower(), "", end - len(piece), end, sentence, value, unit, mark))
        else:
            low, kind, raw = raw.lower(), *_within(kind, raw)
            add(Token(kind, raw, low, stem(low) if kind == "id" else "", start, end, sentence, _special(kind, raw)))
    return found
