"""Does a value meet a schema? `jsonschema` has the word. Formats are asserted, patterns bounded, nothing is fetched.

The habits of careless schemas are mended first (`repair.py`), so that a validator meant for correct ones can read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from mockfn.errors import SchemaError
from mockfn.pointers import pointer_of
from mockfn.schema.dead import Malformed
from mockfn.schema.dialect import LATEST, draft_of
from mockfn.schema.document import content, decoded, pointer_to
from mockfn.schema.formats import FORMATS
from mockfn.schema.regex.parse import NotARegex
from mockfn.schema.regex.pattern import matcher
from mockfn.schema.repair import repaired

__all__ = ["Validator", "validator"]

_CLASSES = {3: "Draft3Validator", 4: "Draft4Validator", 6: "Draft6Validator", 7: "Draft7Validator",
            2019: "Draft201909Validator", 2020: "Draft202012Validator", LATEST: "Draft202012Validator"}  # fmt: skip


class Validator:
    """A checker of one schema. Get it from `validator`, which caches."""

    __slots__ = ("_inner",)

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def is_valid(self, value: Any) -> bool:
        """True where `value` meets the schema. Raises `SchemaError` where a reference leads nowhere."""
        with _Told():
            return bool(self._inner.is_valid(value))

    def errors(self, value: Any) -> list[tuple[str, str, str]]:
        """Every way in which `value` fails: (JSON Pointer into the value, keyword, message), outermost first."""
        with _Told():
            found = sorted(self._inner.iter_errors(value), key=lambda error: (len(error.absolute_path), error.message))
        return [(pointer_of(error.absolute_path), str(error.validator), error.message) for error in found]


class _Told:
    """Turns what a validator raises about the schema into a `SchemaError`."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, _: object) -> None:
        if isinstance(problem, RecursionError):
            raise SchemaError("the schema refers to itself without end, or is nested too deeply") from None
        if isinstance(problem, NotARegex):
            raise SchemaError(f"pattern is no regular expression: {problem}") from None
        if kind is not None and "Referenc" in kind.__name__:
            raise SchemaError(f"a reference leads nowhere: {problem}", remedy="mockfn fetches none.") from None


def validator(schema: Any) -> Validator:
    """The checker of `schema`, cached by content. Raises `SchemaError` where it is no JSON Schema."""
    return _validator(content(schema))


@lru_cache(maxsize=128)
def _validator(key: bytes) -> Validator:
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]  # it has no types

    schema = decoded(key)
    draft = draft_of(schema)
    try:
        mended = repaired(schema, draft)
    except Malformed as problem:
        raise SchemaError(str(problem), path=pointer_to(schema, problem.raw)) from None
    except RecursionError:
        raise SchemaError("the schema is nested too deeply", remedy="Nest it less than 300 levels.") from None
    return Validator(_class(draft)(mended, format_checker=_formats(), registry=REGISTRY))


@cache
def _class(draft: int) -> Any:
    """jsonschema's validator of a draft, with patterns read as ECMA 262 has them and matched in bounded time."""
    import jsonschema

    plain = getattr(jsonschema, _CLASSES[draft])
    own = {"pattern": _pattern, "patternProperties": _pattern_properties, "additionalProperties": _additional}
    return jsonschema.validators.extend(plain, own)  # type: ignore[no-untyped-call]  # nor has this function


@cache
def _formats() -> Any:
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=())
    for name, one in FORMATS.items():
        if one.check is not None:
            checker.checks(name)(_text_only(one.check))
    return checker


def _text_only(check: Any) -> Any:
    return lambda value: not isinstance(value, str) or check(value)


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if isinstance(value, str) and not matcher(pattern)(value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _pattern_properties(inner: Any, patterns: dict[str, Any], value: Any, _: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for pattern, one in patterns.items():
            found = matcher(pattern)
            for name, member in value.items():
                if found(name):
                    yield from inner.descend(member, one, path=name, schema_path=pattern)


def _additional(inner: Any, rest: Any, value: Any, schema: dict[str, Any]) -> Iterator[Any]:
    from jsonschema import ValidationError

    if not isinstance(value, dict) or rest is True:
        return
    found = [matcher(pattern) for pattern in schema.get("patternProperties", ())]
    extra = [name for name in value if name not in schema.get("properties", {}) and not any(f(name) for f in found)]
    if isinstance(rest, dict):
        for name in extra:
            yield from inner.descend(value[name], rest, path=name)
    elif extra:
        named = ", ".join(map(repr, extra))
        yield ValidationError(f"{named} {'was' if len(extra) == 1 else 'were'} unexpected: no additional properties")
