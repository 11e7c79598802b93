"""What a text must say, and what is read out of it: contained words with captures, an exact text, a regex.

Words are compared without case, and runs of white space are equal, so a rule survives a prompt that is wrapped,
indented or capitalised differently. Captures are as they were written, their white space made single spaces.

    weather in {city}       the shortest run to the next words of the rule; the last one ends with its sentence or line
    order {id:word} please  one word, without the punctuation after it
    {{city}}                the text {city}; braces around anything but a name are text as well
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from mockfn.matchers.needles import needles
from mockfn.place import Place

__all__ = ["Exact", "Name", "Regex", "Said", "TextTest", "Wording", "alike", "excerpt", "name_test", "text_test"]

_EXCERPT = 80

# Three braces before two: `{{{x}}}` is a capture in braces, `{{x}}` the text {x}.
_NAME = r"[^\W\d]\w*"
_FIELD = re.compile(
    rf"\{{\{{\{{(?P<wrapped>{_NAME})(?::(?P<wrapped_kind>\w+))?\}}\}}\}}|\{{\{{(?P<literal>{_NAME}(?::\w+)?)\}}\}}"
    rf"|\{{(?P<name>{_NAME})(?::(?P<kind>\w+))?\}}"
)
_KINDS = ("word",)

# A run that nothing follows ends with its sentence: at . ! ? and what closes a quotation, before white space or the
# end. The full stop of a title ends none ("St. Louis", "Dr. No"); Chinese and Japanese stops need no space after them.
_TITLES = "".join(rf"(?<!\b{title}\.)" for title in ("st", "mt", "ft", "dr", "mr", "mrs", "ms", "prof"))
_CLOSING = "[\"'”’»)\\]}*_`]*"
_SENTENCE_END = rf"(?= ?(?:[.,;:!?…]*{_CLOSING}(?:\n|\Z)|[.!?…]+{_TITLES}{_CLOSING}\s|[。！？]))"
# Word by word: no sentence ends within one, and looking for an end after every letter takes four times as long.
_LAST_RUN = rf"(?![.,;:!?…]+(?:\s|\Z))((?:[^\W_]++|[^\n])(?:[^\W_]++|[^\n])*?){_SENTENCE_END}"
_RUN = r"(\S.*?)"
_OPENING = "[\"'“‘«(\\[]*"
_WORD_END = "[^\\s.,;:!?…\"'”’»)\\]}。！？]"


def excerpt(text: str, length: int = _EXCERPT) -> str:
    """`text` on one line in double quotes, its middle left out where it is long."""
    line = " ".join(text.split())
    if len(line) > length:
        line = f"{line[: length - length // 4 - 3]} … {line[-(length // 4) :]}"
    return f'"{line}"'


class Said:
    """A text that conditions look at. What is worked out of it is worked out once."""

    __slots__ = ("_excerpt", "_flat", "_folded", "_lines", "_places", "_words", "raw")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._flat: str | None = None
        self._excerpt = ""
        self._words: frozenset[str] | None = None

    @property
    def excerpt(self) -> str:
        """The text as a message shows it."""
        self._excerpt = self._excerpt or excerpt(self.raw)
        return self._excerpt

    @property
    def words(self) -> frozenset[str]:
        """The words of the text, without case."""
        if self._words is None:
            self._words = frozenset(re.findall(r"\w+", self.flat))
        return self._words

    @property
    def flat(self) -> str:
        """The text without case, each run of white space one space."""
        if self._flat is None:
            self._fold()
        return self._flat or ""

    def _fold(self) -> None:
        if "\n" in self.raw or "\r" in self.raw:
            lines = (" ".join(line.split()) for line in self.raw.splitlines())
            self._lines = "\n".join(line for line in lines if line)
        else:
            self._lines = " ".join(self.raw.split())
        self._folded = self._lines.casefold()
        self._flat = self._folded.replace("\n", " ")
        self._places: list[int] | None = None

    def search(self, pattern: re.Pattern[str]) -> list[str] | None:
        """The groups of a pattern over the folded text (line ends kept), as they were written; None where it fails."""
        if self._flat is None:
            self._fold()
        found = pattern.search(self._folded)
        if found is None:
            return None
        return [self._written(*found.span(group)) for group in range(1, pattern.groups + 1)]

    def _written(self, start: int, end: int) -> str:
        """What stands in the text where the folded text has `start` to `end`: folding can lengthen ("ß" is "ss")."""
        if len(self._folded) != len(self._lines):
            if self._places is None:
                folded = [(place, len(char.casefold())) for place, char in enumerate(self._lines)]
                self._places = [place for place, length in folded for _ in range(length)]
            start, end = self._places[start], self._places[end - 1] + 1
        return " ".join(self._lines[start:end].split())


class TextTest:
    """What a text must be. `names` are the captures it makes, `shown` is how it is written in a rule.

    `literals` are words that every text which passes holds (in `Said.flat`); () where nothing is known of it.
    """

    __slots__ = ("names", "shown")

    names: tuple[str, ...]
    shown: str
    literals: tuple[str, ...] = ()

    def search(self, said: Said) -> dict[str, str] | None:
        """The captures, where the text is as it must be; else None."""
        raise NotImplementedError

    def why(self, said: Said) -> str:
        """What the text lacks, as the end of a sentence that begins with the text. Only for a text that fails."""
        raise NotImplementedError

    def nearness(self, said: Said) -> float:
        """How close a failing text comes, from 0.0 to 1.0."""
        del said
        return 0.0


_NOTHING: dict[str, str] = {}


class Wording(TextTest):
    """Words that a text contains, with captures between them."""

    __slots__ = ("_pattern", "literals")

    def __init__(self, text: str, place: Place = Place(), key: str | None = None) -> None:  # noqa: B008 - frozen
        self.shown = f'"{text}"'
        pieces = _pieces(" ".join(text.split()), place, key)
        self.names = tuple(piece[0] for piece in pieces if isinstance(piece, tuple))
        self.literals = tuple(piece.casefold() for piece in pieces if isinstance(piece, str))
        self._pattern = re.compile(_regex(pieces), re.DOTALL) if self.names else None

    def search(self, said: Said) -> dict[str, str] | None:
        if self._missing(said) is not None:
            return None
        if self._pattern is None:
            return _NOTHING
        found = said.search(self._pattern)
        return None if found is None else dict(zip(self.names, found, strict=True))

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


class Exact(TextTest):
    """A text that is this one, to the letter."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text, self.names, self.shown = text, (), f'{{"exact": {excerpt(text)}}}'

    def search(self, said: Said) -> dict[str, str] | None:
        return _NOTHING if said.raw == self._text else None

    def why(self, said: Said) -> str:
        same_words = Said(self._text).flat == said.flat
        return f"is not exactly {excerpt(self._text)}" + (": case or white space differ" if same_words else "")

    def nearness(self, said: Said) -> float:
        words = Said(self._text).words
        return len(words & said.words) / len(words) if words else 0.0


