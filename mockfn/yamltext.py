"""YAML or JSON text as plain data that knows its lines, read strictly: what would be misread in silence is an error.

YAML 1.2's reading of plain words, so `no`, `on` and 12:30 are texts, and so are 007 and 2026-01-01. A key that stands
twice, an unquoted `{city}` (which YAML takes for a mapping) and a tag are errors. Aliases work, within bounds.
"""

from __future__ import annotations

import re
from typing import Any

from mockfn.place import Place

__all__ = ["Lined", "LinedList", "read", "too_deep"]

# Aliases may repeat what is written, but not blow a text up.
_REPEATS, _DEPTH = 10, 100

# What can be composed on any thread's stack.
_DEEP = 500

_TAG = "tag:yaml.org,2002:"
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,400})")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?(?:\.[0-9]+(?:[eE][-+]?[0-9]+)?|(?<=[0-9])[eE][-+]?[0-9]+)")
_ODD = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


class Lined(dict[str, Any]):
    """A mapping that was read; `lines` says where each key stands (1-based)."""

    lines: dict[str, int]


class LinedList(list[Any]):
    """A list that was read; `lines` says where each item stands (1-based)."""

    lines: list[int]


def read(text: str, name: str, *, any_key: bool = False) -> Any:
    """The data of a YAML or JSON text, mappings as `Lined`, lists as `LinedList`. Raises `ScriptError`.

    A key that is no text is an error, or with `any_key` the text it is written as.
    """
    place = Place(name)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        # JSON: tabs may indent it, its strings hold what YAML calls unprintable or a line end, and a character beyond
        # the first plane may be written as two escapes.
        text = _ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text.lstrip("\ufeff").replace("\t", " "))
        text = _PAIR.sub(_joined, text)
    node = _composed(text, place)
    return None if node is None else _Reading(place, 1000 + _REPEATS * len(text), any_key).value(node, 0)


def _joined(pair: re.Match[str]) -> str:
    return (chr(int(pair[1], 16)) + chr(int(pair[2], 16))).encode("utf-16", "surrogatepass").decode("utf-16")


def _composed(text: str, place: Place) -> Any:
    import yaml

    fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    deep = too_deep(text, fast)
    if deep:
        raise place.at(deep).error("is nested too deeply")
    try:
        return yaml.compose(text, Loader=fast)
    except (yaml.YAMLError, RecursionError):
        pass
    # libyaml words its errors otherwise: the slow parser has the say, so that they are the same everywhere.
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line = mark.line + 1 if mark else None
        lines = text.splitlines()
        problem = wrong.problem or wrong.context or ""
        remedy = _remedy(problem, lines[line - 1]) if line is not None and line <= len(lines) else ""
        raise place.at(line).error(f"is not YAML: {problem}", remedy=remedy) from None
    except yaml.YAMLError as wrong:
        raise place.error(f"is not YAML: {' '.join(str(wrong).split())}") from None
    except RecursionError:
        raise place.error("is nested too deeply") from None


def _remedy(problem: str, line: str) -> str:
    """What is most often wrong with a line that the parser stumbles over."""
    if "\\t" in problem:
        return "YAML is indented with spaces, not with tabs."
    if "{" in line:
        return 'Text that holds braces goes in quotes: "{city}".'
    if line.count(": ") > 1:
        return "Text that holds a colon goes in quotes."
    if "block" in problem or "mapping values" in problem:
        return "Keys of one mapping begin in one column: look at how far this line is indented."
    return ""


def too_deep(text: str, loader: Any) -> int:
    """The line (1-based) on which a text nests deeper than can be composed; 0 where none does.

    libyaml composes by recursion, without a bound: a text that is deep enough would end the process.
    """
    import yaml

    # A level takes one of these characters at least.
    if sum(map(text.count, "[{-?:")) <= _DEEP:
        return 0
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEP:
                    return event.start_mark.line + 1 if event.start_mark else 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return 0  # whoever composes it says what is wrong
    return 0


class _Reading:
    """One text being turned into data, with a bound on how much comes out of it."""

    def __init__(self, place: Place, most: int, any_key: bool) -> None:
        self._place, self._left, self._any_key = place, most, any_key

    def value(self, node: Any, depth: int) -> Any:
        place = self._at(node)
        self._left -= 1
        if self._left < 0 or depth > _DEPTH:
            raise place.error("is too large" if self._left < 0 else "is nested too deeply")
        if node.id == "scalar":
            return _scalar(node, place)
        if node.tag not in (f"{_TAG}map", f"{_TAG}seq"):
            raise place.error(f"holds the tag {node.tag!r}", remedy="Write plain data.")
        return self._mapping(node, depth) if node.id == "mapping" else self._list(node, depth)

    def _list(self, node: Any, depth: int) -> LinedList:
        made = LinedList(self.value(item, depth + 1) for item in node.value)
        made.lines = [item.start_mark.line + 1 for item in node.value]
        return made

    def _mapping(self, node: Any, depth: int) -> Lined:
        made = Lined()
        made.lines = {}
        for key_node, value_node in node.value:
            place = self._at(key_node)
            if (node.flow_style and _is_nothing(value_node)) or key_node.id != "scalar":
                name = key_node.value if key_node.id == "scalar" else "name"
                raise place.error(f"{{{name}}} without quotes is a mapping", remedy=f'Write "{{{name}}}" in quotes.')
            key = key_node.value if self._any_key else _scalar(key_node, place)
            if not isinstance(key, str):
                raise place.error(f"the key {key_node.value} is no text", remedy=f'Write "{key_node.value}" in quotes.')
            if key in made:
                raise place.error(f"the key {key!r} stands twice", remedy=f"It is also in line {made.lines[key]}.")
            made[key] = self.value(value_node, depth + 1)
            made.lines[key] = key_node.start_mark.line + 1
        return made

    def _at(self, node: Any) -> Place:
        return self._place.at(node.start_mark.line + 1)


def _is_nothing(node: Any) -> bool:
    """True for the value of `city` in `{city}`: nothing is written where it would stand."""
    return bool(node.id == "scalar" and not node.value and not node.style)


def _scalar(node: Any, place: Place) -> Any:
    text: str = node.value
    if node.style:  # libyaml says '' where PyYAML says None
        if node.tag != f"{_TAG}str":
            raise place.error(f"holds the tag {node.tag!r}", remedy="Write plain data.")
        return text
    if node.tag.partition(_TAG)[2] not in ("str", "null", "bool", "int", "float", "timestamp", "merge", "value"):
        raise place.error(f"holds the tag {node.tag!r}", remedy="Write plain data.")
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
