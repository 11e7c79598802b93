"""A body taken apart into the texts it holds, each of which knows which characters of the body it came from.

What is found in a decoded text (a JSON string, arguments that are JSON in a string, a value that a stream delivers in
fragments, percent-encoded or base64 text) is so replaced in the body, where all else keeps its bytes.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Protocol
from urllib.parse import unquote

__all__ = ["Piece", "Text", "document", "stream"]

_Ranges = list[tuple[int, int]]
_Path = tuple[str | int, ...]

# JSON in JSON in JSON: tool arguments inside a tool's result. Deeper than this is read as plain text.
_MAX_DEPTH = 6

_TOKEN = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)("|\\?\Z)|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)

# What is decoded: a JSON escape (a pair of surrogates is one), a run of percent escapes (a character may need several).
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")


class Piece(Protocol):
    """A decoded text, the name of the member that holds it, and where it stands."""

    key: str
    is_number: bool

    @property
    def place(self) -> str: ...

    @property
    def text(self) -> str: ...

    def locate(self, start: int, end: int) -> _Ranges:
        """The characters of the whole body that `text[start:end]` was decoded from."""
        ...


class Text:
    """A body as it is, or a part of it that needs no decoding."""

    is_number = False

    def __init__(self, text: str, place: str, *, key: str = "", offset: int = 0) -> None:
        self.text, self.place, self.key, self.offset = text, place, key, offset

    def locate(self, start: int, end: int) -> _Ranges:
        return [(self.offset + start, self.offset + end)]


class _Coded:
    """A part of another piece, decoded: JSON escapes, or percent-encoding."""

    def __init__(
        self, parent: Piece, start: int, raw: str, escapes: re.Pattern[str], *, key: str, path: _Path | None = None
    ) -> None:
        self.parent, self.start, self.raw, self.escapes = parent, start, raw, escapes
        self.key, self.path = key, path
        self.is_number = self.is_key = False

    @property
    def place(self) -> str:
        if self.path is None:
            return self.parent.place
        return f"{self.parent.place} {_shown_path(self.path)}{' (a key)' if self.is_key else ''}"

    @cached_property
    def text(self) -> str:
        if ("\\" if self.escapes is _ESCAPE else "%") not in self.raw:
            return self.raw
        return self.escapes.sub(lambda match: self._decoded(match[0]), self.raw)

    def _decoded(self, escape: str) -> str:
        if escape[0] == "%":
            return unquote(escape)
        try:
            return str(json.loads(f'"{escape}"'))
        except ValueError:
            return escape

    def locate(self, start: int, end: int) -> _Ranges:
        if self.text is self.raw:
            return self.parent.locate(self.start + start, self.start + end)
        return self.parent.locate(self.start + self._before(start), self.start + self._before(end, after=True))

    def _before(self, position: int, *, after: bool = False) -> int:
        """The characters of `raw` before `position` of the text; with `after`, an escape that this cuts counts."""
        shift = 0
        for match in self.escapes.finditer(self.raw):
            at = match.start() - shift  # in the text
            size = len(self._decoded(match[0]))
            if position <= at:
                break
            if position < at + size:
                return match.end() if after else match.start()
            shift += match.end() - match.start() - size
        return position + shift


class _Blob:
    """A run of base64, decoded: anything found in it is the whole run."""

    is_number = False

    def __init__(self, parent: Piece, start: int, end: int, text: str) -> None:
        self.parent, self.start, self.end, self.text = parent, start, end, text
        self.key, self.place = "", f"{parent.place} (base64)"

    def locate(self, start: int, end: int) -> _Ranges:  # noqa: ARG002 - one for all
        return self.parent.locate(self.start, self.end)


class _Rope:
    """What a stream says at one path, in the order of its events."""

    is_number = False

    def __init__(self, pieces: list[Piece], key: str, place: str) -> None:
        self.pieces, self.key, self.place = pieces, key, place

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def locate(self, start: int, end: int) -> _Ranges:
        found: _Ranges = []
        position = 0
        for piece in self.pieces:
            size = len(piece.text)
            a, b = max(start - position, 0), min(end - position, size)
            if a < b:
                found += piece.locate(a, b)
            position += size
        return found


class _Codes:
    """Numbers that are the bytes of a text, as `logprobs` spell each token: a character a number."""

    is_number = True

    def __init__(self, pieces: list[Piece], place: str) -> None:
        self.pieces, self.key, self.place = pieces, "", place
        codes = [int(piece.text) if piece.text.isdigit() else 0 for piece in pieces]
        self.text = "".join(chr(code) if code < 256 else " " for code in codes)

    def locate(self, start: int, end: int) -> _Ranges:
        return [span for piece in self.pieces[start:end] for span in piece.locate(0, len(piece.text))]


def document(piece: Piece, depth: int = 0) -> Iterator[Piece]:
    """The piece itself, then every text inside it: JSON strings and keys, percent-encoded and base64 text."""
    yield piece
    if depth >= _MAX_DEPTH:
        return
    text = piece.text
    is_json = text.lstrip()[:1] in ("{", "[", '"')
    if '"' in text and (depth == 0 or is_json):
        leaves = list(_strings(piece))
        for leaf in leaves:
            yield from document(leaf, depth + 1)
        if '"logprobs"' in text and depth == 0:
            yield from _joined((leaf for leaf in leaves if "logprobs" in (leaf.path or ())), piece.place)
    if not is_json and "%" in text and re.search(r"%[0-9A-Fa-f]{2}", text):
        decoded = _Coded(piece, 0, text, _PERCENT, key=piece.key)
        if decoded.text != text:
            yield from document(decoded, depth + 1)
    for run in _BASE64.finditer(text):
        inner = _unbase64(run[0])
        if inner:
            yield from document(_Blob(piece, run.start(), run.end(), inner), depth + 1)


def _unbase64(run: str) -> str | None:
    """What a run of base64 says, where it says printable text."""
    core = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        text = base64.b64decode(core + "=" * (-len(core) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
    return text if text.isprintable() or text.replace("\n", "").replace("\r", "").isprintable() else None


def _shown_path(path: _Path) -> str:
    return "$" + "".join(f"[{s}]" if isinstance(s, int) else f".{_shown(s)}" for s in path)


def _shown(key: str) -> str:
    """A member's name as part of a place: a name may itself hold a secret, so only names of members are shown."""
    return key if re.fullmatch(r"[A-Za-z_$][A-Za-z_]{0,30}[0-9]{0,2}", key) else "…"


