"""What Python writes of data, read back as data: some clients send a tool's result as `str(result)`, not as JSON.

`{'degrees': 18}` of a dict, `[{'degrees': 18}]` of a list, `Weather(degrees=18)` of a dataclass or a model in a list,
`degrees=18 sky='clear'` of a pydantic model by itself. Nothing is ever run.
"""

from __future__ import annotations

import ast
import re
from typing import Any

__all__ = ["read"]

# Beyond these a text is no value that somebody looks into, and parsing it would cost more than it tells.
_MOST_CHARACTERS = 100_000
_MOST_FIELDS = 64

_FIELD = re.compile(r"(?:(?<=\s)|^)([^\W\d]\w*)=")


def read(text: str) -> Any:
    """The data that `text` is Python's spelling of: plain data, with an object's fields as a mapping.

    What is no mapping or sequence, and what cannot be read, is the text itself.
    """
    if len(text) > _MOST_CHARACTERS:
        return text
    for parse in (_expression, _fields):
        try:
            found = parse(text.strip())
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if isinstance(found, dict | list):
            return found
    return text


def _expression(text: str) -> Any:
    return _data(ast.parse(text, mode="eval").body)


def _data(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=None | bool() | int() | float() | str()):
            return node.value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number
        case ast.Dict():
            return {_name(key): _data(value) for key, value in zip(node.keys, node.values, strict=True)}
        case ast.List() | ast.Tuple() | ast.Set():
            return [_data(item) for item in node.elts]
        case ast.Call(args=[], keywords=[_, *_] as fields):
            return {_given(field.arg): _data(field.value) for field in fields}
        case ast.Call():  # a date, a decimal: its spelling says it as well as anything
            return ast.unparse(node)
    raise ValueError(f"{type(node).__name__} is no data")


def _name(key: ast.expr | None) -> str:
    if key is None:
        raise ValueError("a mapping is unpacked in it")
    return str(_data(key))


def _given(name: str | None) -> str:
    if name is None:
        raise ValueError("a mapping is unpacked in it")
    return name


def _fields(text: str) -> dict[str, Any]:
    """`name=value name=value`. What looks like a name may stand inside of a value."""
    starts = list(_FIELD.finditer(text))
    if not starts or starts[0].start() != 0 or len(starts) > _MOST_FIELDS:
        raise ValueError("it does not begin with a field")
    found: dict[str, Any] = {}
    turn = 0
    while turn < len(starts):
        name = starts[turn][1]
        found[name], turn = _value(text, starts, turn)
    return found


def _value(text: str, starts: list[re.Match[str]], turn: int) -> tuple[Any, int]:
    """The shortest value that a field may have, and the turn of the field after it."""
    for after in range(turn + 1, len(starts) + 1):
        end = starts[after].start() if after < len(starts) else len(text)
        try:
            return _expression(text[starts[turn].end() : end].strip()), after
        except (SyntaxError, ValueError):
            continue
    raise ValueError(f"{starts[turn][1]} has no value")
