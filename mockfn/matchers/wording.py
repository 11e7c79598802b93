"""Words that a text must say, and what is read out of it.

Words are compared without case, and runs of white space are equal, so a rule survives a prompt that is wrapped,
indented or capitalised differently. Captures are as they were written, their white space made single spaces.

    weather in {city}       the shortest run to the next words of the rule; the last one ends with its sentence or line
    order {id:word} please  one word, without the punctuation after it
    {{city}}                the text {city}; braces around anything but a name are text as well
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mockfn.braces import doubled, fields, parse
from mockfn.matchers.said import Said, excerpt
from mockfn.matchers.texts import OPAQUE, Exact, Name, Regex, TextTest
from mockfn.place import Place

__all__ = ["Wording", "name_test", "text_test", "verbatim"]

_NOTHING: dict[str, str] = {}
_Piece = str | tuple[str, str]

_CAPTURE = r"[^\W\d]\w*(?::\w+)?"
_CAPTURES = fields(_CAPTURE)
_KINDS = ("word",)

# A run that nothing follows ends with its line, or with its sentence: at . ! ? before white space. What closes brackets
# and quotations there goes with the end. The full stop of a title ends nothing ("St. Louis", "Dr. No"); Chinese and
# Japanese stops need no space after them. An end is looked for where such signs begin, never within them: so a message
# of nothing but full stops is read once.
_TITLES = "".join(rf"(?<!\b{title}\.)" for title in ("st", "mt", "ft", "dr", "mr", "mrs", "ms", "prof"))
_CLOSING = "\"'”’»)\\]}*_`"
_END = re.compile(
    rf"(?<![.,;:!?…{_CLOSING}]) ?[.,;:!?…{_CLOSING}]*+(?=\n|\Z)"
    rf"|(?<![.!?…]) ?[.!?…]++{_TITLES}[{_CLOSING}]*+(?=\s)"
    r"|[。！？]"
)
_OPENED_BY = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘", "»": "«", **{sign: sign for sign in "\"'*_`"}}

_LAST_RUN = r"(?![.,;:!?…]++(?:\s|\Z))(?=\S)"
_BEGINS = re.compile(_LAST_RUN)
_RUN = r"(\S.*?)"
_OPENING = "[\"'“‘«(\\[]*"
_WORD_END = "[^\\s.,;:!?…\"'”’»)\\]}。！？]"
_LAST_WORD = re.compile(rf"{_OPENING}(\S*{_WORD_END})")


class Wording(TextTest):
    """Words that a text contains, with captures between them."""

    __slots__ = ("_lead", "_pattern", "_pieces", "literals")

    def __init__(self, text: str, place: Place = Place(), key: str | None = None) -> None:  # noqa: B008 - frozen
        self.shown = f'"{text}"'
        pieces = _pieces(" ".join(text.split()), place, key)
        self._pieces = tuple(piece.casefold() if isinstance(piece, str) else piece for piece in pieces)
        self.names = tuple(piece[0] for piece in pieces if isinstance(piece, tuple))
        self.literals = tuple(piece for piece in self._pieces if isinstance(piece, str))
        self._pattern: re.Pattern[str] | None = None
        # Words and then a capture to the end of the sentence: what most rules are.
        self._lead = self.literals[0] if self.literals and self._pieces[1:] == ((*self.names, ""),) else None

    @property
    def sample(self) -> str:
        words = {"word": OPAQUE, "": f"{OPAQUE} {OPAQUE}!"}  # a run of several words may end with a sign
        return "".join(piece if isinstance(piece, str) else words[piece[1]] for piece in self._pieces)

    def covers(self, other: TextTest) -> bool:
        if isinstance(other, Regex):
            return not self.names and any(self.literals[0] in literal for literal in other.literals)
        if isinstance(other, Wording) and self._pieces != other._pieces:
            return self.search(Said(other.sample)) is not None
        return isinstance(other, Wording) or super().covers(other)

    def search(self, said: Said) -> dict[str, str] | None:
        if not self.names:
            return None if self._missing(said) is not None else _NOTHING
        if self._lead is not None:
            place = said.flat.find(self._lead)
            if place < 0:
                return None
            place += len(self._lead)
            folded = said.folded
            if folded[place : place + 1] != " " and _BEGINS.match(folded, place):
                return {self.names[0]: said.written(place, _ended(folded, place))}
        spans = self._straight(said)
        if spans is None and self._missing(said) is None:
            spans = self._searched(said)
        if spans is None:
            return None
        return {name: said.written(*span) for name, span in zip(self.names, spans, strict=True)}

    def _straight(self, said: Said) -> list[tuple[int, int]] | None:
        """Where the captures are, taking each literal at its first place; None where that does not settle it.

        It settles nearly all, and saves making a pattern: of ten thousand rules, most meet few texts.
        """
        flat, last = said.flat, len(self._pieces) - 1
        spans: list[tuple[int, int]] = []
        place, begun = 0, -1
        for number, piece in enumerate(self._pieces):
            if isinstance(piece, str):
                found = flat.find(piece, place if begun < 0 else begun + 1)
                if found < 0:
                    return None
                if begun >= 0:
                    spans.append((begun, found))
                place, begun = found + len(piece), -1
            elif flat[place : place + 1] in (" ", "") or (piece[1] and number < last):
                return None
            elif number < last:
                begun = place
            else:
                span = _last(piece[1], said.folded, place)
                if span is None:
                    return None
                spans.append(span)
        return spans

    def _searched(self, said: Said) -> list[tuple[int, int]] | None:
        """Where the captures are, by a pattern; None where the text does not fit."""
        if self._pattern is None:
            self._pattern = re.compile(_regex(self._pieces), re.DOTALL)
        found = self._pattern.search(said.folded)
        if found is None:
            return None
        spans = [found.span(number) for number in range(1, self._pattern.groups + 1)]
        if len(spans) < len(self.names):
            spans.append((found.end(), _ended(said.folded, found.end())))
        return spans

    def _missing(self, said: Said) -> str | None:
        """The first of the words that does not follow those before it. Linear, whatever the text."""
        flat, start = said.flat, 0
        for literal in self.literals:
            start = flat.find(literal, start)
            if start < 0:
                return literal
            start += len(literal)
        return None

    def why(self, said: Said) -> str:
        missing = self._missing(said)
        if missing is None:
            return f"holds nothing to capture for {self.shown}"
        after = self.literals[: self.literals.index(missing)]
        return f"does not contain {excerpt(missing)}" + (f" after {excerpt(after[-1])}" if after else "")

    def nearness(self, said: Said) -> float:
        words = {word for literal in self.literals for word in literal.split()}
        return len(words & said.words) / len(words) if words else 0.0


def name_test(value: Any, place: Place, key: str) -> TextTest:
    """The test that stands for a name: exact, a glob, a compiled pattern, {"regex": ...} or {"exact": ...}."""
    if isinstance(value, str):
        return Name(value)
    if isinstance(value, re.Pattern | dict):
        return text_test(value, place, key)
    raise place.error(f"takes a name, not {value!r}", key=key, remedy=_quoted(value))


def text_test(value: Any, place: Place, key: str) -> TextTest:
    """The test that a condition's value stands for: text, a compiled pattern, {"regex": ...} or {"exact": ...}."""
    if isinstance(value, str):
        return Wording(value, place, key)
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        return Regex(value)
    if isinstance(value, dict) and len(value) == 1:
        ((form, text),) = value.items()
        if form in ("regex", "exact") and isinstance(text, str):
            return Exact(text) if form == "exact" else Regex(_compiled(text, place, key))
    raise place.error(
        f"takes text, a compiled pattern, {{regex: ...}} or {{exact: ...}}, not {value!r}",
        key=key,
        remedy=_quoted(value),
    )


