# ruff: noqa: E501
"""Arguments for one tool from the words of a text: what it says of each parameter, then what the tool itself says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mockfn import schema as schemas
from mockfn.chat import Tool
from mockfn.grounding.lexicon import ASKING
from mockfn.grounding.mentions import Mention, Scan, scan
from mockfn.grounding.records import Record, records
from mockfn.grounding.toolspec import ABSENT, Param, ToolSpec, compile_tool
from mockfn.grounding.values import argument

__all__ = ["Filled", "fill", "fill_record", "mentions_for"]


class Filled(Struct, frozen=True):
    """Arguments that validate against the tool's schema, and which words led to which value."""

    arguments: dict[str, Any]
    because: tuple[str, ...]


def mentions_for(spec: ToolSpec, found: Scan) -> list[Mention]:
    """The mentions as the tool looks at them: city and state apart where it asks for both."""
    return found.apart if spec.splits_places else found.mentions


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
        if given and param.name in given:
            arguments[param.name] = given[param.name]
            continue
        value: Any = ABSENT
        items = record.get(index)
        if items:
            value = argument(param, items)
            why = f"{spec.name}: {param.name} is {value!r} from {items[0].text!r}."
        if value is ABSENT and param.required:
            value, why = _fallback(spec, param, found, taken)
        if value is not ABSENT:
            arguments[param.name] = value
            because.append(why)
    if given:
        arguments |= given
    return Filled(_valid(spec, arguments, seed), tuple(because))


def _fallback(spec: ToolSpec, param: Param, found: Scan, taken: set[int]) -> tuple[Any, str]:
    """A value for a required parameter that no mention fits."""
    if param.kind == "string" and not param.closed:
        phrase = _phrase(spec, param, found, taken)
        if phrase:
            return phrase, f"{spec.name}: {param.name} is {phrase!r}, words of the request."
    why = f"{spec.name}: {param.name} as its description says."
    if param.default is not ABSENT:
        return param.default, why
    if param.choices and param.kind != "array":
        return param.choices[0].value, why
    if param.example is not ABSENT:
        return param.example, why
    if param.kind == "boolean":
        return True, why
    if param.kind in ("integer", "number") and param.role == "start":
        return 0, why
    return ABSENT, why


def _phrase(spec: ToolSpec, param: Param, found: Scan, taken: set[int]) -> str:
    """The words of the request that are neither the tool's own nor another parameter's: the most telling run of them."""
    best, chosen = 0.0, (0, 0)
    tokens, index, size = found.tokens, 0, len(found.tokens)
    while index < size:
        start = index
        while (
            index < size
            and index not in taken
            and tokens[index].root
            and not (tokens[index].low in ASKING and tokens[index].low in spec.own | ASKING)
        ):
            index += 1
        if index > start:
            new = sum(1 for token in tokens[start:index] if token.root not in spec.own)
            before = tokens[start - 1].low if start else ""
            value = new / (index - start) * 2 + (
                1.0 if before in ("of", "for", "about", "on", "in", "with", "the") else 0.0
            )
            value += (
                sum(1.0 for token in tokens[start:index] if token.root in param.words or token.root in param.about)
                * 0.3
            )
            if new and value > best:
                best, chosen = value, (start, index)
        index += 1
    first, end = chosen
    while first < end - 1 and tokens[first].root in param.words:
        first += 1
    while first < end - 1 and (tokens[end - 1].root in param.words or tokens[end - 1].root in spec.own):
        end -= 1
    if first == end:
        return ""
    taken.update(range(first, end))
    return found.text[tokens[first].start : tokens[end - 1].end]


def _valid(spec: ToolSpec, arguments: dict[str, Any], seed: int) -> dict[str, Any]:
    """The arguments made valid: what is missing is generated, what does not fit gives way."""
    if any(param.required and param.name not in arguments for param in spec.params):
        arguments = schemas.complete(spec.schema, arguments, seed=seed)
    if schemas.validator(spec.schema).is_valid(arguments):
        return arguments
    made: Any = schemas.generate(spec.schema, seed=seed, strategy="required_only")
    return made if isinstance(made, dict) else {}
