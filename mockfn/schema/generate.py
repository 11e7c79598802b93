"""The door: a schema in, a value out.

Programs are kept by the schema's content, so a caller may pass equal schemas or change one between calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zlib import crc32

from mockfn.errors import SchemaError, Unsatisfiable
from mockfn.schema.compile import BUDGET, Program
from mockfn.schema.dead import Dead, Malformed, Spent
from mockfn.schema.document import content, decoded, pointer_to
from mockfn.schema.node import FUEL, Run, Strategy
from mockfn.schema.realism.clue import Clue

__all__ = ["complete", "examples", "generate"]

_KEPT = 128  # programs
_ROOT = Clue()


def generate(schema: Any, *, seed: int = 0, strategy: Strategy = "realistic") -> Any:
    """A value that validates against `schema`, with `format` asserted. The same for the same schema, seed and strategy.

    `strategy`: "realistic" (optional members chosen by seed), "required_only", "full" (every optional member) or
    "minimal" (the smallest value that was found). Raises `SchemaError` for what is no schema, and `Unsatisfiable`
    where no value meets it or none was found.
    """
    return _drawn(_program(content(schema)), seed, strategy)


def examples(schema: Any, n: int = 3) -> list[Any]:
    """Up to `n` different values, those of seeds 0, 1, 2 ...; fewer where the schema has no room for more."""
    found: dict[bytes, Any] = {}
    for seed in range(4 * n + 8):
        if len(found) == n:
            break
        value = generate(schema, seed=seed)
        found.setdefault(content(value), value)
    return list(found.values())


def complete(
    schema: Any, partial: Mapping[str, Any], *, seed: int = 0, strategy: Strategy = "required_only"
) -> dict[str, Any]:
    """`partial` with what it lacks, so that the whole validates. What is given stays as it is.

    Objects within `partial` that lack something are completed too. Where a given member cannot be part of any valid
    value, it stays all the same and the rest is filled in: `validator(schema).errors` then says what is wrong with it.
    Raises `SchemaError` for what is no schema.
    """
    key, given = content(schema), dict(partial)
    if strategy == "required_only" and _program(key).allows(given):
        return given
    members = content(given)
    for deep in (False, True):
        try:
            whole = _drawn(_program(key, members, deep), seed, "required_only" if deep else strategy)
        except Unsatisfiable:
            continue
        return _merged(given, whole)
    try:
        whole = generate(schema, seed=seed, strategy=strategy)
    except Unsatisfiable:
        return given
    return {**given, **_without(whole, given)} if isinstance(whole, dict) else given


def _merged(given: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """What is given first and in its order, then what was added."""
    return {**{name: _grown(one, whole[name]) for name, one in given.items()}, **_without(whole, given)}


def _grown(given: Any, whole: Any) -> Any:
    if isinstance(given, dict) and isinstance(whole, dict):
        return _merged(given, whole)
    if isinstance(given, list) and isinstance(whole, list):
        return [_grown(one, two) for one, two in zip(given, whole, strict=True)]
    return given


def _without(whole: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in whole.items() if name not in given}


def _demand(value: Any, deep: bool) -> dict[str, Any]:
    """The schema of the values that have what `value` has; `deep` lets the objects in it grow."""
    if isinstance(value, dict) and deep:
        named = {name: _demand(one, deep) for name, one in value.items()}
        return {"type": "object", "required": list(value), "properties": named}
    if isinstance(value, list) and deep and any(isinstance(one, dict) for one in value):
        size = len(value)
        return {"minItems": size, "maxItems": size, "prefixItems": [_demand(one, deep) for one in value]}
    return {"const": value}


@lru_cache(maxsize=_KEPT)
def _program(key: bytes, given: bytes | None = None, deep: bool = False, lenient: bool = False) -> Program:
    """The compiled schema; with the members `given`, of the values that have them."""
    schema = decoded(key)
    marked = b'"$id"' in key or b'"id"' in key or b'nchor"' in key
    dynamic = b'"$dynamicRef"' in key or b'"$recursiveRef"' in key
    try:
        program = Program(schema, marked=marked, dynamic=dynamic, formats=b'"format"' in key, lenient=lenient)
    except Malformed as problem:
        raise SchemaError(str(problem), path=pointer_to(schema, problem.raw)) from None
    program.key, program.salt = (key, given, deep), crc32(key) << 64
    if given is not None:
        named = {name: _demand(one, deep) for name, one in decoded(given).items()}
        program.require({"type": "object", "required": list(named), "properties": named})
    return program


def _drawn(program: Program, seed: int, strategy: Strategy) -> Any:
    schema = program.schema
    seed ^= program.salt  # or all tools would be called with the same person and the same number
    try:
        try:
            return _tried(program, seed, strategy)
        except Spent:
            raise
        except Dead:
            if not program.bent:
                raise
            return _tried(_program(*program.key, lenient=True), seed, strategy)
    except Dead as dead:
        path = pointer_to(schema, dead.raw)
        message = f"no value meets {dead.keyword!r} at {path or 'the root'}: {dead.why}"
        raise Unsatisfiable(message, keyword=dead.keyword, path=path) from None
    except Malformed as problem:
        raise SchemaError(str(problem), path=pointer_to(schema, problem.raw)) from None
    except RecursionError:
        raise SchemaError("the schema is nested too deeply", remedy="Nest it less than 300 levels.") from None


def _tried(program: Program, seed: int, strategy: Strategy) -> Any:
    """A value; with other chance, and at last with no more than is required, where the first did not lead to one."""
    program.budget = BUDGET
    node = program.root(_ROOT).open()
    for attempt, (chosen, fuel) in enumerate(((strategy, FUEL), (strategy, FUEL // 2), ("required_only", FUEL // 2))):
        try:
            return node.draw(Run(seed + attempt * 0x9E3779B9, chosen, fuel), 0)
        except Dead as dead:
            last = dead
            program.budget = BUDGET // 4
    raise last
