"""A reply given whole: a `Reply`, or a message or completion as OpenAI writes them, dicts and SDK objects alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockfn.chat import APIError, Reply, ToolCall, Usage
from mockfn.place import Place

__all__ = ["reply_of"]

_MESSAGE = ("role", "content", "tool_calls", "function_call", "refusal", "reasoning", "reasoning_content")


def reply_of(value: Any, place: Place) -> Reply | APIError:
    """What `value` says. A text is a message of that text. Raises `ScriptError` for anything that is no reply."""
    if isinstance(value, Reply | APIError):
        return value
    if isinstance(value, str):
        return Reply(content=value)
    if isinstance(value, ToolCall):
        return Reply(tool_calls=(value,))
    if hasattr(value, "model_dump") and not isinstance(value, type):
        value = value.model_dump()
    if isinstance(value, Mapping) and isinstance(value.get("choices"), list) and value["choices"]:
        choice = value["choices"][0]
        message = choice.get("message") if isinstance(choice, Mapping) else None
        if isinstance(message, Mapping):
            return _message(message, choice.get("finish_reason"), _usage(value.get("usage")), place)
    if isinstance(value, Mapping) and any(key in value for key in _MESSAGE):
        return _message(value, None, None, place)
    raise place.error(
        f"is no answer: {value!r}"[:200],
        key="answer",
        remedy="Give a Reply, an OpenAI message or completion, or a function of the request that returns one.",
    )


def _message(message: Mapping[str, Any], finish: Any, usage: Usage | None, place: Place) -> Reply:
    calls = [_call(call, place) for call in message.get("tool_calls") or ()]
    if message.get("function_call"):
        calls.append(_call({"function": message["function_call"]}, place))
    return Reply(
        content=_content(message.get("content"), place),
        reasoning=message.get("reasoning_content") or message.get("reasoning") or None,
        refusal=message.get("refusal") or None,
        tool_calls=tuple(calls),
        finish_reason=finish if isinstance(finish, str) else None,
        usage=usage,
    )


def _content(content: Any, place: Place) -> str | tuple[str, ...] | None:
    if content is None or isinstance(content, str):
        return content
    if isinstance(content, list) and all(isinstance(part, str) for part in content):
        return tuple(content)
    if isinstance(content, list) and all(isinstance(part, Mapping) for part in content):
        return "".join(str(part.get("text") or "") for part in content)
    raise place.error(f"takes content as text or a list of parts, not {content!r}", key="answer")


def _call(call: Any, place: Place) -> ToolCall:
    kind = call.get("type", "function") if isinstance(call, Mapping) else None
    said = call.get(kind) if kind in ("function", "custom") else None
    if not isinstance(said, Mapping) or not isinstance(said.get("name"), str):
        raise place.error(f"holds a tool call without function and name: {call!r}"[:200], key="answer")
    arguments = said.get("input" if kind == "custom" else "arguments", "")
    if not isinstance(arguments, str | Mapping):
        raise place.error(
            f"holds arguments of {said['name']!r} that are neither text nor a mapping: {arguments!r}", key="answer"
        )
    return ToolCall(said["name"], arguments, call.get("id"), "custom" if kind == "custom" else "function")


def _usage(usage: Any) -> Usage | None:
    if not isinstance(usage, Mapping):
        return None
    details = {
        "reasoning_tokens": usage.get("completion_tokens_details"),
        "cached_tokens": usage.get("prompt_tokens_details"),
    }
    inner = {key: part.get(key) for key, part in details.items() if isinstance(part, Mapping)}
    counts = {key: usage.get(key) for key in ("prompt_tokens", "completion_tokens")} | inner
    return Usage(**{key: count for key, count in counts.items() if isinstance(count, int)})
