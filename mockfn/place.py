"""Where something was written: the file, line and rule that an error message names."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mockfn.errors import ScriptError

__all__ = ["Place"]


class Place(Struct, frozen=True):
    """A rule's whereabouts. `line` is 1-based, `rule` is its name ("rule 2"); each is None where it is not known."""

    file: str | None = None
    line: int | None = None
    rule: str | None = None

    def at(self, line: int | None) -> Place:
        """The same rule, on another line; the same place where `line` is None."""
        return self if line is None else replace(self, line=line)

    def error(self, message: str, *, key: str | None = None, remedy: str = "") -> ScriptError:
        """The error to raise for what is wrong here."""
        return ScriptError(message, file=self.file, line=self.line, rule=self.rule, key=key, remedy=remedy)

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return " at ".join(part for part in (self.rule, where) if part) or "a rule"
