# ruff: noqa: E501
"""What a text mentions: its tokens, and the values among them that an argument could take.

One pass over the text, once per request. A token keeps where it stands; a mention is a token, or a run of them, that
is a value: a number, a quotation, a name, a date, a list. Nothing here knows of tools.
"""

from __future__ import annotations

import re
from typing import Any, Final

from msgspec import Struct

from mockfn.grounding.lexicon import (
    ASKING,
    MONTHS,
    NUMBER_WORDS,
    SCALES,
    STOP,
    UNITS,
    WEEKDAYS,
    stem,
)

__all__ = ["Mention", "Scan", "Token", "scan"]

LONGEST: Final = 20_000

_MONTH = "(?:" + "|".join(sorted((m.capitalize() for m in MONTHS), key=lambda m: (-len(m), m))) + ")"
_DAY_OF_MONTH = r"(?:[0-3]?\d(?:st|nd|rd|th)?)"
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_TERM = r"(?:\d+(?:\.\d+)?\*?[xyzt]?|[xyzt]|(?:sin|cos|tan|exp|log|ln|sqrt)\([^()\s]*\))(?:(?:\^|\*\*)\(?-?\d+(?:\.\d+)?\)?)?"

_TOKEN: Final = re.compile(
    rf"""
      (?P<url>https?://[^\s'"<>]*[^\s'"<>.,;:!?)\]]|www\.[^\s'"<>]*[^\s'"<>.,;:!?)\]])
    | (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<quote>"[^"\n]{{1,200}}"|“[^”\n]{{1,200}}”|‘[^’\n]{{1,120}}’|`[^`\n]{{1,120}}`|(?<!\w)'(?!\s)(?:[^'\n]|(?<=\w)'(?=\w)){{1,120}}?'(?!\w))
    | (?P<list>\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\(\s*-?\d[\d.]*(?:\s*,\s*-?\d[\d.]*)+\s*\))
    | (?P<path>(?:[A-Za-z]:[\\/]|(?<![\w.])~?/(?=\w))[\w.\\/-]*\w|\b[\w-]+(?:/[\w-]+)*\.(?:csv|txt|json|pdf|png|jpe?g|xlsx?|docx?|py|md|xml|ya?ml|mp[34]|zip|html?|log|sql|db|parquet)\b)
    | (?P<date>\b\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}})?Z?)?(?!\w)|\b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})\b
        |\b{_MONTH}\.?\s?{_DAY_OF_MONTH}\b(?:(?:,\s*|\s+){_YEAR}\b)?|\b{_DAY_OF_MONTH}\s(?:of\s)?{_MONTH}\b\.?(?:(?:,\s*|\s+){_YEAR}\b)?|\b{_MONTH},?\s(?:of\s)?{_YEAR}\b)
    | (?P<time>\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s?[aApP]\.?[mM]\b\.?)?|\b\d{{1,2}}\s?[aApP]\.?[mM]\b\.?)
    | (?P<formula>(?<![\w.^])-?{_TERM}(?:\s*[-+*/]\s*{_TERM})+(?![\w^])|(?<![\w.^])-?\d*[xyzt](?:\^|\*\*)\d+(?!\w))
    | (?P<num>(?P<sign>[$€£¥₹₩])?\s?(?P<digits>(?<![\w])[-−]?[$]?(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?|(?<![\w.])[-−]?\.\d+)
        (?P<exp>[eE][-+]?\d+\b|\s?[x×*]\s?10\s?(?:\^|\*\*)\s?\(?[-−]?\d+\)?)?(?P<glued>%|[A-Za-zµμΩ°²³][\w°²³^/]*)?)
    | (?P<word>[^\W\d_][\w]*(?:[.&](?=[^\W\d_])[^\W\d_]+)*(?:['’][^\W\d_]+)*(?:-\w+)*)
    | (?P<punct>[^\w\s]|_+)
    """,
    re.VERBOSE,
)


class Token(Struct):
    """A piece of the text. `low` is its lower case, `root` its stem; `value` what it says as data."""

    kind: str
    text: str
    low: str
    root: str
    start: int
    end: int
    value: Any = None
    unit: str = ""
    mark: str = ""


class Mention(Struct):
    """A value in the text: tokens `first` to `last` (inclusive). `unit` is as written; `mark` is "%" or a currency sign."""

    kind: str
    value: Any
    first: int
    last: int
    text: str
    unit: str = ""
    mark: str = ""


class Scan(Struct):
    """A text read once: its tokens and its mentions in order, and the stems of its content words with their places."""

    text: str
    tokens: list[Token]
    mentions: list[Mention]
    roots: dict[str, list[int]]


