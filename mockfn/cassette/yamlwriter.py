"""Plain data as YAML that people read: one value a line, texts of several lines as blocks, small leaves on one line.

A subset that any YAML 1.1 parser reads back to the same data, and that `yamlreader` reads without one.
"""

from __future__ import annotations

import json
import re
from typing import Any

from mockfn.cassette.bodies import Number

__all__ = ["PLAIN", "YAML_FLOAT", "write"]

# Small containers stay on one line up to this width.
_WIDTH = 100

# Words YAML 1.1 reads as something other than text.
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}

# A text that needs no quotes: begins with a letter, so that it is no number, date, alias or tag. Possessive, for texts
# of megabytes.
PLAIN = re.compile(r"(?:[^\W\d_]|/)(?:[\w./()+*$%@;=~^'\"!?&<>{}|\\-]++|,(?! *$)|,$|:(?=[\w/])| (?![#]|$))*+")
_KEY = re.compile(r"[A-Za-z_][\w.\-/]*", re.ASCII)

# What YAML does not allow raw, or takes for the end of a line; and what a block may hold none of.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NO_BLOCK = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

# The forms of a JSON number that YAML 1.1 resolves to a float without a tag.
YAML_FLOAT = re.compile(r"-?(?:0|[1-9]\d*)\.\d+(?:[eE][-+]\d+)?", re.ASCII)


def write(data: Any) -> str:
    """The document, ending with a newline. Takes None, bool, int, float, str, `Number`, list and dict with str keys."""
    if not isinstance(data, dict | list) or not data:
        return _scalar(data, 0) + "\n"
    lines: list[str] = []
    _block(data, 0, lines, "")
    return "\n".join(lines) + "\n"


def _block(data: Any, indent: int, lines: list[str], lead: str) -> None:
    """Write a filled container whose first line starts with `lead` ('' or '- ' already indented)."""
    pad = " " * indent
    if isinstance(data, dict):
        for key, value in data.items():
            _entry(f"{lead or pad}{_key(key)}:", value, indent, lines)
            lead = ""
        return
    # Items of one list look alike: all on one line each, or none.
    dicts = [value for value in data if isinstance(value, dict) and value]
    spread = any(_one_line(value) is None for value in dicts)
    for value in data:
        if spread and isinstance(value, dict) and value:
            _block(value, indent + 2, lines, f"{pad}- ")
        else:
            _entry(f"{pad}-", value, indent, lines)


def _entry(head: str, value: Any, indent: int, lines: list[str]) -> None:
    if not isinstance(value, dict | list):
        lines.append(f"{head} {_scalar(value, indent)}")
        return
    line = _one_line(value)
    if line is not None:
        lines.append(f"{head} {line}")
        return
    lines.append(head)
    inside = indent if isinstance(value, list) and not head.endswith("-") else indent + 2
    _block(value, inside, lines, "")


def _one_line(value: dict[str, Any] | list[Any]) -> str | None:
    """A small container as JSON on one line; None where it needs more room."""
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if _room(value, _WIDTH) < 0:
        return None
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WIDTH and not _FORBIDDEN.search(text) else None


def _room(value: Any, room: int, depth: int = 0) -> int:
    """What is left of `room` characters once `value` stands on the line; below 0 where it must not.

    Inside a small container only lists may stand, of plain values: `{"token": "a", "bytes": [97]}`.
    """
    if isinstance(value, str):
        return -1 if "\n" in value else room - len(value) - 2
    if isinstance(value, dict | list):
        if depth and value and (depth > 1 or isinstance(value, dict)):
            return -1
        room -= sum(map(len, value)) if isinstance(value, dict) else 0
        for inner in value.values() if isinstance(value, dict) else value:
            room = _room(inner, room - 2, depth + 1)
            if room < 0:
                break
        return room
    if isinstance(value, float):
        return -1 if "e" in repr(value) else room - 3
    return room - 1 if value is None or isinstance(value, bool | int) else -1


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) and key.lower() not in _WORDS else _quoted(key)


def _quoted(text: str) -> str:
    return _FORBIDDEN.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def _scalar(value: Any, indent: int) -> str:
    match value:
        case str():
            return _text(value, indent)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Number():
            return value.text if YAML_FLOAT.fullmatch(value.text) else f"!!float {value.text}"
        case int():
            return str(value)
        case float():
            return _scalar(Number(repr(value)), indent) if "e" in repr(value) else repr(value)
        case dict() | list() if not value:
            return "{}" if isinstance(value, dict) else "[]"
    raise TypeError(f"a cassette holds no {type(value).__name__}")


def _text(text: str, indent: int) -> str:
    if "\n" in text and not _NO_BLOCK.search(text):
        return _literal(text, indent)
    if PLAIN.fullmatch(text) and text.lower() not in _WORDS and not _FORBIDDEN.search(text):
        return text
    if _FORBIDDEN.search(text):
        return _quoted(text)
    return "'" + text.replace("'", "''") + "'"


def _literal(text: str, indent: int) -> str:
    """A block scalar; the digit says how far it is indented where its first line could be taken for indentation."""
    body = text.rstrip("\n")
    if not body:
        return _quoted(text)
    ends = len(text) - len(body)
    chomp = {0: "-", 1: ""}.get(ends, "+")
    digit = "2" if body[0] in " \t\n" else ""
    pad = " " * (indent + 2)
    lines = [pad + line if line else "" for line in body.split("\n")]
    return "\n".join([f"|{digit}{chomp}", *lines, *[""] * (ends - 1)])
