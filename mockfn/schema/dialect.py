# ruff: noqa: ARG001 - every row of the table has one signature
"""One vocabulary for every draft: a subschema of draft 3 to 2020-12, OpenAPI or a careless hand, read as 2020-12.

`clause` is shallow: it reads one schema object and leaves the subschemas in it as they are. Older keywords are
honoured in newer drafts, where people still write them; newer ones are ignored in older drafts, as validators do.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from mockfn.schema.dead import Malformed

__all__ = [
    "ANY", "ARRAY", "BOOLEAN", "FRACTION", "INTEGER", "LATEST", "NULL", "NUMBER", "OBJECT", "STRING", "clause",
    "draft_of",
]  # fmt: skip

# A type is a set of bits: what is a number and no integer has its own, so that "integer" is a part of "number".
NULL, BOOLEAN, INTEGER, FRACTION, STRING, ARRAY, OBJECT = (1 << n for n in range(7))
NUMBER = INTEGER | FRACTION
ANY = (1 << 7) - 1

_TYPES = {
    "null": NULL,
    "boolean": BOOLEAN,
    "integer": INTEGER,
    "number": NUMBER,
    "string": STRING,
    "array": ARRAY,
    "object": OBJECT,
    "any": ANY,
}

# What people write for a type, by language: Python, Java, JavaScript, Go, SQL and OpenAPI's informal names.
_TYPE_HABITS = {
    "none": NULL, "nonetype": NULL, "nil": NULL, "void": NULL,
    "bool": BOOLEAN,
    "int": INTEGER, "int32": INTEGER, "int64": INTEGER, "long": INTEGER, "short": INTEGER, "byte": INTEGER,
    "bigint": INTEGER, "uint": INTEGER,
    "float": NUMBER, "double": NUMBER, "decimal": NUMBER, "numeric": NUMBER, "num": NUMBER,
    "str": STRING, "text": STRING, "char": STRING, "varchar": STRING, "date": STRING, "datetime": STRING,
    "date-time": STRING, "time": STRING, "uuid": STRING, "file": STRING, "bytes": STRING, "enum": STRING,
    "email": STRING, "url": STRING, "uri": STRING, "path": STRING,
    "list": ARRAY, "tuple": ARRAY, "set": ARRAY, "arraylist": ARRAY, "vector": ARRAY, "sequence": ARRAY,
    "dict": OBJECT, "map": OBJECT, "hashmap": OBJECT, "dictionary": OBJECT, "struct": OBJECT, "json": OBJECT,
    "hashtable": OBJECT, "mapping": OBJECT, "record": OBJECT,
    "unknown": ANY, "mixed": ANY, "*": ANY, "all": ANY,
}  # fmt: skip

_DRAFTS = {"draft-03": 3, "draft-04": 4, "draft-06": 6, "draft-07": 7, "2019-09": 2019, "2020-12": 2020}
LATEST = 9999  # no draft declared: every keyword is honoured


def draft_of(raw: Any) -> int:
    """The draft a schema declares: 3, 4, 6, 7, 2019, 2020, or `LATEST` where it declares none that is known."""
    declared = raw.get("$schema") if isinstance(raw, dict) else None
    if isinstance(declared, str) and "hyper-schema" not in declared:
        for name, draft in _DRAFTS.items():
            if name in declared:
                return draft
    return LATEST


_Out = dict[str, Any]
_Reader = Callable[[_Out, str, Any, dict[str, Any]], None]


def clause(raw: dict[str, Any], draft: int) -> _Out:
    """The keywords of one schema object in the words of 2020-12, `type` as bits. Subschemas stay raw."""
    out: _Out = {}
    if draft <= 7 and isinstance(raw.get("$ref"), str):
        raw = {key: value for key, value in raw.items() if key == "$ref" or key in _NOTES}
    for key, value in raw.items():
        rule = _KEYWORDS.get(key)
        if rule is not None and rule[1] <= draft and (value is not None or key in _NULLABLE):
            rule[0](out, key, value, raw)
    return out


def _wrong(key: str, raw: Any, expected: str) -> Malformed:
    came = repr(raw[key])
    return Malformed(key, raw, f"{key} must be {expected}, not {came if len(came) < 60 else came[:57] + '...'}")


def _number(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    out[key] = _number_of(value, key, raw)


def _number_of(value: Any, key: str, raw: dict[str, Any]) -> int | float:
    """A bound as a number; text that reads as one is taken for it."""
    if isinstance(value, str):
        try:
            value = int(value)
        except ValueError:
            try:
                value = float(value)
            except ValueError:
                raise _wrong(key, raw, "a number") from None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _wrong(key, raw, "a number")
    return value


def _count(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    count = _number_of(value, key, raw)
    if count != int(count):
        raise _wrong(key, raw, "a whole number")
    out[key] = max(0, int(count)) if not key.startswith("max") else int(count)


def _step(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    step = _number_of(value, key, raw)
    if step <= 0:
        raise _wrong(key, raw, "a number above 0")
    out["multipleOf"] = step


def _limit(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    """exclusiveMinimum and exclusiveMaximum: a number, or draft 4's flag beside minimum and maximum."""
    if isinstance(value, bool) or value in ("true", "false"):
        plain = "minimum" if key == "exclusiveMinimum" else "maximum"
        if value in (True, "true") and raw.get(plain) is not None:
            out[key] = _number_of(raw[plain], plain, raw)
    else:
        out[key] = _number_of(value, key, raw)