def number(text: str) -> int | float:
    """The number that digits say: "1,200" is 1200, "5.0" is 5.0."""
    plain = text.replace(",", "").replace("$", "").replace("−", "-")
    return float(plain) if "." in plain or "e" in plain.lower() else int(plain)


def _numeric(match: re.Match[str]) -> tuple[str, Any, str, str, str]:
    """Kind, value, unit, mark and text of what starts with digits."""
    digits, exponent, glued = match["digits"], match["exp"], match["glued"] or ""
    mark = match["sign"] or ("$" if "$" in digits else "")
    value = number(digits)
    if exponent:
        power = re.sub(r"^\s?[x×*]\s?10\s?(?:\^|\*\*)\s?|[()eE]", "", exponent).replace("−", "-")
        value = float(f"{value}e{power.strip()}")
    low = glued.lower()
    if not glued:
        return "num", value, "", mark, match[0].strip()
    if glued == "%":
        return "num", value, "", "%", match[0].strip()
    if low in ("st", "nd", "rd", "th"):
        return "num", value, "", "th", match[0].strip()
    if (mark and low in SCALES) or (low in ("k", "bn", "mn", "million", "billion") and glued != "K"):
        return "num", scaled(value, SCALES[low]), "", mark, match[0].strip()
    if low in UNITS or glued in UNITS:
        return "num", value, low, mark, match[0].strip()
    if low == "m":
        return "num", value, low, mark, match[0].strip()
    return "id", match[0].strip(), "", "", match[0].strip()


def scaled(value: float, factor: float) -> int | float:
    """value * factor, whole where it is whole."""
    product = value * factor
    return round(product) if abs(product - round(product)) < 1e-9 * max(1, abs(product)) else product


def _list(text: str) -> list[Any] | None:
    """The members of "[1, 2]", "['a', b]" or "(1, 2)"; None where it is no list."""
    members: list[Any] = []
    for part in re.findall(r"\[[^\[\]]*\]|\"[^\"]*\"|'[^']*'|[^,\[\]]+", text[1:-1]):
        piece = part.strip()
        if not piece:
            continue
        if piece[0] == "[":
            members.append(_list(piece))
        elif piece[0] in "'\"":
            members.append(piece.strip("'\""))
        else:
            members.append(number(piece) if re.fullmatch(r"-?[\d]+(?:\.\d+)?(?:[eE]-?\d+)?", piece) else piece)
    return members


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        raw = match[0]
        if kind == "word":
            low = raw.lower()
            found.append(Token("word", raw, low, stem(low), match.start(), match.end()))
        elif kind == "num" or match["num"]:
            sort, value, unit, mark, piece = _numeric(match)
            found.append(
                Token(sort, piece, piece.lower(), piece.lower(), match.start(), match.end(), value, unit, mark)
            )
        else:
            value = raw[1:-1].strip() if kind == "quote" else _list(raw) if kind == "list" else raw
            found.append(Token(kind, raw, raw.lower(), "", match.start(), match.end(), value))
    return found


# Small words inside a name: "Battle of Stalingrad", "Museum of the Arts".
_INSIDE: Final = frozenset(("of", "de", "la", "the", "and", "&", "van", "von", "del", "vs", "vs."))


