# ruff: noqa: E501
"""A tool compiled once: what each parameter is about, what it may be, and the words that lead to it.

Pure and cached by content (least recently used goes first), so that the second request that offers a tool pays nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec import Struct

from mockfn.chat import Tool
from mockfn.grounding.lexicon import CONCEPTS, STOP, UNITS, stem

__all__ = ["ABSENT", "Choice", "Param", "ToolSpec", "compile_tool", "split_name"]


class _Absent:
    """No value: None is one."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = _Absent()

DEEPEST: Final = 6


class Choice(Struct, frozen=True):
    """A value a parameter names, and the stems by which a text would say it."""

    value: Any
    roots: tuple[str, ...]
    low: str


class Param(Struct):
    """One parameter. `words` are stems of its name, `about` of its description, each with its weight.

    `topic` says what a string is ("place", "date", ...), `level` which places ("c" city, "s" state, "n" nation);
    `role` is "start" or "end" of a range, or ""; `percent` how a share is written ("decimal", "percent" or "");
    `traits` what a number counts ("money", "share", "year").
    """

    name: str
    kind: str
    schema: Any
    required: bool = False
    words: dict[str, float] = {}
    about: dict[str, float] = {}
    concepts: frozenset[str] = frozenset()
    choices: tuple[Choice, ...] = ()
    closed: bool = False
    default: Any = ABSENT
    example: Any = ABSENT
    topic: str = ""
    level: str = ""
    measures: dict[str, float] = {}
    role: str = ""
    percent: str = ""
    traits: frozenset[str] = frozenset()
    item: Param | None = None
    members: tuple[Param, ...] = ()
    text: str = ""


class ToolSpec(Struct):
    """A tool, ready to be compared with a text. `words` holds the stems it is known by, with their weight."""

    name: str
    params: tuple[Param, ...]
    schema: Any
    name_roots: tuple[str, ...]
    about: dict[str, float]
    words: dict[str, float]
    concepts: dict[str, float] = {}
    own: frozenset[str] = frozenset()
    plain: bool = True
    splits_places: bool = False
    takes_lists: bool = False


_CAMEL: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")


def split_name(name: str) -> list[str]:
    """The words of an identifier, lower case: "getUserInfo2" and "get_user_info_2" alike."""
    return [part.lower() for part in _CAMEL.findall(name)]


def _weigh(words: list[str], weight: float) -> dict[str, float]:
    return {stem(word): weight for word in words if word not in STOP and len(word) > 0}


# What a string parameter is, by the stems of its name (strong) or its description (weak); first row that fits.
_TOPIC_ROWS: Final = {
    "email": "email mail",
    "url": "url link website uri webpage",
    "path": "path file filename filepath directory folder",
    "date": "date day birthday dob deadline",
    "time": "time hour clock",
    "currency": "currency currencies",
    "language": "language lang",
    "formula": "function expression equation formula polynomial",
    "unit": "unit units measurement",
    "id": "id identifier code uuid isbn sku number reference docket",
    "place": "city location place country state region destination origin address area county town venue "
    "departure arrival loc zip province district",
    "name": "name company artist author actor player team person user username organization brand title stock symbol ticker president "
    "museum university institution book movie film song album game hotel restaurant league tournament athlete",
    "text": "text message content body query question prompt phrase sentence comment note summary subject keyword",
}
_TOPICS: Final = {stem(word): topic for topic, words in _TOPIC_ROWS.items() for word in words.split()}

_START: Final = frozenset(
    stem(w)
    for w in [
        "start",
        "from",
        "begin",
        "beginning",
        "initial",
        "origin",
        "source",
        "departure",
        "min",
        "minimum",
        "lower",
        "first",
        "low",
        "base",
        "old",
        "since",
        "after",
    ]
)
_END: Final = frozenset(
    stem(w)
    for w in [
        "end",
        "to",
        "finish",
        "final",
        "destination",
        "target",
        "arrival",
        "max",
        "maximum",
        "upper",
        "until",
        "last",
        "high",
        "new",
        "before",
        "stop",
    ]
)

