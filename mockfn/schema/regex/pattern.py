"""`pattern` as a question and as a source: does a text match, and a text that does.

ECMA 262 has the meaning, and matching is linear where backtracking could explode. A drawn text also matches where
Python's `re` is the judge: it ends in no newline and uses ASCII where the two disagree on digits and letters.
"""

from __future__ import annotations

import random as _random
import re
from collections.abc import Callable
from functools import lru_cache

from mockfn.schema.regex.automaton import Automaton, TooLarge, is_regular
from mockfn.schema.regex.charset import Charset
from mockfn.schema.regex.parse import Alt, At, Back, Chars, Group, Look, Node, NotARegex, Repeat, Seq, children, parse
from mockfn.schema.regex.spell import Speller

__all__ = ["Pattern", "compiled", "matcher"]

_BLIND = 24  # a text longer than this is not shown to an expression that may explode and is not regular


@lru_cache(maxsize=1024)
def compiled(text: str) -> Pattern:
    """The expression, read once. Raises `NotARegex`."""
    return Pattern(text)


def matcher(text: str) -> Callable[[str], bool]:
    """The question whether a text matches, made ready when first asked."""
    found: list[Callable[[str], bool]] = []

    def matches(value: str) -> bool:
        if not found:
            found.append(compiled(text).matches)
        return found[0](value)

    return matches


class Pattern:
    """One expression. `matches(text)`; `draw(random, low, high)`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = parse(text)
        self.matches: Callable[[str], bool] = self._judge()
        self.speller = Speller(self.tree)

    def _judge(self) -> Callable[[str], bool]:
        risky = _explodes(self.tree)
        if risky and is_regular(self.tree):
            try:
                return Automaton(self.tree).matches
            except TooLarge:
                pass
        try:
            search = re.compile(_python(self.tree)).search
        except (re.error, RecursionError, OverflowError) as problem:
            raise NotARegex(str(problem)) from None
        if risky:
            return lambda value: len(value) <= _BLIND and search(value) is not None
        return lambda value: search(value) is not None

    def draw(self, random: _random.Random, low: int = 0, high: int | None = None) -> str | None:
        """A text of `low` to `high` characters that matches; None where a few tries found none."""
        for attempt in range(10):
            text = self.speller.spell(random, low, high, greedy=attempt > 3 or (attempt > 0 and low > 0))
            if text is not None and (self.speller.sure or self.matches(text)):
                return text
        return None


def _explodes(node: Node, inside: bool = False) -> bool:
    """Is there a repeat without end within a repeat: where backtracking may take exponential time?"""
    if isinstance(node, Repeat):
        endless = node.high is None or node.high - node.low > 8
        if endless and inside:
            return True
        inside = inside or endless
    elif isinstance(node, Alt) and inside:
        return True
    return any(_explodes(one, inside) for one in children(node))


def _python(node: Node) -> str:
    """The expression in the words of Python's `re`."""
    if isinstance(node, Chars):
        return _class(node.ranges)
    if isinstance(node, Seq):
        return "".join(_python(one) for one in node.items)
    if isinstance(node, Alt):
        return f"(?:{'|'.join(_python(one) for one in node.options)})"
    if isinstance(node, Repeat):
        return f"(?:{_python(node.item)}){{{node.low},{'' if node.high is None else node.high}}}"
    if isinstance(node, Group):
        return f"({_python(node.item)})"
    if isinstance(node, Look):
        sign = ("?" if node.ahead else "?<") + ("!" if node.negative else "=")
        return f"({sign}{_python(node.item)})"
    if isinstance(node, Back):
        return f"(?:\\{node.index})" if node.index else ""
    assert isinstance(node, At)
    return {"^": "^", "$": r"\Z", "b": r"(?a:\b)", "B": r"(?a:\B)"}[node.kind]


def _class(ranges: Charset) -> str:
    if not ranges:
        return r"(?!)"
    return "[" + "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges) + "]"
