"""The conversation as a whole: each tool call has its result, each result its call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.apis.checks.case import Case
from mockfn.apis.checks.images import image_findings
from mockfn.apis.checks.row import Finding

__all__ = ["history_findings"]


def history_findings(case: Case) -> Iterator[Finding]:
    """Faults between messages, in the order of the messages. Messages that are no objects are passed over."""
    open_ids: list[str] = []
    known: list[str] | None = None
    for index, message in enumerate(case.body["messages"]):
        if type(message) is not dict:
            continue
        role = message.get("role")
        if role == "tool":
            yield from _result(index, message, known)
            identifier = message.get("tool_call_id")
            if identifier in open_ids:
                open_ids.remove(identifier)
            continue
        if open_ids:
            yield _unanswered(f"messages.[{index}].role", index, open_ids)
        open_ids, known = [], None
        if role == "function" and message.get("name") is None:
            yield Finding("missing-function-name", {"index": index})
        calls = message.get("tool_calls")
        if calls and role == "assistant":
            open_ids = _ids(calls)
            known = list(open_ids)
            if case.functions is not None:
                yield Finding("tool-calls-with-functions", {"index": index})
        if type(message.get("content")) is list:
            yield from image_findings(index, message)
    if open_ids:
        yield _unanswered("messages", len(case.body["messages"]), open_ids)


def _ids(calls: Any) -> list[str]:
    items = calls if isinstance(calls, list) else ()
    return [call["id"] for call in items if isinstance(call, dict) and isinstance(call.get("id"), str)]


def _unanswered(param: str, index: int, identifiers: list[str]) -> Finding:
    return Finding("unanswered-tool-calls", {"param": param, "index": index, "ids": ", ".join(identifiers)})


def _result(index: int, message: dict[str, Any], known: list[str] | None) -> Iterator[Finding]:
    identifier = message.get("tool_call_id")
    if identifier is None:
        yield Finding("missing-tool-call-id", {"index": index})
    elif known is None:
        yield Finding("orphan-tool-message", {"index": index})
    elif identifier not in known:
        yield Finding("unknown-tool-call-id", {"index": index, "id": identifier})
    if type(message.get("content")) is list:
        yield from image_findings(index, message)
