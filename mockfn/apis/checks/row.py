"""A rejection is a row of a table; a place in a request where it holds is a finding.

The code that looks for findings knows no words: it names a row and fills its slots. Words, status and code are the
row's, and a provider may have its own for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct

from mockfn.chat import APIError

__all__ = ["PHASES", "Confidence", "Finding", "Row", "rejection"]

# The order in which a request's faults are reported. Pairs of faults were sent to gpt-5.6-terra to find it; where
# the model lookup, schemas, history and limits stand among them was not measured.
PHASES = (
    "access",
    "route",
    "parse",
    "presence",
    "unknown",
    "model",
    "fields",
    "capability",
    "schema",
    "history",
    "content",
    "limits",
    "elsewhere",
)

Confidence = Literal["recorded", "captured", "pasted", "documented", "recalled", "chosen"]


class Row(Struct, frozen=True, kw_only=True):
    """One rejection.

    `message`, `param` and `code` are templates of `str.format` filled from a finding's slots. `when` says what
    triggers it.
    `confidence` says how sure the words are: recorded in public cassettes, captured by probing the provider, pasted in
    public, documented, recalled from general knowledge, or chosen here where nothing was found. `era` is '' for the
    current wording; a row with an era is a wording of older models. A row that is `like` another is a case of it that
    some do not mind: what is said of the other is said of it too.
    """

    name: str
    message: str
    param: str | None = None
    code: str | int | None = None
    status: int = 400
    type: str | None = "invalid_request_error"
    spacing: Literal["pretty2", "pretty4", "compact", "spaced"] | None = "pretty2"
    phase: str = "fields"
    when: str
    source: str
    confidence: Confidence = "captured"
    era: str = ""
    like: str = ""

    def error(self, slots: Mapping[str, Any]) -> APIError:
        """The row as an answer, its slots filled."""
        return APIError(
            status=self.status,
            message=self.message.format_map(slots),
            type=self.type,
            param=None if self.param is None else self.param.format_map(slots),
            code=self.code.format_map(slots) if isinstance(self.code, str) else self.code,
            name=self.name,
            spacing=self.spacing,
        )


class Finding(NamedTuple):
    """A row that holds for a request: its name and what its templates need. `param` is a slot like any other."""

    row: str
    slots: Mapping[str, Any] = {}


def rejection(
    finding: Finding,
    rows: Mapping[str, Row],
    skip: frozenset[str] = frozenset(),
    words: Mapping[str, Any] = {},
) -> APIError | None:
    """The answer to a finding, or None where it is skipped.

    `skip` holds names of rows and of phases. `words` changes rows by name: None skips the row, text replaces its
    message, a mapping replaces any of its members. The name of a phase stands for its rows, "*" for every row; the
    wider is applied before the narrower: {"*": {"param": None}} changes all, {"*": None, "empty-tools": {}} checks only
    what it names.
    """
    row = rows[finding.row]
    if not skip.isdisjoint((row.name, row.like, row.phase)):
        return None
    named = [name for name in ("*", row.phase, row.like, row.name) if name in words]
    if named and words[named[-1]] is None:
        return None
    for name in named:
        change = words[name]
        if change is None:
            continue
        row = msgspec.structs.replace(row, **({"message": change} if isinstance(change, str) else change))
    return row.error(finding.slots)
