"""A careless schema made one that a validator reads, with what its writer meant: the habits of real tool schemas.

Only what no draft allows is changed; everything else stays where it is, so references keep their targets.
"""

from __future__ import annotations

from typing import Any

from mockfn.schema.assertion import bits_of
from mockfn.schema.dialect import ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING, clause
from mockfn.schema.resolve import subschemas

__all__ = ["repaired"]

_NAMES = ((NUMBER, "number"), (INTEGER, "integer"), (STRING, "string"), (BOOLEAN, "boolean"), (ARRAY, "array"),
          (OBJECT, "object"), (NULL, "null"))  # fmt: skip
# Read into other words where they are not as the draft has them.
_READ = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems",
    "maxItems", "minProperties", "maxProperties", "minContains", "maxContains", "uniqueItems", "required", "enum",
)  # fmt: skip


def repaired(raw: Any, draft: int) -> Any:
    """`raw` with its habits mended. Raises `Malformed` for what cannot be."""
    if not isinstance(raw, dict):
        return raw
    read = clause(raw, draft)
    out = {key: value for key, value in raw.items() if value is not None or key in ("const", "default")}
    for path, one in subschemas(raw):
        _put(out, raw, path, repaired(one, draft))
    if "$ref" in out and draft <= 7:
        return out
    for key in _READ:
        if key in raw or key in read:
            _settle(out, key, read, draft)
    _retype(out, raw, read, draft)
    if draft >= 2020:
        _modernise(out, read)
    if isinstance(out.get("properties"), dict):
        out["properties"] = {name: one for name, one in out["properties"].items() if name in read.get("properties", ())}
    return out


def _put(out: dict[str, Any], raw: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a subschema in a copy of what holds it."""
    key = path[0]
    if len(path) == 1:
        out[key] = value
        return
    if out[key] is raw[key]:
        out[key] = list(raw[key]) if isinstance(raw[key], list) else dict(raw[key])
    out[key][int(path[1]) if isinstance(out[key], list) else path[1]] = value


def _settle(out: dict[str, Any], key: str, read: dict[str, Any], draft: int) -> None:
    if key.startswith("exclusive") and draft <= 4:
        return  # a flag there
    if key in read:
        out[key] = read[key]
    elif key != "multipleOf" or "divisibleBy" not in out:
        out.pop(key, None)


def _retype(out: dict[str, Any], raw: dict[str, Any], read: dict[str, Any], draft: int) -> None:
    """Type names in JSON Schema's words; `nullable` as a type of its own."""
    nullable = raw.get("nullable") is True
    bits = read.get("type")
    if bits is None or (draft == 3 and isinstance(raw.get("type"), list)):
        return
    if isinstance(out.get("enum"), list) and out["enum"] and not any(bits_of(one) & bits for one in out["enum"]):
        del out["type"]  # the values are taken at their word
        return
    out["type"] = _names(bits | NULL if nullable else bits)
    if nullable and isinstance(out.get("enum"), list) and None not in out["enum"]:
        out["enum"] = [*out["enum"], None]


def _names(bits: int) -> str | list[str]:
    names = []
    for bit, name in _NAMES:
        if bits & bit == bit:
            names.append(name)
            bits &= ~bit
    return names[0] if len(names) == 1 else names


def _modernise(out: dict[str, Any], read: dict[str, Any]) -> None:
    """Older keywords in the words of 2020-12, where people still write them."""
    if isinstance(out.get("items"), list):
        out["prefixItems"] = out.pop("items")
        if "additionalItems" in out:
            out["items"] = out.pop("additionalItems")
    if "dependencies" in out:
        del out["dependencies"]
        out.update({key: read[key] for key in ("dependentRequired", "dependentSchemas") if key in read})
