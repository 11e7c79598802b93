"""Does a value meet a subschema? Asked thousands of times while a value is built, so answered by closures.

The public word on validity is `jsonschema`'s (`validate.py`); tests hold the two together. Formats are asserted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mockfn.schema.assertion import ASSERTIONS, Judge
from mockfn.schema.regex.pattern import matcher
from mockfn.schema.resolve import Book, Site, Trail

__all__ = ["Checker", "Test"]


class Test:
    """One subschema as a question. Its parts are made when it is first asked, so that it may ask itself."""

    __slots__ = ("_checker", "_parts", "raw", "trail")

    def __init__(self, checker: Checker, raw: Any, trail: Trail) -> None:
        self._checker, self.raw, self.trail = checker, raw, trail
        self._parts: list[Judge] | None = None

    def __call__(self, value: Any) -> bool:
        parts = self._parts
        if parts is None:
            parts = self._parts = self._checker.parts(self.raw, self.trail)
        for part in parts:  # noqa: SIM110 - half the time of all()
            if not part(value):
                return False
        return True


class Checker:
    """The questions of one document. `loose` is the same without formats, for those who do not assert them."""

    def __init__(self, book: Book, *, formats: bool = True, loose: Checker | None = None) -> None:
        self.book, self.loose, self._formats = book, loose, formats
        self._tests: dict[tuple[int, Trail], Test] = {}

    def test(self, raw: Any, trail: Trail = ()) -> Test:
        """The question whether a value meets `raw`, reached with the dynamic scope `trail`."""
        found = self._tests.get((id(raw), trail))
        if found is None:
            found = self._tests[id(raw), trail] = Test(self, raw, trail)
        return found

    def parts(self, raw: Any, trail: Trail) -> list[Judge]:
        """One question for each keyword of `raw`."""
        if isinstance(raw, bool):
            return [] if raw else [_nothing]
        site = self.book.site(raw, trail)
        judges = (self.keyword(site, key) for key in site.clause)
        return [judge for judge in judges if judge is not None]

    def keyword(self, site: Site, key: str) -> Judge | None:
        """The question one keyword of a schema object asks; None for those that ask nothing."""
        simple = ASSERTIONS.get(key)
        if simple is not None:
            return simple(site.clause[key]) if self._formats or key != "format" else None
        make = _NESTED.get(key)
        return make(self, site) if make else None

    def firm(self, site: Site, key: str) -> Judge | None:
        """The question a keyword asks, to be answered yes whether formats are asserted or not."""
        strict = self.keyword(site, key)
        lax = self.loose.keyword(site, key) if self.loose is not None else None
        if strict is None or lax is None:
            return strict
        return lambda value: strict(value) and lax(value)


def _nothing(_: Any) -> bool:
    return False


# --- keywords that hold subschemas ----------------------------------------------------------------------------------


def _reference(key: str) -> Callable[[Checker, Site], Judge]:
    return lambda checker, site: checker.test(checker.book.follow(site, key), site.trail)


def _all_of(checker: Checker, site: Site) -> Judge:
    tests = [checker.test(one, site.trail) for one in site.clause["allOf"]]
    return lambda value: all(test(value) for test in tests)


def _any_of(checker: Checker, site: Site) -> Judge:
    tests = [checker.test(one, site.trail) for one in site.clause["anyOf"]]
    return lambda value: any(test(value) for test in tests)


def _one_of(checker: Checker, site: Site) -> Judge:
    tests = [checker.test(one, site.trail) for one in site.clause["oneOf"]]

    def judge(value: Any) -> bool:
        found = False
        for test in tests:
            if test(value):
                if found:
                    return False
                found = True
        return found

    return judge


def _not(checker: Checker, site: Site) -> Judge:
    test = checker.test(site.clause["not"], site.trail)
    return lambda value: not test(value)


def _if(checker: Checker, site: Site) -> Judge:
    condition = checker.test(site.clause["if"], site.trail)
    then, otherwise = (checker.test(site.clause.get(key, True), site.trail) for key in ("then", "else"))
    return lambda value: then(value) if condition(value) else otherwise(value)


def _dependent_schemas(checker: Checker, site: Site) -> Judge:
    tests = [(name, checker.test(one, site.trail)) for name, one in site.clause["dependentSchemas"].items()]
    return lambda value: type(value) is not dict or all(test(value) for name, test in tests if name in value)


def _properties(checker: Checker, site: Site) -> Judge:
    named = {name: checker.test(one, site.trail) for name, one in site.clause["properties"].items()}

    def judge(value: Any) -> bool:
        if type(value) is dict:
            for name, member in value.items():
                test = named.get(name)
                if test is not None and not test(member):
                    return False
        return True

    return judge


def _pattern_properties(checker: Checker, site: Site) -> Judge:
    rules = [
        (matcher(pattern), checker.test(one, site.trail)) for pattern, one in site.clause["patternProperties"].items()
    ]
    return lambda value: (
        type(value) is not dict
        or all(test(member) for name, member in value.items() for found, test in rules if found(name))
    )


def _additional(checker: Checker, site: Site) -> Judge:
    known = site.clause.get("properties", {})
    patterns = [matcher(pattern) for pattern in site.clause.get("patternProperties", ())]
    test = checker.test(site.clause["additionalProperties"], site.trail)
    return lambda value: (
        type(value) is not dict
        or all(
            test(member) for name, member in value.items() if name not in known and not any(p(name) for p in patterns)
        )
    )


def _property_names(checker: Checker, site: Site) -> Judge:
    test = checker.test(site.clause["propertyNames"], site.trail)
    return lambda value: type(value) is not dict or all(test(name) for name in value)


def _prefix(checker: Checker, site: Site) -> Judge:
    tests = [checker.test(one, site.trail) for one in site.clause["prefixItems"]]
    return lambda value: type(value) is not list or all(test(item) for test, item in zip(tests, value, strict=False))


def _items(checker: Checker, site: Site) -> Judge:
    test, first = checker.test(site.clause["items"], site.trail), len(site.clause.get("prefixItems", ()))
    return lambda value: type(value) is not list or all(test(item) for item in value[first:])


def _contains(checker: Checker, site: Site) -> Judge:
    test = checker.test(site.clause["contains"], site.trail)
    low, high = site.clause.get("minContains", 1), site.clause.get("maxContains")

    def judge(value: Any) -> bool:
        if type(value) is not list:
            return True
        count = sum(1 for item in value if test(item))
        return count >= low and (high is None or count <= high)

    return judge


def _unevaluated_properties(checker: Checker, site: Site) -> Judge:
    test = checker.test(site.clause["unevaluatedProperties"], site.trail)

    def judge(value: Any) -> bool:
        if type(value) is not dict:
            return True
        seen = _names(checker, site, value)
        return all(test(member) for name, member in value.items() if name not in seen)

    return judge


def _unevaluated_items(checker: Checker, site: Site) -> Judge:
    test = checker.test(site.clause["unevaluatedItems"], site.trail)

    def judge(value: Any) -> bool:
        if type(value) is not list:
            return True
        seen = _indexes(checker, site, value)
        return all(test(item) for index, item in enumerate(value) if index not in seen)

    return judge


# --- what unevaluated* leaves out: annotations, made anew when asked for (JSON Schema 2020-12 core, 11) --------------


def _names(checker: Checker, site: Site, value: dict[str, Any], *, inner: bool = False) -> set[str]:
    """The members of `value` that a schema object evaluates; `inner` counts its own unevaluatedProperties too."""
    clause = site.clause
    if "additionalProperties" in clause or (inner and "unevaluatedProperties" in clause):
        return set(value)
    seen = {name for name in clause.get("properties", ()) if name in value}
    for pattern in clause.get("patternProperties", ()):
        found = matcher(pattern)
        seen.update(name for name in value if found(name))
    for one in _applied(checker, site, value):
        seen |= _names(checker, one, value, inner=True)
    return seen


def _indexes(checker: Checker, site: Site, value: list[Any], *, inner: bool = False) -> set[int]:
    """The _indexes of the items of `value` that a schema object evaluates."""
    clause = site.clause
    if "items" in clause or (inner and "unevaluatedItems" in clause):
        return set(range(len(value)))
    seen = set(range(min(len(value), len(clause.get("prefixItems", ())))))
    if "contains" in clause:
        test = checker.test(clause["contains"], site.trail)
        seen.update(index for index, item in enumerate(value) if test(item))
    for one in _applied(checker, site, value):
        seen |= _indexes(checker, one, value, inner=True)
    return seen


def _applied(checker: Checker, site: Site, value: Any) -> Iterator[Site]:
    """The schema objects in `site` that apply to the same place and that `value` meets."""
    for raw in _places(checker, site, value):
        if isinstance(raw, dict):
            yield checker.book.site(raw, site.trail)


def _places(checker: Checker, site: Site, value: Any) -> Iterator[Any]:
    clause, trail = site.clause, site.trail
    for key in ("$ref", "$dynamicRef", "$recursiveRef"):
        if key in clause:
            yield checker.book.follow(site, key)
    yield from clause.get("allOf", ())
    for key in ("anyOf", "oneOf"):
        yield from (one for one in clause.get(key, ()) if checker.test(one, trail)(value))
    if "if" in clause:
        held = checker.test(clause["if"], trail)(value)
        yield clause["if"] if held else True
        yield clause.get("then" if held else "else", True)
    if isinstance(value, dict):
        yield from (one for name, one in clause.get("dependentSchemas", {}).items() if name in value)


_NESTED: dict[str, Callable[[Checker, Site], Judge]] = {
    "$ref": _reference("$ref"),
    "$dynamicRef": _reference("$dynamicRef"),
    "$recursiveRef": _reference("$recursiveRef"),
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
    "dependentSchemas": _dependent_schemas,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "prefixItems": _prefix,
    "items": _items,
    "contains": _contains,
    "unevaluatedProperties": _unevaluated_properties,
    "unevaluatedItems": _unevaluated_items,
}
