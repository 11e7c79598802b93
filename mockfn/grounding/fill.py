"""Arguments for one tool from what a text mentions: each value goes to the parameter its surroundings speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct

from mockfn import schema as schemas
from mockfn.chat import Tool
from mockfn.grounding.lexicon import CONCEPTS, CURRENCIES, STOP, stem
from mockfn.grounding.mentions import Mention, Scan, scan
from mockfn.grounding.toolspec import ABSENT, Param, ToolSpec, compile_tool

__all__ = ["Filled", "fill", "fill_spec"]


class Filled(Struct, frozen=True):
    """Arguments that validate against the tool's schema, and which words led to which value."""

    arguments: dict[str, Any]
    because: tuple[str, ...]


# How well a kind of mention suits a topic of string.
_FIT: Final = {
    "place": {"name": 2.5, "quote": 1.6},
    "name": {"name": 2.5, "quote": 2.5, "id": 0.5},
    "date": {"date": 4.0, "time": 0.3},
    "time": {"time": 4.0, "date": 0.3},
    "id": {"id": 3.0, "quote": 2.5, "num": 1.6, "name": 0.5},
    "email": {"email": 5.0},
    "url": {"url": 5.0},
    "path": {"path": 5.0, "quote": 2.0},
    "formula": {"formula": 5.0, "quote": 2.5, "id": 1.5},
    "text": {"quote": 3.5, "name": 0.8},
    "currency": {"name": 1.0},
    "language": {"name": 1.5},
    "unit": {},
    "": {"quote": 2.0, "name": 1.2, "id": 0.8},
}
_PREPOSITIONS: Final = {"place": frozenset(("in", "at", "near", "from", "to", "for", "of", "around", "between"))}


def context(found: Scan, mention: Mention) -> dict[str, float]:
    """The stems around a mention, each with how near it is (1.0 is next to it)."""
    words: dict[str, float] = {}
    tokens, weight = found.tokens, 1.0
    for index in range(mention.first - 1, max(-1, mention.first - 10), -1):
        token = tokens[index]
        if token.kind == "punct":
            if token.text in ".?!;":
                break
            if token.text == ",":
                weight *= 0.6
        elif token.kind != "word":
            break
        elif token.low not in STOP:
            words.setdefault(token.root, weight)
            weight *= 0.75
        elif token.low == "and":
            weight *= 0.5
    weight = 0.9
    for index in range(mention.last + 1, min(len(tokens), mention.last + 4)):
        token = tokens[index]
        if token.kind != "word" or token.low == "and":
            break
        if token.low not in STOP:
            words[token.root] = max(words.get(token.root, 0.0), weight)
            weight *= 0.65
    if mention.unit:
        words[stem(mention.unit)] = 1.0
    return words


def _cued(param: Param, near: dict[str, float]) -> float:
    score = 0.0
    for word, weight in near.items():
        hit = param.words.get(word)
        if hit:
            score += 4.0 * hit * weight
            continue
        hit = param.about.get(word)
        if hit:
            score += 1.2 * hit * weight
        concept = CONCEPTS.get(word)
        if concept and concept in param.concepts:
            score += 2.0 * weight
    return score


def _score(param: Param, mention: Mention, near: dict[str, float], found: Scan) -> float:
    """How well a mention suits a parameter; 0 where it cannot be its value."""
    kind = param.kind
    if kind in ("integer", "number"):
        if mention.kind != "num" or (
            kind == "integer"
            and isinstance(mention.value, float)
            and not mention.value.is_integer()
            and mention.mark != "%"
        ):
            return 0.0
        score = 0.5 + _cued(param, near)
    elif kind == "string":
        fit = _FIT[param.topic].get(mention.kind, 0.0)
        if not fit or param.closed:
            return 0.0
        score = fit + _cued(param, near)
    else:
        return 0.0
    before = found.tokens[mention.first - 1].low if mention.first else ""
    if before == "=" and mention.first > 1 and found.tokens[mention.first - 2].low == param.name.lower():
        score += 6.0
    if param.topic == "place" and before in _PREPOSITIONS["place"]:
        score += 1.0
    if (param.role and before in ("from", "between") and param.role == "start") or (
        param.role == "end" and before in ("to", "until", "and")
    ):
        score += 1.5
    return score


def _value(param: Param, mention: Mention) -> Any:
    value = mention.value
    if param.kind == "integer":
        return int(value) if isinstance(value, int) or value.is_integer() else ABSENT
    if param.kind == "number":
        if mention.mark == "%" and param.percent != "percent":
            return value / 100
        return value
    return value if isinstance(value, str) else mention.text.strip("$")


