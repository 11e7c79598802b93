"""Integers and numbers within bounds and steps, in the range a field of that name would have.

Steps are decimals: 0.01 means a hundredth, so they are counted as fractions. What is drawn also holds where a
validator divides floats (jsonschema does), which is why a candidate is looked at twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from mockfn.schema.assertion import multiple, same
from mockfn.schema.dead import Dead
from mockfn.schema.dialect import FRACTION, INTEGER, NUMBER
from mockfn.schema.node import Node, Run, pick
from mockfn.schema.realism.clue import Clue
from mockfn.schema.realism.measures import Span
from mockfn.schema.shape import Shape

__all__ = ["Number", "number"]

_TRIES = 40
_LISTED = 400
_EXACT = 2**53  # beyond it a number that need not be an integer is written as a float
_FORMATS = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1), "uint32": (0, 2**32 - 1)}


def number(shape: Shape, clue: Clue, bits: int) -> Node:
    """The node for numbers of these types. Raises `Dead` where the bounds leave none."""
    step = _step(shape.steps)
    if bits == INTEGER:
        step = Fraction(1) if step is None else Fraction(step.numerator)
    floor, roof = _bound(shape.floor), _bound(shape.roof)
    low, high = _counts(floor, roof, step, shape)
    if (
        floor is not None
        and roof is not None
        and (floor > roof or (floor == roof and (shape.floor_open or shape.roof_open)))
    ):
        raise Dead(*_blame(shape), "the bounds leave no number")
    if low is not None and high is not None and low > high:
        raise Dead(
            *_blame(shape), "no multiple lies within the bounds" if shape.steps else "the bounds leave no integer"
        )
    return Number(shape, clue, bits, step)


def _blame(shape: Shape) -> tuple[str, Any]:
    return shape.blame.get(NUMBER, ("type", None))


def _bound(value: Any) -> Fraction | None:
    return None if value is None else _decimal(value)


def _decimal(value: Any) -> Fraction:
    """A number as it is written: 0.1 is a tenth."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def _step(steps: Sequence[Any]) -> Fraction | None:
    """The smallest number that is a multiple of all steps; a float counts as the decimal it is written as."""
    found: Fraction | None = None
    for one in steps:
        step = _decimal(one)
        if found is None:
            found = step
        else:
            top = math.lcm(found.numerator * step.denominator, step.numerator * found.denominator)
            found = Fraction(top, found.denominator * step.denominator)
    return found


def _counts(
    floor: Fraction | None, roof: Fraction | None, step: Fraction | None, shape: Shape
) -> tuple[int | None, int | None]:
    """The first and last multiple of the step within the bounds, counted in steps."""
    if step is None:
        return None, None
    low = None if floor is None else math.ceil(floor / step)
    high = None if roof is None else math.floor(roof / step)
    if low is not None and shape.floor_open and low * step == floor:
        low += 1
    if high is not None and shape.roof_open and high * step == roof:
        high -= 1
    return low, high


