"""YAML text as plain data: what `yamlwriter` writes at the speed of a line reader, anything else through PyYAML.

The line reader takes only forms that PyYAML reads to the same data and declines the rest, so that a cassette edited by
hand is read as YAML is. PyYAML needs some 25 microseconds a value; a cassette of 5 MB may hold 200,000.
"""

from __future__ import annotations

import json
import re
from typing import Any

from mockfn.cassette import yamltags
from mockfn.cassette.bodies import Number, number, parse_json
from mockfn.cassette.yamlwriter import PLAIN, YAML_FLOAT
from mockfn.errors import CassetteError
from mockfn.yamltext import too_deep

__all__ = ["find_line", "read"]

_ENTRY = re.compile(r'([A-Za-z_][\w.\-/]*|"[^"\\]*(?:\\.[^"\\]*)*"):(?: (.*))?', re.ASCII | re.DOTALL)
_NO_ENTRY = ("", "'", "{", "[", "|")  # what the text of an item begins with that is no mapping
_INTEGER = re.compile(r"-?(?:0|[1-9]\d*)", re.ASCII)
_BLOCK = re.compile(r"\|(2?)([-+]?)")
_TAGGED = re.compile(r"!!float -?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
_SINGLE = re.compile(r"'([^']*(?:''[^']*)*)'")
_WORDS: dict[str, Any] = {"null": None, "true": True, "false": False, "{}": {}, "[]": []}
_OTHER_WORDS = {"yes", "no", "on", "off", "y", "n", "null", "true", "false"}

# More nodes than any cassette has; aliases of aliases can name billions in a few lines.
_MAX_NODES = 20_000_000


class _Declined(Exception):  # noqa: N818 - a signal, not an error
    """The line reader met a form that is not its own."""


def read(text: str, *, path: str | None = None) -> Any:
    """The document as data, YAML or JSON; floats that Python would write differently are `Number`.

    Raises `CassetteError`.
    """
    if text.lstrip()[:1] == "{":
        return _read_json(text, path)
    try:
        return _Lines(text).document()
    except (_Declined, IndexError, RecursionError):
        return _read_yaml(text, path)


def _read_json(text: str, path: str | None) -> Any:
    """JSON, or a mapping in YAML that begins as JSON does; what is wrong with it is said of what it begins like."""
    try:
        return parse_json(text)
    except ValueError as problem:
        try:
            return _read_yaml(text, path)
        except CassetteError:
            if not isinstance(problem, json.JSONDecodeError) or not re.match(r'\s*\{\s*"', text):
                raise
            raise CassetteError(f"not JSON: {problem.msg}.", path=path, line=problem.lineno) from None


class _Lines:
    """A cursor over the lines of a document."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.at = 0
        self.keys: dict[str, str] = {}

    def document(self) -> Any:
        if self.lines[-1] == "":
            self.lines.pop()
        if self.indent() != 0:
            raise _Declined
        data = self.container(0)
        if self.at < len(self.lines):
            raise _Declined
        return data

    def indent(self) -> int:
        """How far the next line is indented that is no comment; -1 at the end."""
        lines, at = self.lines, self.at
        while at < len(lines):
            bare = lines[at].lstrip(" ")
            if bare[:1] != "#":
                self.at = at
                return len(lines[at]) - len(bare)
            at += 1
        self.at = at
        return -1

    def container(self, indent: int) -> Any:
        line = self.lines[self.at]
        return self.sequence(indent) if line.startswith("-", indent) else self.mapping(indent)

    def sequence(self, indent: int) -> list[Any]:
        found: list[Any] = []
        while True:
            line = self.lines[self.at]
            rest = line[indent + 2 :]
            if line[indent + 1 : indent + 2] not in ("", " ") or (not rest and line[indent + 1 :]):
                raise _Declined
            entry = _ENTRY.fullmatch(line, indent + 2) if rest[:1] not in _NO_ENTRY else None
            if entry is not None:
                found.append(self.mapping(indent + 2, entry))
            elif not rest:
                self.at += 1
                found.append(self.nested(indent, False))
            else:
                self.at += 1
                found.append(self.scalar(rest, indent))
            here = self.indent()
            if here < indent or (here == indent and not self.lines[self.at].startswith("-", indent)):
                return found
            if here > indent:
                raise _Declined

    def mapping(self, indent: int, entry: re.Match[str] | None = None) -> dict[str, Any]:
        """The mapping that the cursor is in, whose first line is `entry` where that was looked at already."""
        found: dict[str, Any] = {}
        while True:
            entry = entry or _ENTRY.fullmatch(self.lines[self.at], indent)
            if entry is None:
                raise _Declined
            raw, rest = entry.groups()
            entry = None
            key = self.keys.get(raw)
            if key is None:
                key = self.keys[raw] = _key(raw)
            if key in found or rest == "":
                raise _Declined
            self.at += 1
            found[key] = self.nested(indent, True) if rest is None else self.scalar(rest, indent)
            here = self.indent()
            if here < indent or (here == indent and self.lines[self.at].startswith("-", indent)):
                return found
            if here > indent:
                raise _Declined

    def nested(self, indent: int, in_mapping: bool) -> Any:
        """The container below a key or dash: deeper by two, or a sequence at its key's own indentation."""
        here = self.indent()
        if here == indent + 2 or (in_mapping and here == indent and self.lines[self.at].startswith("-", indent)):
            return self.container(here)
        raise _Declined

    def scalar(self, text: str, indent: int) -> Any:
        first = text[0]
        if first == "|":
            return self.literal(text, indent)
        if first == "'":
            single = _SINGLE.fullmatch(text)
            if single is None:
                raise _Declined
            return single[1].replace("''", "'")
        if text in _WORDS:
            return _WORDS[text].copy() if first in "{[" else _WORDS[text]
        if first in '"{[':
            return _json(text)
        return _plain(text)

    def literal(self, header: str, indent: int) -> str:
        block = _BLOCK.fullmatch(header)
        if block is None:
            raise _Declined
        lines, pad, start = self.lines, " " * (indent + 2), self.at
        at = start
        while at < len(lines) and (not lines[at] or lines[at].startswith(pad)):
            at += 1
        self.at = at
        kept = [line[indent + 2 :] for line in lines[start:at]]
        ends = 0
        while kept and not kept[-1]:
            kept.pop()
            ends += 1
        if not kept or (not block[1] and kept[0][:1] in ("", " ", "\t")):
            raise _Declined
        return "\n".join(kept) + {"-": "", "": "\n", "+": "\n" * (ends + 1)}[block[2]]


def _key(key: str) -> str:
    if key[0] == '"':
        return str(_json(key))
    if key.lower() in _OTHER_WORDS:
        raise _Declined
    return key


def _float(text: str) -> float | Number:
    if not YAML_FLOAT.fullmatch(text):
        raise _Declined
    return number(text)


_DECODE = json.JSONDecoder(parse_float=_float).decode


def _json(text: str) -> Any:
    try:
        return _DECODE(text)
    except ValueError:
        raise _Declined from None


def _plain(text: str) -> Any:
    if _INTEGER.fullmatch(text):
        return int(text)
    if YAML_FLOAT.fullmatch(text):
        return number(text)
    if _TAGGED.fullmatch(text):
        return Number(text.removeprefix("!!float "))
    if PLAIN.fullmatch(text) and text.lower() not in _OTHER_WORDS:
        return text
    raise _Declined


def _read_yaml(text: str, path: str | None) -> Any:
    import yaml

    deep = too_deep(text, yamltags.loader())
    if deep:
        raise CassetteError("nested too deeply.", path=path, line=deep)
    try:
        data = yaml.load(text, Loader=yamltags.loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1, len(text.splitlines())) if mark else None
        raise CassetteError(f"not YAML: {error.problem or error.context}.", path=path, line=line) from None
    except (yaml.YAMLError, ValueError, TypeError, LookupError, RecursionError) as error:
        position = getattr(error, "position", None)
        line = None if position is None else text.count("\n", 0, position) + 1
        said = str(error).splitlines()[0]
        raise CassetteError(f"not YAML: {said}.", path=path, line=line) from None
    if re.search(r"[-:,\[{] *\*\w", text) and _size(data, {}) > _MAX_NODES:
        raise CassetteError("its aliases unfold to more than a cassette can hold.", path=path)
    return data


def _size(data: Any, known: dict[int, int]) -> int:
    """How many nodes the data has with its aliases unfolded."""
    if not isinstance(data, dict | list):
        return 1
    if id(data) not in known:
        known[id(data)] = _MAX_NODES + 1  # what contains itself never ends
        known[id(data)] = 1 + sum(_size(v, known) for v in (data.values() if isinstance(data, dict) else data))
    return known[id(data)]


def find_line(text: str, *steps: str | int) -> int | None:
    """The line (1-based) on which the value at `steps` stands, or the nearest that exists above it."""
    import yaml

    try:
        node = yaml.compose(text, Loader=yamltags.loader())
    except yaml.YAMLError:
        return None
    line = None
    for step in (*steps, None):
        if node is None:
            return line
        line = node.start_mark.line + 1
        node = _child(node, step)
    return line


def _child(node: Any, step: str | int | None) -> Any:
    if isinstance(step, int) and isinstance(node.value, list) and 0 <= step < len(node.value):
        return node.value[step]
    if isinstance(step, str) and isinstance(node.value, list):
        return next((v for k, v in node.value if getattr(k, "value", None) == step), None)
    return None
