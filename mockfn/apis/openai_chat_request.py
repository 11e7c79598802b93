"""A chat-completions body as the neutral conversation. Reads whatever passed the checks, and never raises: checks can
be switched off, so nothing here trusts a type.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from mockfn.chat import ChatRequest, Message, Tool, ToolCall, ToolChoice

__all__ = ["read", "read_calls", "read_conversation", "read_tool_choice"]

_MODES: dict[str, Literal["none", "auto", "required"]] = {
    "none": "none",
    "auto": "auto",
    "required": "required",
    "any": "required",
}


def read(
    body: dict[str, Any], tools: tuple[Tool, ...], *, legacy: bool, headers: Mapping[str, str], digest: bytes
) -> ChatRequest:
    """The request that `body` makes, its tools already read."""
    messages = body.get("messages")
    format_name, schema = _read_format(body.get("response_format"))
    choice = body.get("function_call" if legacy else "tool_choice")
    return ChatRequest(
        json=body,
        model=str(body.get("model") or ""),
        conversation=read_conversation(messages) if isinstance(messages, list) else (),
        tools=tools,
        tool_choice=_AUTO if choice is None or choice == "auto" else read_tool_choice(choice),
        # The legacy form has room for one call.
        parallel=not legacy and body.get("parallel_tool_calls") is not False,
        stream=body.get("stream") is True,
        legacy=legacy,
        response_format=format_name,
        response_schema=schema,
        store=body.get("store") is True,
        headers=headers,
        digest=digest,
    )


_AUTO = ToolChoice()


def read_conversation(messages: list[Any]) -> tuple[Message, ...]:
    """The messages in neutral form. A result's name is that of the call it answers: the latest with its id."""
    found: list[Message] = []
    called: dict[str, str] = {}
    for message in messages:
        if not isinstance(message, dict):
            continue
        role = str(message.get("role") or "")
        content = message.get("content")
        text = content if isinstance(content, str) else _join(content)
        if role == "assistant":
            calls = read_calls(message)
            for call in calls:
                if call.id is not None:
                    called[call.id] = call.name
            found.append(Message(role, text, calls))
        elif role in ("tool", "function"):
            call_id = _text(message.get("tool_call_id"))
            name = called.get(call_id) if call_id is not None else None
            found.append(Message(role, text, (), call_id, name or _text(message.get("name"))))
        else:
            found.append(Message(role, text, (), None, _text(message.get("name"))))
    return tuple(found)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _join(content: Any) -> str:
    if not isinstance(content, list):
        return ""
    texts = [part.get("text") or part.get("refusal") for part in content if isinstance(part, dict)]
    return "\n".join([text for text in texts if isinstance(text, str)])


def read_calls(message: dict[str, Any]) -> tuple[ToolCall, ...]:
    calls = message.get("tool_calls")
    found = [_read_call(call) for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []
    legacy = message.get("function_call")
    if isinstance(legacy, dict):
        found.append(ToolCall(str(legacy.get("name")), _arguments(legacy.get("arguments"))))
    return tuple(found)


def _read_call(call: dict[str, Any]) -> ToolCall:
    call_id = call.get("id")
    named = call_id if isinstance(call_id, str) else None
    custom = call.get("custom")
    if isinstance(custom, dict):
        return ToolCall(str(custom.get("name")), _arguments(custom.get("input")), named, "custom")
    function = call.get("function")
    if not isinstance(function, dict):
        return ToolCall("", "", named)
    return ToolCall(str(function.get("name")), _arguments(function.get("arguments")), named)


def _arguments(value: Any) -> Any:
    return value if isinstance(value, (str, dict)) else ""


def read_tool_choice(choice: Any) -> ToolChoice:
    """`tool_choice` and the legacy `function_call`, in every form; what is no form at all is auto."""
    if isinstance(choice, str):
        return ToolChoice(_MODES.get(choice, "auto"))
    if not isinstance(choice, dict):
        return _AUTO
    limited = choice.get("allowed_tools")
    if isinstance(limited, dict):
        offered = [_named(tool) for tool in limited.get("tools") or () if isinstance(tool, dict)]
        return ToolChoice(
            "required" if limited.get("mode") == "required" else "auto", tuple(name for name in offered if name)
        )
    name = _named(choice)
    if name:
        return ToolChoice("required", (name,), named=True)
    # Anthropic's way of saying it, which a relay passes on: {"type": "any"}.
    kind = choice.get("type")
    return ToolChoice(_MODES.get(kind, "auto")) if isinstance(kind, str) else _AUTO


def _named(choice: dict[str, Any]) -> str | None:
    for key in ("function", "custom"):
        inner = choice.get(key)
        if isinstance(inner, dict) and isinstance(inner.get("name"), str):
            return str(inner["name"])
    name = choice.get("name")
    return name if isinstance(name, str) else None


def _read_format(response_format: Any) -> tuple[Any, Any]:
    if not isinstance(response_format, dict):
        return None, None
    kind = response_format.get("type")
    if kind == "json_schema":
        outer = response_format.get("json_schema")
        schema = outer.get("schema") if isinstance(outer, dict) else None
        return "json_schema", schema if isinstance(schema, (dict, bool)) else True
    return ("json_object", None) if kind == "json_object" else (None, None)
