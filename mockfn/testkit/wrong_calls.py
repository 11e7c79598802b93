"""One wrong call for every way in which a model can get a call wrong, each proven to be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from mockfn import jsontext
from mockfn.chat import Tool, ToolCall
from mockfn.pointers import steps_of
from mockfn.testkit.broken_json import broken
from mockfn.testkit.tools import tool_of

if TYPE_CHECKING:
    from mockfn.schema import Mutation

__all__ = ["WrongCall", "wrong_calls"]

_ANY_OBJECT: dict[str, Any] = {"type": "object", "properties": {}}


class WrongCall(Struct, frozen=True):
    """A call that is wrong in one way; goes where a call goes, `mock.when(...).call(wrong)`, and is sent as it is.

    `why` says what is wrong. `keyword` and `path` (a JSON Pointer into the arguments) say which part of the tool's
    schema is violated, where it is the schema; both are '' elsewhere. pytest shows `__name__` as the parameter's id.
    """

    name: str
    why: str
    calls: tuple[ToolCall, ...]
    keyword: str = ""
    path: str = ""

    @property
    def __name__(self) -> str:  # pytest's ids come from here; it is the one member it asks any value for
        return self.name

    def __repr__(self) -> str:
        return f"<WrongCall {self.name}: {self.why}>"


def wrong_calls(tool: Any, *, seed: int = 0) -> list[WrongCall]:
    """Every way to call `tool` wrong, in one order.

    `tool` is an OpenAI dict, a pydantic model, or a tool of langchain, pydantic-ai or openai-agents. Raises
    SettingError for what is no tool, SchemaError for parameters that are no JSON Schema.
    """
    from mockfn.schema import complete

    known = tool_of(tool)
    schema = known.parameters if known.parameters is not None else _ANY_OBJECT
    right = complete(schema, {}, seed=seed)
    calls = [*_against_schema(known, schema), *_no_json(known, right), *_no_such_call(known, right)]
    return _named_apart(calls)


def _against_schema(tool: Tool, schema: Any) -> Iterator[WrongCall]:
    from mockfn.schema import mutations, validator

    judge = validator(schema)
    for mutation in mutations(schema):
        errors = judge.errors(mutation.value)
        if errors:
            # The validator's own sentence; where it judges by another keyword, the one that says most.
            why = next((text for _, keyword, text in errors if keyword == mutation.keyword), errors[-1][2])
            place = f" (at {mutation.path})" if mutation.path else ""
            call = ToolCall(tool.name, jsontext.text(mutation.value, "spaced"))
            yield WrongCall(_name(mutation, why), f"{why}{place}", (call,), mutation.keyword, mutation.path)


def _name(mutation: Mutation, why: str) -> str:
    """The keyword and the place; for a missing member its own name, which only the sentence tells."""
    missing = re.match(r"'(.+)' is a required property", why) if mutation.keyword == "required" else None
    path = f"{mutation.path}/{missing[1]}" if missing else mutation.path
    steps = re.sub(r"[^\w]+", "-", "/".join(steps_of(path))).strip("-")
    return f"{mutation.keyword}-{steps}" if steps else mutation.keyword


def _no_json(tool: Tool, right: dict[str, Any]) -> Iterator[WrongCall]:
    for name, why, text in broken(right):
        yield WrongCall(name, why, (ToolCall(tool.name, text),))
    yield WrongCall("no-arguments", "the arguments are empty", (ToolCall(tool.name, ""),))


def _no_such_call(tool: Tool, right: dict[str, Any]) -> Iterator[WrongCall]:
    arguments = jsontext.text(right, "spaced")
    other = f"{tool.name}_v2"
    yield WrongCall("unknown-function", f"no function is called {other!r}", (ToolCall(other, arguments),))
    yield WrongCall("empty-name", "the function has no name", (ToolCall("", arguments),))
    same = ToolCall(tool.name, arguments, "call_same0id")
    yield WrongCall("same-id-twice", "two calls have the same id", (same, same))


def _named_apart(calls: list[WrongCall]) -> list[WrongCall]:
    """Ids are unique: what would be the same name gets a number."""
    seen: dict[str, int] = {}
    made = []
    for call in calls:
        count = seen[call.name] = seen.get(call.name, 0) + 1
        name = call.name if count == 1 else f"{call.name}-{count}"
        made.append(WrongCall(name, call.why, call.calls, call.keyword, call.path))
    return made
