"""Every single way to break a schema: valid values with one keyword violated at one place, each proven invalid.

A mutation starts from a valid value and changes one place of it: by an edit a model would make by mistake (a number as
text, a member left out, a word beyond the enumeration), else by a value made for the purpose. `jsonschema` says what it
breaks; what breaks nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from mockfn.pointers import steps_of
from mockfn.schema.breaking import BREAKING
from mockfn.schema.compile import BUDGET, Program
from mockfn.schema.dead import Dead, Malformed
from mockfn.schema.document import content, decoded, pointer_to
from mockfn.schema.generate import generate
from mockfn.schema.node import Run, Strategy
from mockfn.schema.realism.clue import Clue
from mockfn.schema.sites import Place, places
from mockfn.schema.validate import Validator, validator

__all__ = ["Mutation", "mutations"]

_BASES: tuple[tuple[Strategy, int], ...] = (("full", 0), ("realistic", 1), ("realistic", 2), ("required_only", 3))
_MOST = 400  # mutations of one schema
_LARGEST = 8_000  # bytes of a value to start from: it is validated once for every candidate
_PROOFS = 1500  # candidates that are validated
_CHOICES = frozenset(("anyOf", "oneOf", "allOf", "not", "if", "$ref", "type"))
# The names a validator of an older draft gives to what is read as another keyword.
_ALIASES = {
    "multipleOf": "divisibleBy",
    "prefixItems": "items",
    "dependentRequired": "dependencies",
    "dependentSchemas": "dependencies",
    "exclusiveMinimum": "minimum",
    "exclusiveMaximum": "maximum",
    "items": "additionalItems",
    "not": "disallow",
    "allOf": "extends",
}


class Mutation(msgspec.Struct, frozen=True):
    """A value that is wrong in one way.

    `keyword` is violated at `path` (a JSON Pointer into `value`); `schema_path` points to the schema object that has
    the keyword. `breaks` names every keyword that fails there, which is more than one where the schema allows no less.
    """

    keyword: str
    path: str
    schema_path: str
    value: Any
    breaks: tuple[str, ...]

    @property
    def name(self) -> str:
        """ "maximum at /age"."""
        return f"{self.keyword} at {self.path or 'the root'}"


def mutations(schema: Any) -> list[Mutation]:
    """Each way to break `schema`, once. The same for the same schema; empty for a schema that nothing breaks.

    Raises `SchemaError` for what is no schema and `Unsatisfiable` where there is no valid value to start from.
    """
    key = content(schema)
    program, judge = Program(decoded(key)), _Judge(validator(schema))
    found: dict[tuple[str, str, str], Mutation] = {}
    for base in _valid(schema):
        for place in places(program, base):
            for mutation in _at(program, judge, base, place):
                if len(found) < _MOST:
                    found.setdefault((mutation.schema_path, mutation.keyword, _detail(mutation, base)), mutation)
    return list(found.values())


class _Judge:
    """A validator that is asked only so often."""

    def __init__(self, inner: Validator) -> None:
        self._inner, self._left = inner, _PROOFS

    def errors(self, value: Any) -> list[tuple[str, str, str]]:
        """What the value breaks; nothing once too much was asked."""
        self._left -= 1
        return self._inner.errors(value) if self._left >= 0 else []


def _valid(schema: Any) -> Iterator[Any]:
    """Valid values to start from: with all members first, then others, for other branches."""
    yielded = 0
    for strategy, seed in _BASES:
        value = generate(schema, seed=seed, strategy=strategy)
        if len(content(value)) < _LARGEST or (strategy == "required_only" and not yielded):
            yielded += 1
            yield value


def _detail(mutation: Mutation, base: Any) -> str:
    """What tells two mutations of one keyword apart: the name of the member left out."""
    if mutation.keyword != "required":
        return ""
    return ",".join(sorted(set(_seen(base, mutation.path)) - set(_seen(mutation.value, mutation.path))))


def _seen(value: Any, pointer: str) -> Any:
    for step in steps_of(pointer):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value if isinstance(value, dict) else ()


def _at(program: Program, judge: _Judge, base: Any, place: Place) -> Iterator[Mutation]:
    """The mutations of one place: one for each keyword, one for each required name."""
    pointer = pointer_to(program.schema, place.site.raw)
    for keyword in place.site.clause:
        if keyword == "required":
            for name in dict.fromkeys(place.site.clause["required"]):
                if isinstance(place.value, dict) and name in place.value:
                    left = {key: one for key, one in place.value.items() if key != name}
                    yield from _proven(judge, base, place, keyword, pointer, iter([left]))
        elif keyword in BREAKING:
            yield from _proven(judge, base, place, keyword, pointer, _candidates(program, place, keyword))


def _candidates(program: Program, place: Place, keyword: str) -> Iterator[Any]:
    edit = BREAKING[keyword]
    if edit is not None:
        yield from edit(place.value, place.site.clause)
    yield from _made(program, place, keyword)


def _made(program: Program, place: Place, keyword: str) -> Iterator[Any]:
    """A value that meets all of the place but the keyword."""
    book, clause = program.book, place.site.clause
    rest = book.demand(**{key: one for key, one in clause.items() if key != keyword})
    beside = {key: clause[key] for key in _BESIDE.get(keyword, ()) if key in clause}
    refusal = book.keep({"not": book.demand(**beside, **{keyword: clause[keyword]})})
    program.budget = BUDGET
    try:
        link = program.link(((rest, place.site.trail), (refusal, place.site.trail)), Clue(place.name))
        yield link.open().draw(Run(0, "required_only"), 0)
    except (Dead, Malformed, RecursionError):
        return


# What a keyword needs beside it to mean the same.
_BESIDE = {
    "additionalProperties": ("properties", "patternProperties"),
    "items": ("prefixItems",),
    "contains": ("minContains", "maxContains"),
    "unevaluatedProperties": (
        "properties",
        "patternProperties",
        "allOf",
        "anyOf",
        "oneOf",
        "$ref",
        "if",
        "then",
        "else",
    ),
    "unevaluatedItems": ("prefixItems", "contains", "allOf", "anyOf", "oneOf", "$ref", "if", "then", "else"),
}


def _proven(
    judge: _Judge, base: Any, place: Place, keyword: str, pointer: str, candidates: Iterator[Any]
) -> Iterator[Mutation]:
    """The first candidate that breaks the keyword alone, else the one that breaks least beside it."""
    names = {keyword, _ALIASES.get(keyword, keyword)}
    best: tuple[int, Mutation] | None = None
    for candidate in candidates:
        value = place.put(base, candidate)
        errors = judge.errors(value)
        broken = tuple(dict.fromkeys(error[1] for error in errors))
        meant = names & set(broken) or (place.chosen and _CHOICES & set(broken))
        if not errors or not (meant or keyword == "propertyNames"):  # whose errors go by the keyword within
            continue
        mutation = Mutation(keyword, place.pointer, pointer, value, broken)
        if len(broken) == 1:
            yield mutation
            return
        if best is None or len(errors) < best[0]:
            best = len(errors), mutation
    if best is not None:
        yield best[1]