class Number(Node):
    """Draws an integer or a number."""

    __slots__ = (
        "_bits",
        "_blame",
        "_first",
        "_high",
        "_hints",
        "_last",
        "_low",
        "_places",
        "_shape",
        "_share",
        "_step",
    )

    def __init__(self, shape: Shape, clue: Clue, bits: int, step: Fraction | None) -> None:
        super().__init__()
        self._shape, self._bits = shape, bits
        self._blame = _blame(shape)
        span = clue.span()
        whole = bits == INTEGER or (step is None and span.places == 0 and bits & INTEGER)
        self._places = max(span.places, 0 if bits & INTEGER else 1)
        self._step = step if step is not None else (Fraction(1) if whole else None)
        self._low, self._high = self._sensible(span)
        self._first, self._last = self._ends()
        hints = clue.hints(INTEGER | FRACTION)
        self._hints = [one for hint in hints.values if self._fits(one := self._plain(hint))]
        self._share = hints.share

    def _plain(self, value: Any) -> Any:
        return int(value) if self._bits & INTEGER and isinstance(value, float) and value.is_integer() else value

    def _sensible(self, span: Span) -> tuple[Fraction, Fraction]:
        """The range to draw from: what the name suggests, where the bounds allow it; else near the bounds."""
        floor, roof = _bound(self._shape.floor), _bound(self._shape.roof)
        for name in self._shape.formats:
            if name in _FORMATS and self._bits == INTEGER:
                least, most = _FORMATS[name]
                floor, roof = (
                    max(floor or Fraction(least), Fraction(least)),
                    min(roof or Fraction(most), Fraction(most)),
                )
        low, high = Fraction(span.low), Fraction(span.high)
        width = max(high - low, (self._step or Fraction(1)) * 20)
        if floor is not None and low < floor:
            low, high = floor, (high if high > floor else floor + width)
        if roof is not None and high > roof:
            low, high = (low if low < roof else roof - width), roof
        if floor is not None:
            low = max(low, floor)
        return low, high

    def _fits(self, value: Any) -> bool:
        shape = self._shape
        if type(value) is float:
            bit = INTEGER if value.is_integer() else FRACTION
        elif type(value) is int:
            bit = INTEGER
        else:
            return False
        if not bit & self._bits or any(same(value, one) for one in shape.banned):
            return False
        if shape.floor is not None and (value < shape.floor or (shape.floor_open and value == shape.floor)):
            return False
        if shape.roof is not None and (value > shape.roof or (shape.roof_open and value == shape.roof)):
            return False
        if shape.antisteps and any(multiple(value, step) for step in shape.antisteps):
            return False
        return all(multiple(value, step) for step in shape.steps)

    def draw(self, run: Run, level: int) -> Any:  # noqa: ARG002 - nodes have one signature
        """A number."""
        run.spend(self)
        if run.minimal:
            return self._smallest()
        random = run.random
        if self._hints and random.random() < self._share:
            return pick(random, self._hints)
        for _ in range(_TRIES):
            value = self._candidate(random.random())
            if self._fits(value):
                return value
        return self._searched()

    def _candidate(self, share: float) -> Any:
        """A number `share` of the way through the range, on a step where there is one."""
        step = self._step
        if step is None:
            low, high = float(self._low), float(self._high)
            return self._rounded(low + share * (high - low))
        count = self._first + int(share * (self._last - self._first + 1))
        return count if step == 1 and self._bits == INTEGER else self._written(step * count)

    def _ends(self) -> tuple[int, int]:
        """The first and the last step within the range."""
        if self._step is None:
            return 0, 0
        first, last = math.ceil(self._low / self._step), math.floor(self._high / self._step)
        if self._shape.floor_open and first * self._step == self._shape.floor and first < last:
            first += 1
        return first, last

    def _rounded(self, value: float) -> float:
        for places in (self._places, self._places + 2, self._places + 5):
            short = round(value, places)
            if self._low <= _decimal(short) <= self._high:
                return short + 0.0
        return value

    def _written(self, value: Fraction) -> Any:
        """As JSON has it: an integer where it is one."""
        if value.denominator == 1 and self._bits & INTEGER and (self._bits == INTEGER or abs(value) < _EXACT):
            return value.numerator
        try:
            return float(value)
        except OverflowError:
            return value.numerator // value.denominator

    def _smallest(self) -> Any:
        shape = self._shape
        zero = Fraction(0)
        floor, roof = _bound(shape.floor), _bound(shape.roof)
        near = max(floor, zero) if floor is not None else min(roof, zero) if roof is not None else zero
        near = min(near, roof) if roof is not None else near
        step = self._step or Fraction(1, 10 ** max(self._places, 1))
        start = math.ceil(near / step) if near >= 0 else math.floor(near / step)
        for away in range(_TRIES):
            for count in (start + away, start - away):
                if self._fits(value := self._written(count * step)):
                    return value
        return self._searched()

    @property
    def values(self) -> list[Any]:
        """Those that can be counted out, where a number that has not come up yet is wanted."""
        if self._step is None:
            return []
        counts = range(self._first, min(self._last, self._first + _LISTED) + 1)
        return [one for count in counts if self._fits(one := self._written(self._step * count))]

    def _searched(self) -> Any:
        """Where chance found none: the edges of the range, and what lies next to them."""
        shape = self._shape
        low, high = self._low, self._high
        edges: list[Any] = [self._written(low), self._written(high), self._written((low + high) / 2)]
        edges += [self._written(low + (high - low) * Fraction(1, part)) for part in (4, 10, 3, 7)]
        if self._step is not None:
            steps = range(self._first, min(self._last, self._first + 2000) + 1)
            edges += [self._written(self._step * count) for count in steps]
            edges += [one.numerator for count in steps[:_TRIES] if (one := self._step * count).denominator == 1]
        for bound in (shape.floor, shape.roof):
            if bound is not None:  # above 2**53 the next float may lie beyond the other bound, but not the next integer
                near = float(bound)
                edges += [math.nextafter(near, math.inf), math.nextafter(near, -math.inf), bound]
                edges += [math.floor(bound), math.ceil(bound), math.floor(bound) + 1, math.ceil(bound) - 1]
        for value in [*edges, 0, 1, 0.5]:
            if self._fits(value):
                return value
        raise Dead(*self._blame, "no number that meets it was found")

    def blame(self) -> tuple[str, Any]:
        """The bound or step."""
        return self._blame
