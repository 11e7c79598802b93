"""JSON values with templates in them: what a rule gives as arguments or output.

A value that is only a field, such as "{id}", keeps its type, and is then coerced to what the schema wants there: a
captured "42" becomes the number where an integer is asked for. Values that are written out stay as they are written.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from mockfn.errors import SchemaError
from mockfn.jsontext import decode
from mockfn.jsontext import text as json_text
from mockfn.place import Place
from mockfn.pointers import pointer_of, steps_of
from mockfn.script.direct import direct
from mockfn.templates import Template, Values, template

__all__ = ["Tree", "coerced", "tree"]

_DEPTH = 100
_NEVER = object()

# Keywords beside `type` by which a schema may want another value.
_NARROWER = {"enum", "anyOf", "oneOf", "allOf", "$ref"}


class Tree:
    """A value whose texts may hold fields, compiled."""

    __slots__ = ("_direct", "_value")

    def __init__(self, value: Any) -> None:
        self._value = value
        self._direct: tuple[Any, list[tuple[str, Any]] | None] = (None, None)

    def direct(self, schema: Any) -> list[tuple[str, Any]] | None:
        """Its members, if it is known to fit `schema` whatever its fields capture: see `mockfn.script.direct`."""
        known, members = self._direct
        # An app sends the same tools with each request, and they are read once.
        if known is not schema:
            members = direct(self._value, schema)
            self._direct = schema, members
        return members

    def filled(self, values: Values, schema: Any = True) -> Any:
        """The value, a new one each time, its fields filled and coerced to `schema`.

        Raises `ScriptError` where a field has no value.
        """
        return _filled(self._value, values, schema, schema)

    def sketch(self, schema: Any) -> tuple[Any, frozenset[str]]:
        """The value with its fields not filled, and the places (JSON Pointers) of the texts that have some.

        There stands something that `schema` takes, or null where nothing can be made.
        """
        places: list[str] = []
        return _sketched(self._value, schema, schema, "", places), frozenset(places)


def tree(value: Any, names: Collection[str], place: Place, key: str) -> Tree:
    """A value compiled against the names of a rule's captures. Raises `ScriptError` for what JSON cannot say.

    A mapping or list that was read from a file says by its `lines` where each member stands.
    """
    return Tree(_compiled(value, names, place, key, 0))


def _compiled(value: Any, names: Collection[str], place: Place, key: str, depth: int) -> Any:
    if isinstance(value, str):
        made = template(value, names, place, key)
        return made if made.constant is None else made.constant
    if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if depth > _DEPTH:
        raise place.error("is nested too deeply", key=key)
    if isinstance(value, Mapping) and all(isinstance(name, str) for name in value):
        lines = getattr(value, "lines", {})
        return {
            name: _compiled(member, names, place.at(lines.get(name)), key, depth + 1) for name, member in value.items()
        }
    if isinstance(value, list | tuple):
        lines = getattr(value, "lines", None) or [None] * len(value)
        pairs = zip(value, lines, strict=True)
        return [_compiled(item, names, place.at(line), key, depth + 1) for item, line in pairs]
    plain = _plain(value)
    if plain is None:
        raise place.error(f"holds {value!r}, which JSON cannot say", key=key)
    return _compiled(plain, names, place, key, depth + 1)


def _plain(value: Any) -> Any:
    """A model or a dataclass as JSON's own kinds of value; None for anything else."""
    if hasattr(value, "model_dump") and not isinstance(value, type):
        return value.model_dump(mode="json")
    from dataclasses import is_dataclass

    if (is_dataclass(value) or isinstance(value, msgspec.Struct)) and not isinstance(value, type):
        return msgspec.to_builtins(value)
    return None


def _filled(value: Any, values: Values, schema: Any, root: Any) -> Any:
    if isinstance(value, Template):
        filled = value.value(values)
        return coerced(filled, schema, root) if value.is_field else filled
    if isinstance(value, dict):
        return {name: _filled(member, values, _below(schema, name, root), root) for name, member in value.items()}
    if isinstance(value, list):
        return [_filled(item, values, _below(schema, number, root), root) for number, item in enumerate(value)]
    return value


