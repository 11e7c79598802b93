"""The table of rejections as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from mockfn.apis.checks.row import PHASES, Row
from mockfn.apis.checks.rows import ROWS

__all__ = ["page"]

_INTRODUCTION = """\
# Rejections

What OpenAI's chat completions refuse, and mockfn with them: 400s, 401s and 404s in the provider's own words. The first
fault in the order of this page is the answer; faults of members are told in the order measured, whatever their order
in the body. A member that is null is taken for left out.

`mockfn serve --lenient` and `MockProvider(checks=False)` make none of these checks. `MockProvider(checks={"NAME":
False})` leaves one out by its name on this page, or a whole section by the section's. Providers that check less, or say
it in other words, have both in their profile.

How the words are known: **recorded** in cassettes of public repositories, **captured** by a suite that sends such
requests, **pasted** in public, **documented**, **recalled** from general knowledge, **chosen** here where nothing was
found. Slots in braces are filled.

This page is written from the table in `mockfn/apis/checks/`:

```sh
python -c "from mockfn.apis.checks.page import page; print(page(), end='')" > docs/rejections.md
```
"""

_TITLES = {
    "access": "who asks",
    "route": "where",
    "parse": "the body as JSON",
    "presence": "what must be there",
    "unknown": "members nobody knows",
    "model": "the model",
    "fields": "the members, one by one",
    "capability": "what the model can do",
    "schema": "schemas",
    "history": "the conversation, and what refers to each other",
    "content": "content that is missing",
    "limits": "tokens",
    "elsewhere": "what only other providers refuse (made where a profile names it)",
}


def page() -> str:
    """The whole of docs/rejections.md."""
    parts = [_INTRODUCTION]
    for phase in PHASES:
        rows = [row for row in ROWS.values() if row.phase == phase]
        parts.append(f"## `{phase}`: {_TITLES[phase]}\n\n{_table(rows)}")
    return "\n".join(parts)


def _table(rows: Iterable[Row]) -> str:
    lines = ["| name | status, `param`, `code` | message | when | known from |", "|---|---|---|---|---|"]
    lines += [_line(row) for row in rows]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    where = ", ".join([str(row.status), *(_code(str(value)) for value in (row.param, row.code) if value is not None)])
    source = f"{row.confidence}: {row.source}" + (f" (of {row.era})" if row.era else "")
    cells = (f"`{row.name}`", where, _code(row.message), row.when, source)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}" if not text.endswith("`") else f"{fence}{text} {fence}"
