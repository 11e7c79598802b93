# ruff: noqa: E501
"""Arguments for one tool from the words of a text: what it says of each parameter, then what the tool itself says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from mockfn import schema as schemas
from mockfn.chat import Tool
from mockfn.grounding.lexicon import ASKING, CONCEPTS, TIMES_A_YEAR, UNITS, stem
from mockfn.grounding.mentions import Mention
from mockfn.grounding.scan import Scan, scan
from mockfn.grounding.records import Record, records
from mockfn.grounding.prose import ABSENT
from mockfn.grounding.toolspec import Param, ToolSpec, compile_tool
from mockfn.grounding.values import argument, region_of
from mockfn.grounding.words import Token

__all__ = ["Filled", "fill", "fill_record", "mentions_for"]


class Filled(Struct, frozen=True):
    """Arguments that validate against the tool's schema, and which words led to which value."""

    arguments: dict[str, Any]
    because: tuple[str, ...]


def mentions_for(spec: ToolSpec, found: Scan) -> list[Mention]:
    """The mentions as the tool looks at them: city and state apart where it asks for both."""
    mentions = found.apart if spec.splits_places else found.mentions
    if spec.takes_lists or not any(mention.kind == "list" for mention in mentions):
        return mentions
    return [one for mention in mentions for one in (_members(mention) if mention.kind == "list" else (mention,))]


def _members(mention: Mention) -> list[Mention]:
    """A list's members as mentions of their own, for a tool that takes no list."""
    group = -2 - mention.first
    return [
        Mention(
            "num" if isinstance(value, int | float) else "quote",
            value,
            mention.first,
            mention.last,
            str(value),
            mention.sentence,
            group=group,
            grouped=True,
            near=mention.near,
            before=mention.before,
        )
        for value in mention.value
        if isinstance(value, int | float | str)
    ]


def fill(tool: Tool, words: str, *, seed: int, given: Mapping[str, Any] | None = None) -> Filled:
    """Arguments for `tool` from the user's `words`. What is `given` stays as it is."""
    spec, found = compile_tool(tool), scan(words)
    mentions = mentions_for(spec, found)
    record = records(spec, found, mentions, frozenset(given or ()), several=False)[0]
    return fill_record(spec, found, record, seed=seed, given=given)


def fill_record(
    spec: ToolSpec, found: Scan, record: Record, *, seed: int, given: Mapping[str, Any] | None = None
) -> Filled:
    """The arguments of one call: those of its record, then what required parameters lack."""
    arguments: dict[str, Any] = {}
    because: list[str] = []
    taken = {place for items in record.values() for item in items for place in range(item.first, item.last + 1)}
    for index, param in enumerate(spec.params):
        if given and param.path[0] in given:
            continue
        value: Any = ABSENT
        items = record.get(index)
        if items:
            value = argument(param, items)
            why = f"{spec.name}: {param.name} is {value!r} from {items[0].text!r}."
        if value is ABSENT:
            value, why = _unsaid(param, found, record)
        if value is ABSENT and param.required:
            value, why = _fallback(spec, param, found, taken, arguments)
        if value is not ABSENT:
            _put(arguments, param.path, value)
            because.append(why)
    if given:
        arguments |= given
    return Filled(_valid(spec, arguments, seed), tuple(because))


def _unsaid(param: Param, found: Scan, record: Record) -> tuple[Any, str]:
    """What a text says in passing: the unit of its numbers, how often a year."""
    if param.says.topic == "unit" and isinstance(param.says.default, str) and not _GIVEN_OUT.search(param.text):
        asked = UNITS.get(param.says.default.lower())
        for items in record.values():
            mention = items[0].mention
            unit = UNITS.get(mention.unit) if mention is not None else None
            if mention is not None and asked and unit and unit[0] == asked[0] and unit[1] != asked[1]:
                return mention.unit, f"{param.name} is {mention.unit!r}, the unit of {mention.text!r}."
    if param.kind == "integer" and _OFTEN.search(param.text):
        for token in found.tokens:
            times = TIMES_A_YEAR.get(token.low)
            if times and token.low not in ("annual", "yearly"):
                return times, f"{param.name} is {times} from {token.text!r}."
    return ABSENT, ""


_GIVEN_OUT: Final = re.compile(r"\b(?:output|return|returned|result|answer|density|velocity)\b", re.IGNORECASE)
_OFTEN: Final = re.compile(
    r"\b(?:times|periods|often|frequency)\b.*\b(?:compounded|per year|per unit|a year)\b", re.IGNORECASE
)


