"""A value from a schema: seeded, valid, never fetched from anywhere."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from mockfn.errors import SchemaError, Unsatisfiable
from mockfn.schema.validate import validator

__all__ = ["complete", "generate"]

_WORDS = ("alpha", "harbour", "meadow", "summit", "willow", "ember", "canyon", "orchid", "falcon", "granite")
_FORMATS: dict[str, tuple[str, ...]] = {
    "date": ("2026-03-14", "2026-07-02", "2025-11-23"),
    "date-time": ("2026-03-14T09:30:00Z", "2026-07-02T17:05:00Z"),
    "time": ("09:30:00Z", "17:05:00Z"),
    "duration": ("PT30M", "P1D"),
    "email": ("ana.lopez@example.com", "sam.reed@example.org"),
    "hostname": ("api.example.com", "db.example.org"),
    "ipv4": ("192.0.2.17", "198.51.100.4"),
    "ipv6": ("2001:db8::1", "2001:db8::42"),
    "uri": ("https://example.com/orders/17", "https://example.org/docs"),
    "uri-reference": ("/orders/17", "/docs"),
    "uuid": ("3f0c9c1e-7c3a-4a55-9d0a-0f6f6f1b7a21", "b7f7a2de-5a84-4e2c-8a86-6b5f0d9c4e10"),
    "json-pointer": ("/items/0", "/name"),
    "regex": ("^[a-z]+$",),
}
_DEPTH = 6


class _Draw:
    def __init__(self, root: Any, seed: int, strategy: str) -> None:
        self.root, self.random, self.strategy = root, random.Random(seed), strategy

    def value(self, schema: Any, depth: int = 0) -> Any:
        if not isinstance(schema, Mapping):
            return None if schema is True else {}
        schema = self.merged(schema, depth)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self.random.choice(schema["enum"])
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = kind[0] if depth > _DEPTH else self.random.choice([k for k in kind if k != "null"] or ["null"])
        kind = kind or _guess(schema)
        return getattr(self, f"_{kind}", self._string)(schema, depth)

    def merged(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        """The schema with references, allOf and one branch of each choice folded in."""
        out = dict(schema)
        for _ in range(30):
            if "$ref" in out:
                out = _fold(self.resolve(out.pop("$ref")), out)
            elif "allOf" in out:
                for part in out.pop("allOf"):
                    out = _fold(part, out)
            elif key := next((k for k in ("oneOf", "anyOf") if k in out), None):
                options = out.pop(key)
                out = _fold(options[0] if depth > _DEPTH else self.random.choice(options), out)
            else:
                break
        return out

    def resolve(self, ref: str) -> Any:
        node = self.root
        for part in ref.removeprefix("#").split("/")[1:]:
            part = part.replace("~1", "/").replace("~0", "~")
            try:
                node = node[int(part)] if isinstance(node, list) else node[part]
            except (KeyError, ValueError, IndexError, TypeError):
                raise SchemaError(
                    f"$ref {ref!r} leads nowhere", remedy="Point it at a subschema of this schema."
                ) from None
        return node

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        properties = schema.get("properties") or {}
        required = list(schema.get("required") or [])
        extra = {"full": 1.0, "realistic": 0.5}.get(self.strategy, 0.0) if depth <= _DEPTH else 0.0
        chosen = [p for p in properties if p in required or (extra and self.random.random() < extra)]
        chosen += [p for p in required if p not in properties]
        return {p: self.value(properties.get(p, True), depth + 1) for p in chosen}

    def _array(self, schema: Mapping[str, Any], depth: int) -> list[Any]:
        low = schema.get("minItems", 0)
        low = max(low, 1 if depth <= _DEPTH and schema.get("maxItems", 1) else 0)
        high = min(schema.get("maxItems", low + 2), low + 2)
        items = schema.get("items", {"type": "string"})
        return [self.value(items, depth + 1) for _ in range(self.random.randint(low, max(low, high)))]

    def _string(self, schema: Mapping[str, Any], depth: int) -> str:
        del depth
        hints = [h for h in [*(schema.get("examples") or ()), schema.get("default")] if isinstance(h, str)]
        if hints:
            return self.random.choice(hints)
        options = _FORMATS.get(schema.get("format", ""))
        text = self.random.choice(options) if options else " ".join(self.random.sample(_WORDS, 2))
        low, high = schema.get("minLength", 0), schema.get("maxLength")
        return str(text + "x" * (low - len(text)))[:high]

    def _integer(self, schema: Mapping[str, Any], depth: int) -> int:
        del depth
        low = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
        high = schema.get("maximum", schema.get("exclusiveMaximum", low + 101) - 1)
        step = schema.get("multipleOf", 1)
        return int(self.random.randint(int(low), int(max(low, high))) // step * step)

    def _number(self, schema: Mapping[str, Any], depth: int) -> float:
        del depth
        low = schema.get("minimum", schema.get("exclusiveMinimum", 0))
        high = schema.get("maximum", schema.get("exclusiveMaximum", low + 100))
        return float(round(low + (high - low) * self.random.uniform(0.1, 0.9), 2))

    def _boolean(self, schema: Mapping[str, Any], depth: int) -> bool:
        del schema, depth
        return self.random.random() < 0.5

    def _null(self, schema: Mapping[str, Any], depth: int) -> None:
        del schema, depth
        return


def _guess(schema: Mapping[str, Any]) -> str:
    if any(key in schema for key in ("properties", "required", "additionalProperties")):
        return "object"
    if any(key in schema for key in ("items", "minItems", "maxItems")):
        return "array"
    return "number" if any(key in schema for key in ("minimum", "maximum", "multipleOf")) else "string"


def _fold(part: Any, onto: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(part, Mapping):
        return dict(onto)
    out = {**part, **onto}
    for key in ("properties", "required"):
        if key in part and key in onto:
            both = part[key], onto[key]
            out[key] = (
                {**both[0], **both[1]} if key == "properties" else [*both[0], *(n for n in both[1] if n not in both[0])]
            )
    if "allOf" in part and "allOf" in onto:
        out["allOf"] = [*part["allOf"], *onto["allOf"]]
    return out


def generate(schema: Any, *, seed: int = 0, strategy: str = "realistic") -> Any:
    """A value that validates against `schema`. Same schema, seed and strategy, same value.

    `strategy`: "realistic" (optional properties chosen by seed), "required_only", "full" or "minimal".
    Raises `Unsatisfiable` where no value could be found.
    """
    judge = validator(schema)
    for attempt in range(40):
        value = _Draw(schema, seed + attempt * 1_000_003, strategy if attempt < 20 else "required_only").value(schema)
        if judge.is_valid(value):
            return value
    path, keyword, message = judge.errors(value)[0]
    raise Unsatisfiable(f"no value found: {message}", keyword=keyword, path=path)


def complete(
    schema: Any, partial: Mapping[str, Any], *, seed: int = 0, strategy: str = "required_only"
) -> dict[str, Any]:
    """`partial` with what the schema requires and it lacks. Members given stay as they are, valid or not."""
    try:
        whole = generate(schema, seed=seed, strategy=strategy)
    except Unsatisfiable:
        whole = {}
    return {**(whole if isinstance(whole, dict) else {}), **partial}
