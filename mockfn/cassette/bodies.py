"""A body as plain data and back, exact to the byte.

JSON becomes a tree, in key order, with the spelling (white space, escapes) named beside it wherever it is not compact.
A body that no known spelling reproduces stays text; what is not UTF-8 is base64. A number keeps its digits.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

__all__ = ["Number", "number", "pack", "parse_json", "render_json", "unpack"]

# Deeper trees and longer keys are legal JSON and unreadable YAML; libyaml refuses keys beyond 1024 characters.
_MAX_DEPTH, _MAX_KEY = 60, 400

# msgspec's `format` takes -1 for no white space and 0 for one line with spaces.
_INDENTS = {"compact": -1, "spaced": 0} | {f"indent{n}": n for n in range(1, 9)}

_ASCII = re.compile(r"[^\x00-\x7f]")
_PADDING = re.compile(r"\A(\s*)(.*?)(\s*)\Z", re.DOTALL)
_PRETTY = re.compile(r"[{\[]\n( +)")
_FIRST_KEY = re.compile(r'\A[\[ ]*\{"(?:[^"\\]|\\.)*":( ?)')


class Number:
    """A JSON number that Python would write differently ("1.10", "1e-5"): its text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number) and other.text == self.text

    def __repr__(self) -> str:
        return f"Number({self.text!r})"


def number(text: str) -> float | Number:
    """A JSON number with a fraction or exponent: a float where that writes the same digits, else a `Number`."""
    value = float(text)
    written = repr(value)
    return value if written == text and "e" not in written else Number(text)


def _integer(text: str) -> int | Number:
    return int(text) if len(text) < 18 and text != "-0" else Number(text)


def _refuse(text: str) -> Any:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_float=number, parse_int=_integer, parse_constant=_refuse)


def parse_json(text: str) -> Any:
    """JSON text as data whose numbers keep their digits. Raises ValueError for anything else, NaN included."""
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _raw(value: Any) -> Any:
    if isinstance(value, Number):
        return msgspec.Raw(value.text.encode())
    raise TypeError(type(value).__name__)


def _escape_upper(text: str) -> str:
    return _ASCII.sub(lambda m: _units(m[0]).upper().replace("\\U", "\\u"), text)


def _units(character: str) -> str:
    return json.dumps(character)[1:-1]


# How writers of JSON escape what needs no escape. Each works on text that escapes only what it must.
_ESCAPES: dict[str, Callable[[str], str]] = {
    "": lambda text: text,
    "ascii": lambda text: _ASCII.sub(lambda m: _units(m[0]), text),
    "ASCII": _escape_upper,  # .NET
    "html": lambda text: text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"),  # Go
    "slash": lambda text: text.replace("/", "\\/"),  # PHP
}


def render_json(tree: Any, style: str = "compact") -> str:
    """Data as JSON text. `style` is a spacing (compact, spaced, indent1 ... indent8), then an escape (ascii, html)."""
    spacing, _, escape = style.partition(" ")
    encoded = msgspec.json.encode(tree, enc_hook=_raw)
    if spacing != "compact":
        encoded = msgspec.json.format(encoded, indent=_INDENTS[spacing])
    return _ESCAPES[escape](encoded.decode())


def _styles_of(text: str) -> list[str]:
    """The spellings this text may be in, likeliest first."""
    pretty = _PRETTY.match(text)
    key = _FIRST_KEY.match(text)
    if pretty:
        spacings = [f"indent{len(pretty[1])}"]
    elif key:
        spacings = ["spaced" if key[1] else "compact"]
    else:
        spacings = ["compact", "spaced"]
    escapes = [""]
    if "\\u" in text:
        escapes += ["ascii", "ASCII", "html"]
    if "\\/" in text:
        escapes.append("slash")
    return [f"{spacing} {escape}".rstrip() for spacing in spacings if spacing in _INDENTS for escape in escapes]


def _readable(tree: Any, depth: int = 0) -> bool:
    if isinstance(tree, dict):
        return depth < _MAX_DEPTH and all(len(k) <= _MAX_KEY and _readable(v, depth + 1) for k, v in tree.items())
    if isinstance(tree, list):
        return depth < _MAX_DEPTH and all(_readable(v, depth + 1) for v in tree)
    return True


def _as_tree(text: str) -> dict[str, Any] | None:
    padding = _PADDING.match(text)
    assert padding is not None  # the pattern takes every text
    before, core, after = padding.groups()
    if core[:1] not in ("{", "["):
        return None
    try:
        tree = parse_json(core)
        if not _readable(tree):
            return None
        style = next((style for style in _styles_of(core) if render_json(tree, style) == core), None)
    except (ValueError, RecursionError):  # not JSON, a lone surrogate, or nested beyond reason
        return None
    if style is None:
        return None
    packed: dict[str, Any] = {"json": tree}
    if style != "compact":
        packed["style"] = style
    if before or after:
        packed["around"] = [before, after]
    return packed


def pack(body: bytes) -> dict[str, Any]:
    """The members that hold a body: none for an empty one, else `json` (with `style`, `around`), `text` or `base64`."""
    if not body:
        return {}
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode()}
    return _as_tree(text) or {"text": text}


def unpack(members: Mapping[str, Any]) -> bytes:
    """The body that `pack` described. Raises ValueError or TypeError, saying what is wrong, where it cannot be one."""
    if "json" in members:
        style = members.get("style", "compact")
        spacing, _, escape = style.partition(" ")
        if spacing not in _INDENTS or escape not in _ESCAPES:
            raise ValueError(f"'style' is {style!r}: not a spelling of JSON")
        before, after = members.get("around", ("", ""))
        return f"{before}{render_json(members['json'], style)}{after}".encode()
    if "text" in members:
        text = members["text"]
        if not isinstance(text, str):
            raise TypeError(f"'text' is {type(text).__name__}, expected a string")
        return text.encode()
    if "base64" in members:
        try:
            return base64.b64decode(members["base64"], validate=True)
        except (binascii.Error, TypeError) as error:
            raise ValueError("'base64' is not base64") from error
    return b""
