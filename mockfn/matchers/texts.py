"""What a text must be: the tests that text and name conditions are made of."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable

from mockfn.matchers.needles import needles
from mockfn.matchers.said import Said, excerpt

__all__ = ["OPAQUE", "Exact", "Name", "Regex", "TextTest", "alike"]

_NOTHING: dict[str, str] = {}

# A word that nobody writes (a private character): what a capture or a star stands for.
OPAQUE = "\ue000"


class TextTest:
    """What a text must be. `names` are the captures it makes, `shown` is how it is written in a rule.

    `literals` are words that every text which passes holds (in `Said.flat`); () where nothing is known of it. `whole`
    is the text that passes, where there is only one, and `sample` one that stands for all that pass.
    """

    __slots__ = ("names", "shown")

    names: tuple[str, ...]
    shown: str
    literals: tuple[str, ...] = ()

    @property
    def whole(self) -> str | None:
        """The one text that passes; None where there are several."""
        return None

    @property
    def sample(self) -> str:
        """A text like those that pass."""
        return " ".join(self.literals) if self.whole is None else self.whole

    def covers(self, other: TextTest) -> bool:
        """Whether all that pass `other` pass this. False where that cannot be told."""
        if other.whole is not None:
            return self.search(Said(other.whole)) is not None
        return type(self) is type(other) and self.shown == other.shown

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


class Exact(TextTest):
    """A text that is this one, to the letter."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text, self.names, self.shown = text, (), f'{{"exact": {excerpt(text)}}}'

    @property
    def whole(self) -> str:
        return self._text

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

    def covers(self, other: TextTest) -> bool:
        return self.pattern == other.pattern if isinstance(other, Regex) else super().covers(other)

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

    @property
    def whole(self) -> str | None:
        return None if self._pattern else self._name

    def covers(self, other: TextTest) -> bool:
        if self._pattern is None:
            return other.whole == self._name
        if super().covers(other):
            return True
        # Of globs, a star alone stands for whatever another glob stands for.
        plain = isinstance(other, Name) and not any(sign in f"{self._name}{other._name}" for sign in "?[")
        return plain and "*" in self._name and self.search(Said(other.sample)) is not None

    @property
    def sample(self) -> str:
        return self._name.replace("*", OPAQUE)

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
    from difflib import SequenceMatcher

    return max((SequenceMatcher(None, wanted[:40], name[:40]).quick_ratio() for name in names), default=0.0)