class Regex(TextTest):
    """A text in which a regular expression is found. Its named groups are captures; an unused one captures ''."""

    __slots__ = ("literals", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.literals = pattern, needles(pattern)
        self.names, self.shown = tuple(pattern.groupindex), f"/{pattern.pattern}/"

    def search(self, said: Said) -> dict[str, str] | None:
        found = self.pattern.search(said.raw)
        return found.groupdict("") if found else None

    def why(self, said: Said) -> str:
        del said
        return f"does not match {self.shown}"

    def nearness(self, said: Said) -> float:
        return sum([literal in said.flat for literal in self.literals]) / (len(self.literals) + 1)


class Name(TextTest):
    """A name that is this one; with * ? or [ in it, a pattern for names, as in a shell."""

    __slots__ = ("_name", "_pattern")

    def __init__(self, name: str) -> None:
        self._name, self.names, self.shown = name, (), f'"{name}"'
        glob = any(sign in name for sign in "*?[")
        self._pattern = re.compile(fnmatch.translate(name)) if glob else None

    def search(self, said: Said) -> dict[str, str] | None:
        held = self._pattern.match(said.raw) if self._pattern else said.raw == self._name
        return _NOTHING if held else None

    def why(self, said: Said) -> str:
        del said
        return f"does not match {self.shown}" if self._pattern else f"is not {self.shown}"

    def nearness(self, said: Said) -> float:
        return alike(self._name, (said.raw,))


def alike(wanted: str, names: Iterable[str]) -> float:
    """How close the nearest of `names` comes to `wanted`, from 0.0 to 1.0."""
    return max((SequenceMatcher(None, wanted[:99], name[:99]).quick_ratio() for name in names), default=0.0)


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


def _compiled(text: str, place: Place, key: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except (re.error, RecursionError, OverflowError) as problem:
        raise place.error(f"{excerpt(text)} is no regular expression: {problem}", key=key) from None


def _pieces(text: str, place: Place, key: str | None) -> list[str | tuple[str, str]]:
    """Literal texts and captures, (name, kind), in their order."""
    pieces: list[str | tuple[str, str]] = []
    literal, end = "", 0
    for found in _FIELD.finditer(text):
        literal += text[end : found.start()]
        end = found.end()
        if found["literal"]:
            literal += f"{{{found['literal']}}}"
            continue
        before, after = ("{", "}") if found["wrapped"] else ("", "")
        if literal + before:
            pieces.append(literal + before)
        pieces.append((found["wrapped"] or found["name"], found["wrapped_kind"] or found["kind"] or ""))
        literal = after
    literal += text[end:]
    if literal or not pieces:
        pieces.append(literal)
    _check(pieces, place, key)
    return pieces


def _check(pieces: list[str | tuple[str, str]], place: Place, key: str | None) -> None:
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


def _regex(pieces: list[str | tuple[str, str]]) -> str:
    """A pattern over folded text. A run is settled by the first place that ends it, so nothing is tried twice."""
    parts: list[str] = []
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            parts.append(re.escape(piece.casefold()).replace(r"\ ", "[ \n]"))
        elif piece[1] == "word":
            lazy = "?" if number < last else ""
            parts.append(rf"{_OPENING}(\S*{lazy}{_WORD_END})")
        else:
            parts.append(_LAST_RUN if number == last else _RUN)
    return "".join(parts)
