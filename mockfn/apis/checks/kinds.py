"""JSON types and values as OpenAI's messages name and echo them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["echo", "kind", "listed"]

_KINDS = {
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a decimal number",
    list: "an array",
    dict: "an object",
    type(None): "null",
}

# Short values are echoed whole, long ones as first3...last3: 'PIN...def' and 'kkk...kkk' for 70 characters were seen,
# so was 'web_search_preview' whole. Where between 18 and 70 the border lies was not measured.
_LONGEST_ECHO = 64


def kind(value: Any) -> str:
    """The type of a JSON value with its article: "a string", "an integer", "null"."""
    return _KINDS.get(type(value), "an object")


def echo(value: Any) -> str:
    """A value as a message repeats it: text shortened when long, anything else as Python prints it."""
    text = value if isinstance(value, str) else repr(value)
    return f"{text[:3]}...{text[-3:]}" if len(text) > _LONGEST_ECHO else text


def listed(values: Iterable[str], last: str = "and") -> str:
    """Quoted names as a sentence lists them: 'a', 'b', and 'c'; two are joined without a comma."""
    quoted = [f"'{value}'" for value in values]
    if len(quoted) < 3:
        return f" {last} ".join(quoted)
    return f"{', '.join(quoted[:-1])}, {last} {quoted[-1]}"
