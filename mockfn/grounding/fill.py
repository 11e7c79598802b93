"""Arguments for one tool from the words of a text: what it says of each parameter, then what the tool itself says.

In order for each parameter: the value of its record; what the text says in passing; and, where it is required, plain
words of the text, its default, its choices, its example. What is still missing is generated from the schema, and
whatever does not validate gives way: every result is valid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from mockfn import schema as schemas
from mockfn.errors import SchemaError
from mockfn.grounding.assign import Record
from mockfn.grounding.lexicon import TIMES_A_YEAR
from mockfn.grounding.mentions import Mention
from mockfn.grounding.phrases import named, phrase, phrases, rest
from mockfn.grounding.prose import ABSENT
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import Param, ToolSpec
from mockfn.grounding.units import UNITS
from mockfn.grounding.values import argument, region_of

__all__ = ["Filled", "fill_record", "mentions_for"]


class Filled(Struct, frozen=True):
    """Arguments that validate against the tool's schema, and which words led to which value."""

    arguments: dict[str, Any]
    because: tuple[str, ...]


def mentions_for(spec: ToolSpec, found: Scan) -> list[Mention]:
    """The mentions as a tool looks at them: city and state apart where it asks for both, lists taken apart where it
    takes none.
    """
    mentions = found.apart if spec.splits_places else found.mentions
    if spec.takes_lists or not any(mention.kind == "list" for mention in mentions):
        return mentions
    return [one for mention in mentions for one in (_members(mention) if mention.kind == "list" else (mention,))]


def _members(mention: Mention) -> list[Mention]:
    """A list's members as mentions of their own, one group."""
    return [
        Mention(
            "num" if isinstance(value, int | float) else "quote",
            value,
            mention.first,
            mention.last,
            str(value),
            mention.sentence,
            group=-2 - mention.first,
            grouped=True,
            near=mention.near,
            before=mention.before,
        )
        for value in mention.value
        if isinstance(value, int | float | str)
    ]


def fill_record(spec: ToolSpec, found: Scan, record: Record, *, seed: int) -> Filled:
    """The arguments of one call: those of its record, then what required parameters lack."""
    arguments: dict[str, Any] = {}
    because: list[str] = []
    taken = {place for items in record.values() for item in items for place in range(item.first, item.last + 1)}
    for index, param in enumerate(spec.params):
        items = record.get(index)
        value, why = (argument(param, items), f"from {items[0].text!r}") if items else _in_passing(param, found, record)
        if value is ABSENT and param.required:
            value, why = _needed(spec, param, found, taken, arguments)
        if value is not ABSENT:
            _put(arguments, param.path, value)
            because.append(f"{'.'.join(param.path)} = {value!r}: {why}.")
    return Filled(_valid(spec, arguments, seed), tuple(because))


def _put(arguments: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        arguments = arguments.setdefault(name, {})
    arguments[path[-1]] = value


# A unit of what comes out is not the unit of what goes in.
_RESULT: Final = re.compile(r"\b(?:output|return|returned|result|answer|density|velocity)\b", re.IGNORECASE)
_OFTEN: Final = re.compile(
    r"\b(?:times|periods|often|frequency)\b.*\b(?:compounded|per year|per unit)\b", re.IGNORECASE
)


def _in_passing(param: Param, found: Scan, record: Record) -> tuple[Any, str]:
    """What a text says without naming it: the unit of its numbers, how often a year."""
    default = param.says.default
    if param.says.topic == "unit" and isinstance(default, str) and not _RESULT.search(param.text):
        asked = UNITS.get(default.lower())
        for items in record.values():
            mention = items[0].mention
            unit = UNITS.get(mention.unit) if mention is not None else None
            if mention is not None and asked and unit and unit[0] == asked[0] and unit[1] != asked[1]:
                return mention.unit, f"the unit of {mention.text!r}"
    if param.kind == "integer" and _OFTEN.search(param.text):
        for token in found.tokens:
            if token.low in TIMES_A_YEAR:
                return TIMES_A_YEAR[token.low], f"{token.text!r} a year"
    return ABSENT, ""


def _needed(
    spec: ToolSpec, param: Param, found: Scan, taken: set[int], arguments: Mapping[str, Any]
) -> tuple[Any, str]:
    """A value for a required parameter that no mention fits; ABSENT where one must be generated."""
    says, item = param.says, param.item
    if param.kind == "string" and not param.closed:
        if says.topic == "place" and says.level in ("s", "n"):
            region = region_of(arguments.values(), says.level)
            if region:
                return region, "where the city lies"
        words = named(param, found, taken)
        if not words and says.topic == "text":
            words = rest(spec, found, taken)
        words = words or phrase(spec, param, found, taken)
        if words:
            return words, "words of the request"
    if item is not None and item.kind == "string" and not item.closed:
        several = phrases(spec, param, found, taken)
        if several:
            return several, "words of the request"
    if says.default is not ABSENT:
        return says.default, "its default"
    if param.choices and param.kind != "array":
        return param.choices[0].value, "the first value it names"
    if says.example is not ABSENT:
        return says.example, "the example it gives"
    if param.kind == "boolean":
        return True, "the request is about it"
    if param.kind in ("integer", "number") and says.role == "start":
        return 0, "where things start unless something is said"
    return ABSENT, ""


def _valid(spec: ToolSpec, arguments: dict[str, Any], seed: int) -> dict[str, Any]:
    """The arguments made valid: what is missing is generated, what does not fit gives way.

    Where no value meets the schema there is nothing to repair with, and the arguments are returned as they are.
    """
    judge = schemas.validator(spec.schema)
    if judge.is_valid(arguments):
        return arguments
    try:
        whole = schemas.generate(spec.schema, seed=seed, strategy="required_only")
    except SchemaError:
        return arguments
    if not isinstance(whole, dict):
        return arguments
    merged = _over(whole, arguments)
    wrong = _wrong(judge, merged)
    merged = {
        name: whole.get(name) if name in wrong else value
        for name, value in merged.items()
        if name not in wrong or name in whole
    }
    return whole if _wrong(judge, merged) else merged


def _wrong(judge: schemas.Validator, arguments: dict[str, Any]) -> set[str]:
    """The members that do not fit; '' where the whole does not."""
    return {path.split("/")[1] if path else "" for path, _, _ in judge.errors(arguments)}


def _over(whole: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """`part` laid over `whole`, objects member by member; in the order of `part`, then what it lacks."""
    merged = {
        name: _over(whole[name], value) if isinstance(value, dict) and isinstance(whole.get(name), dict) else value
        for name, value in part.items()
    }
    return merged | {name: value for name, value in whole.items() if name not in part}
