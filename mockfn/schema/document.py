"""A schema as a document: its content as a key, its content decoded, and where in it something stands."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from mockfn.errors import SchemaError
from mockfn.pointers import pointer_of
from mockfn.schema.resolve import subschemas

__all__ = ["content", "decoded", "pointer_to"]

_LARGEST = 8_000_000  # bytes of a schema that is read


def content(schema: Any) -> bytes:
    """The schema as JSON: the same bytes for the same content. Raises `SchemaError` for what is no JSON."""
    try:
        return msgspec.json.encode(schema)
    except (TypeError, ValueError, RecursionError):
        pass
    try:
        return json.dumps(schema).encode()
    except RecursionError:
        raise SchemaError("the schema is nested too deeply", remedy="Nest it less than 300 levels.") from None
    except (TypeError, ValueError) as problem:
        raise SchemaError(f"a JSON Schema is JSON, but {problem}") from None


def decoded(key: bytes) -> Any:
    """The schema of a key. Raises `SchemaError` for JSON that is no schema."""
    if len(key) > _LARGEST:
        raise SchemaError(f"the schema has {len(key)} bytes; at most {_LARGEST} are read")
    try:
        schema = msgspec.json.decode(key)
    except msgspec.DecodeError:
        schema = json.loads(key)
    except RecursionError:
        raise SchemaError("the schema is nested too deeply", remedy="Nest it less than 300 levels.") from None
    if not isinstance(schema, dict | bool):
        raise SchemaError(f"a JSON Schema is an object or a boolean, not {type(schema).__name__}")
    return schema


def pointer_to(root: Any, wanted: Any) -> str:
    """Where a subschema stands in the document; '' for the root and for what does not stand in it."""
    stack: list[tuple[Any, str]] = [(root, "")]
    seen = 0
    while stack and seen < 100_000:
        seen += 1
        node, path = stack.pop()
        if node is wanted:
            return path
        if isinstance(node, dict):
            for steps, one in subschemas(node):
                stack.append((one, path + pointer_of(steps)))
    return ""
