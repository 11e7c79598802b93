"""The door: a schema in, a value out.

Programs are kept by the schema's content, so a caller may pass equal schemas or change one between calls.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from mockfn.errors import SchemaError, Unsatisfiable
from mockfn.schema.combine import Link
from mockfn.schema.compile import Program
from mockfn.schema.dead import Dead, Malformed, Spent
from mockfn.schema.node import Run, Strategy
from mockfn.schema.realism.clue import Clue
from mockfn.schema.resolve import subschemas

__all__ = ["complete", "examples", "generate"]

_TRIES = 4  # runs with other chance before a schema is called unsatisfiable
_ROOT = Clue()


def generate(schema: Any, *, seed: int = 0, strategy: Strategy = "realistic") -> Any:
    """A value that validates against `schema`, with `format` asserted. The same for the same schema, seed and strategy.

    `strategy`: "realistic" (optional members chosen by seed), "required_only", "full" (every optional member) or
    "minimal" (the smallest value that was found). Raises `SchemaError` for what is no schema, and `Unsatisfiable`
    where no value meets it or none was found.
    """
    program = _compiled(_key(schema))
    return _drawn(program, program.link(program.root, _ROOT), seed, strategy)


def _key(schema: Any) -> bytes:
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


@lru_cache(maxsize=512)
def _compiled(key: bytes) -> Program:
    try:
        schema = msgspec.json.decode(key)
    except msgspec.DecodeError:
        schema = json.loads(key)
    if not isinstance(schema, dict | bool):
        raise SchemaError(f"a JSON Schema is an object or a boolean, not {type(schema).__name__}")
    marked = b'"$id"' in key or b'"id"' in key or b'nchor"' in key
    dynamic = b'"$dynamicRef"' in key or b'"$recursiveRef"' in key
    try:
        return Program(schema, marked=marked, dynamic=dynamic, formats=b'"format"' in key)
    except Malformed as problem:
        raise SchemaError(str(problem), path=_pointer(schema, problem.raw)) from None


@lru_cache(maxsize=64)
def _lenient(program: Program) -> Program:
    return Program(program.root[0][0], lenient=True)


def _drawn(program: Program, link: Link, seed: int, strategy: Strategy) -> Any:
    root = program.root[0][0]
    try:
        try:
            return _tried(link, seed, strategy)
        except Spent:
            raise
        except Dead:
            again = _lenient(program)
            return _tried(again.link(again.root, _ROOT), seed, strategy)
    except Dead as dead:
        path = _pointer(root, dead.raw)
        where = path or "the root"
        raise Unsatisfiable(
            f"no value meets {dead.keyword!r} at {where}: {dead.why}", keyword=dead.keyword, path=path
        ) from None
    except Malformed as problem:
        raise SchemaError(str(problem), path=_pointer(root, problem.raw)) from None
    except RecursionError:
        raise SchemaError("the schema is nested too deeply", remedy="Nest it less than 300 levels.") from None


def _tried(link: Link, seed: int, strategy: Strategy) -> Any:
    """A value; with other chance where the first did not lead to one."""
    node = link.open()
    for attempt in range(_TRIES - 1):
        try:
            return node.draw(Run(seed + attempt * 0x9E3779B9, strategy), 0)
        except Dead:
            continue
    return node.draw(Run(seed - 0x9E3779B9, "required_only"), 0)


def _pointer(root: Any, wanted: Any) -> str:
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
                stack.append((one, path + "".join("/" + s.replace("~", "~0").replace("/", "~1") for s in steps)))
    return ""


def examples(schema: Any, n: int = 3) -> list[Any]:
    """Up to `n` different values, those of seeds 0, 1, 2 ...; fewer where the schema has no room for more."""
    found: dict[bytes, Any] = {}
    for seed in range(4 * n + 8):
        if len(found) == n:
            break
        value = generate(schema, seed=seed)
        found.setdefault(_key(value), value)
    return list(found.values())


def complete(
    schema: Any, partial: Mapping[str, Any], *, seed: int = 0, strategy: Strategy = "required_only"
) -> dict[str, Any]:
    """`partial` with what the schema requires and it lacks. Members given stay as they are, valid or not."""
    try:
        whole = generate(schema, seed=seed, strategy=strategy)
    except Unsatisfiable:
        whole = {}
    return {**(whole if isinstance(whole, dict) else {}), **partial}
