"""Does a value meet a subschema? Asked thousands of times while a value is built, so answered by closures.

The public word on validity is `jsonschema`'s (`validate.py`); tests hold the two together. Formats are asserted.
"""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import Any

from mockfn.schema import evaluated
from mockfn.schema.dialect import ANY, ARRAY, BOOLEAN, FRACTION, INTEGER, NULL, OBJECT, STRING
from mockfn.schema.formats import FORMATS
from mockfn.schema.regex.pattern import matcher
from mockfn.schema.resolve import Book, Site, Trail

__all__ = ["Checker", "Test", "bits_of", "same"]

Judge = Callable[[Any], bool]

_BITS = {type(None): NULL, bool: BOOLEAN, int: INTEGER, str: STRING, list: ARRAY, dict: OBJECT}


def bits_of(value: Any) -> int:
    """The type bit of a JSON value; 1.0 is an integer."""
    if type(value) is float:
        return INTEGER if value.is_integer() else FRACTION
    return _BITS.get(type(value), 0)


def same(one: Any, two: Any) -> bool:
    """JSON equality: 1 is 1.0, and neither is true."""
    if type(one) is list and type(two) is list:
        return len(one) == len(two) and all(map(same, one, two))
    if type(one) is dict and type(two) is dict:
        return one.keys() == two.keys() and all(same(value, two[key]) for key, value in one.items())
    if type(one) is bool or type(two) is bool:
        return one is two
    return bool(one == two)


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
        simple = _SIMPLE.get(key)
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


# --- keywords that need only their own argument ---------------------------------------------------------------------


def _type(bits: int) -> Judge | None:
    if bits & ANY == ANY:
        return None
    return lambda value: bool(bits_of(value) & bits)


def _enum(values: list[Any]) -> Judge:
    return lambda value: any(same(value, one) for one in values)


def _is_number(value: Any) -> bool:
    return type(value) is int or type(value) is float


def multiple(value: float, step: float) -> bool:
    """As jsonschema computes it: by division where the step is a float."""
    if type(step) is int:
        return value % step == 0
    quotient = value / step
    try:
        return int(quotient) == quotient
    except OverflowError:
        return False


def unique(values: list[Any]) -> bool:
    """No two the same."""
    plain = [value for value in values if type(value) is str or type(value) is int]
    if len(set(plain)) != len(plain):
        return False
    if len(plain) == len(values):
        return True
    return not any(same(one, two) for i, one in enumerate(values) for two in values[:i])


def _counted(kind: type[Sized], holds: Callable[[int, int], bool]) -> Callable[[int], Judge]:
    return lambda bound: lambda value: type(value) is not kind or holds(len(value), bound)


def _compared(holds: Callable[[Any, Any], bool]) -> Callable[[Any], Judge]:
    return lambda bound: lambda value: not _is_number(value) or holds(value, bound)


def _pattern(pattern: str) -> Judge:
    found = matcher(pattern)
    return lambda value: type(value) is not str or found(value)


def _antipattern(pattern: str) -> Judge:
    found = matcher(pattern)
    return lambda value: type(value) is not str or not found(value)


def _format(name: str) -> Judge | None:
    known = FORMATS.get(name)
    if known is None or known.check is None:
        return None
    check = known.check
    return lambda value: type(value) is not str or check(value)


_SIMPLE: dict[str, Callable[[Any], Judge | None]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda wanted: lambda value: same(value, wanted),
    "minimum": _compared(lambda value, bound: value >= bound),
    "maximum": _compared(lambda value, bound: value <= bound),
    "exclusiveMinimum": _compared(lambda value, bound: value > bound),
    "exclusiveMaximum": _compared(lambda value, bound: value < bound),
    "multipleOf": _compared(multiple),
    "minLength": _counted(str, lambda size, bound: size >= bound),
    "maxLength": _counted(str, lambda size, bound: size <= bound),
    "pattern": _pattern,
    "format": _format,
    "minItems": _counted(list, lambda size, bound: size >= bound),
    "maxItems": _counted(list, lambda size, bound: size <= bound),
    "uniqueItems": lambda _: lambda value: type(value) is not list or unique(value),
    "minProperties": _counted(dict, lambda size, bound: size >= bound),
    "maxProperties": _counted(dict, lambda size, bound: size <= bound),
    "required": lambda names: lambda value: type(value) is not dict or all(name in value for name in names),
    "banned": lambda values: lambda value: not any(same(value, one) for one in values),
    "antipattern": _antipattern,
    "dependentRequired": lambda needs: (
        lambda value: (
            type(value) is not dict or all(n in value for name, ns in needs.items() if name in value for n in ns)
        )
    ),
}

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
        seen = evaluated.names(checker, site, value)
        return all(test(member) for name, member in value.items() if name not in seen)

    return judge


def _unevaluated_items(checker: Checker, site: Site) -> Judge:
    test = checker.test(site.clause["unevaluatedItems"], site.trail)

    def judge(value: Any) -> bool:
        if type(value) is not list:
            return True
        seen = evaluated.indexes(checker, site, value)
        return all(test(item) for index, item in enumerate(value) if index not in seen)

    return judge


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