def _put(arguments: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        arguments = arguments.setdefault(name, {})
    arguments[path[-1]] = value


def _fallback(spec: ToolSpec, param: Param, found: Scan, taken: set[int], arguments: dict[str, Any]) -> tuple[Any, str]:
    """A value for a required parameter that no mention fits."""
    if param.kind == "string" and not param.closed:
        if param.says.topic == "place" and param.says.level in ("s", "n"):
            region = region_of(arguments.values(), param.says.level)
            if region:
                return region, f"{spec.name}: {param.name} is where the city lies."
        phrase = _phrase(spec, param, found, taken)
        if phrase:
            return phrase, f"{spec.name}: {param.name} is {phrase!r}, words of the request."
    item = param.item
    if item is not None and item.kind == "string" and not item.closed:
        phrases = _phrases(spec, param, found, taken)
        if phrases:
            return phrases, f"{spec.name}: {param.name} is {phrases!r}, words of the request."
    why = f"{spec.name}: {param.name} as its description says."
    if param.says.default is not ABSENT:
        return param.says.default, why
    if param.choices and param.kind != "array":
        return param.choices[0].value, why
    if param.says.example is not ABSENT:
        return param.says.example, why
    if param.kind == "boolean":
        return True, why
    if param.kind in ("integer", "number") and param.says.role == "start":
        return 0, why
    return ABSENT, why


# Words that fill a place in a sentence and say nothing of what it is about.
_EMPTY: Final = frozenset(
    stem(word)
    for word in [
        "name",
        "names",
        "list",
        "number",
        "detail",
        "details",
        "information",
        "info",
        "data",
        "type",
        "kind",
        "result",
        "results",
        "value",
        "values",
        "way",
        "thing",
        "things",
        "available",
        "top",
        "best",
        "next",
        "last",
        "past",
        "total",
        "specific",
        "different",
        "particular",
        "certain",
        "upcoming",
        "recent",
        "latest",
        "possible",
        "related",
        "able",
        "help",
        "today",
        "tomorrow",
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "hour",
        "hours",
        "minute",
        "minutes",
        "good",
        "great",
        "popular",
        "found",
        "happened",
        "happen",
        "made",
        "called",
        "named",
        "located",
        "offer",
        "offers",
        "offering",
        "look",
        "looking",
        "time",
        "times",
    ]
)


def _phrase(spec: ToolSpec, param: Param, found: Scan, taken: set[int]) -> str:
    """The words of the request that are neither the tool's own nor another parameter's: the most telling run of them."""
    best, chosen = 0.0, (0, 0)
    tokens, index, size = found.tokens, 0, len(found.tokens)
    while index < size:
        start = index
        while index < size and index not in taken and _tells(tokens[index]):
            index += 1
        if index > start:
            worth = _worth(spec, param, tokens, start, index)
            if worth > best:
                best, chosen = worth, (start, index)
        index += 1
    first, end = chosen
    while first < end - 1 and tokens[first].root in param.words:
        first += 1
    while first < end - 1 and _owned(spec, param, tokens[end - 1]):
        end -= 1
    if first == end:
        return ""
    taken.update(range(first, end))
    return found.text[tokens[first].start : tokens[end - 1].end]


def _phrases(spec: ToolSpec, param: Param, found: Scan, taken: set[int]) -> list[str]:
    """The most telling words of the request and those listed with them: "chicken and mushrooms"."""
    first = _phrase(spec, param, found, taken)
    if not first:
        return []
    phrases, tokens = [first], found.tokens
    index = next(i for i, token in enumerate(tokens) if found.text.startswith(first, token.start)) + len(first.split())
    while index < len(tokens) and tokens[index].low in _JOINTS:
        while index < len(tokens) and tokens[index].low in _JOINTS:
            index += 1
        start = index
        while index < len(tokens) and index not in taken and _tells(tokens[index]):
            index += 1
        if index == start:
            break
        taken.update(range(start, index))
        phrases.append(found.text[tokens[start].start : tokens[index - 1].end])
    return phrases


_JOINTS: Final = frozenset((",", "and", "or", "&", "a", "an", "the"))


def _tells(token: Token) -> bool:
    return bool(token.root) and token.kind == "word" and token.low not in ASKING and token.root not in _EMPTY


def _owned(spec: ToolSpec, param: Param, token: Token) -> bool:
    root = token.root
    return root in param.words or root in spec.own or CONCEPTS.get(root) in spec.concepts


def _worth(spec: ToolSpec, param: Param, tokens: list[Token], start: int, end: int) -> float:
    """How telling a run of words is for a parameter."""
    run = tokens[start:end]
    new = sum(1 for token in run if not _owned(spec, param, token))
    if not new:
        return 0.0
    before = tokens[start - 1].low if start else ""
    about = sum(1 for token in run if token.root in param.words) + 0.4 * sum(
        1 for token in run if token.root in param.about
    )
    return 2 * new / len(run) + 0.3 * min(len(run), 3) + 0.7 * about + (0.7 if before in _LEADS else 0.0)


_LEADS: Final = frozenset(("of", "for", "about", "on", "in", "with", "the", "a", "an", "using", "by"))


def _valid(spec: ToolSpec, arguments: dict[str, Any], seed: int) -> dict[str, Any]:
    """The arguments made valid: what is missing is generated, what does not fit gives way."""
    if not _complete(spec, arguments):
        arguments = schemas.complete(spec.schema, arguments, seed=seed)
    if schemas.validator(spec.schema).is_valid(arguments):
        return arguments
    made: Any = schemas.generate(spec.schema, seed=seed, strategy="required_only")
    return made if isinstance(made, dict) else {}


def _complete(spec: ToolSpec, arguments: dict[str, Any]) -> bool:
    for param in spec.params:
        here: Any = arguments
        for name in param.path:
            if name not in here:
                if param.required:
                    return False
                break
            here = here[name]
    return True