def _quoted(value: Any) -> str:
    return f'Write it in quotes: "{value}".' if isinstance(value, bool | int | float) else ""


def verbatim(text: str) -> str:
    """A text as words that a rule compares as they are, braces included."""
    return doubled(text, _CAPTURE)


def _compiled(text: str, place: Place, key: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except (re.error, RecursionError, OverflowError) as problem:
        raise place.error(f"{excerpt(text)} is no regular expression: {problem}", key=key) from None


def _pieces(text: str, place: Place, key: str | None) -> list[_Piece]:
    """Literal texts and captures, (name, kind), in their order."""
    pieces: list[_Piece] = []
    for literal, inside in parse(text, _CAPTURES):
        if literal:
            pieces.append(literal)
        if inside is not None:
            name, _, kind = inside.partition(":")
            pieces.append((name, kind))
    _check(pieces, place, key)
    return pieces or [""]


def _check(pieces: list[_Piece], place: Place, key: str | None) -> None:
    seen: set[str] = set()
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if isinstance(piece, str):
            continue
        name, kind = piece
        if kind and kind not in _KINDS:
            raise place.error(
                f"{{{name}:{kind}}} is no kind of capture; there are {{{name}}} and {{{name}:word}}",
                key=key,
                remedy=f"For the text itself, write {{{{{name}:{kind}}}}}.",
            )
        if name in seen:
            raise place.error(f"captures {{{name}}} twice", key=key, remedy="Give each capture a name of its own.")
        if isinstance(before, tuple):
            raise place.error(
                f"has nothing between {{{before[0]}}} and {{{name}}}, so nobody can tell where the first one ends",
                key=key,
                remedy="Write the words between them.",
            )
        seen.add(name)


def _last(kind: str, text: str, start: int) -> tuple[int, int] | None:
    """The capture that begins at `start` and ends a wording; None where none begins there."""
    if kind == "word":
        word = _LAST_WORD.match(text, start)
        return word.span(1) if word else None
    return (start, _ended(text, start)) if _BEGINS.match(text, start) else None


def _ended(text: str, start: int) -> int:
    """Where the run that begins at `start` ends with its sentence; what it opens, it closes."""
    stop = _END.search(text, start + 1)
    end = stop.start() if stop else len(text)
    while end < len(text) and text[end] in _OPENED_BY:
        run, sign = text[start:end], text[end]
        opening = _OPENED_BY[sign]
        if run.count(opening) <= run.count(sign) if opening != sign else run.count(sign) % 2 == 0 or run[0] != sign:
            break
        end += 1
    return end


def _regex(pieces: Sequence[_Piece]) -> str:
    """A pattern over folded text. Where a run comes last, it ends where the run begins."""
    parts: list[str] = []
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            parts.append(re.escape(piece).replace(r"\ ", "[ \n]"))
        elif piece[1] == "word":
            lazy = "?" if number < last else ""
            parts.append(rf"{_OPENING}(\S*{lazy}{_WORD_END})")
        else:
            parts.append(_LAST_RUN if number == last else _RUN)
    return "".join(parts)
