"""The subset of JSON Schema under `strict: true` (OpenAI, Structured Outputs guide, and the errors it answers)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.pointers import steps_of

__all__ = ["strict_problems"]

_Problem = tuple[str, dict[str, Any]]

# The guide's list of what is not supported; `default` was on it until 2025 and is accepted by recordings of 2026.
_NOT_PERMITTED = frozenset(
    (
        "allOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "patternProperties",
        "propertyNames",
        "dependentRequired",
        "dependentSchemas",
        "unevaluatedProperties",
        "unevaluatedItems",
        "contains",
        "minContains",
        "maxContains",
        "minProperties",
        "maxProperties",
        "uniqueItems",
    )
)
_FORMATS = frozenset(("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"))
_LEVELS, _PROPERTIES, _ENUM_VALUES, _CHARACTERS = 10, 5000, 1000, 120_000


def strict_problems(root: dict[str, Any]) -> Iterator[_Problem]:
    """What the strict subset refuses, depth first. An object's `additionalProperties` are looked at before what is
    inside it and its `required` after: recorded errors name the outer object for the one, the inner for the other."""
    tally = _Tally()
    yield from _node(root, (), root, tally, 0)
    if tally.levels > _LEVELS:
        yield "nesting", {"count": tally.levels}
    if tally.properties > _PROPERTIES:
        yield "many-properties", {"count": tally.properties}
    if tally.enum_values > _ENUM_VALUES:
        yield "many-enum-values", {"count": tally.enum_values}
    if tally.characters > _CHARACTERS:
        yield "long-names", {"count": tally.characters}


class _Tally:
    """What is counted over the whole schema."""

    __slots__ = ("characters", "enum_values", "levels", "properties")

    def __init__(self) -> None:
        self.levels = self.properties = self.enum_values = self.characters = 0

    def add(self, schema: dict[str, Any], level: int) -> None:
        self.levels = max(self.levels, level)
        values = schema.get("enum")
        if isinstance(values, list):
            self.enum_values += len(values)
            self.characters += sum(len(value) for value in values if isinstance(value, str))
        if isinstance(schema.get("const"), str):
            self.characters += len(schema["const"])


def _node(schema: Any, context: tuple[str, ...], root: dict[str, Any], tally: _Tally, level: int) -> Iterator[_Problem]:
    if not isinstance(schema, dict) or level > 4 * _LEVELS:
        return
    tally.add(schema, level)
    if "$ref" in schema:
        yield from _reference(schema, context, root)
        return
    for keyword in schema:
        if keyword in _NOT_PERMITTED:
            yield "keyword", {"context": context, "keyword": keyword}
    if "type" not in schema and "anyOf" not in schema:
        yield "type-key", {"context": context}
    if isinstance(schema.get("format"), str) and schema["format"] not in _FORMATS:
        yield "format", {"context": context, "format": schema["format"]}
    kind = schema.get("type")
    branch = (*context, "type", str(kind.index("object"))) if isinstance(kind, list) and "object" in kind else context
    an_object = kind == "object" or branch is not context
    if an_object and schema.get("additionalProperties") is not False:
        yield "additional-properties", {"context": branch}
    yield from _inside(schema, context, root, tally, level)
    if an_object:
        yield from _required(schema, branch)


def _reference(schema: dict[str, Any], context: tuple[str, ...], root: dict[str, Any]) -> Iterator[_Problem]:
    beside = [keyword for keyword in schema if keyword not in ("$ref", "$defs", "definitions")]
    if beside:
        yield "ref-siblings", {"context": context, "keywords": "{" + ", ".join(map(repr, beside)) + "}"}
    target: Any = root
    reference = schema["$ref"]
    if not isinstance(reference, str):
        return
    for name in steps_of(reference):
        target = target.get(name) if isinstance(target, dict) else None
    if target is None or not reference.startswith("#"):
        yield "ref-missing", {"context": context, "ref": reference}


def _required(schema: dict[str, Any], context: tuple[str, ...]) -> Iterator[_Problem]:
    properties = schema.get("properties")
    names = properties if isinstance(properties, dict) else {}
    required = schema.get("required")
    listed = required if isinstance(required, list) else []
    for name in names:
        if name not in listed:
            yield "required-missing", {"context": context, "key": name}
    for name in listed:
        if isinstance(name, str) and name not in names:
            yield "required-extra", {"context": context, "key": name}


def _inside(
    schema: dict[str, Any], context: tuple[str, ...], root: dict[str, Any], tally: _Tally, level: int
) -> Iterator[_Problem]:
    properties = schema.get("properties")
    if isinstance(properties, dict):
        tally.properties += len(properties)
        tally.characters += sum(map(len, properties))
        for name, child in properties.items():
            yield from _node(child, (*context, "properties", name), root, tally, level + 1)
    yield from _node(schema.get("items"), (*context, "items"), root, tally, level + 1)
    branches = schema.get("anyOf")
    for index, branch in enumerate(branches if isinstance(branches, list) else ()):
        yield from _node(branch, (*context, "anyOf", str(index)), root, tally, level)
    for keyword in ("$defs", "definitions"):
        definitions = schema.get(keyword)
        if isinstance(definitions, dict):
            tally.characters += sum(map(len, definitions))
            for name, child in definitions.items():
                yield from _node(child, (*context, keyword, name), root, tally, level)