def _is_name(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isupper()


def _heads_sentence(tokens: list[Token], index: int) -> bool:
    return index == 0 or tokens[index - 1].text in ".?!:;\"“'(" or tokens[index - 1].kind == "quote"


def _name_end(tokens: list[Token], start: int) -> int:
    """The last token of the name that starts at `start`."""
    last, index, size = start, start + 1, len(tokens)
    while index < size:
        token = tokens[index]
        if _is_name(token) and token.low not in ("i",):
            last = index
        elif token.kind == "word" and token.low in _INSIDE and token.low != "and":
            after = index + 1
            if after < size and tokens[after].low == "the":
                after += 1
            if after >= size or not _is_name(tokens[after]):
                break
        elif (token.text == "&" and index + 1 < size and (_is_name(tokens[index + 1]))) or (
            token.text == "."
            and len(tokens[index - 1].text) <= 3
            and token.start == tokens[index - 1].end
            and index + 1 < size
            and _is_name(tokens[index + 1])
            and tokens[index - 1].low in ("mr", "mrs", "dr", "ms", "st", "d.c")
        ):
            pass
        elif (
            token.kind in ("num", "id")
            and token.start - tokens[index - 1].end <= 1
            and token.text.isalnum()
            and not token.unit
            and not token.mark
            and isinstance(token.value, int)
            and (index + 1 >= size or tokens[index + 1].kind != "word" or tokens[index + 1].low in STOP)
        ):
            last = index
        else:
            break
        index += 1
    return last


def _number_word(tokens: list[Token], index: int) -> tuple[int | float, int] | None:
    """The number that words from `index` say ("three", "two hundred") and the last token of it."""
    token = tokens[index]
    if token.kind != "word":
        return None
    first, _, rest = token.low.partition("-")
    value = NUMBER_WORDS.get(first)
    if value is None:
        return None
    if rest:
        other = NUMBER_WORDS.get(rest)
        if other is None:
            return None
        value += other
    last = index
    while last + 1 < len(tokens) and tokens[last + 1].low in ("hundred", "thousand", "million", "billion"):
        last += 1
        value *= SCALES[tokens[last].low]
    if (
        token.low == "one"
        and last == index
        and (index + 1 >= len(tokens) or tokens[index + 1].kind != "word" or tokens[index + 1].low in STOP)
    ):
        return None
    return value, last


def scan(text: str) -> Scan:
    """Read `text` (its first 20,000 characters)."""
    text = text[:LONGEST]
    stripped = text.strip()
    if (len(stripped) > 80 and stripped[0] in '"“' and stripped.count('"') % 2 == 0) or (
        stripped[:1] == '"' and stripped.count('"') == 1
    ):
        text = stripped[1:-1] if stripped[-1] in '"”' else stripped[1:]
    tokens = _tokens(text)
    roots: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        if token.kind == "word" and token.low not in STOP:
            roots.setdefault(token.root, []).append(index)
            if "-" in token.low:
                for part in token.low.split("-"):
                    roots.setdefault(stem(part), []).append(index)
    return Scan(text, tokens, _mentions(text, tokens), roots)


def _mentions(text: str, tokens: list[Token]) -> list[Mention]:
    found: list[Mention] = []
    index, size = 0, len(tokens)
    while index < size:
        token = tokens[index]
        last = index
        if token.kind == "num":
            mention, last = _number_mention(text, tokens, index)
            found.append(mention)
        elif token.kind == "word":
            said = _number_word(tokens, index)
            if said is not None:
                value, last = said
                unit = tokens[last + 1].low if last + 1 < size and tokens[last + 1].kind == "word" else ""
                found.append(Mention("num", value, index, last, token.text, unit))
            elif token.low in ("today", "tomorrow", "yesterday", "tonight"):
                found.append(Mention("date", token.low, index, index, token.text))
            elif (
                token.low in ("next", "this", "last", "coming")
                and index + 1 < size
                and (tokens[index + 1].low in WEEKDAYS or tokens[index + 1].low in ("week", "weekend", "month", "year"))
            ):
                last = index + 1
                found.append(Mention("date", text[token.start : tokens[last].end], index, last, token.text))
            elif (
                _is_name(token)
                and token.low != "i"
                and not (_heads_sentence(tokens, index) and (token.low in STOP or token.low in ASKING))
                and not (token.low in STOP and len(token.low) > 2)
            ):
                last = _name_end(tokens, index)
                lone_head = (
                    last == index
                    and _heads_sentence(tokens, index)
                    and index + 1 < size
                    and tokens[index + 1].kind == "word"
                    and tokens[index + 1].low not in STOP
                )
                name = text[token.start : tokens[last].end]
                if name.endswith(("'s", "’s")):
                    name = name[:-2]
                if not lone_head:
                    found.append(Mention("name", name, index, last, name))
        elif token.kind != "punct":
            found.append(Mention(token.kind, token.value, index, index, token.text))
        index = last + 1
    return found


def _number_mention(text: str, tokens: list[Token], index: int) -> tuple[Mention, int]:
    token, last, size = tokens[index], index, len(tokens)
    value, unit, mark = token.value, token.unit, token.mark
    after = tokens[index + 1] if index + 1 < size else None
    if after is not None and after.kind == "word" and not unit:
        if after.low in ("hundred", "thousand", "million", "billion", "trillion"):
            last += 1
            value = scaled(value, SCALES[after.low])
            after = tokens[last + 1] if last + 1 < size else None
        if after is not None and after.kind == "word":
            if after.low in ("percent", "percentage"):
                mark = "%"
            unit = after.low
            tail = text[after.start : after.start + 12].split()
            if tail:
                symbol = tail[0].rstrip(".,;:?!)").lower()
                if symbol in UNITS:
                    unit = symbol
    elif after is not None and after.text == "-" and index + 2 < size and tokens[index + 2].kind == "word":
        unit = tokens[index + 2].low
    elif after is not None and after.text == "°":
        unit = "°" + tokens[index + 2].low if index + 2 < size else "°"
    return Mention("num", value, index, last, token.text, unit, mark), last