_TRAITS: Final = {
    "money": "price cost amount budget income investment invested revenue salary loan payment principal deposit value fee "
    "asset debt profit cash capital fund balance sale spend dividend equity purchase worth contribution money payout mortgage bid",
    "share": "rate percent percentage yield return probability interest tax discount ratio share level proportion confidence growth",
    "year": "year season",
}
_TRAIT_OF: Final = {word: trait for trait, words in _TRAITS.items() for word in words.split()}
_LEVELS: Final = {"city": "c", "town": "c", "state": "s", "province": "s", "country": "n", "nation": "n"}

_QUOTED: Final = re.compile(r"'([^'\n]{1,40})'(?!\w)|\"([^\"\n]{1,40})\"|`([^`\n]{1,40})`|‘([^’\n]{1,40})’")
_DEFAULT: Final = re.compile(
    r"defaults?(?:\s+(?:value|values))?(?:\s+(?:is|are|to|of|as|being)|\s*[:=])*\s*(?:set\s+to\s+)?"
    r"(?:'([^']*)'|\"([^\"]*)\"|`([^`]*)`|(-?\d[\d.]*(?:e-?\d+)?)|(\[[^\]]*\])|(true|false|none|null|empty)|([A-Za-z][\w/-]*))",
    re.IGNORECASE,
)
_EXAMPLE: Final = re.compile(
    r"(?:e\.g\.?,?|i\.e\.?,?|for example,?|for instance,?|such as|like|example:?)\s*:?\s*"
    r"(?:'([^']*)'|\"([^\"]*)\"|`([^`]*)`|([^().;\n]{1,60}?)(?=\s+(?:or|etc)\b|[().;\n]|$))",
    re.IGNORECASE,
)
_OPTIONS: Final = re.compile(
    r"(?:options?(?: include| are)?|one of|either|can be|choices are|possible values(?: are)?|allowed values(?: are)?|values?)\s*:?\s*(.{3,120})",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"\(([A-Za-z][\w -]{0,24}(?:,\s*[A-Za-z][\w -]{0,24})+(?:,?\s*(?:or|and)\s+[A-Za-z][\w -]{0,24})?)\)|e\.g\.?,?\s+([A-Za-z][\w -]{0,24}(?:,\s*(?:or )?[A-Za-z][\w -]{0,24})+)"
)


def resolve(schema: Any, root: Any, depth: int = 0) -> Any:
    """`schema` with a local `$ref` followed and its first branch that is not null chosen; {} where it says nothing."""
    if not isinstance(schema, dict) or depth > DEEPEST:
        return {}
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.startswith("#"):
        target: Any = root
        for part in reference[1:].strip("/").split("/"):
            if part:
                target = target.get(part.replace("~1", "/").replace("~0", "~"), {}) if isinstance(target, dict) else {}
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        found = resolve(target, root, depth + 1)
        return {**found, **rest} if rest else found
    for keyword in ("anyOf", "oneOf"):
        branches = schema.get(keyword)
        if isinstance(branches, list):
            for branch in branches:
                found = resolve(branch, root, depth + 1)
                if found and found.get("type") != "null":
                    rest = {key: value for key, value in schema.items() if key != keyword}
                    return {**found, **rest}
    parts = schema.get("allOf")
    if isinstance(parts, list) and parts:
        merged: dict[str, Any] = {key: value for key, value in schema.items() if key != "allOf"}
        for part in parts:
            for key, value in resolve(part, root, depth + 1).items():
                merged[key] = (
                    {**merged[key], **value}
                    if isinstance(value, dict) and isinstance(merged.get(key), dict)
                    else merged.get(key, value)
                )
        return merged
    return schema


def _kind(schema: dict[str, Any]) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "any")
    if isinstance(kind, str):
        return kind
    for value in schema.get("enum") or ([schema["const"]] if "const" in schema else []):
        return {str: "string", bool: "boolean", int: "integer", float: "number"}.get(type(value), "any")
    return "object" if "properties" in schema else "array" if "items" in schema else "any"


