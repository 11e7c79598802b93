"""A value against the schema it is meant for: checked, and completed with what the schema requires."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from mockfn.errors import did_you_mean
from mockfn.script.direct import plain_members, plainly_fits

__all__ = ["settled"]

_SHOWN = 5

# Keywords by which a schema may name members somewhere else than in `properties`.
_OPEN = ("patternProperties", "unevaluatedProperties", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "$ref")

# Keywords that look at an object's or a list's own shape, and at nothing in it.
_OF_NAMES = ("type", "required", "additionalProperties", "minProperties", "maxProperties", "minItems", "maxItems")


def settled(value: Any, schema: Any, *, seed: int = 0, unsure: Collection[str] = ()) -> tuple[Any, tuple[str, ...]]:
    """The value, with required members that it lacks made from `seed`; and what the schema rejects of it.

    `unsure` are places in it (JSON Pointers) of which nothing is known: what depends on them is not told. Raises
    `SchemaError` for a schema that is none.
    """
    if _plainly_valid(value, schema):
        return value, ()
    from mockfn.schema import complete, validator

    wrong = _unknown(value, schema)
    judge = validator(schema)
    if not wrong and not judge.is_valid(value):
        if isinstance(value, dict):
            value = complete(schema, value, seed=seed)
        wrong = [
            f"{message} (at {path})" if path else message
            for path, keyword, message in sorted(judge.errors(value))
            if not any(_depends(path, keyword, place) for place in unsure)
        ]
    more = [f"and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
    return value, (*wrong[:_SHOWN], *more)


def _depends(path: str, keyword: str, place: str) -> bool:
    """Whether that `keyword` fails at `path` may be for what stands at `place`."""
    return place == path or (f"{place}/".startswith(f"{path}/") and keyword not in _OF_NAMES)


def _plainly_valid(value: Any, schema: Any) -> bool:
    """True for an object of plain members that plain schemas take: judged ten times faster than by a validator."""
    members = plain_members(value, schema)
    return members is not None and all(plainly_fits(given, members[name]) for name, given in value.items())


def _unknown(value: Any, schema: Any) -> list[str]:
    """Members that a plain object schema does not name. It lets them pass; a model that read it would not send them."""
    known = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(value, dict) or not isinstance(known, dict) or not known:
        return []
    if schema.get("additionalProperties", False) is not False or any(key in schema for key in _OPEN):
        return []
    return [f"it has no parameter {name!r}. {_remedy(name, value, known)}" for name in value if name not in known]


def _remedy(name: str, value: dict[str, Any], known: Iterable[str]) -> str:
    whole = name == "arguments" and isinstance(value[name], dict)
    return "All at once they follow the tool's name: .call(name, {...})." if whole else did_you_mean(name, known)