def _strings(piece: Piece) -> Iterator[_Coded]:
    """Every string and number of JSON text, keys too, as pieces. Reads on where the text stops being JSON."""
    path: list[str | int] = []
    kinds: list[str] = []
    expect_key = False
    for token in _TOKEN.finditer(piece.text):
        value = token[0]
        match value[0]:
            case "{" | "[":
                kinds.append(value)
                path.append("" if value == "{" else 0)
                expect_key = value == "{"
            case "}" | "]":
                if kinds:
                    kinds.pop()
                    path.pop()
                expect_key = False
            case ",":
                if kinds and kinds[-1] == "[" and isinstance(path[-1], int):
                    path[-1] += 1
                expect_key = bool(kinds) and kinds[-1] == "{"
            case ":":
                expect_key = False
            case _:
                quoted = value[0] == '"'
                raw = token[1] if quoted else value
                start = token.start() + quoted
                name = next((step for step in reversed(path) if isinstance(step, str)), "")
                if expect_key and quoted:
                    leaf = _Coded(piece, start, raw, _ESCAPE, key="", path=tuple(path[:-1]))
                    leaf.is_key = True
                    path[-1] = leaf.text
                    yield leaf
                elif quoted or raw not in ("true", "false", "null"):
                    leaf = _Coded(piece, start, raw, _ESCAPE, key=name, path=tuple(path))
                    leaf.is_number = not quoted
                    yield leaf


# An event of Server-Sent Events, or a line of JSON Lines.
_DATA = re.compile(r"^(?:data:[ ]?|(?=\{))(.*)$", re.MULTILINE)


def stream(whole: Text) -> Iterator[Piece]:
    """The texts of a stream of events or JSON lines: each one's own, then what all together say at each path."""
    ropes: dict[str, list[_Coded]] = {}
    yield Text(whole.text, whole.place)
    for turn, line in enumerate(_DATA.finditer(whole.text), 1):
        event = Text(line[1].rstrip("\r"), f"{whole.place} event {turn}", offset=line.start(1))
        pieces = list(document(event))
        yield from pieces
        # Which call a fragment belongs to stands beside it, not in its path.
        index = ".".join(re.findall(r'"index": ?(\d+)', event.text))
        for piece in pieces[1:]:
            if isinstance(piece, _Coded) and piece.parent is event:
                ropes.setdefault(index, []).append(piece)
    for leaves in ropes.values():
        yield from _joined(leaves, f"{whole.place} events")


def _joined(leaves: Iterable[_Coded], place: str) -> Iterator[Piece]:
    """What the leaves at each path say together, whatever their places in lists."""
    ropes: dict[_Path, list[Piece]] = {}
    for leaf in leaves:
        if leaf.path and leaf.key and not leaf.is_key:
            ropes.setdefault(tuple("" if isinstance(step, int) else step for step in leaf.path), []).append(leaf)
    for path, parts in ropes.items():
        if len(parts) < 2:
            continue
        # The tokens of `logprobs` are pieces of an answer, whatever the name of their member says.
        name, first = path[-1] or path[-2], parts[0].place.partition(" $")[2]
        if name == "bytes":
            yield _Codes(parts, f"{place} ${first}")
        else:
            yield from document(_Rope(parts, "" if "logprobs" in path else parts[0].key, f"{place} ${first}"), 1)