def _scalar(text: str, kind: str) -> Any:
    low = text.strip().lower()
    if kind == "boolean":
        return {"true": True, "false": False}.get(low, ABSENT)
    if kind in ("integer", "number"):
        try:
            value = float(low.rstrip("."))
        except ValueError:
            return ABSENT
        return int(value) if kind == "integer" and value.is_integer() else value if kind == "number" else ABSENT
    return text if kind in ("string", "any") else ABSENT


def _from_prose(pattern: re.Pattern[str], text: str, kind: str) -> Any:
    match = pattern.search(text)
    if not match:
        return ABSENT
    found = next((group for group in match.groups() if group is not None), None)
    if not found or found.lower() in ("none", "null", "empty") or (found[0] == "["):
        return ABSENT
    return _scalar(found.strip(), kind)


def _choices(schema: dict[str, Any], prose: str, kind: str) -> tuple[tuple[Choice, ...], bool]:
    closed = schema.get("enum")
    if "const" in schema:
        closed = [schema["const"]]
    if isinstance(closed, list) and closed:
        return tuple(_choice(value) for value in closed), True
    if kind != "string":
        return (), False
    found = ["".join(groups) for groups in _QUOTED.findall(prose)]
    for match in _BARE.finditer(prose):
        found += [
            re.sub(r"^(?:or|and)\s+", "", part.strip())
            for part in re.split(r",|\bor\b", match[1] or match[2])
            if part.strip()
        ]
    seen = dict.fromkeys(value for value in found if value.strip() and value not in ("etc",))
    return tuple(_choice(value) for value in seen), False


def _choice(value: Any) -> Choice:
    text = value if isinstance(value, str) else str(value)
    roots = tuple(stem(word) for word in split_name(text) if word not in STOP) or tuple(
        stem(word) for word in split_name(text)
    )
    return Choice(value, roots, text.lower())


def _topic(words: list[str], prose_words: list[str], schema: dict[str, Any]) -> str:
    formats = {"date": "date", "date-time": "date", "time": "time", "email": "email", "uri": "url", "uuid": "id"}
    if schema.get("format") in formats:
        return formats[schema["format"]]
    for word in reversed(words):
        topic = _TOPICS.get(stem(word))
        if topic:
            return topic
    for word in prose_words[:14]:
        topic = _TOPICS.get(stem(word))
        if topic:
            return topic
    return ""


def _percent(prose: str) -> str:
    low = prose.lower()
    if "decimal" in low or "0 to 1" in low or "0 and 1" in low or "0-1" in low or re.search(r"\b0?\.\d+\b", low):
        return "decimal"
    return "percent" if "percent" in low or "%" in low else ""


def _param(name: str, schema: Any, required: bool, root: Any, depth: int) -> Param:
    schema = resolve(schema, root)
    kind = _kind(schema)
    prose = schema.get("description")
    prose = prose if isinstance(prose, str) else ""
    words = split_name(name)
    prose_words = [word.lower() for word in _WORD.findall(prose)]
    choices, closed = _choices(schema, prose, kind)
    default = schema["default"] if "default" in schema else _from_prose(_DEFAULT, prose, kind)
    measures: dict[str, float] = {}
    for word in (*words, *re.findall(r"[^\s,;()]+", prose.lower())):
        unit = UNITS.get(word.rstrip(".,"))
        if unit and (len(word) > 1):
            measures.setdefault(*unit)
    examples = schema.get("examples")
    example = examples[0] if isinstance(examples, list) and examples else _from_prose(_EXAMPLE, prose, kind)
    roots = {stem(w) for w in words}
    about = _weigh(prose_words, 1.0)
    param = Param(
        name=name, kind=kind, schema=schema, required=required, words=_weigh(words, 1.0) or {stem(w): 1.0 for w in words}, about=about,
        concepts=frozenset(CONCEPTS[w] for w in (*sorted(roots), *about) if w in CONCEPTS and (w in roots)),
        choices=choices, closed=closed, default=default, example=example, topic=_topic(words, prose_words, schema),
        measures=measures, percent=_percent(prose), text=prose,
        level="".join(dict.fromkeys(_LEVELS[w] for w in (words if any(w in _LEVELS for w in words) else prose_words) if w in _LEVELS)),
        traits=frozenset(_TRAIT_OF[w] for w in (*words, *prose_words) if w in _TRAIT_OF and (w in words or w != "year")),
        role="start" if roots & _START else "end" if roots & _END else "",
    )  # fmt: skip
    if kind == "array":
        param.item = _param(name, schema.get("items", {}), True, root, depth + 1) if depth < DEEPEST else None
    if kind == "object" and depth < DEEPEST:
        param.members = _members(schema, root, depth + 1)
    return param


