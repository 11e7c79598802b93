"""JSON as models get it wrong, each text proven to be none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from mockfn import jsontext

__all__ = ["broken", "is_strict_json"]


def broken(arguments: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Every way to break the text of these arguments: (name, what is wrong, text)."""
    text = jsontext.text(arguments, "spaced")
    for name, (why, change) in _WAYS.items():
        wrong = change(arguments, text)
        if not is_strict_json(wrong):
            yield name, why, wrong


def is_strict_json(text: str) -> bool:
    """Whether `text` is JSON that every reader understands alike (RFC 8259, RFC 7493): no NaN, no name twice."""
    try:
        json.loads(text, parse_constant=_refuse, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _unique(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) < len(members):
        raise ValueError("a name stands twice")
    return found


def _cut(arguments: Mapping[str, Any], text: str) -> str:
    del arguments
    return text[: max(1, len(text) * 2 // 3)]


def _not_a_number(arguments: Mapping[str, Any], text: str) -> str:
    """In the place of the first number; of the first value where there is none."""
    del text
    numbers = [name for name, value in arguments.items() if isinstance(value, int | float) and value is not True]
    name = next(iter([*numbers, *arguments]), "value")
    return _object([*arguments.items(), *([] if arguments else [(name, None)])], {name: "NaN"})


def _twice(arguments: Mapping[str, Any], text: str) -> str:
    del text
    members = list(arguments.items()) or [("value", 1)]
    return _object([*members, members[0]])


def _object(members: list[tuple[str, Any]], texts: Mapping[str, str] | None = None) -> str:
    said = [(name, (texts or {}).get(name) or jsontext.text(value, "spaced")) for name, value in members]
    return "{" + ", ".join(f"{jsontext.text(name)}: {value}" for name, value in said) + "}"


# What models send: cut by a token limit, told about, written as Python or JavaScript.
_WAYS: dict[str, tuple[str, Callable[[Mapping[str, Any], str], str]]] = {
    "json-cut": ("the arguments end in the middle", _cut),
    "json-trailing-text": ("text follows the arguments", lambda _, text: f"{text}\n\nI hope this helps!"),
    "json-code-fence": ("the arguments stand in a code fence", lambda _, text: f"```json\n{text}\n```"),
    "json-comment": ("a comment stands in the arguments", lambda _, text: f"{{// as you asked\n{text[1:]}"),
    "json-trailing-comma": (
        "a comma follows the last argument",
        lambda arguments, text: f"{text[:-1]}{', ' if arguments else ','}}}",
    ),
    "json-single-quotes": (
        "the arguments are written as Python",
        lambda arguments, _: repr(dict(arguments) or {"": None}),
    ),
    "json-nan": ("a value is NaN", _not_a_number),
    "json-duplicate-key": ("an argument is given twice", _twice),
}
