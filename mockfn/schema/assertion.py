"""The keywords that need only their own argument, as questions to a value; and what JSON calls equal."""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import Any

from mockfn.schema.dialect import ANY, ARRAY, BOOLEAN, FRACTION, INTEGER, NULL, OBJECT, STRING
from mockfn.schema.formats import FORMATS
from mockfn.schema.regex.pattern import matcher

__all__ = ["ASSERTIONS", "Judge", "bits_of", "multiple", "same"]

Judge = Callable[[Any], bool]

_BITS = {type(None): NULL, bool: BOOLEAN, int: INTEGER, str: STRING, list: ARRAY, dict: OBJECT}


def bits_of(value: Any) -> int:
    """The type bit of a JSON value; 1.0 is an integer."""
    if type(value) is float:
        return INTEGER if value.is_integer() else FRACTION
    return _BITS.get(type(value), 0)


def same(one: Any, two: Any) -> bool:
    """JSON equality: 1 is 1.0, and neither is true."""
    if type(one) is list and type(two) is list:
        return len(one) == len(two) and all(map(same, one, two))
    if type(one) is dict and type(two) is dict:
        return one.keys() == two.keys() and all(same(value, two[key]) for key, value in one.items())
    if type(one) is bool or type(two) is bool:
        return one is two
    return bool(one == two)


def _type(bits: int) -> Judge | None:
    if bits & ANY == ANY:
        return None
    return lambda value: bool(bits_of(value) & bits)


def _enum(values: list[Any]) -> Judge:
    return lambda value: any(same(value, one) for one in values)


def _is_number(value: Any) -> bool:
    return type(value) is int or type(value) is float


def multiple(value: float, step: float) -> bool:
    """As jsonschema computes it: by division where the step is a float."""
    if type(step) is int:
        return value % step == 0
    quotient = value / step
    try:
        return int(quotient) == quotient
    except OverflowError:
        return False


def _unique(values: list[Any]) -> bool:
    """No two the same."""
    plain = [value for value in values if type(value) is str or type(value) is int]
    if len(set(plain)) != len(plain):
        return False
    if len(plain) == len(values):
        return True
    return not any(same(one, two) for i, one in enumerate(values) for two in values[:i])


def _counted(kind: type[Sized], holds: Callable[[int, int], bool]) -> Callable[[int], Judge]:
    return lambda bound: lambda value: type(value) is not kind or holds(len(value), bound)


def _compared(holds: Callable[[Any, Any], bool]) -> Callable[[Any], Judge]:
    return lambda bound: lambda value: not _is_number(value) or holds(value, bound)


def _pattern(pattern: str) -> Judge:
    found = matcher(pattern)
    return lambda value: type(value) is not str or found(value)


def _antipattern(pattern: str) -> Judge:
    found = matcher(pattern)
    return lambda value: type(value) is not str or not found(value)


def _format(name: str) -> Judge | None:
    known = FORMATS.get(name)
    if known is None or known.check is None:
        return None
    check = known.check
    return lambda value: type(value) is not str or check(value)


ASSERTIONS: dict[str, Callable[[Any], Judge | None]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda wanted: lambda value: same(value, wanted),
    "minimum": _compared(lambda value, bound: value >= bound),
    "maximum": _compared(lambda value, bound: value <= bound),
    "exclusiveMinimum": _compared(lambda value, bound: value > bound),
    "exclusiveMaximum": _compared(lambda value, bound: value < bound),
    "multipleOf": _compared(multiple),
    "antistep": _compared(lambda value, step: not multiple(value, step)),
    "minLength": _counted(str, lambda size, bound: size >= bound),
    "maxLength": _counted(str, lambda size, bound: size <= bound),
    "pattern": _pattern,
    "format": _format,
    "minItems": _counted(list, lambda size, bound: size >= bound),
    "maxItems": _counted(list, lambda size, bound: size <= bound),
    "uniqueItems": lambda _: lambda value: type(value) is not list or _unique(value),
    "repeated": lambda _: lambda value: type(value) is list and not _unique(value),
    "minProperties": _counted(dict, lambda size, bound: size >= bound),
    "maxProperties": _counted(dict, lambda size, bound: size <= bound),
    "required": lambda names: lambda value: type(value) is not dict or all(name in value for name in names),
    "banned": lambda values: lambda value: not any(same(value, one) for one in values),
    "antipattern": _antipattern,
    "dependentRequired": lambda needs: (
        lambda value: (
            type(value) is not dict or all(n in value for name, ns in needs.items() if name in value for n in ns)
        )
    ),
}
