"""Does a value meet a schema? `jsonschema` has the word, `format` is asserted, nothing is fetched."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from mockfn.errors import SchemaError

__all__ = ["Validator", "validator"]


class Validator:
    """A checker of one schema. Get it from `validator`, which caches."""

    __slots__ = ("_inner",)

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def is_valid(self, value: Any) -> bool:
        """True where `value` meets the schema."""
        return bool(self._inner.is_valid(value))

    def errors(self, value: Any) -> list[tuple[str, str, str]]:
        """Every way in which `value` fails: (JSON Pointer into the value, keyword, message), outermost first."""
        found = sorted(
            self._inner.iter_errors(value), key=lambda error: (len(error.absolute_path), str(error.absolute_path))
        )
        return [(_pointer(error.absolute_path), str(error.validator), error.message) for error in found]


def validator(schema: Any) -> Validator:
    """The checker of `schema`, cached by content. Raises `SchemaError` where it is no JSON Schema."""
    try:
        key = msgspec.json.encode(schema)
    except (TypeError, ValueError, RecursionError) as problem:
        raise SchemaError(f"not a JSON Schema: {problem}") from None
    return _validator(key)


@lru_cache(maxsize=1024)
def _validator(key: bytes) -> Validator:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import validator_for

    schema = msgspec.json.decode(key)
    if not isinstance(schema, dict | bool):
        raise SchemaError(f"a JSON Schema is an object or a boolean, not {type(schema).__name__}")
    cls = validator_for(schema, default=Draft202012Validator)
    return Validator(cls(schema, format_checker=cls.FORMAT_CHECKER))


def _pointer(path: Any) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
