"""Every exception mockfn raises, each with the fields a program wants and a sentence a person can act on.

    MockfnError
    ├── ScriptError          a rule, script or template that can never hold: where (file, line, rule, key)
    ├── SchemaError          something that is no JSON Schema: path
    │   └── Unsatisfiable    a schema that no value meets: keyword, path
    ├── CassetteError        a recording that cannot be read, written or trusted: path, line
    └── SettingError         an option, argument or name that does not exist or cannot be used
        └── UnknownToolError an assertion about a tool that nobody offered; an AssertionError as well

What an app under test receives over HTTP is never an exception but a value, `mockfn.chat.APIError`.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "CassetteError",
    "MockfnError",
    "SchemaError",
    "ScriptError",
    "SettingError",
    "UnknownToolError",
    "Unsatisfiable",
    "did_you_mean",
    "nearest",
    "no_member",
]


class MockfnError(Exception):
    """The root. `str()` is one readable message; `remedy` is what to do about it ('' where the message says it)."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        end = "" if not remedy or message[-1:] in ".!?:" else "."
        super().__init__(f"{message}{end} {remedy}".rstrip() if remedy else message)
        self.remedy = remedy


class ScriptError(MockfnError):
    """A rule, script or template that is wrong in itself.

    `file` and `line` (1-based) say where it was written, `rule` which rule it is ("rule 2"), `key` which member of it.
    Each may be None where it is not known.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        rule: str | None = None,
        key: str | None = None,
        remedy: str = "",
    ) -> None:
        place = ":".join(str(part) for part in (file, line) if part is not None)
        where = ", ".join(part for part in (place, rule, key) if part)
        super().__init__(f"{where}: {message}" if where else message, remedy=remedy)
        self.file, self.line, self.rule, self.key = file, line, rule, key


class SchemaError(MockfnError):
    """Not a JSON Schema. `path` is a JSON Pointer into the schema ('' is its root)."""

    def __init__(self, message: str, *, path: str = "", remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.path = path


class Unsatisfiable(SchemaError):  # noqa: N818 - reads as what it says
    """A JSON Schema that no value meets (or none that could be found): `keyword` at `path` cannot be met."""

    def __init__(self, message: str, *, keyword: str, path: str = "", remedy: str = "") -> None:
        super().__init__(message, path=path, remedy=remedy)
        self.keyword = keyword


class CassetteError(MockfnError):
    """A cassette that cannot be read, written or trusted. `path` is the file, `line` (1-based) the place in it."""

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None, remedy: str = "") -> None:
        place = ":".join(str(part) for part in (path, line) if part is not None)
        super().__init__(f"{place}: {message}" if place else message, remedy=remedy)
        self.path, self.line = path, line


class SettingError(MockfnError):
    """An option, argument or name that does not exist, or a value it cannot take."""


class UnknownToolError(SettingError, AssertionError):
    """An assertion names a tool that no request offered and no reply called: as an assertion it fails, too."""


# More names than this are no list that a person reads.
_MOST_LISTED = 40


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint where more is told elsewhere: "Did you mean 'x'?" for the nearest of `known`, else all of them.

    One that begins with what was written is nearest of all.
    """
    from difflib import get_close_matches

    names = sorted(set(known))
    begun = [other for other in names if len(name) > 2 and other.startswith(name)]
    near = begun or get_close_matches(name, names, n=1, cutoff=0.6)
    return f"Did you mean {near[0]!r}?" if near else _listed(names)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint at what exists: "Did you mean 'x'? Known: w, x, y."; '' when nothing is known.

    The nearest is left out where none is near, the list where one is and the others are none or too many.
    """
    names = sorted(set(known))
    hint, listed = nearest(name, names), _listed(names)
    return f"{hint} {listed}" if hint != listed and 1 < len(names) <= _MOST_LISTED else hint


def _listed(names: list[str]) -> str:
    return f"Known: {', '.join(names)}." if names else ""


def no_member(of: object, what: str, name: str) -> AttributeError:
    """The error for an attribute that `of`, which people call `what`, does not have: it names those that are near."""
    known = [other for other in dir(type(of)) if not other.startswith("_")]
    # A method that asserts something else is no help to who looks for one that asserts this.
    kin = [other for other in known if other.startswith("assert_")] if name.startswith("assert") else known
    remedy = f"Known: {', '.join(kin)}." if kin is not known else nearest(name, known)
    return AttributeError(f"{what} has no {name!r}. {remedy}")
