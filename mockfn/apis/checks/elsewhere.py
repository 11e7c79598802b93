"""What OpenAI accepts and another provider refuses. Looked for only where a provider's profile names the row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from mockfn.apis.checks.case import Case
from mockfn.apis.checks.row import Finding

__all__ = ["elsewhere_findings"]


def elsewhere_findings(case: Case, named: Collection[str]) -> Iterator[Finding]:
    """Faults by the rows of this table that are `named`."""
    for name, look in _LOOKS.items():
        if name in named:
            yield from look(case)


def _duplicate_names(case: Case) -> Iterator[Finding]:
    names = [tool.name for tool in case.tools.tools] if case.tools is not None else []
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
        if before == "tool" and role in ("user", "system"):
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


def _unknown_members(case: Case) -> Iterator[Finding]:
    for index, message in _messages(case):
        yield from _beside(f"messages[{index}]", message, _OF_A_MESSAGE)
        for place, call in enumerate(_calls(message)):
            yield from _beside(f"messages[{index}].tool_calls[{place}]", call, _OF_A_CALL)
    for index, tool in enumerate(case.tools.tools if case.tools is not None else ()):
        yield from _beside(f"tools[{index}]", tool.raw, _OF_A_TOOL)


def _beside(param: str, members: Any, known: frozenset[str]) -> Iterator[Finding]:
    for name, value in members.items():
        if name not in known:
            yield Finding("unknown-member", {"param": f"{param}.{name}", "value": value})


def _choice(case: Case) -> Iterator[Finding]:
    choice = case.body.get("tool_choice")
    if choice is not None and choice not in ("auto", "none"):
        yield Finding("choice-unsupported", {"value": choice})


def _long_descriptions(case: Case) -> Iterator[Finding]:
    for index, tool in enumerate(case.tools.tools if case.tools is not None else ()):
        if len(tool.description) > _LONGEST_DESCRIPTION:
            slots = {"param": f"tools[{index}].function.description", "length": len(tool.description)}
            yield Finding("tool-description-too-long", slots)


def _parallel(case: Case) -> Iterator[Finding]:
    if case.tools is None and case.body.get("parallel_tool_calls") is not None:
        yield Finding("parallel-without-tools")


def _messages(case: Case) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, message in enumerate(case.body["messages"]):
        if isinstance(message, dict):
            yield index, message


def _calls(message: dict[str, Any]) -> list[dict[str, Any]]:
    calls = message.get("tool_calls")
    return [call for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []


_OF_A_FUNCTION = frozenset(("name", "description", "parameters", "strict"))


def _unknown_tool_members(case: Case) -> Iterator[Finding]:
    for index, tool in enumerate(case.tools.tools if case.tools is not None else ()):
        for place, members, known in (
            (f"tools[{index}]", tool.raw, _OF_A_TOOL),
            (f"tools[{index}].function", tool.raw.get("function"), _OF_A_FUNCTION),
        ):
            for name in members if isinstance(members, dict) else ():
                if name not in known:
                    yield Finding("unknown-tool-member", {"param": place, "name": name})


def _missing_parameters(case: Case) -> Iterator[Finding]:
    for index, tool in enumerate(case.tools.tools if case.tools is not None else ()):
        if tool.parameters is None and tool.kind == "function":
            yield Finding("missing-tool-parameters", {"param": f"tools[{index}].function.parameters"})


def _stream_with_tools(case: Case) -> Iterator[Finding]:
    if case.tools is not None and case.body.get("stream") is True:
        yield Finding("stream-with-tools")


_LOOKS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "unknown-member": _unknown_members,
    "duplicate-tool-names": _duplicate_names,
    "unknown-tool-member": _unknown_tool_members,
    "missing-tool-parameters": _missing_parameters,
    "stream-with-tools": _stream_with_tools,
    "choice-unsupported": _choice,
    "tool-description-too-long": _long_descriptions,
    "parallel-without-tools": _parallel,
    "json-mode-with-tools": _json_mode,
    "unexpected-role": _unexpected_role,
    "unequal-results": _unequal_results,
    "repeated-tool-call-id": _repeated_ids,
}