def _chosen(param: Param, found: Scan) -> tuple[Any, str]:
    """The choice of a parameter that the text says."""
    best, said = 0.0, ""
    value: Any = ABSENT
    for choice in param.choices:
        if not choice.roots:
            continue
        hits = sum(1 for root in choice.roots if root in found.roots)
        score = hits / len(choice.roots)
        if score > best and score > 0.5:
            best, value, said = score, choice.value, choice.low
    return value, said


def _boolean(param: Param, found: Scan) -> Any:
    words = [word for word in param.words if word in found.roots]
    return True if words and len(words) * 2 >= len(param.words) else ABSENT


def _listed(param: Param, found: Scan, used: set[int]) -> tuple[Any, list[int]]:
    item = param.item
    if item is None:
        return ABSENT, []
    for index, mention in enumerate(found.mentions):
        if mention.kind == "list" and index not in used:
            return mention.value, [index]
    if item.closed:
        values = [
            choice.value
            for choice in item.choices
            if choice.roots and all(root in found.roots for root in choice.roots)
        ]
        return (values, []) if values else (ABSENT, [])
    kinds = ("num",) if item.kind in ("integer", "number") else ("quote", "name")
    for kind in kinds:
        picked = [i for i, mention in enumerate(found.mentions) if mention.kind == kind and i not in used]
        if picked:
            return [_value(item, found.mentions[i]) for i in picked], picked
    return ABSENT, []


def fill_spec(
    spec: ToolSpec,
    found: Scan,
    *,
    seed: int,
    given: Mapping[str, Any] | None = None,
    allowed: frozenset[int] | None = None,
) -> Filled:
    """Arguments for a compiled tool from a text already read; only mentions of `allowed` indices are taken."""
    arguments: dict[str, Any] = dict(given or {})
    because: list[str] = []
    used: set[int] = set()
    near = [context(found, mention) for mention in found.mentions]
    rows = [
        (-score, p, m)
        for p, param in enumerate(spec.params)
        if param.name not in arguments
        for m, mention in enumerate(found.mentions)
        if allowed is None or m in allowed
        for score in (_score(param, mention, near[m], found),)
        if score > (0.0 if param.required else 2.4)
    ]
    rows.sort()
    for _, p, m in rows:
        param = spec.params[p]
        if m in used or param.name in arguments:
            continue
        value = _value(param, found.mentions[m])
        if value is ABSENT:
            continue
        arguments[param.name] = value
        used.add(m)
        because.append(f"{spec.name}.{param.name} is {value!r} from {found.mentions[m].text!r}.")
    for param in spec.params:
        if param.name in arguments:
            continue
        value, said = ABSENT, ""
        if param.kind == "array":
            value, taken = _listed(param, found, used)
            used.update(taken)
        elif param.choices:
            value, said = _chosen(param, found)
        elif param.kind == "boolean":
            value = _boolean(param, found)
        if value is not ABSENT:
            arguments[param.name] = value
            because.append(f"{spec.name}.{param.name} is {value!r}" + (f" from {said!r}." if said else "."))
        elif param.required:
            value = _fallback(param, found)
            if value is not ABSENT:
                arguments[param.name] = value
                because.append(f"{spec.name}.{param.name} is {value!r}, as its description says.")
    ordered = {param.name: arguments[param.name] for param in spec.params if param.name in arguments}
    return Filled(_valid(spec, {**arguments, **ordered}, seed), tuple(because))


def _fallback(param: Param, found: Scan) -> Any:
    if param.default is not ABSENT:
        return param.default
    if param.topic == "currency":
        for token in found.tokens:
            if token.low in CURRENCIES:
                return CURRENCIES[token.low]
    if param.choices:
        return param.choices[0].value
    if param.example is not ABSENT:
        return param.example
    return True if param.kind == "boolean" else ABSENT


def _valid(spec: ToolSpec, arguments: dict[str, Any], seed: int) -> dict[str, Any]:
    missing = any(param.required and param.name not in arguments for param in spec.params)
    if missing:
        arguments = schemas.complete(spec.schema, arguments, seed=seed)
    if schemas.validator(spec.schema).is_valid(arguments):
        return arguments
    made = schemas.generate(spec.schema, seed=seed, strategy="required_only")
    return made if isinstance(made, dict) else {}


def fill(tool: Tool, words: str, *, seed: int, given: Mapping[str, Any] | None = None) -> Filled:
    """Arguments for `tool` from the user's `words`. What is `given` stays as it is."""
    return fill_spec(compile_tool(tool), scan(words), seed=seed, given=given)
