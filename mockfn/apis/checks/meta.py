"""Whether a schema is one by the JSON Schema meta-schema (2020-12), said as Python's jsonschema says it.

A table of what each keyword takes instead of the meta-schema itself: the library needs milliseconds to load and to
run, and only the first, shallowest failure is ever reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["misfits"]

_Misfit = tuple[str, dict[str, Any]]

_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_DEPTH = 64


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    return _is_number(value) and (isinstance(value, int) or value.is_integer())


_IS: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": _is_number,
    "integer": _is_integer,
}

_PLAIN = {
    **dict.fromkeys(("$id", "$schema", "$ref", "$anchor", "$comment", "title", "description", "format"), "string"),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), "number"),
    **dict.fromkeys(("uniqueItems", "deprecated", "readOnly", "writeOnly"), "boolean"),
    **dict.fromkeys(("enum", "examples"), "array"),
}
_COUNTS = frozenset(
    ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains")
)
_SCHEMA = frozenset(
    (
        "items",
        "additionalProperties",
        "not",
        "if",
        "then",
        "else",
        "contains",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
    )
)
_LISTS = frozenset({"anyOf", "oneOf", "allOf", "prefixItems"})
_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})


def misfits(schema: Any) -> Iterator[_Misfit]:
    """What the meta-schema refuses, shallowest first: rule "invalid" with the problem, or rule "regex" with the value.

    A root that is no object, a boolean included, is refused too: parameters must be an object.
    """
    if not isinstance(schema, dict):
        yield _wrong(schema, "object")
        return
    found = sorted(_in(schema, 0), key=lambda pair: pair[0])
    for _, misfit in found:
        yield misfit


def _wrong(value: Any, *kinds: str) -> _Misfit:
    return "invalid", {"problem": f"{value!r} is not of type {', '.join(map(repr, kinds))}."}


def _in(schema: dict[str, Any], depth: int) -> Iterator[tuple[int, _Misfit]]:
    for keyword, value in schema.items():
        if keyword in _PLAIN:
            if not _IS[_PLAIN[keyword]](value):
                yield depth + 1, _wrong(value, _PLAIN[keyword])
        elif keyword in _SCHEMA:
            yield from _schema(value, depth + 1)
        elif keyword in _LISTS:
            yield from _list(value, depth + 1)
        elif keyword in _NAMED:
            yield from _named(value, depth + 1)
        elif keyword in _OTHERS:
            for misfit in _OTHERS[keyword](value):
                yield depth + 1, misfit
        elif keyword in _COUNTS:
            for misfit in _count(value):
                yield depth + 1, misfit


def _schema(value: Any, depth: int) -> Iterator[tuple[int, _Misfit]]:
    if isinstance(value, dict):
        if depth < _DEPTH:
            yield from _in(value, depth)
    elif not isinstance(value, bool):
        yield depth, _wrong(value, "object", "boolean")


def _list(value: Any, depth: int) -> Iterator[tuple[int, _Misfit]]:
    if not isinstance(value, list):
        yield depth, _wrong(value, "array")
        return
    if not value:
        yield depth, ("invalid", {"problem": "[] should be non-empty."})
    for branch in value:
        yield from _schema(branch, depth + 1)


def _named(value: Any, depth: int) -> Iterator[tuple[int, _Misfit]]:
    if not isinstance(value, dict):
        yield depth, _wrong(value, "object")
        return
    for child in value.values():
        yield from _schema(child, depth + 1)


def _count(value: Any) -> Iterator[_Misfit]:
    if not _is_integer(value):
        yield _wrong(value, "integer")
    elif value < 0:
        yield "invalid", {"problem": f"{value!r} is less than the minimum of 0."}


def _names(value: Any) -> Iterator[_Misfit]:
    if not isinstance(value, list):
        yield _wrong(value, "array")
        return
    for name in value:
        if not isinstance(name, str):
            yield _wrong(name, "string")
    if len({repr(name) for name in value}) != len(value):
        yield "invalid", {"problem": f"{value!r} has non-unique elements."}


def _type(value: Any) -> Iterator[_Misfit]:
    named = value if isinstance(value, list) else [value]
    if not named or not all(isinstance(name, str) and name in _TYPES for name in named):
        yield "invalid", {"problem": f"{value!r} is not valid under any of the given schemas."}


def _multiple(value: Any) -> Iterator[_Misfit]:
    if not _is_number(value):
        yield _wrong(value, "number")
    elif value <= 0:
        yield "invalid", {"problem": f"{value!r} is less than or equal to the minimum of 0."}


def _pattern(value: Any) -> Iterator[_Misfit]:
    if not isinstance(value, str):
        yield _wrong(value, "string")
        return
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError):
        yield "regex", {"value": value}


_OTHERS: dict[str, Callable[[Any], Iterator[_Misfit]]] = {
    "required": _names,
    "type": _type,
    "multipleOf": _multiple,
    "pattern": _pattern,
}
