"""Strings: from what the schema suggests, what a field of that name holds, its format, its pattern, in that order.

A source that is no proof by itself is tried when the node is made, with chance of its own, and kept where it often
fits; what is drawn from it is still looked at.
"""

from __future__ import annotations

import random as _random
from collections.abc import Callable, Sequence
from typing import Any

from mockfn.schema.dead import Dead, Malformed
from mockfn.schema.dialect import STRING
from mockfn.schema.formats import FORMATS
from mockfn.schema.node import Node, Run, pick
from mockfn.schema.realism.clue import Clue
from mockfn.schema.realism.scene import Scene
from mockfn.schema.regex.automaton import Automaton, Language, TooLarge, is_regular
from mockfn.schema.regex.parse import At, Look, NotARegex, Seq
from mockfn.schema.regex.parse import Node as Part
from mockfn.schema.regex.pattern import Pattern, compiled
from mockfn.schema.shape import Shape

__all__ = ["text"]

_LONGEST = 100_000  # characters a string is given at most
_UNKNOWN = 0.85  # how often a suggestion is taken where nothing better is known
_TRIALS = 6  # draws that decide whether a source is kept
_TRIES = 8  # draws from each source
_LISTED = 400
_MINIMAL = "a"

_Source = Callable[[Scene], "str | None"]


def text(shape: Shape, clue: Clue) -> Node:
    """The node for strings. Raises `Dead` where the bounds leave none."""
    blame = shape.blame.get(STRING, ("type", None))
    if shape.long is not None and shape.short > shape.long:
        raise Dead(*blame, f"at least {shape.short} characters and at most {shape.long}")
    if shape.short > _LONGEST:
        raise Dead(*blame, f"{shape.short} characters are more than the {_LONGEST} a string is given")
    if shape.patterns or shape.antipatterns or any(name in FORMATS for name in shape.formats):
        return _Bound(shape, clue)
    return _Free(shape, clue)


class _Free(Node):
    """A string of which nothing is said but its length."""

    __slots__ = ("_banned", "_hints", "_long", "_share", "_short", "_source")

    def __init__(self, shape: Shape, clue: Clue) -> None:
        super().__init__()
        self._short, self._long = shape.short, shape.long
        self._banned = [one for one in shape.banned if isinstance(one, str)]
        hints = clue.hints(STRING)
        self._hints, self._share = [one for one in hints.values if self._fits(one)], hints.share
        self._source, known = clue.text(shape.formats)
        self._share = self._share if known else max(self._share, _UNKNOWN)

    def _fits(self, value: str) -> bool:
        return (
            len(value) >= self._short
            and (self._long is None or len(value) <= self._long)
            and (not self._banned or value not in self._banned)
        )

    def draw(self, run: Run, level: int) -> str:  # noqa: ARG002 - nodes have one signature
        """A string."""
        run.spend(self)
        if run.minimal and not self._banned:
            return _MINIMAL * self._short
        if self._hints and run.random.random() < self._share:
            return str(pick(run.random, self._hints))
        for _ in range(3):
            value = _sized(run.random, self._source(run.scene), self._short, self._long)
            if not self._banned or value not in self._banned:
                return value
        return self._different()

    def _different(self) -> str:
        size = self._short if self._long == self._short else max(self._short, 1 if self._long != 0 else 0)
        for code in range(97, 97 + len(self._banned) + 1):
            value = chr(code) * size
            if value not in self._banned:
                return value
        raise Dead("not", None, "it refuses every string of that length")


def _sized(random: _random.Random, value: str, short: int, long: int | None) -> str:
    """The text cut or drawn out to the bounds, between words where it can be."""
    if long is not None and len(value) > long:
        cut = value[: long + 1].rsplit(" ", 1)[0] if " " in value[: long + 1] else value[:long]
        value = cut.rstrip(" ,;:-") if len(cut.rstrip(" ,;:-")) >= short else value[:long]
    while len(value) < short:
        value += (" " if value else "") + pick(random, _FILLING)
        if len(value) > short and long is not None and len(value) > long:
            value = value[:long]
            if value.endswith(" "):
                value = value[:-1] + "s"
    return value


_FILLING = ("and then the rest of it", "as agreed", "with details below", "for review", "before Friday", "in full")