def _sketched(value: Any, schema: Any, root: Any, path: str, places: list[str]) -> Any:
    if isinstance(value, Template):
        from mockfn.schema import generate

        places.append(path)
        named = {key: root[key] for key in ("$defs", "definitions") if isinstance(root, dict) and key in root}
        try:
            return generate({**named, **schema} if isinstance(schema, dict) else schema)
        except SchemaError:
            return None
    if isinstance(value, dict):
        below = {name: path + pointer_of([name]) for name in value}
        return {name: _sketched(value[name], _below(schema, name, root), root, below[name], places) for name in value}
    if isinstance(value, list):
        return [
            _sketched(item, _below(schema, number, root), root, f"{path}/{number}", places)
            for number, item in enumerate(value)
        ]
    return value


def _resolved(schema: Any, root: Any) -> Mapping[str, Any]:
    """The schema that a local `$ref` leads to; {} for what says nothing here."""
    for _ in range(20):
        if not isinstance(schema, dict):
            return {}
        ref = schema.get("$ref")
        if not isinstance(ref, str) or not ref.startswith("#"):
            return schema
        schema = root
        for step in steps_of(ref[1:]):
            schema = schema.get(step) if isinstance(schema, dict) else None
    return {}


def _choices(schema: Any, root: Any, depth: int = 0) -> list[Mapping[str, Any]]:
    """A schema and the alternatives in it, references followed."""
    schema = _resolved(schema, root)
    found = [schema]
    for key in ("anyOf", "oneOf", "allOf"):
        options = schema.get(key)
        if isinstance(options, list) and depth < 5:
            found += [choice for option in options for choice in _choices(option, root, depth + 1)]
    return found


def _below(schema: Any, key: str | int, root: Any) -> Any:
    """The schema of a member or an item; True where nothing is said of it."""
    plain = schema.get("properties") if isinstance(schema, dict) and isinstance(key, str) else None
    if isinstance(plain, dict) and key in plain and "$ref" not in schema:
        return plain[key]
    for choice in _choices(schema, root):
        members = choice.get("properties") if isinstance(key, str) else choice.get("prefixItems")
        if isinstance(members, dict) and key in members:
            return members[key]
        if isinstance(members, list) and isinstance(key, int) and key < len(members):
            return members[key]
        rest = choice.get("additionalProperties" if isinstance(key, str) else "items")
        if isinstance(rest, dict):
            return rest
    return True


def coerced(value: Any, schema: Any, root: Any) -> Any:
    """`value` as a type that `schema` takes, where there is one way to say it so; else `value`."""
    plain = isinstance(schema, dict) and schema.get("type") == "string" and _NARROWER.isdisjoint(schema)
    if plain and isinstance(value, str):
        return value
    choices = _choices(schema, root)
    for choice in choices:
        options = choice.get("enum")
        if isinstance(options, list) and value not in options:
            same = [option for option in options if _text(option).casefold() == _text(value).casefold()]
            if len(same) == 1:
                return same[0]
    types = [kind for choice in choices for kind in _types(choice)]
    if not types or any(_is(value, kind) for kind in types):
        return int(value) if "integer" in types and "number" not in types and isinstance(value, float) else value
    for kind in types:
        made = _made(value, kind)
        if made is not _NEVER:
            return made
    return value


def _types(schema: Mapping[str, Any]) -> list[str]:
    kinds = schema.get("type")
    found = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    return [kind for kind in found if isinstance(kind, str)]


_KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
    "array": list,
    "object": dict,
}


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _KINDS.get(kind, ()))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json_text(value)


def _made(value: Any, kind: str) -> Any:
    """`value` as another kind of JSON value; `_NEVER` where it cannot be said so."""
    if kind == "string":
        return _text(value)
    if not isinstance(value, str):
        return _NEVER
    text = value.strip()
    try:
        made = decode(text.casefold() if kind in ("boolean", "null") else text.removeprefix("+"))
    except ValueError:
        return _NEVER
    if not _is(made, kind):
        return _NEVER
    return int(made) if kind == "integer" else made
