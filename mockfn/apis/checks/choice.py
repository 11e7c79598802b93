"""`tool_choice` and legacy `function_call`: their form, and whether what they name is offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.apis.checks.case import Case
from mockfn.apis.checks.kinds import echo
from mockfn.apis.checks.names import missing, wrong_type
from mockfn.apis.checks.row import Finding

__all__ = ["function_call", "offered_findings", "tool_choice"]

_MODES = ("none", "auto", "required")
_MODE_LIST = "'none', 'auto', and 'required'"


def tool_choice(value: Any, case: Case) -> Iterator[Finding]:
    """The form of `tool_choice`."""
    if case.tools is None:
        yield Finding("tool-choice-without-tools")
    if isinstance(value, str):
        if value not in _MODES:
            yield Finding("invalid-value", {"param": "tool_choice", "value": echo(value), "supported": _MODE_LIST})
    elif isinstance(value, dict):
        if value.get("type") not in case.model.more_choices:
            yield from _named(value)
    else:
        # "one of one of" is the provider's own.
        yield wrong_type("tool_choice", "one of one of 'none', 'auto', or 'required' or object", value)


def _named(value: dict[str, Any]) -> Iterator[Finding]:
    kind = value.get("type")
    # An unknown or missing type is read as a function's.
    member = kind if kind in ("custom", "allowed_tools") else "function"
    inner = value.get(member)
    if inner is None:
        yield missing(f"tool_choice.{member}")
    elif not isinstance(inner, dict):
        yield wrong_type(f"tool_choice.{member}", "an object", inner)
    elif member == "allowed_tools":
        yield from _allowed(inner)
    elif inner.get("name") is None:
        yield missing(f"tool_choice.{member}.name")
    elif not isinstance(inner["name"], str):
        yield wrong_type(f"tool_choice.{member}.name", "a string", inner["name"])


def _allowed(inner: dict[str, Any]) -> Iterator[Finding]:
    mode, tools = inner.get("mode"), inner.get("tools")
    if mode is None:
        yield missing("tool_choice.allowed_tools.mode")
    elif mode not in ("auto", "required"):
        slots = {"param": "tool_choice.allowed_tools.mode", "value": mode, "supported": "'auto' and 'required'"}
        yield Finding("invalid-value", slots)
    if tools is None:
        yield missing("tool_choice.allowed_tools.tools")
    elif not isinstance(tools, list):
        yield wrong_type("tool_choice.allowed_tools.tools", "an array of objects", tools)


def function_call(value: Any, case: Case) -> Iterator[Finding]:
    """The form of legacy `function_call`."""
    if case.functions is None:
        yield Finding("function-call-without-functions")
    if isinstance(value, str):
        if value not in ("none", "auto"):
            slots = {"param": "function_call", "value": echo(value), "supported": "'none' and 'auto'"}
            yield Finding("invalid-value", slots)
    elif not isinstance(value, dict):
        yield wrong_type("function_call", "one of 'none' or 'auto' or object", value)
    elif value.get("name") is None:
        yield missing("function_call.name")
    elif not isinstance(value["name"], str):
        yield wrong_type("function_call.name", "a string", value["name"])


def offered_findings(case: Case) -> Iterator[Finding]:
    """Names in a choice that are not among what is offered."""
    body = case.body
    for key, verdict in (("tool_choice", case.tools), ("function_call", case.functions)):
        choice = body.get(key)
        if not isinstance(choice, dict) or verdict is None:
            continue
        for name in _names_in(choice):
            if name not in verdict.names:
                yield Finding("unknown-function", {"name": name})


def _names_in(choice: dict[str, Any]) -> Iterator[str]:
    allowed = choice.get("allowed_tools")
    listed = allowed.get("tools") if isinstance(allowed, dict) else None
    for one in (choice, *(listed if isinstance(listed, list) else ())):
        if not isinstance(one, dict):
            continue
        for inner in (one.get("function"), one.get("custom"), one):
            name = inner.get("name") if isinstance(inner, dict) else None
            if isinstance(name, str):
                yield name
                break
