"""What OpenAI accepts and another provider refuses. Looked for only where a provider's profile names the row."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

from mockfn.apis.checks.body import KNOWN
from mockfn.apis.checks.case import Case
from mockfn.apis.checks.row import Finding
from mockfn.chat import Tool
from mockfn.jsontext import text

__all__ = ["elsewhere_findings"]


def elsewhere_findings(case: Case, named: Collection[str]) -> Iterator[Finding]:
    """Faults by the rows of this table that are `named`."""
    for name, look in _LOOKS.items():
        if name in named:
            yield from look(case)


def _duplicate_names(case: Case) -> Iterator[Finding]:
    names = [tool.name for tool in _tools(case)]
    if len(set(names)) < len(names):
        yield Finding("duplicate-tool-names")


def _repeated_ids(case: Case) -> Iterator[Finding]:
    seen: set[Any] = set()
    for index, message in _messages(case):
        for call in _calls(message):
            identifier = call.get("id")
            if isinstance(identifier, str) and identifier in seen:
                yield Finding("repeated-tool-call-id", {"id": identifier, "index": index})
            seen.add(identifier if isinstance(identifier, str) else None)


def _json_mode(case: Case) -> Iterator[Finding]:
    value = case.body.get("response_format")
    if case.tools is not None and isinstance(value, dict) and value.get("type") == "json_object":
        yield Finding("json-mode-with-tools")


def _unexpected_role(case: Case) -> Iterator[Finding]:
    before = None
    for _, message in _messages(case):
        role = message.get("role")
        if (before == "tool" and role in ("user", "system")) or (
            role == "tool" and before not in ("assistant", "tool")
        ):
            yield Finding("unexpected-role", {"role": role, "before": before})
        before = role


def _unequal_results(case: Case) -> Iterator[Finding]:
    calls = results = 0
    for _, message in _messages(case):
        if message.get("role") == "tool":
            results += 1
            continue
        if calls != results:
            break
        calls, results = len(_calls(message)), 0
    if calls != results:
        yield Finding("unequal-results")


_OF_A_MESSAGE = frozenset(
    ("role", "content", "name", "tool_calls", "tool_call_id", "function_call", "refusal", "reasoning_content")
)
_OF_A_CALL = frozenset(("id", "type", "function", "index", "custom"))
_OF_A_TOOL = frozenset(("type", "function", "custom"))
_LONGEST_DESCRIPTION = 1024

_EXTRA = "Extra inputs are not permitted, field: '{param}', value: {value}"


def _unknown_members(case: Case) -> Iterator[Finding]:
    found = list(_each_unknown_member(case))
    if len(found) > 1:
        each = "; ".join(_EXTRA.format(**one.slots) for one in found)
        yield Finding("unknown-members", {"count": len(found), "each": each})
    yield from found


def _each_unknown_member(case: Case) -> Iterator[Finding]:
    yield from _beside("", case.body, KNOWN | case.model.own_members)
    for index, message in _messages(case):
        yield from _beside(f"messages[{index}]", message, _OF_A_MESSAGE)
        for place, call in enumerate(_calls(message)):
            yield from _beside(f"messages[{index}].tool_calls[{place}]", call, _OF_A_CALL)
    for index, tool in enumerate(_tools(case)):
        yield from _beside(f"tools[{index}]", tool.raw, _OF_A_TOOL)


def _beside(param: str, members: Any, known: frozenset[str]) -> Iterator[Finding]:
    for name, value in members.items():
        if name not in known:
            place = f"{param}.{name}" if param else name
            yield Finding("unknown-member", {"param": place, "value": value})


def _choice(case: Case) -> Iterator[Finding]:
    choice = case.body.get("tool_choice")
    if choice is not None and choice not in ("auto", "none"):
        yield Finding("choice-unsupported", {"value": choice})


def _choice_of_nothing(case: Case) -> Iterator[Finding]:
    if case.tools is None and case.body.get("tool_choice") not in (None, "none"):
        yield Finding("choice-of-nothing", {"body": case.body})


def _long_descriptions(case: Case) -> Iterator[Finding]:
    for index, tool in enumerate(_tools(case)):
        if len(tool.description) > _LONGEST_DESCRIPTION:
            slots = {"param": f"tools[{index}].function.description", "length": len(tool.description)}
            yield Finding("tool-description-too-long", slots)


def _content_parts(case: Case) -> Iterator[Finding]:
    for index, message in _messages(case):
        content, role = message.get("content"), message.get("role")
        if role in ("assistant", "tool") and isinstance(content, list):
            yield Finding("content-parts-unsupported", {"index": index, "role": role, "content": text(content)})


def _nothing_said(case: Case) -> Iterator[Finding]:
    if not any(message.get("content") or message.get("tool_calls") for _, message in _messages(case)):
        yield Finding("nothing-said")


def _parallel(case: Case) -> Iterator[Finding]:
    if case.tools is None and case.body.get("parallel_tool_calls") is not None:
        yield Finding("parallel-without-tools")


def _messages(case: Case) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, message in enumerate(case.body["messages"]):
        if isinstance(message, dict):
            yield index, message


def _tools(case: Case) -> tuple[Tool, ...]:
    return case.tools.tools if case.tools is not None else ()


def _calls(message: dict[str, Any]) -> list[dict[str, Any]]:
    calls = message.get("tool_calls")
    return [call for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []


_OF_A_FUNCTION = frozenset(("name", "description", "parameters", "strict"))


def _unknown_tool_members(case: Case) -> Iterator[Finding]:
    for index, tool in enumerate(_tools(case)):
        for place, members, known in (
            (f"tools[{index}]", tool.raw, _OF_A_TOOL),
            (f"tools[{index}].function", tool.raw.get("function"), _OF_A_FUNCTION),
        ):
            for name in members if isinstance(members, dict) else ():
                if name not in known:
                    yield Finding("unknown-tool-member", {"param": place, "name": name})


def _missing_parameters(case: Case) -> Iterator[Finding]:
    for index, tool in enumerate(_tools(case)):
        if tool.parameters is None and tool.kind == "function":
            yield Finding("missing-tool-parameters", {"param": f"tools[{index}].function.parameters"})


def _stream_with_tools(case: Case) -> Iterator[Finding]:
    if case.tools is not None and case.body.get("stream") is True:
        yield Finding("stream-with-tools")


def _choice_forms(case: Case) -> Iterator[Finding]:
    choice = case.body.get("tool_choice")
    if isinstance(choice, str) and choice not in ("none", "auto", "required"):
        yield Finding("choice-form", {"value": choice})
    if isinstance(choice, dict) and not isinstance(choice.get("function"), dict):
        yield Finding("choice-function", {"value": choice.get("function")})


def _several_texts(case: Case) -> Iterator[Finding]:
    for _, message in _messages(case):
        content = message.get("content")
        parts = content if isinstance(content, list) else []
        if sum(1 for part in parts if isinstance(part, dict) and part.get("type") == "text") > 1:
            yield Finding("several-texts")


def _nameless_results(case: Case) -> Iterator[Finding]:
    """A result finds its function's name through its call's id, or has it."""
    known: set[Any] = set()
    for index, message in _messages(case):
        known.update(call.get("id") for call in _calls(message) if isinstance(call.get("id"), str))
        if message.get("role") == "tool" and not message.get("name") and message.get("tool_call_id") not in known:
            yield Finding("nameless-result", {"index": index})


_GOOGLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_GOOGLE_UNKNOWN = ("additionalProperties", "$ref", "$defs", "$schema", "patternProperties", "const", "oneOf")


def _google_names(case: Case) -> Iterator[Finding]:
    for index, tool in enumerate(_tools(case)):
        if not _GOOGLE_NAME.fullmatch(tool.name):
            yield Finding("function-name-start", {"index": index})


def _google_keywords(case: Case) -> Iterator[Finding]:
    for index, tool in enumerate(_tools(case)):
        place = f"tools[0].function_declarations[{index}].parameters"
        yield from _keywords(place, tool.parameters)


def _keywords(place: str, schema: Any) -> Iterator[Finding]:
    if not isinstance(schema, dict):
        return
    for key in schema:
        if key in _GOOGLE_UNKNOWN:
            yield Finding("keyword-unknown", {"key": key, "path": place})
    properties = schema.get("properties")
    for number, inner in enumerate(properties.values() if isinstance(properties, dict) else ()):
        yield from _keywords(f"{place}.properties[{number}].value", inner)
    yield from _keywords(f"{place}.items", schema.get("items"))


_LOOKS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "choice-form": _choice_forms,
    "several-texts": _several_texts,
    "nameless-result": _nameless_results,
    "function-name-start": _google_names,
    "keyword-unknown": _google_keywords,
    "unknown-member": _unknown_members,
    "duplicate-tool-names": _duplicate_names,
    "unknown-tool-member": _unknown_tool_members,
    "missing-tool-parameters": _missing_parameters,
    "stream-with-tools": _stream_with_tools,
    "choice-of-nothing": _choice_of_nothing,
    "choice-unsupported": _choice,
    "content-parts-unsupported": _content_parts,
    "nothing-said": _nothing_said,
    "tool-description-too-long": _long_descriptions,
    "parallel-without-tools": _parallel,
    "json-mode-with-tools": _json_mode,
    "unexpected-role": _unexpected_role,
    "unequal-results": _unequal_results,
    "repeated-tool-call-id": _repeated_ids,
}
