"""JSON as text, with the white space a provider uses: the one place where JSON is read and written.

msgspec does the work; the standard library takes over for what msgspec will not take, so that a client is never told
that valid JSON is none.
"""

from __future__ import annotations

import json
from typing import Any, Literal, NoReturn

import msgspec

__all__ = ["Spacing", "decode", "decode_quickly", "encode", "members", "text"]

Spacing = Literal["pretty2", "pretty4", "compact", "spaced"]

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder()
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def encode(value: Any, spacing: Spacing = "compact") -> bytes:
    """`value` as UTF-8, never escaped where UTF-8 can say it."""
    try:
        if spacing == "compact":
            return _ENCODER.encode(value)
        if spacing != "spaced":
            return msgspec.json.format(_ENCODER.encode(value), indent=2 if spacing == "pretty2" else 4)
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8: written as the escape it came from.
        indent = {"pretty2": 2, "pretty4": 4}.get(spacing)
        separators = (",", ":") if spacing == "compact" else None
        return json.dumps(value, indent=indent, separators=separators).encode()


def text(value: Any, spacing: Spacing = "compact") -> str:
    """`value` as a string of JSON."""
    return encode(value, spacing).decode()


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def decode(data: bytes | str) -> Any:
    """The value that a JSON text says. Raises ValueError for what is no JSON, absurdly deep nesting included."""
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        # Lone surrogates and numbers beyond a double are JSON (RFC 8259, sections 6 and 8.2).
        try:
            return json.loads(data, parse_constant=_no_constant)
        except RecursionError:
            raise ValueError("nested too deeply") from None
    except RecursionError:
        raise ValueError("nested too deeply") from None


# A member of a body that `members` cut up; the caller falls back to `decode` where it raises.
decode_quickly = _DECODER.decode


def members(data: bytes) -> dict[str, msgspec.Raw] | None:
    """The members of a JSON object, each still text. None where that cannot be told (then use `decode`)."""
    try:
        return _MEMBERS.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
