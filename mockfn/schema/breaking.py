"""Edits that break one keyword of a value: for each keyword, the mistakes to try, the likeliest first.

A keyword with None has no edit worth trying: a value is made for it instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["BREAKING"]

_Clause = dict[str, Any]
_Edit = Callable[[Any, _Clause], Iterator[Any]]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _type(value: Any, _: _Clause) -> Iterator[Any]:
    """What models get wrong: a number or a list as text, an object as JSON, then any other type."""
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif _is_number(value):
        yield str(value)
    elif isinstance(value, str):
        yield 17
    elif isinstance(value, dict | list):
        yield json.dumps(value)
    yield from (None, "text", 17, 0.5, True, [], {})


def _enum(value: Any, clause: _Clause) -> Iterator[Any]:
    allowed = clause.get("enum", [clause.get("const")])
    texts = [one for one in allowed if isinstance(one, str)]
    for text in texts[:3]:
        yield from (one for one in (text.upper(), text.title(), f"{text}s") if one not in texts)
    yield from ("not one of them", 987_654_321, None, not value if isinstance(value, bool) else 0.5)
    if isinstance(value, dict):
        yield {**value, "unexpected": True}


def _below(value: Any, clause: _Clause) -> Iterator[Any]:
    step = clause.get("multipleOf", 1)
    for bound in (clause.get("minimum"), clause.get("exclusiveMinimum")):
        if bound is not None and _is_number(value):
            yield from (bound if "exclusiveMinimum" in clause else bound - step, bound - step, bound - 1, bound - 1000)


def _above(value: Any, clause: _Clause) -> Iterator[Any]:
    step = clause.get("multipleOf", 1)
    for bound in (clause.get("maximum"), clause.get("exclusiveMaximum")):
        if bound is not None and _is_number(value):
            yield from (bound if "exclusiveMaximum" in clause else bound + step, bound + step, bound + 1, bound + 1000)


def _between(value: Any, clause: _Clause) -> Iterator[Any]:
    if _is_number(value):
        step = clause["multipleOf"]
        yield from (
            value + (1 if isinstance(value, int) and step != 1 else step / 2),
            value + step / 2,
            value + step / 3,
        )
        yield from (value - 1, value - step / 2)


def _shorter(value: Any, clause: _Clause) -> Iterator[Any]:
    if isinstance(value, str) and clause["minLength"]:
        yield from (value[: clause["minLength"] - 1], "")


def _longer(value: Any, clause: _Clause) -> Iterator[Any]:
    if isinstance(value, str) and clause["maxLength"] < 100_000:
        missing = max(clause["maxLength"] + 1 - len(value), 1)
        last = value[-1:] or "x"
        yield from (value + last * missing, value + "x" * missing, "1" * (clause["maxLength"] + 1))


def _unmatched(value: Any, _: _Clause) -> Iterator[Any]:
    if isinstance(value, str):
        size = len(value)
        yield from (value + " ", " " + value, "?" * size, "x" * size, "1" * size, "~", "", value[:-1], "not matching!")


def _misformatted(value: Any, clause: _Clause) -> Iterator[Any]:
    if isinstance(value, str):
        yield from (f"not a {clause['format']}", value + " ", "?" * len(value), " ", "%%", "(", "-1-")


def _fewer_items(value: Any, clause: _Clause) -> Iterator[Any]:
    if isinstance(value, list):
        yield value[: clause["minItems"] - 1]


def _more_items(value: Any, clause: _Clause) -> Iterator[Any]:
    if isinstance(value, list) and clause["maxItems"] < 5000:
        missing = clause["maxItems"] + 1 - len(value)
        if value and missing > 0 and not clause.get("uniqueItems"):
            yield value + [value[-1]] * missing
        yield value + [f"item {number}" for number in range(missing)]
        yield value + list(range(missing))


def _twins(value: Any, clause: _Clause) -> Iterator[Any]:
    if isinstance(value, list) and value:
        yield [*value, value[0]]
        yield [value[0], *value[:-1]] if len(value) > 1 else [value[0]] * 2
        if clause.get("maxItems") == len(value):
            yield [*value[:-1], value[0]]


def _unexpected(value: Any, _: _Clause) -> Iterator[Any]:
    if isinstance(value, dict):
        extras: tuple[Any, ...] = ("value", 17, None, {}, [])
        yield from ({**value, "unexpected": extra} for extra in extras)


def _fewer_members(value: Any, clause: _Clause) -> Iterator[Any]:
    if isinstance(value, dict):
        names = [name for name in value if name not in clause.get("required", ())]
        drop = len(value) - clause["minProperties"] + 1
        yield {name: one for name, one in value.items() if name not in names[:drop]}
        yield dict(list(value.items())[: max(clause["minProperties"] - 1, 0)])


def _more_members(value: Any, clause: _Clause) -> Iterator[Any]:
    if isinstance(value, dict) and clause["maxProperties"] < 5000:
        missing = clause["maxProperties"] + 1 - len(value)
        yield {**value, **{f"extra_{number}": "value" for number in range(missing)}}
        yield {**value, **{f"extra_{number}": number for number in range(missing)}}


def _alone(value: Any, clause: _Clause) -> Iterator[Any]:
    if isinstance(value, dict):
        for name, needs in clause["dependentRequired"].items():
            for need in needs:
                left = {key: one for key, one in value.items() if key != need}
                yield left if name in left else {**left, name: "value"}


def _without(value: Any, _: _Clause) -> Iterator[Any]:
    if isinstance(value, list):
        yield []


BREAKING: dict[str, _Edit | None] = {
    "type": _type,
    "enum": _enum,
    "const": _enum,
    "minimum": _below,
    "exclusiveMinimum": _below,
    "maximum": _above,
    "exclusiveMaximum": _above,
    "multipleOf": _between,
    "minLength": _shorter,
    "maxLength": _longer,
    "pattern": _unmatched,
    "format": _misformatted,
    "minItems": _fewer_items,
    "maxItems": _more_items,
    "uniqueItems": _twins,
    "contains": _without,
    "additionalProperties": _unexpected,
    "unevaluatedProperties": _unexpected,
    "unevaluatedItems": None,
    "propertyNames": _unexpected,
    "minProperties": _fewer_members,
    "maxProperties": _more_members,
    "dependentRequired": _alone,
    "anyOf": None,
    "oneOf": None,
    "not": None,
}
