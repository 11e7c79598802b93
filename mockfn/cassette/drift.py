"""Recorded tool calls held against the tools the app offers today: a cassette cannot rot silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from mockfn.cassette.conversation import body_of, reply_of, tools_of
from mockfn.cassette.model import Interaction
from mockfn.chat import Tool, ToolCall
from mockfn.errors import SchemaError, did_you_mean
from mockfn.http import Request

__all__ = ["Drift", "changes", "drift"]


class Drift(Struct, frozen=True):
    """A recorded call that the tools of today do not take. `parameter` is '' where the tool itself is meant."""

    tool: str
    parameter: str
    message: str

    def __str__(self) -> str:
        where = f"tool {self.tool!r}" + (f", parameter {self.parameter!r}" if self.parameter else "")
        return f"{where}: {self.message}"


def drift(interaction: Interaction, request: Request) -> tuple[Drift, ...]:
    """Where the calls in the recorded answer do not fit the tools that `request` offers."""
    calls = reply_of(interaction.response).tool_calls
    if not calls:
        return ()
    today = {tool.name: tool for tool in tools_of(request)}
    before = {tool.name: tool for tool in tools_of(interaction.request)}
    found: list[Drift] = []
    for call in calls:
        found += _of_call(call, before.get(call.name), today)
    return tuple(dict.fromkeys(found))


def _of_call(call: ToolCall, before: Tool | None, today: Mapping[str, Tool]) -> Iterator[Drift]:
    tool = today.get(call.name)
    if tool is None:
        # A model may call what nobody offered; the recording is then as good today as it was.
        if before is not None:
            yield Drift(
                call.name,
                "",
                f"the recorded answer calls it, the app does not offer it. {did_you_mean(call.name, today)}",
            )
        return
    arguments = body_of(str(call.arguments).encode() or b"{}")
    if not isinstance(arguments, dict) or not isinstance(tool.parameters, dict):
        return
    if before is not None and before.parameters == tool.parameters:
        return
    yield from _of_arguments(call.name, arguments, before.parameters if before else None, tool.parameters)


def _of_arguments(tool: str, arguments: dict[str, Any], before: Any, today: dict[str, Any]) -> Iterator[Drift]:
    old, new = _properties(before), _properties(today)
    told: set[str] = set()
    for name in arguments:
        if _is_stranger(name, old, today):
            renamed = _renamed(name, old, new)
            hint = f"perhaps renamed to {renamed!r}" if renamed else f"it takes {', '.join(new) or 'none'}"
            yield Drift(tool, name, f"the recorded call gives it, the tool does not take it ({hint}).")
            told.update({name, renamed or name})
    for name, keyword, message in _misfits(arguments, before, today):
        if name not in told:
            yield Drift(tool, name, _said(name, keyword, message, old, new))


def _properties(schema: Any) -> Mapping[str, Any]:
    found = schema.get("properties") if isinstance(schema, dict) else None
    return found if isinstance(found, dict) else {}


def _is_stranger(name: str, old: Mapping[str, Any], today: Mapping[str, Any]) -> bool:
    """Whether today's tool knows no parameter of that name, even where its schema lets any name pass."""
    new = _properties(today)
    if not new or name in new or "patternProperties" in today:
        return False
    return name in old or not today.get("additionalProperties")


def _renamed(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    """The one new parameter of the same type, where there is one."""
    alike = [other for other in new if other not in old and _type(new[other]) == _type(old.get(name))]
    return alike[0] if len(alike) == 1 else None


def _misfits(arguments: dict[str, Any], before: Any, today: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(parameter, keyword, message) of what today's schema refuses and the recorded one did not."""
    from mockfn.schema import validator

    try:
        errors = validator(today).errors(arguments)
        known = validator(before).errors(arguments) if isinstance(before, dict) else []
    except SchemaError:
        return
    for path, keyword, message in errors:
        name = path.split("/")[1] if path else ""
        inner = path.count("/") > 0
        if keyword == "required" and not inner:
            absent = [key for key in today["required"] if key not in arguments]
            name = next((key for key in absent if repr(key) in message), "")
        if (path, keyword, message) not in known and keyword not in _TOLD_BY_NAME:
            yield name, "" if inner and keyword == "required" else keyword, message


# What refuses names, which `_is_stranger` tells better.
_TOLD_BY_NAME = ("additionalProperties", "unevaluatedProperties")


def _said(name: str, keyword: str, message: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if keyword == "required":
        return "required today, absent from the recorded call."
    a, b = _type(old.get(name)), _type(new.get(name))
    if keyword == "type" and a and b and a != b:
        return f"was {a}, is {b} today; the recorded call does not fit: {message}."
    return f"the recorded call does not fit: {message}."


def _type(schema: Any) -> str:
    kind = schema.get("type") if isinstance(schema, dict) else None
    return " or ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "")


def changes(before: Iterable[Tool], today: Iterable[Tool]) -> Iterator[Drift]:
    """How two sets of tools differ: tools that came or went, parameters renamed, re-typed, added or removed."""
    old, new = ({tool.name: tool for tool in tools} for tools in (before, today))
    for name in old:
        if name not in new:
            yield Drift(name, "", f"not offered any more. {did_you_mean(name, new)}".rstrip())
    for name, tool in new.items():
        if name not in old:
            yield Drift(name, "", "offered today, not when this was recorded.")
        else:
            yield from _changed(name, old[name], tool)


def _changed(name: str, before: Tool, today: Tool) -> Iterator[Drift]:
    old, new = _properties(before.parameters), _properties(today.parameters)
    gone = [key for key in old if key not in new]
    came = [key for key in new if key not in old]
    for key in gone:
        twin = next((other for other in came if _type(new[other]) == _type(old[key])), None)
        yield Drift(name, key, f"renamed to {twin!r}." if twin and len(gone) == len(came) else "removed.")
    if not gone:
        yield from (Drift(name, key, "new.") for key in came)
    for key in (key for key in new if key in old and old[key] != new[key]):
        was, now = _type(old[key]), _type(new[key])
        yield Drift(name, key, f"was {was}, is {now} today." if was != now else "its schema changed.")
    if before.description != today.description:
        yield Drift(name, "", "its description changed.")
