"""What is known about a value beyond its schema: the name it goes by, what people wrote about it, what they suggest.

Nothing here is a promise: whoever uses a clue checks what comes of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mockfn.schema.dialect import ARRAY, BOOLEAN, FRACTION, INTEGER, NULL, OBJECT, STRING
from mockfn.schema.realism.measures import MEASURES, PLAIN, Span
from mockfn.schema.realism.source import Source, source
from mockfn.schema.realism.suggest import Suggested, date_sample, range_in, suggested
from mockfn.schema.realism.vocabulary import VOCABULARY
from mockfn.schema.realism.words import tokens
from mockfn.schema.regex.late import Late

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Clue", "Hints"]

_BITS = {type(None): NULL, bool: BOOLEAN, int: INTEGER, float: FRACTION, str: STRING, list: ARRAY, dict: OBJECT}
# Names that say what a value is only together with the name of what they belong to.
_GENERIC = frozenset(
    ("name", "id", "type", "value", "title", "key", "code", "number", "label", "text", "kind", "status", "date",
     "address", "description", "version", "amount", "url", "path", "data", "content", "identifier", "uuid")
)  # fmt: skip
_PIXELS = Late(r"\b(?:px|pixels?|viewport|window|screen|image|video|resolution|thumbnail)\b", re.IGNORECASE)
_SCREEN = Span(320, 1920)
_YES_NO = ("is", "has", "enable", "include", "allow", "use", "show", "can", "should", "with", "enabled")
_OWN_SCENE = frozenset(
    ("buyer", "seller", "sender", "recipient", "receiver", "origin", "destination", "from", "to", "departure",
     "arrival", "shipping", "billing", "spouse", "parent", "child", "emergency")
)  # fmt: skip


class Hints:
    """Suggested values, and the share of draws that should take one: all where the text names all there are."""

    __slots__ = ("share", "values")

    def __init__(self, values: list[Any], share: float) -> None:
        self.values, self.share = values, share


class Clue:
    """A name in its surroundings."""

    __slots__ = ("inherited", "name", "notes", "of", "one_of_many")

    def __init__(
        self,
        name: str = "",
        of: str = "",
        notes: Sequence[dict[str, Any]] = (),
        inherited: str = "",
        many: bool = False,
    ) -> None:
        self.name, self.of, self.notes, self.inherited, self.one_of_many = name, of, notes, inherited, many

    @property
    def identity(self) -> tuple[str, str, str, bool]:
        """What tells two clues apart where the schema is the same."""
        return (self.name, self.of, self.inherited, self.one_of_many)

    @property
    def own_scene(self) -> bool:
        """Is this someone or somewhere of its own?"""
        return not _OWN_SCENE.isdisjoint(tokens(self.name))

    def member(self, name: str) -> Clue:
        """The clue for a member of this object."""
        words = tokens(name)
        return Clue(name, self.name if len(words) == 1 and words[0] in _GENERIC else "")

    def item(self, index: int | None) -> Clue:
        """The clue for an item of this array; `index` where each place has its own meaning."""
        return Clue(self.name, self.of, (), self.description if index is None else "", True)

    def key(self) -> Clue:
        """The clue for the name of a member that is made up."""
        words = (*tokens(self.name), "key")
        keys = ("_".join(words[start:]) for start in range(len(words) - 1))
        return Clue(next((key for key in keys if key in VOCABULARY), "map_key"))

    def noted(self, notes: Sequence[dict[str, Any]]) -> Clue:
        """The same with what is written beside the schema."""
        return Clue(self.name, self.of, notes, self.inherited, self.one_of_many) if notes else self

    @property
    def description(self) -> str:
        """What is written about the value, else about the array it is in, else its title."""
        for keyword in ("description", "title"):
            for note in self.notes:
                text = note.get(keyword)
                if isinstance(text, str) and text:
                    return text
            if keyword == "description" and self.inherited:
                return self.inherited
        return ""

    def likely(self) -> int:
        """The type a value of that name has where the schema says none."""
        if not self.name:
            return OBJECT
        words = tokens(self.name)
        if words and words[0] in _YES_NO:
            return BOOLEAN
        return STRING

    def hints(self, bits: int) -> Hints:
        """Values of these types that the schema suggests, best first: examples, default, the description."""
        examples = [one for note in self.notes for one in note.get("examples", ())]
        defaults = [note["default"] for note in self.notes if "default" in note]
        said = suggested(self.description) if self.description and bits & (STRING | INTEGER | FRACTION) else Suggested()
        found = [*_typed(examples, bits), *_typed(list(said.values), bits)]
        share = 1.0 if said.closed and not examples else 0.6 if found else 0.35
        found += _typed(defaults, bits)
        values = [one for one in found if not (isinstance(one, str) and (not one or date_sample(one)))]
        return Hints(list(_distinct(values)), share)

    def samples(self) -> list[str]:
        """Suggested texts, dates among them: they show how a date is to be written."""
        examples = [one for note in self.notes for one in (*note.get("examples", ()), note.get("default"))]
        return [one for one in (*examples, *suggested(self.description).values) if isinstance(one, str)]

    def span(self) -> Span:
        """The range for a number of that name."""
        words = tokens(self.name)
        said = range_in(self.description) if self.description else None
        found = next((MEASURES[key] for key in _suffixes(words) if key in MEASURES), None)
        if words and words[-1] in ("width", "height") and _PIXELS.search(f"{' '.join(words)} {self.description}"):
            found = _SCREEN
        if said is not None:
            low, high = said
            places = found.places if found else 2 if high <= 1 else 0
            return _half(Span(low, high, max(places, 2 if high - low <= 1 else 0)), words)
        if found is None and words:
            found = next((MEASURES[word] for word in reversed(words[:-1]) if word in MEASURES), None)
        return _half(found or PLAIN, words)

    def text(self, formats: Sequence[str]) -> tuple[Source, bool]:
        """What draws a text of that name, and whether much is known about it."""
        return source(self.name, self.of, self.description, tuple(formats), self.samples())


def _half(span: Span, words: tuple[str, ...]) -> Span:
    """The lower half of a range for what starts, the upper for what ends: a start_year comes before an end_year."""
    middle = round((span.low + span.high) / 2, span.places)
    if not _LOWER.isdisjoint(words[:-1]):
        return Span(span.low, middle, span.places)
    return span if _UPPER.isdisjoint(words[:-1]) else Span(middle, span.high, span.places)


_LOWER = frozenset(("start", "from", "min", "minimum", "low", "lower", "begin", "since", "after"))
_UPPER = frozenset(("end", "to", "max", "maximum", "high", "upper", "until", "before"))


def _suffixes(words: tuple[str, ...]) -> list[str]:
    """The name's last words, longest first: max_retry_count, retry_count, count."""
    return ["_".join(words[start:]) for start in range(len(words))]


def _typed(values: list[Any], bits: int) -> list[Any]:
    """The values of these types; text that reads as a wanted number is taken for it."""
    found: list[Any] = []
    for value in values:
        if _BITS.get(type(value), 0) & bits:
            found.append(value)
        elif isinstance(value, str) and bits & (INTEGER | FRACTION) and not bits & STRING:
            number = _number(value)
            if number is not None:
                found.append(number)
    return found


def _number(text: str) -> float | None:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return None
    return number if -1e300 < number < 1e300 else None


def _distinct(values: list[Any]) -> list[Any]:
    seen: list[Any] = []
    for value in values:
        if not any(type(value) is type(one) and value == one for one in seen):
            seen.append(value)
    return seen
