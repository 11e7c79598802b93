"""Arguments that are known to fit their tool before their fields are filled: texts where a plain schema takes any text.

Nearly all arguments of scripts are such. They need no validator at each request, and no coercion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockfn.templates import Template, Values

__all__ = ["direct", "filled", "plain_member", "plain_members", "plainly_fits"]

# What the schemas of most tools are made of.
_OBJECT = {"type", "properties", "required", "additionalProperties", "title", "description", "$schema"}
_MEMBER = {"type", "enum", "title", "description", "default", "examples"}
_TYPES: dict[str, type | tuple[type, ...]] = {"string": str, "integer": int, "number": (int, float), "boolean": bool}


def direct(value: Any, schema: Any) -> list[tuple[str, Any]] | None:
    """The members of arguments that fit `schema` whatever their fields capture; None where that cannot be told.

    `value` is a compiled tree's: texts with fields are templates in it.
    """
    members = plain_members(value, schema)
    if members is None:
        return None
    for name, given in value.items():
        member = members[name]
        if isinstance(given, Template):
            if not given.captures_only or member.get("type") != "string" or "enum" in member:
                return None
        elif not plainly_fits(given, member):
            return None
    return list(value.items())


def filled(members: list[tuple[str, Any]], values: Values) -> dict[str, Any]:
    """Such arguments with their fields filled."""
    return {name: part.text(values) if type(part) is Template else part for name, part in members}


def plain_members(value: Any, schema: Any) -> Mapping[str, Any] | None:
    """The schemas of the members of an object, where both are plain, and the object has all that it must have."""
    if not isinstance(schema, dict) or not isinstance(value, dict) or not _OBJECT.issuperset(schema):
        return None
    members, required = schema.get("properties"), schema.get("required", ())
    if schema.get("type") != "object" or not isinstance(members, dict) or not isinstance(required, list | tuple):
        return None
    if any(isinstance(name, str) and name not in value for name in required):
        return None
    return members if all(name in members and plain_member(members[name]) for name in value) else None


def plain_member(schema: Any) -> bool:
    """Whether a schema says no more of a value than its type, and which texts there are to choose from."""
    return isinstance(schema, dict) and _MEMBER.issuperset(schema) and isinstance(schema.get("type"), str)


def plainly_fits(given: Any, schema: Mapping[str, Any]) -> bool:
    """Whether a value fits a plain schema; False where that takes a validator to tell."""
    kind = schema["type"]
    if not isinstance(given, _TYPES.get(kind, ())) or (isinstance(given, bool) and kind != "boolean"):
        return False
    options = schema.get("enum")
    return options is None or (isinstance(options, list) and kind == "string" and given in options)
