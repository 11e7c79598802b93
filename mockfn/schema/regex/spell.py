"""A text spelled out along an expression's tree: words where it asks for letters, one way through its choices.

The tree is turned into functions once. Looks and word edges are passed over, so `sure` says whether what is spelled is
bound to match; the caller asks where it is not.
"""

from __future__ import annotations

import random as _random
from collections.abc import Callable

from mockfn.schema.regex.charset import DOT, Charset, holds
from mockfn.schema.regex.parse import Alt, At, Back, Chars, Group, Look, Node, Repeat, Seq, children

__all__ = ["Speller", "palette"]

_NATURAL = 14  # characters beyond the least that a text gets where nothing asks for more
_WORDS = (
    "amber", "anchor", "atlas", "autumn", "beacon", "birch", "bridge", "canyon", "cedar", "cobalt", "copper", "coral",
    "crane", "delta", "ember", "falcon", "fern", "field", "forest", "garden", "granite", "harbor", "hazel", "helm",
    "indigo", "iris", "jade", "juniper", "lake", "lark", "linen", "lotus", "maple", "marble", "meadow", "mist", "nova",
    "oak", "ocean", "olive", "onyx", "orbit", "pearl", "pine", "prairie", "quartz", "raven", "reef", "ridge", "river",
    "sage", "sierra", "silver", "slate", "spruce", "stone", "summit", "tidal", "topaz", "valley", "velvet", "violet",
    "willow", "winter", "zephyr",
)  # fmt: skip
_ON = 0.8  # how often a text goes on after a fixed beginning that may be followed by anything
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
_SIGNS = "-_. /:,@+=!?%*()[]{}#&;'~$|<>\"\\^`"


class _Pen:
    """What is being written: the text so far, the groups captured, and how many characters may still be spent."""

    __slots__ = ("greedy", "groups", "out", "random", "slack")

    def __init__(self, random: _random.Random, slack: int, greedy: bool) -> None:
        self.random, self.slack, self.greedy = random, slack, greedy
        self.out: list[str] = []
        self.groups: dict[int, str] = {}


_Spell = Callable[[_Pen], None]


class Speller:
    """Spells texts of one expression."""

    def __init__(self, tree: Node) -> None:
        self._least, most = _width(tree)
        self._fixed = most == self._least
        self._spell = _speller(tree)
        self._front, self._back = _loose(tree, "^"), _loose(tree, "$")
        self.sure = _plain(tree)

    def spell(self, random: _random.Random, low: int, high: int | None, *, greedy: bool) -> str | None:
        """A text along the tree; None where this way did not end within `low` to `high` characters."""
        slack = max(low - self._least, 0) + (0 if greedy and low else _NATURAL)
        if high is not None:
            slack = min(slack, high - self._least)
        pen = _Pen(random, slack, greedy)
        self._spell(pen)
        text = "".join(pen.out)
        if self._fixed and self._back and slack > 8 and random.random() < _ON:
            text += random.choice(_WORDS)  # or every text of ^x- would be the same
        if len(text) < low and (self._front or self._back):
            text = self._padded(random, text, low)
        return text if low <= len(text) and (high is None or len(text) <= high) else None

    def _padded(self, random: _random.Random, text: str, low: int) -> str:
        """Where an end is open, the match may stand within a longer text."""
        while len(text) < low:
            word = random.choice(_WORDS)[: low - len(text)]
            text = text + word if self._back else word + text
        return text


def _width(node: Node) -> tuple[int, int | None]:
    """The fewest and most characters (None: without end) of a part."""
    if isinstance(node, Chars):
        return 1, 1
    if isinstance(node, At | Look | Back):
        return 0, 0
    widths = [_width(one) for one in children(node)]
    if isinstance(node, Alt):
        most = [high for _, high in widths]
        return min(low for low, _ in widths), None if None in most else max(h for h in most if h is not None)
    least, high = sum(low for low, _ in widths), [high for _, high in widths]
    top = None if None in high else sum(h for h in high if h is not None)
    if isinstance(node, Repeat):
        return least * node.low, None if top is None or (node.high is None and top) else top * (node.high or 0)
    return least, top


def _loose(node: Node, kind: str) -> bool:
    """Is the match free to begin ("^") or end ("$") anywhere?"""
    if isinstance(node, At):
        return node.kind != kind
    if isinstance(node, Seq):
        return not node.items or _loose(node.items[0 if kind == "^" else -1], kind)
    if isinstance(node, Alt):
        return all(_loose(one, kind) for one in node.options)
    return _loose(node.item, kind) if isinstance(node, Group) else True


def _plain(node: Node, first: bool = True, last: bool = True) -> bool:
    """Does every way through the tree spell a match? Not with looks, and not with anchors in the middle."""
    if isinstance(node, At):
        return (node.kind == "^" and first) or (node.kind == "$" and last)
    if isinstance(node, Chars):
        return bool(node.ranges)
    if isinstance(node, Look | Back):
        return False
    if isinstance(node, Seq):
        end = len(node.items) - 1
        return all(_plain(one, first and i == 0, last and i == end) for i, one in enumerate(node.items))
    if isinstance(node, Repeat):
        first, last = (first and node.high == 1), (last and node.high == 1)
    return all(_plain(one, first, last) for one in children(node))


