"""Braces in what rules ask and say: `{x}` is a field, `{{x}}` the text {x}, and `{{{x}}}` a field within braces.

What may stand in a field its reader says; braces around anything else are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["doubled", "fields", "parse"]


def fields(inside: str) -> re.Pattern[str]:
    """What `parse` finds fields by, where their inside fits the regular expression `inside`."""
    # Three braces before two, or the two would be text.
    return re.compile(
        rf"\{{\{{\{{(?P<wrapped>{inside})\}}\}}\}}|\{{\{{(?P<literal>{inside})\}}\}}|\{{(?P<field>{inside})\}}"
    )


def parse(text: str, fields: re.Pattern[str]) -> Iterator[tuple[str, str | None]]:
    """Pairs of the text before a field ('' where there is none) and the field's inside; last the rest, and None."""
    literal, end = "", 0
    for found in fields.finditer(text):
        literal += text[end : found.start()]
        end = found.end()
        if found["literal"]:
            literal += f"{{{found['literal']}}}"
            continue
        before, after = ("{", "}") if found["wrapped"] else ("", "")
        yield literal + before, found["wrapped"] or found["field"]
        literal = after
    yield literal + text[end:], None


def doubled(text: str, inside: str) -> str:
    """A text written so that `parse` reads it as it is. One that holds `{{x}}` cannot be written so."""
    return re.sub(rf"\{{({inside})\}}", r"{{\1}}", text)
