"""A regular expression as a tree: ECMA 262 with its web extensions (Annex B), and what Python and PCRE add.

JSON Schema's `pattern` is an ECMA 262 expression. Real ones are also written for Python, Java and PCRE, so `\\A`,
`\\z`, `(?P<n>...)`, `(?i)`, possessive and atomic groups are read too.
"""

from __future__ import annotations

from typing import Any

import msgspec

from mockfn.schema.regex.charset import ALL, DIGIT, DOT, SPACE, WORD, Charset, both_cases, complement, named, union

__all__ = ["Alt", "At", "Back", "Chars", "Group", "Look", "Node", "NotARegex", "Repeat", "Seq", "children", "parse"]


class Node(msgspec.Struct, frozen=True):
    """A part of an expression."""


class Chars(Node, frozen=True):
    """One character of a set."""

    ranges: Charset


class Seq(Node, frozen=True):
    """One part after the other."""

    items: tuple[Node, ...]


class Alt(Node, frozen=True):
    """One of the options."""

    options: tuple[Node, ...]


class Repeat(Node, frozen=True):
    """`item`, `low` to `high` times (None: without end)."""

    item: Node
    low: int
    high: int | None


class Group(Node, frozen=True):
    """A capturing group: `index` from 1."""

    index: int
    item: Node


class Back(Node, frozen=True):
    """What group `index` captured, again."""

    index: int


class At(Node, frozen=True):
    """A place: "^" start, "$" end, "b" and "B" a word's edge or none."""

    kind: str


class Look(Node, frozen=True):
    """A look ahead or behind for `item`, or for its absence."""

    item: Node
    ahead: bool
    negative: bool


class NotARegex(ValueError):  # noqa: N818 - reads as what it says
    """The text is no regular expression; the message says why and where."""


_ESCAPES = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13, "0": 0, "a": 7, "e": 27}
_CLASSES: dict[str, Charset] = {
    "d": DIGIT, "D": complement(DIGIT), "w": WORD, "W": complement(WORD), "s": SPACE, "S": complement(SPACE),
}  # fmt: skip
_POSIX = {
    "alpha": ((65, 90), (97, 122)), "digit": DIGIT, "alnum": ((48, 57), (65, 90), (97, 122)), "space": SPACE,
    "upper": ((65, 90),), "lower": ((97, 122),), "xdigit": ((48, 57), (65, 70), (97, 102)), "word": WORD,
    "punct": ((33, 47), (58, 64), (91, 96), (123, 126)),
}  # fmt: skip
_OPENINGS = (
    ("?:", None), ("?>", None), ("?=", (True, False)), ("?!", (True, True)),
    ("?<=", (False, False)), ("?<!", (False, True)),
)  # fmt: skip
_MOST = 1000  # a repeat count above it is never generated, and is read as it


