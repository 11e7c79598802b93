"""The rules every schema that is sent must keep: a function's parameters, a response format, strict or not.

Order: a JSON Schema at all (`meta`), its root, arrays with items, then the strict subset (`strict`). The provider stops
at the first violation; so does whoever reads these findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.apis.checks.meta import misfits
from mockfn.apis.checks.strict import strict_problems

__all__ = ["children", "problems"]

_Problem = tuple[str, dict[str, Any]]

_NOT_AT_ROOT = ("oneOf", "anyOf", "allOf", "enum", "not")
# How deep a schema is followed; deeper ones were refused by the strict limit of ten levels long before.
_DEPTH = 64


def problems(schema: Any, *, strict: bool, function: bool = True) -> Iterator[_Problem]:
    """What is wrong with a schema: names of rules with their slots, the first one first.

    `function` schemas may not have combinators at their root and need `properties` there.
    """
    yield from misfits(schema)
    if not isinstance(schema, dict):
        return
    if schema.get("type") != "object":
        found = schema.get("type")
        # OpenAI prints the type as Python does, in quotes; others print null bare (`shown`).
        yield "root-type", {"type": found, "shown": "null" if found is None else f'"{found}"'}
    if function and any(keyword in schema for keyword in _NOT_AT_ROOT):
        yield "root-combinator", {}
    if function and schema.get("type") == "object" and "properties" not in schema:
        yield "root-properties", {}
    if function or strict:
        yield from _arrays(schema, (), 0)
    if strict:
        yield from strict_problems(schema)


def _arrays(schema: dict[str, Any], context: tuple[str, ...], depth: int) -> Iterator[_Problem]:
    kind = schema.get("type")
    if kind == "array" and "items" not in schema and "prefixItems" not in schema:
        yield "array-items", {"context": context}
    elif isinstance(kind, list) and "array" in kind and "items" not in schema:
        yield "array-items", {"context": (*context, "type", str(kind.index("array")))}
    if depth < _DEPTH:
        for path, child in children(schema):
            yield from _arrays(child, (*context, *path), depth + 1)


_ONE = ("items", "additionalProperties")
_MANY = ("anyOf", "oneOf", "allOf")
_NAMED = ("properties", "$defs", "definitions")


def children(schema: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The schemas directly inside a schema, in its own key order, with the path to each."""
    for keyword, value in schema.items():
        if keyword in _ONE and isinstance(value, dict):
            yield (keyword,), value
        elif keyword in _MANY and isinstance(value, list):
            for index, branch in enumerate(value):
                if isinstance(branch, dict):
                    yield (keyword, str(index)), branch
        elif keyword in _NAMED and isinstance(value, dict):
            for name, child in value.items():
                if isinstance(child, dict):
                    yield (keyword, name), child
