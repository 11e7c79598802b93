"""The messages, one by one: types, roles, content parts, tool calls as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mockfn.apis.checks.case import Case
from mockfn.apis.checks.kinds import echo, listed
from mockfn.apis.checks.names import NAME_PATTERN, missing, wrong_type
from mockfn.apis.checks.row import Finding

__all__ = ["content_findings", "message_findings"]

# A tuple: what is sent as a role may be a list, which no set can look up.
_ROLES = ("user", "assistant", "tool", "system", "developer", "function")
# In the order in which the provider lists them.
_ROLE_LIST = listed(("system", "assistant", "user", "function", "tool", "developer"))
_PARTS = ("text", "image_url", "input_audio", "refusal", "audio", "file")
_PART_LIST = listed(_PARTS)
_INSIDE = frozenset({"image_url", "input_audio", "file"})
_MESSAGE_NAME = r"^[^\s<|\\/>]+$"
_NO_MESSAGE_NAME = re.compile(r"[\s<|\\/>]")
_CALL_NAME = re.compile(r"[a-zA-Z0-9_-]+")
_LONGEST_ID = 40
# Developer messages and files are held to their members; other messages may have any.
_DEVELOPER, _DEVELOPER_PART = frozenset({"role", "content", "name"}), frozenset({"type", "text"})
_FILE = frozenset({"file_data", "file_id", "filename"})
# What an assistant may say instead of content.
_INSTEAD = ("tool_calls", "function_call", "refusal", "audio")


def message_findings(case: Case) -> Iterator[Finding]:
    """Faults of form, message by message."""
    messages = case.body["messages"]
    if type(messages) is not list:
        yield wrong_type("messages", "an array of objects", messages)
        return
    if not messages:
        yield Finding("empty-messages")
    for index, message in enumerate(messages):
        if type(message) is dict:
            # The plain message, by far the most: nothing in it can be wrong.
            if len(message) == 2 and type(message.get("content")) is str and message.get("role") in _ROLES:
                continue
            yield from _message(index, message)
        else:
            yield wrong_type(f"messages[{index}]", "an object", message)


def _message(index: int, message: dict[str, Any]) -> Iterator[Finding]:
    role, content = message.get("role"), message.get("content")
    if role is None:
        yield missing(f"messages[{index}].role")
    elif not isinstance(role, str):
        yield wrong_type(f"messages[{index}].role", "a string", role)
    elif role not in _ROLES:
        slots = {"param": f"messages[{index}].role", "value": echo(role), "supported": _ROLE_LIST}
        yield Finding("invalid-value", slots)
    if type(content) is list:
        yield from _parts(f"messages[{index}].content", content)
    elif content is not None and type(content) is not str:
        yield _content_type(index, content)
    elif content is None and role == "developer":
        yield _content_type(index, content) if "content" in message else missing(f"messages[{index}].content")
    if role == "developer":
        yield from _strict(f"messages[{index}]", message, _DEVELOPER)
        for place, part in enumerate(content if type(content) is list else ()):
            yield from _strict(f"messages[{index}].content[{place}]", part, _DEVELOPER_PART)
    yield from _name(index, message)
    if message.get("tool_calls") is not None:
        yield from _calls(f"messages[{index}].tool_calls", message["tool_calls"])
    if message.get("function_call") is not None:
        yield from _function(f"messages[{index}].function_call", message["function_call"])
    yield from _call_id(f"messages[{index}].tool_call_id", message.get("tool_call_id"))


def _strict(param: str, members: Any, known: frozenset[str]) -> Iterator[Finding]:
    for name in members if isinstance(members, dict) else ():
        if name not in known:
            yield Finding("unknown-nested-parameter", {"param": f"{param}.{name}"})


def _content_type(index: int, content: Any) -> Finding:
    return wrong_type(f"messages[{index}].content", "one of a string or array of objects", content)


def _name(index: int, message: dict[str, Any]) -> Iterator[Finding]:
    name = message.get("name")
    if name is None:
        return
    if not isinstance(name, str):
        yield wrong_type(f"messages[{index}].name", "a string", name)
    elif not name or _NO_MESSAGE_NAME.search(name):
        yield Finding("message-name-pattern", {"param": f"messages[{index}].name", "pattern": _MESSAGE_NAME})


def _parts(param: str, parts: list[Any]) -> Iterator[Finding]:
    for index, part in enumerate(parts):
        if not isinstance(part, dict):
            yield wrong_type(f"{param}[{index}]", "an object", part)
            continue
        kind = part.get("type")
        if kind is None:
            yield missing(f"{param}[{index}].type")
        elif kind not in _PARTS:
            slots = {"param": f"{param}[{index}].type", "value": echo(kind), "supported": _PART_LIST}
            yield Finding("invalid-value", slots)
        elif part.get(kind) is None:
            yield missing(f"{param}[{index}].{kind}")
        elif kind == "text":
            if not isinstance(part["text"], str):
                yield wrong_type(f"{param}[{index}].text", "a string", part["text"])
        elif kind in _INSIDE and not isinstance(part[kind], dict):
            yield wrong_type(f"{param}[{index}].{kind}", "an object", part[kind])
        elif kind == "image_url" and part["image_url"].get("url") is None:
            yield missing(f"{param}[{index}].image_url.url")
        elif kind == "file":
            yield from _file(f"{param}[{index}].file", part["file"])


def _file(param: str, file: dict[str, Any]) -> Iterator[Finding]:
    yield from _strict(param, file, _FILE)
    data = file.get("file_data")
    if not isinstance(data, str):
        return
    scheme, _, rest = data.partition(":")
    kind = rest.partition(",")[0].partition(";")[0]
    if scheme != "data":
        yield Finding("file-data", {"param": f"{param}.file_data", "problem": "a value without the 'data:' prefix"})
    elif kind != "application/pdf":
        yield Finding("file-data", {"param": f"{param}.file_data", "problem": f"unsupported MIME type '{kind}'"})


def _calls(param: str, calls: Any) -> Iterator[Finding]:
    if type(calls) is not list:
        yield wrong_type(param, "an array of objects", calls)
        return
    if not calls:
        yield Finding("empty-tool-calls", {"param": param})
    for index, call in enumerate(calls):
        if not isinstance(call, dict):
            yield wrong_type(f"{param}[{index}]", "an object", call)
            continue
        if call.get("id") is None:
            yield missing(f"{param}[{index}].id")
        yield from _call_id(f"{param}[{index}].id", call.get("id"))
        kind = call.get("type")
        if kind is None:
            yield Finding("missing-call-type", {"param": f"{param}[{index}].type"})
        elif kind == "custom":
            if call.get("custom") is None:
                yield missing(f"{param}[{index}].custom")
        elif kind != "function":
            slots = {"param": f"{param}[{index}].type", "value": echo(kind), "supported": "'function' and 'custom'"}
            yield Finding("invalid-value", slots)
        elif call.get("function") is None:
            yield missing(f"{param}[{index}].function")
        else:
            yield from _function(f"{param}[{index}].function", call["function"])


def _function(param: str, function: Any) -> Iterator[Finding]:
    if not isinstance(function, dict):
        yield wrong_type(param, "an object", function)
        return
    name, arguments = function.get("name"), function.get("arguments")
    if name is None:
        yield missing(f"{param}.name")
    elif not isinstance(name, str):
        yield wrong_type(f"{param}.name", "a string", name)
    elif not _CALL_NAME.fullmatch(name):
        yield Finding("call-name-pattern", {"param": f"{param}.name", "pattern": NAME_PATTERN})
    if arguments is None:
        yield missing(f"{param}.arguments")
    elif not isinstance(arguments, str):
        yield wrong_type(f"{param}.arguments", "a string", arguments)


def _call_id(param: str, identifier: Any) -> Iterator[Finding]:
    if identifier is None:
        return
    if not isinstance(identifier, str):
        yield wrong_type(param, "a string", identifier)
    elif len(identifier) > _LONGEST_ID:
        yield Finding("call-id-too-long", {"param": param, "length": len(identifier)})


def content_findings(case: Case) -> Iterator[Finding]:
    """Content that is not there: looked for last of all."""
    for index, message in enumerate(case.body["messages"]):
        if type(message) is not dict or message.get("content") is not None:
            continue
        role = message.get("role")
        if role == "developer" or (role == "assistant" and any(message.get(key) is not None for key in _INSTEAD)):
            continue
        yield Finding("null-content", {"index": index})