def parse(text: str) -> Node:
    """The tree of `text`. Raises `NotARegex`."""
    if len(text) > 20_000:
        raise NotARegex("longer than 20000 characters")
    try:
        return _Parser(text).whole()
    except IndexError:
        raise NotARegex("it ends in the middle") from None
    except RecursionError:
        raise NotARegex("nested too deeply") from None


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.groups = text, 0, 0
        self.fold, self.dotall = False, False
        self.names: dict[str, int] = {}

    def whole(self) -> Node:
        node = self.alternatives()
        if self.at < len(self.text):
            raise NotARegex(f"unmatched ')' at {self.at}")
        return node

    def take(self, token: str) -> bool:
        if self.text.startswith(token, self.at):
            self.at += len(token)
            return True
        return False

    def next(self) -> str:
        char = self.text[self.at]
        self.at += 1
        return char

    def alternatives(self) -> Node:
        options = [self.sequence()]
        while self.take("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Alt(tuple(options))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            node = self.atom()
            if node is not None:
                items.append(self.repeated(node))
        return items[0] if len(items) == 1 else Seq(tuple(items))

    def repeated(self, node: Node) -> Node:
        while (bounds := self.bounds()) is not None:
            low, high = bounds
            if high is not None and high < low:
                raise NotARegex(f"a repeat from {low} to {high} at {self.at}")
            _ = self.take("?") or self.take("+")  # lazy or possessive: the same strings, or nearly
            node = Repeat(node, min(low, _MOST), high if high is None else min(high, _MOST))
        return node

    def bounds(self) -> tuple[int, int | None] | None:
        for token, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.take(token):
                return bounds
        end = self.text.find("}", self.at) if self.text.startswith("{", self.at) else -1
        if end < 0:
            return None
        low, comma, high = (part.strip() for part in self.text[self.at + 1 : end].partition(","))
        if not (low or comma) or not (low + high).isdigit() or not (low + high).isascii():
            return None  # Annex B: a brace that bounds nothing is itself
        self.at = end + 1
        return int(low or 0), (int(high) if high else None) if comma else int(low)

    def atom(self) -> Node | None:
        char = self.next()
        if char == "(":
            return self.group()
        if char == "[":
            return self.chars(self.charclass())
        if char == ".":
            return Chars(ALL if self.dotall else DOT)
        if char in "^$":
            return At(char)
        if char == "\\":
            return self.escape()
        if char in "*+?":
            raise NotARegex(f"nothing to repeat at {self.at - 1}")
        return self.chars(((ord(char), ord(char)),))

    def chars(self, ranges: Charset) -> Chars:
        return Chars(both_cases(ranges) if self.fold else ranges)

    def group(self) -> Node | None:
        if self.take("?#"):
            self.at = self.text.index(")", self.at) + 1
            return None
        for opening, look in _OPENINGS:
            if self.take(opening):
                inside = self.closed()
                return inside if look is None else Look(inside, *look)
        if self.text.startswith("?", self.at) and not self.text.startswith(("?P<", "?<", "?P="), self.at):
            return self.flags()
        if self.take("?P="):
            return Back(self.names.get(self.until(")"), 0))
        self.groups += 1
        index = self.groups
        if self.take("?P<") or self.take("?<"):
            self.names[self.until(">")] = index
        return Group(index, self.closed())

    def closed(self) -> Node:
        node = self.alternatives()
        if not self.take(")"):
            raise NotARegex("a group is not closed")
        return node

    def until(self, end: str) -> str:
        stop = self.text.find(end, self.at)
        if stop < 0:
            raise NotARegex(f"no {end!r} after {self.at}")
        found, self.at = self.text[self.at : stop], stop + 1
        return found

    def flags(self) -> Node | None:
        """`(?i)` for the rest, `(?i:...)` for a group; only case and dot-all change what matches."""
        self.at += 1
        on, _, off = self.flagged().partition("-")
        if set(on + off) - set("aiLmsuxU"):
            raise NotARegex(f"unknown group at {self.at}")
        before = self.fold, self.dotall
        self.fold = (self.fold or "i" in on) and "i" not in off
        self.dotall = (self.dotall or "s" in on) and "s" not in off
        if self.next() == ")":
            return None
        node = self.closed()
        self.fold, self.dotall = before
        return node

    def flagged(self) -> str:
        start = self.at
        while self.text[self.at] not in ":)":
            self.at += 1
        return self.text[start : self.at]

    def escape(self) -> Node:
        char = self.text[self.at]
        if char in "bB":
            self.at += 1
            return At(char)
        if char in "AzZG":
            self.at += 1
            return At("^" if char in "AG" else "$")
        if char in "123456789":
            return self.numbered()
        if char == "k" and self.text.startswith("k<", self.at):
            self.at += 2
            return Back(self.names.get(self.until(">"), 0))
        if char == "Q":
            self.at += 1
            stop = self.text.find("\\E", self.at)
            quoted, self.at = (
                (self.text[self.at :], len(self.text)) if stop < 0 else (self.text[self.at : stop], stop + 2)
            )
            return Seq(tuple(self.chars(((ord(c), ord(c)),)) for c in quoted))
        return self.chars(self.escaped())

    def numbered(self) -> Node:
        start = self.at
        while self.at < len(self.text) and self.text[self.at].isdigit() and self.at - start < 2:
            self.at += 1
        number = int(self.text[start : self.at])
        if number <= self.text.count("("):
            return Back(number)
        self.at = start  # Annex B: no such group, so an octal escape or the digit itself
        digits = ""
        while self.at < len(self.text) and self.text[self.at] in "01234567" and len(digits) < 3:
            digits += self.next()
        code = int(digits, 8) if digits else ord(self.next())
        return self.chars(((code, code),))

    def escaped(self) -> Charset:
        """The set that the escape after a backslash stands for, within a class or out of it."""
        char = self.next()
        if char in _CLASSES:
            return _CLASSES[char]
        if char in "pP" and self.at < len(self.text):
            name = self.until("}") if self.take("{") else self.next()
            ranges = named(name.removeprefix("^"))
            if ranges is None:
                raise NotARegex(f"no Unicode property {name!r} is known")
            return complement(ranges) if (char == "P") != name.startswith("^") else ranges
        code = self.code(char)
        return ((code, code),)

    def code(self, char: str) -> int:
        if char in "xu":
            if self.take("{"):
                return int(self.until("}"), 16)
            size = 2 if char == "x" else 4
            digits = self.text[self.at : self.at + size]
            if len(digits) == size and all(d in "0123456789abcdefABCDEF" for d in digits):
                self.at += size
                return self.paired(int(digits, 16))
            return ord(char)
        if char == "c" and self.at < len(self.text) and self.text[self.at].isalpha():
            return ord(self.next()) % 32
        return _ESCAPES.get(char, ord(char))

    def paired(self, code: int) -> int:
        """Two escapes that are a surrogate pair stand for one character."""
        tail = self.text[self.at : self.at + 6]
        if 0xD800 <= code < 0xDC00 and tail.startswith("\\u"):
            low = int(tail[2:], 16) if all(d in "0123456789abcdefABCDEF" for d in tail[2:]) and len(tail) == 6 else 0
            if 0xDC00 <= low < 0xE000:
                self.at += 6
                return 0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00
        return code

    def charclass(self) -> Charset:
        negative, parts = self.take("^"), list[Charset]()
        if self.text.startswith("]", self.at) and "]" in self.text[self.at + 1 :]:
            self.at += 1  # Python and POSIX, and who writes [^]] means it: a bracket that comes first is itself
            parts.append(((93, 93),))
        while not self.take("]"):
            parts.append(self.member())
        ranges = union(*parts)
        return complement(both_cases(ranges) if self.fold else ranges) if negative else ranges

    def member(self) -> Charset:
        low = self.one()
        if not self.text.startswith("-", self.at) or self.text.startswith("-]", self.at):
            return low
        before = self.at
        self.at += 1
        high = self.one()
        if len(low) != 1 or len(high) != 1 or low[0][0] != low[0][1] or high[0][0] != high[0][1]:
            self.at = before + 1  # Annex B: a dash beside a class is itself
            return union(low, ((45, 45),))
        if low[0][0] > high[0][0]:
            raise NotARegex(f"a range out of order at {before}")
        return ((low[0][0], high[0][0]),)

    def one(self) -> Charset:
        if self.text.startswith("[:", self.at) and ":]" in self.text[self.at :]:
            name = self.text[self.at + 2 : self.text.index(":]", self.at)]
            if name in _POSIX:
                self.at += len(name) + 4
                return _POSIX[name]
        char = self.next()
        if char != "\\":
            return ((ord(char), ord(char)),)
        if self.take("b"):
            return ((8, 8),)
        return self.escaped()


def children(node: Any) -> tuple[Node, ...]:
    """The parts directly inside a part."""
    if isinstance(node, Seq):
        return node.items
    if isinstance(node, Alt):
        return node.options
    return (node.item,) if isinstance(node, Repeat | Group | Look) else ()
