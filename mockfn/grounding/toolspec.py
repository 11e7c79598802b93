# ruff: noqa: E501
"""A tool compiled once: what each parameter is about, what it may be, and the words that lead to it.

Pure and cached by content (least recently used goes first), so that the second request that offers a tool pays nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec import Struct

from mockfn.chat import Tool
from mockfn.grounding.lexicon import CONCEPTS, ROLES, STOP, UNITS, listed, stem

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
    alias: str = ""


class Param(Struct):
    """One parameter. `words` are stems of its name, `about` of its description, each with its weight.

    `path` leads to it from the arguments' root: members of an object are parameters of their own. `awaited` is true of
    members of a required object that requires none. `topic` says what a string is ("place", "date", ...), `level` which places ("c" city, "s" state, "n" nation);
    `role` is "start" or "end" of a range, or ""; `percent` how a share is written ("decimal", "percent" or "");
    `traits` what it counts or names ("money", "share", "year", "person", "work"); `sort` is true of types and kinds.
    """

    name: str
    kind: str
    schema: Any
    path: tuple[str, ...] = ()
    required: bool = False
    awaited: bool = False
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
    sort: bool = False
    item: Param | None = None
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
# What a description's own nouns say, where the name says nothing.
_TOLD: Final = {
    word: topic
    for topic, words in {
        "email": "email",
        "url": "url website",
        "path": "path file directory",
        "date": "date",
        "place": "city location country address town place region",
        "currency": "currency",
        "language": "language",
        "formula": "function expression equation polynomial",
        "id": "id identifier isbn",
        "name": "name title company artist author actor player team person",
        "text": "text message query question sentence phrase",
    }.items()
    for word in words.split()
}
_TOPICS: Final = {stem(word): topic for topic, words in _TOPIC_ROWS.items() for word in words.split()}

# Names of which the description's nouns say nothing: "type: whether it is a city or a state" is no place.
_UNTOLD: Final = frozenset(
    [
        "type",
        "kind",
        "category",
        "mode",
        "format",
        "level",
        "method",
        "model",
        "status",
        "genre",
        "style",
        "size",
        "color",
        "preference",
        "preferences",
        "feature",
        "features",
        "option",
        "options",
        "detail",
        "details",
        "info",
        "order",
        "operation",
    ]
)
_TRAITS: Final = {
    "money": "price cost amount budget income investment invested revenue salary loan payment principal deposit value fee "
    "asset debt profit cash capital fund balance sale spend dividend equity purchase worth contribution money payout mortgage bid",
    "share": "rate percent percentage yield return probability interest tax discount ratio share level proportion confidence growth",
    "year": "year season",
    "person": "artist author actor actress player person employee singer director president musician painter sculptor",
    "work": "title book movie film song album artwork painting game exhibition show play",
}
_TRAIT_OF: Final = {word: trait for trait, words in _TRAITS.items() for word in words.split()}
_ANYWHERE: Final = frozenset((*_TRAITS["money"].split(), *_TRAITS["share"].split()))
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
_BARE: Final = re.compile(
    r"(?i:e\.g\.?|i\.e\.?|such as|like|for example|for instance|including|either|one of|options?(?: are| include)?)[,:]?\s+"
    r"([A-Za-z][\w -]{0,24}(?:,\s*(?:or |and )?[A-Za-z][\w -]{0,24})+|[A-Za-z][\w-]{0,24}\s(?:or|and)\s[A-Za-z][\w-]{0,24}\b)"
    r"|\(([A-Za-z][\w -]{0,24}(?:,\s*(?:or |and )?[A-Za-z][\w -]{0,24})+)\)"
    r"|\b([a-z]{2,20}(?:/[a-z]{2,20})+)\b"
)
_PLACE: Final = re.compile(r", [A-Z]{2}\b")
_SPLIT: Final = re.compile(r",\s*|/|\b(?:or|and)\s+|\betc\b")
_ALIAS: Final = re.compile(
    r"['\"‘`](\w{1,12})['\"’`]\s*(?:for|means|refers to|stands for|is for|=|is|-|:)\s+(?:an? |the )?(\w{2,20})"
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
    """The values a parameter names, and whether it takes no other."""
    closed = [schema["const"]] if "const" in schema else schema.get("enum")
    aliases = {name.lower(): stem(word.lower()) for name, word in _ALIAS.findall(prose)}
    if isinstance(closed, list) and closed:
        return tuple(_choice(value, aliases) for value in closed), True
    if kind not in ("string", "any"):
        return (), False
    found = ["".join(groups).strip() for groups in _QUOTED.findall(prose)]
    for match in _BARE.finditer(prose):
        if match[1] and _PLACE.search(match[1]):
            continue
        found += [part.strip(" .") for part in _SPLIT.split(match[1] or match[2] or match[3])]
    seen = dict.fromkeys(
        value for value in found if value and value.lower() not in ("etc", "and", "or", "other", "others")
    )
    return tuple(_choice(value, aliases) for value in seen), False


def _choice(value: Any, aliases: dict[str, str]) -> Choice:
    text = value if isinstance(value, str) else str(value)
    words = [word.lower() for word in _WORD.findall(text)] if " " in text else split_name(text)
    roots = tuple(stem(word) for word in words if word not in STOP) or tuple(stem(word) for word in words)
    return Choice(value, roots, text.lower(), aliases.get(text.lower(), ""))


def _topic(words: list[str], prose_words: list[str], schema: dict[str, Any]) -> str:
    formats = {"date": "date", "date-time": "date", "time": "time", "email": "email", "uri": "url", "uuid": "id"}
    if schema.get("format") in formats:
        return formats[schema["format"]]
    for word in reversed(words):
        topic = _TOPICS.get(stem(word))
        if topic:
            return topic
    if not _UNTOLD.isdisjoint(words):
        return ""
    return next((_TOLD[word] for word in prose_words if word in _TOLD), "")


def _percent(prose: str) -> str:
    low = prose.lower()
    if "decimal" in low or "0 to 1" in low or "0 and 1" in low or "0-1" in low or re.search(r"\b0?\.\d+\b", low):
        return "decimal"
    return "percent" if "percent" in low or "%" in low else ""


# What a name measures, by its stems: units of these measures suit it.
_MEASURED: Final = {
    stem(word): measures.split()
    for words, measures in {
        "height length width distance depth radius diameter base side": "length",
        "weight mass": "mass",
        "temperature temp": "kelvin celsius fahrenheit degrees",
        "time duration": "time days months",
        "years months age": "months",
        "days nights weeks": "days",
        "hours minutes seconds": "time",
        "speed velocity": "speed",
        "acceleration": "acceleration",
        "area": "area",
        "volume": "volume",
        "current": "current",
        "voltage": "voltage",
        "charge": "charge",
        "frequency": "frequency",
        "power": "power",
        "energy": "energy",
        "force": "force",
        "pressure": "pressure",
        "resistance": "resistance",
    }.items()
    for word in words.split()
}


def _measures(words: list[str], prose: str) -> dict[str, float]:
    """What a parameter measures, each with the size of the unit it is asked in; 0 where no unit is named."""
    measures: dict[str, float] = {}
    for word in (*words, *_SYMBOL.findall(prose.lower())):
        unit = UNITS.get(word.rstrip(".,"))
        if unit and len(word) > 1:
            measures.setdefault(*unit)
    for word in words:
        for measure in _MEASURED.get(stem(word), ()):
            measures.setdefault(measure, 0.0)
    return measures


# Where a description turns from what a parameter is to examples and conditions.
_ASIDE: Final = re.compile(
    r"[(.,;:]|\b(?:e\.g|i\.e|for example|such as|like|in which|where|when|that)\b", re.IGNORECASE
)
_SYMBOL: Final = re.compile(r"[^\s,;()]+")


def _param(
    path: tuple[str, ...],
    schema: dict[str, Any],
    required: bool,
    awaited: bool,
    root: Any,
    prose: str = "",
    depth: int = 0,
) -> Param:
    kind, name = _kind(schema), path[-1]
    told = schema.get("description")
    prose = told if isinstance(told, str) else prose
    words = split_name(name)
    prose_words = [word.lower() for word in _WORD.findall(prose)]
    choices, closed = _choices(schema, prose, kind)
    examples = schema.get("examples")
    roots = {stem(word): 1.0 for word in words}
    return Param(
        name=name,
        kind=kind,
        schema=schema,
        path=path,
        required=required,
        awaited=awaited,
        words=_weigh(words, 1.0) or roots,
        about=_weigh(prose_words, 1.0),
        concepts=frozenset(CONCEPTS[word] for word in roots if word in CONCEPTS),
        choices=choices,
        closed=closed,
        default=schema["default"] if "default" in schema else _from_prose(_DEFAULT, prose, kind),
        example=examples[0] if isinstance(examples, list) and examples else _from_prose(_EXAMPLE, prose, kind),
        topic=_topic(words, [word.lower() for word in _WORD.findall(_ASIDE.split(prose, maxsplit=1)[0])], schema),
        level=_level(words) or _level(prose_words),
        measures=_measures(words, prose),
        percent=_percent(prose),
        traits=frozenset(
            _TRAIT_OF[w] for w in (*words, *prose_words) if w in _TRAIT_OF and (w in words or w in _ANYWHERE)
        ),
        role=next((ROLES[root] for root in roots if root in ROLES), ""),
        sort=not _UNTOLD.isdisjoint(words),
        item=_param(path, resolve(schema.get("items", {}), root), True, False, root, prose, depth + 1)
        if kind == "array" and depth < DEEPEST
        else None,
        text=prose,
    )


def _level(words: list[str]) -> str:
    return "".join(dict.fromkeys(_LEVELS[word] for word in words if word in _LEVELS))


def _members(
    schema: dict[str, Any], root: Any, path: tuple[str, ...] = (), required: bool = True, depth: int = 0
) -> list[Param]:
    """The parameters of an object, members of objects in it included."""
    listed = schema.get("required")
    needed = listed if isinstance(listed, list) else []
    properties = schema.get("properties")
    params: list[Param] = []
    for name, part in properties.items() if isinstance(properties, dict) else ():
        one, here = resolve(part, root), (*path, str(name))
        must = required and name in needed
        if _kind(one) == "object" and one.get("properties") and depth < DEEPEST:
            params += _members(one, root, here, must, depth + 1)
        else:
            params.append(_param(here, one, must, required and not needed and bool(path), root))
    return params


def _set_apart(params: Sequence[Param]) -> None:
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


# Words of a tool's name or description that most tools could have.
_GENERIC: Final = frozenset(
    stem(word)
    for word in [
        "get",
        "find",
        "calculate",
        "compute",
        "fetch",
        "retrieve",
        "return",
        "give",
        "show",
        "list",
        "check",
        "make",
        "create",
        "provide",
        "determine",
        "obtain",
        "search",
        "function",
        "tool",
        "api",
        "data",
        "information",
        "info",
        "specific",
        "given",
        "specified",
        "based",
    ]
)


@lru_cache(maxsize=512)
def _compiled(content: bytes) -> ToolSpec:
    name, description, parameters = msgspec.json.decode(content)
    schema = parameters if isinstance(parameters, dict) else {}
    top = resolve(schema, schema)
    params = tuple(_members(top, schema))
    _set_apart(params)
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
        words[word] = 0.3 if word in _GENERIC else 1.0
    name_roots = tuple(dict.fromkeys(stem(word) for word in name_words if word not in STOP))
    for word in name_roots:
        words[word] = 0.6 if word in _GENERIC else 2.0
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