def _members(schema: dict[str, Any], root: Any, depth: int) -> tuple[Param, ...]:
    required = schema.get("required")
    needed = required if isinstance(required, list) else []
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return ()
    params = tuple(_param(name, part, name in needed, root, depth) for name, part in properties.items())
    _set_apart(params)
    return params


def _set_apart(params: tuple[Param, ...]) -> None:
    """A word that several siblings share says little of any: weigh it by how many do."""
    counts: dict[str, int] = {}
    for param in params:
        for word in {**param.about, **param.words}:
            counts[word] = counts.get(word, 0) + 1
    for param in params:
        param.words = {word: weight / counts[word] for word, weight in param.words.items()}
        param.about = {word: weight / counts[word] for word, weight in param.about.items() if word not in param.words}


# Keywords whose values are right by construction; any other asks for the validator.
_PLAIN: Final = frozenset(
    [
        "type",
        "properties",
        "required",
        "description",
        "enum",
        "items",
        "default",
        "title",
        "examples",
        "example",
        "additionalProperties",
        "optional",
        "$schema",
    ]
)


def _is_plain(schema: Any) -> bool:
    if not isinstance(schema, dict):
        return schema is True
    if not _PLAIN.issuperset(schema):
        return False
    properties = schema.get("properties", {})
    if not isinstance(schema.get("type", "object"), str) or not isinstance(properties, dict):
        return False
    return all(_is_plain(part) for part in properties.values()) and _is_plain(schema.get("items", True))


@lru_cache(maxsize=512)
def _compiled(content: bytes) -> ToolSpec:
    name, description, parameters = msgspec.json.decode(content)
    schema = parameters if isinstance(parameters, dict) else {}
    top = resolve(schema, schema)
    params = _members(top, schema, 0)
    name_words = split_name(name)
    about = _weigh([word.lower() for word in _WORD.findall(description)], 1.0)
    words: dict[str, float] = {}
    for param in params:
        for word in param.about:
            words[word] = 0.35
        for choice in param.choices:
            for word in choice.roots:
                words[word] = 0.6
        for word in param.words:
            words[word] = 0.7
        if param.kind == "string" and param.topic:
            words["#" + param.topic] = 0.7
    for word in about:
        words[word] = 1.0
    name_roots = tuple(dict.fromkeys(stem(word) for word in name_words if word not in STOP))
    for word in name_roots:
        words[word] = 2.0
    levels = {
        param.level for param in params if param.kind == "string" and len(param.level) == 1 and param.topic == "place"
    }
    concepts: dict[str, float] = {}
    for word, weight in words.items():
        if word in CONCEPTS:
            concepts[CONCEPTS[word]] = max(concepts.get(CONCEPTS[word], 0.0), weight)
    return ToolSpec(
        name,
        params,
        schema,
        name_roots,
        about,
        words,
        concepts,
        frozenset((*name_words, *name_roots, *about, *(word.lower() for word in _WORD.findall(description)))),
        _is_plain(schema),
        splits_places=len(levels) > 1,
        takes_lists=any(param.kind == "array" for param in params),
    )


def compile_tool(tool: Tool) -> ToolSpec:
    """The tool as a ToolSpec; the same content gives the same object while it is remembered."""
    return _compiled(msgspec.json.encode((tool.name, tool.description, tool.parameters)))