def _speller(node: Node) -> _Spell:
    if isinstance(node, Chars):
        return _char("." if node.ranges == DOT else palette(node.ranges))  # who writes a lone dot means one
    if isinstance(node, Repeat):
        return _repeat(node)
    if isinstance(node, Group):
        return _group(node)
    if isinstance(node, Back):
        return lambda pen: pen.out.append(pen.groups.get(node.index, ""))
    if isinstance(node, At | Look):
        return lambda _: None
    parts = [_speller(one) for one in children(node)]
    if isinstance(node, Alt):
        leasts = [_width(one)[0] for one in node.options]
        return _alternatives(parts, leasts)

    def spell(pen: _Pen) -> None:
        for part in parts:
            part(pen)

    return spell


def _alternatives(parts: list[_Spell], leasts: list[int]) -> _Spell:
    shortest = min(leasts)

    def spell(pen: _Pen) -> None:
        fits = [i for i, least in enumerate(leasts) if least - shortest <= pen.slack] or [leasts.index(shortest)]
        chosen = fits[int(pen.random.random() * len(fits))]
        pen.slack -= leasts[chosen] - shortest
        parts[chosen](pen)

    return spell


def _group(node: Group) -> _Spell:
    inside = _speller(node.item)

    def spell(pen: _Pen) -> None:
        start = len(pen.out)
        inside(pen)
        pen.groups[node.index] = "".join(pen.out[start:])

    return spell


def _char(chars: str) -> _Spell:
    if len(chars) <= 1:
        return lambda pen: pen.out.append(chars)
    size = len(chars)
    return lambda pen: pen.out.append(chars[int(pen.random.random() * size)])


def _repeat(node: Repeat) -> _Spell:
    room = None if node.high is None else node.high - node.low
    if isinstance(node.item, Chars) and (room is None or node.low + room >= 4):
        chars = palette(node.item.ranges)
        if len(chars) > 12:
            return _run(node, chars)
    inside = _char(palette(node.item.ranges)) if isinstance(node.item, Chars) else _speller(node.item)
    least = max(_width(node.item)[0], 1)
    if isinstance(node.item, Chars) and palette(node.item.ranges).isspace():
        room = 0

    def spell(pen: _Pen) -> None:
        extra = pen.slack // least if room is None else min(room, pen.slack // least)
        if extra > 0:
            extra = int(pen.random.random() * (extra + 1)) if not pen.greedy else extra
            extra = extra if pen.greedy else min(extra, 3)
            pen.slack -= extra * least
        for _ in range(node.low + max(extra, 0)):
            inside(pen)

    return spell


def _run(node: Repeat, chars: str) -> _Spell:
    """Many characters of one set: words, where it has letters."""
    lower = set(_LETTERS) <= set(chars)
    words = _WORDS if lower else tuple(map(str.upper, _WORDS)) if set(_LETTERS.upper()) <= set(chars) else ()
    joint = next((sign for sign in "-_ ." if sign in chars), "") if words else ""

    def spell(pen: _Pen) -> None:
        spare = pen.slack if node.high is None else min(node.high - node.low, pen.slack)
        most = node.low + max(spare, 0)
        size = most if pen.greedy else max(node.low, min(most, 3 + int(pen.random.random() * 9)))
        pen.slack -= size - node.low
        text = ""
        while len(text) < size:
            if words:
                text += (joint if text else "") + words[int(pen.random.random() * len(words))]
            else:
                text += chars[int(pen.random.random() * len(chars))]
        pen.out.append(_cut(text, size, joint, chars))

    return spell


def _cut(text: str, size: int, joint: str, chars: str) -> str:
    """Exactly `size` characters, not ending in the sign between two words."""
    text = text[:size]
    if joint and text.endswith(joint):
        text = text[:-1] + (chars[0] if chars[0] != joint else chars[1])
    return text


def palette(ranges: Charset) -> str:
    """The characters of a set worth using: letters and digits before signs, ASCII before the rest, at most 64."""
    size = sum(high - low + 1 for low, high in ranges)
    if size <= 64:
        chars = [chr(code) for low, high in ranges for code in range(low, high + 1)]
        seen = [char for char in chars if " " <= char <= "~"] or [c for c in chars if not "\ud800" <= c <= "\udfff"]
        return "".join(sorted(seen, key=_rank))
    readable = [char for char in _LETTERS + _LETTERS.upper() + _DIGITS + _SIGNS if holds(ranges, ord(char))]
    if readable:
        plain = [char for char in readable if char.isalnum()]
        return "".join(plain + [sign for sign in "-_ ." if sign in readable] if plain else readable)
    low, high = next((one for one in ranges if one[1] >= 0xA0), ranges[-1])
    low = max(low, 0xA0) if high >= 0xA0 else low
    return "".join(chr(code) for code in range(low, min(high, low + 63) + 1) if not 0xD800 <= code <= 0xDFFF)


def _rank(char: str) -> int:
    return (_LETTERS + _LETTERS.upper() + _DIGITS + _SIGNS).find(char) % 1000
