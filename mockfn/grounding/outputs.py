"""Data in a form of the request's own (a response's JSON Schema), from what the request says.

A member is what a tool result calls by its name, else what the user's words say of it; the rest is generated. What the
words do not say is not guessed at from them: a summary is no echo of the question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mockfn import schema as schemas
from mockfn.chat import ChatRequest, Tool
from mockfn.grounding.assign import assign
from mockfn.grounding.fill import mentions_for
from mockfn.grounding.phrases import phrase
from mockfn.grounding.records import one_record
from mockfn.grounding.scan import scan
from mockfn.grounding.toolspec import ToolSpec, compile_tool
from mockfn.grounding.values import argument

__all__ = ["Output", "output", "with_results"]


class Output(Struct, frozen=True):
    """A value that validates against the schema, and what led to its members."""

    value: Any
    because: tuple[str, ...]


def output(chat: ChatRequest, schema: Any, *, seed: int) -> Output:
    """A value of `schema` that says what `chat` says. Raises SchemaError where there is none."""
    drawn = schemas.generate(schema, seed=seed)
    if not isinstance(drawn, dict):
        return Output(drawn, ())
    spec = compile_tool(Tool("", "", schema))
    return _laid(schema, drawn, {**_of_words(spec, chat.last_user), **_of_results(spec, chat)})


def with_results(chat: ChatRequest, tool: Tool, arguments: Mapping[str, Any]) -> Output:
    """Valid arguments of a call that ends a run, with what tool results call by a parameter's name in its place."""
    return _laid(tool.parameters, arguments, _of_results(compile_tool(tool), chat))


# What is said of a member: its path, the value, and why.
_Told = Mapping[tuple[str, ...], tuple[Any, str]]


def _laid(schema: Any, drawn: Mapping[str, Any], told: _Told) -> Output:
    """What is told over what was drawn, as far as the whole stays valid."""
    judge = schemas.validator(schema)
    wrong = {path.split("/")[1] if path else "" for path, _, _ in judge.errors(_over(drawn, told))}
    told = {path: said for path, said in told.items() if path[0] not in wrong}
    value = _over(drawn, told)
    if not judge.is_valid(value):
        return Output(drawn, ())
    return Output(value, tuple(f"{'.'.join(path)} = {said!r}: {why}." for path, (said, why) in told.items()))


def _of_words(spec: ToolSpec, words: str) -> _Told:
    found = scan(words)
    record = one_record(spec, assign(spec, found, mentions_for(spec, found)))
    told: dict[tuple[str, ...], tuple[Any, str]] = {}
    taken = {place for items in record.values() for item in items for place in range(item.first, item.last + 1)}
    for index, param in enumerate(spec.params):
        if index in record:
            told[param.path] = (argument(param, record[index]), f"from {record[index][0].text!r}")
        elif param.kind == "string" and param.required and param.says.topic == "name":
            # A name that opens a sentence looks like any other word there.
            name = phrase(spec, param, found, taken)
            if name[:1].isupper():
                told[param.path] = (name, "words of the request")
    return told


def _of_results(spec: ToolSpec, chat: ChatRequest) -> _Told:
    """Members of results that are called as a member of the form is; of several results, the last says it."""
    names = {param.name for param in spec.params if len(param.path) == 1}
    told: dict[tuple[str, ...], tuple[Any, str]] = {}
    for result in chat.results:
        value = result.value
        for name in names & value.keys() if isinstance(value, Mapping) else ():
            told[name,] = (value[name], f"what {result.name or 'the tool'} returned")
    return told


def _over(drawn: Mapping[str, Any], told: _Told) -> dict[str, Any]:
    """What was drawn, with what is said in its place; members keep their order, new ones come last."""
    made = dict(drawn)
    for path, (value, _) in told.items():
        inner = made
        for name in path[:-1]:
            below = inner.get(name)
            inner[name] = dict(below) if isinstance(below, Mapping) else {}
            inner = inner[name]
        inner[path[-1]] = value
    return made