def _type(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    names = value if isinstance(value, list) else [value]
    bits, others = 0, []
    for name in names:
        if isinstance(name, dict):
            others.append(name)  # draft 3: a schema among the types
        else:
            bits |= _type_bits(name, key, raw)
    if key == "disallow":
        out["not"] = {"anyOf": [{"type": value}]} if others else {"type": value}
    elif others:
        plain = [name for name in names if not isinstance(name, dict)]
        out.setdefault("anyOf", [*others, *([{"type": plain}] if plain else [])])
    else:
        out["type"] = bits


def _type_bits(name: Any, key: str, raw: dict[str, Any]) -> int:
    """The bits of one type name, of JSON Schema or of a programming language."""
    bits = _TYPES.get(name) if isinstance(name, str) else NULL if name is None else None
    if bits is None and isinstance(name, str):
        word = name.strip().lower().split("[")[0].split("<")[0].split("(")[0].strip()
        bits = _TYPES.get(word) or _TYPE_HABITS.get(word)
        if bits is None and word in ("optional", "union") and "[" in name:
            inside = name[name.index("[") + 1 : name.rindex("]")].split(",")
            bits = NULL if word == "optional" else 0
            for part in inside:
                bits |= _type_bits(part.strip(), key, raw)
    if bits is None:
        raise _wrong(key, raw, "null, boolean, integer, number, string, array or object")
    return bits


def _schema(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    if not isinstance(value, dict | bool):
        raise _wrong(key, raw, "a schema (an object or a boolean)")
    out[key] = value


def _schemas(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    if not isinstance(value, list) or not all(isinstance(one, dict | bool) for one in value):
        raise _wrong(key, raw, "a list of schemas")
    if value:
        out[key] = value


def _map(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    if not isinstance(value, dict):
        raise _wrong(key, raw, "an object whose members are schemas")
    misplaced = value.get("required")
    if key == "properties" and isinstance(misplaced, list):
        # Written one brace too deep: the names are required, and no member is called so.
        out["required"] = [*out.get("required", ()), *(name for name in misplaced if isinstance(name, str))]
        value = {name: one for name, one in value.items() if name != "required"}
    for name, one in value.items():
        if not isinstance(one, dict | bool):
            raise Malformed(key, raw, f"{key} must hold schemas, but {name!r} is {one!r:.40}")
    out[key] = value
    if key == "properties":
        _flagged(out, value)


def _flagged(out: _Out, properties: dict[str, Any]) -> None:
    """`required: true` inside a property: draft 3's way, and a habit since."""
    flagged = [name for name, one in properties.items() if type(one) is dict and one.get("required") in (True, "true")]
    if flagged:
        out["required"] = [*out.get("required", ()), *flagged]


def _items(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    """`items`: one schema, or the list that 2020-12 calls prefixItems (`additionalItems` is then what follows)."""
    if not isinstance(value, list):
        _schema(out, key, value, raw)
        return
    _schemas(out, key, value, raw)
    out["prefixItems"] = out.pop("items", [])
    rest = raw.get("additionalItems")
    if rest is not None:
        _schema(out, "items", rest, {"items": rest})


def _required(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    if isinstance(value, bool) or value in ("true", "false"):
        return  # read by the object that holds this property
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _wrong(key, raw, "a list of property names")
    out[key] = [*out.get(key, ()), *names]


def _dependencies(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    if not isinstance(value, dict):
        raise _wrong(key, raw, "an object")
    names, schemas = dict(out.get("dependentRequired", {})), dict(out.get("dependentSchemas", {}))
    for name, needs in value.items():
        if isinstance(needs, dict | bool):
            schemas[name] = needs
        elif isinstance(needs, str) or (isinstance(needs, list) and all(isinstance(n, str) for n in needs)):
            names[name] = [needs] if isinstance(needs, str) else needs
        else:
            raise _wrong(key, raw, "names or a schema for each property")
    out.update({k: v for k, v in (("dependentRequired", names), ("dependentSchemas", schemas)) if v})


def _extends(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    _schemas(out, "allOf", value if isinstance(value, list) else [value], {"allOf": value})


def _enum(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    if isinstance(value, dict):
        value = list(value)  # a mapping of value to label
    if not isinstance(value, list):
        raise _wrong(key, raw, "a list of values")
    out[key] = value


def _text(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    if not isinstance(value, str):
        raise _wrong(key, raw, "text")
    out[key] = value


def _note(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    out[key] = value


def _example(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    found = value if key == "examples" and isinstance(value, list) else [value]
    if key == "examples" and isinstance(value, dict):  # OpenAPI: named examples
        found = [one["value"] for one in value.values() if isinstance(one, dict) and "value" in one]
    out["examples"] = [*out.get("examples", ()), *found]


def _unique(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    if value in (True, "true"):
        out[key] = True


def _skip(out: _Out, key: str, value: Any, raw: dict[str, Any]) -> None:
    """Read by the keyword it belongs to."""


# Keyword: its reader, and the first draft that has it.
_KEYWORDS: dict[str, tuple[_Reader, int]] = {
    "$ref": (_text, 0), "$dynamicRef": (_text, 2020), "$recursiveRef": (_text, 2019),
    "type": (_type, 0), "disallow": (_type, 0), "enum": (_enum, 0), "const": (_note, 6),
    "minimum": (_number, 0), "maximum": (_number, 0), "exclusiveMinimum": (_limit, 0), "exclusiveMaximum": (_limit, 0),
    "multipleOf": (_step, 0), "divisibleBy": (_step, 0),
    "minLength": (_count, 0), "maxLength": (_count, 0), "pattern": (_text, 0), "format": (_text, 0),
    "prefixItems": (_schemas, 2020), "items": (_items, 0), "additionalItems": (_skip, 0),
    "contains": (_schema, 6), "minContains": (_count, 2019), "maxContains": (_count, 2019),
    "minItems": (_count, 0), "maxItems": (_count, 0), "uniqueItems": (_unique, 0), "unevaluatedItems": (_schema, 2019),
    "properties": (_map, 0), "patternProperties": (_map, 0), "additionalProperties": (_schema, 0),
    "propertyNames": (_schema, 6), "required": (_required, 0),
    "minProperties": (_count, 0), "maxProperties": (_count, 0),
    "dependencies": (_dependencies, 0), "dependentRequired": (_dependencies, 2019),
    "dependentSchemas": (_dependencies, 2019), "unevaluatedProperties": (_schema, 2019),
    "allOf": (_schemas, 0), "anyOf": (_schemas, 0), "oneOf": (_schemas, 0), "extends": (_extends, 0),
    "not": (_schema, 0),
    "if": (_schema, 7), "then": (_schema, 7), "else": (_schema, 7),
    "title": (_note, 0), "description": (_note, 0), "default": (_note, 0), "nullable": (_note, 0),
    "examples": (_example, 0), "example": (_example, 0), "example_value": (_example, 0), "x-example": (_example, 0),
    "contentEncoding": (_note, 0), "contentMediaType": (_note, 0),
}  # fmt: skip

_NOTES = frozenset(("title", "description", "default", "examples", "example"))
_NULLABLE = frozenset(("const", "default", "type"))
