"""A text as conditions see it: without case, white space made single spaces, and the way back to what was written."""

from __future__ import annotations

import re

__all__ = ["Said", "excerpt"]

_EXCERPT = 80


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
        raw = self.raw
        if raw.isprintable() and "  " not in raw and raw == raw.strip():
            self._lines = raw
        elif "\n" in raw or "\r" in raw:
            lines = (" ".join(line.split()) for line in raw.splitlines())
            self._lines = "\n".join(line for line in lines if line)
        else:
            self._lines = " ".join(raw.split())
        self._folded = self._lines.casefold()
        self._flat = self._folded.replace("\n", " ")
        self._places: list[int] | None = None

    @property
    def folded(self) -> str:
        """The text without case, white space made single spaces and line ends kept, as long as `flat`."""
        if self._flat is None:
            self._fold()
        return self._folded

    def written(self, start: int, end: int) -> str:
        """What stands in the text where the folded text has `start` to `end`: folding can lengthen ("ß" is "ss")."""
        if len(self.folded) != len(self._lines):
            if self._places is None:
                folded = [(place, len(char.casefold())) for place, char in enumerate(self._lines)]
                self._places = [place for place, length in folded for _ in range(length)]
            start, end = self._places[start], self._places[end - 1] + 1
        return " ".join(self._lines[start:end].split())