class _Bound(Node):
    """A string that has to meet patterns or formats."""

    __slots__ = ("_blame", "_checks", "_clue", "_hints", "_language", "_shape", "_share", "_smallest", "_sources")

    def __init__(self, shape: Shape, clue: Clue) -> None:
        super().__init__()
        self._shape = shape
        self._blame = shape.blame.get(STRING, ("type", None))
        self._language: list[Language | None] | None = None
        patterns, refused = _read(shape.patterns, self._blame), _read(shape.antipatterns, self._blame)
        self._checks: list[Callable[[str], bool]] = [one.matches for one in patterns]
        self._checks += [_refuses(one) for one in refused]
        formats = [FORMATS[name] for name in shape.formats if name in FORMATS]
        self._checks += [one.check for one in formats if one.check is not None]
        hints = clue.hints(STRING)
        self._hints, self._share = [one for one in hints.values if self._fits(one)], hints.share
        drawn: list[_Source] = [one.draw for one in formats]
        if any(_parts(one.tree)[1:] for one in patterns):
            drawn.append(FORMATS["password"].draw)  # which is mostly what looks ahead ask for
        if patterns:
            drawn.append(lambda scene: patterns[0].draw(scene.random, shape.short, shape.long))
        drawn += [_other(one, shape) for one in patterns[1:]]
        likely, _ = clue.text(shape.formats)
        trusted = [likely] if self._trusted(likely) else []
        self._sources: list[_Source] = [*trusted, *drawn]
        self._smallest = shape.short

    def _fits(self, value: str) -> bool:
        shape = self._shape
        if len(value) < shape.short or (shape.long is not None and len(value) > shape.long):
            return False
        return value not in shape.banned and all(check(value) for check in self._checks)

    def _trusted(self, source: _Source) -> bool:
        """Does what a field of that name holds mostly fit?"""
        scene = Scene(_random.Random(0))
        fitting = 0
        for trial in range(_TRIALS):
            value = source(scene)
            fitting += value is not None and self._fits(value)
            if trial == 1 and not fitting:
                return False
        return fitting >= _TRIALS // 2

    def draw(self, run: Run, level: int) -> str:  # noqa: ARG002 - nodes have one signature
        """A string."""
        run.spend(self)
        if self._hints and not run.minimal and run.random.random() < self._share:
            return str(pick(run.random, self._hints))
        for source in self._sources:
            for _ in range(_TRIES):
                value = source(run.scene)
                if value is not None and self._fits(value):
                    return value
        if self._hints:
            return str(pick(run.random, self._hints))
        return self._worked_out(run)

    def _worked_out(self, run: Run) -> str:
        """By automata, where chance failed: a string, or the proof that there is none."""
        if self._language is None:
            self._language = [self._made()]
        language = self._language[0]
        proven = language is not None and language.complete and not self._shape.formats
        for _ in range(_TRIES if language is not None else 0):
            value = language.draw(run.random) if language is not None else None
            if value is None:
                break
            proven = False
            if self._fits(value):
                return value
        raise Dead(*self._blame, "no string meets it" if proven else "no string that meets it was found")

    @property
    def values(self) -> list[str]:
        """Those that can be listed, where a text that has not come up yet is wanted."""
        if self._language is None:
            self._language = [self._made()]
        language = self._language[0]
        return [one for one in language.listed(_LISTED) if self._fits(one)] if language is not None else []

    def _made(self) -> Language | None:
        try:
            wanted, refused = list[Automaton](), list[Automaton]()
            for pattern in _read(self._shape.patterns, self._blame):
                for tree, negative in _parts(pattern.tree):
                    if is_regular(tree):
                        (refused if negative else wanted).append(Automaton(tree))
            masks = [FORMATS[name].mask for name in self._shape.formats if name in FORMATS]
            wanted += [Automaton(compiled(mask).tree) for mask in masks if mask]
            unwanted = _read(self._shape.antipatterns, self._blame)
            refused += [Automaton(pattern.tree) for pattern in unwanted if is_regular(pattern.tree)]
            return Language(wanted, refused, self._shape.short, self._shape.long)
        except TooLarge:
            return None

    def blame(self) -> tuple[str, Any]:
        """The pattern or format."""
        return self._blame


def _read(patterns: Sequence[str], blame: tuple[str, Any]) -> list[Pattern]:
    try:
        return [compiled(one) for one in patterns]
    except NotARegex as problem:
        raise Malformed("pattern", blame[1], f"pattern is no regular expression: {problem}") from None


def _refuses(pattern: Pattern) -> Callable[[str], bool]:
    return lambda value: not pattern.matches(value)


def _other(pattern: Pattern, shape: Shape) -> _Source:
    return lambda scene: pattern.draw(scene.random, shape.short, shape.long)


def _parts(tree: Part) -> list[tuple[Part, bool]]:
    """An expression with looks ahead at its start, as the expressions it is made of: (tree, is refused)."""
    if not isinstance(tree, Seq) or not tree.items or tree.items[0] != At("^"):
        return [(tree, False)]
    looks = []
    rest = tree.items[1:]
    while rest and isinstance(rest[0], Look) and rest[0].ahead:
        looks.append((Seq((At("^"), rest[0].item)), rest[0].negative))
        rest = rest[1:]
    return [*looks, (Seq((At("^"), *rest)), False)]
