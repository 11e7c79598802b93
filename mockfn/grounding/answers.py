"""Text grounded in the conversation: a sentence made of tool results, or a short answer where no tool fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from mockfn.chat import ChatRequest, ToolResult
from mockfn.grounding.prose import split_name

__all__ = ["answer_from", "text_without_tools"]

# What one answer says of a result at most: a sentence stays one that a person reads.
_MOST: Final = 24


def answer_from(chat: ChatRequest, *, seed: int) -> tuple[str, tuple[str, ...]]:  # noqa: ARG001 - as choose
    """A sentence for each tool result after the last assistant message, made of the result's own values, and why."""
    results = chat.results
    sentences = [_sentence(result) for result in results]
    because = tuple(f"The result of {result.name or 'a tool'} says so." for result in results)
    return " ".join(sentences), because


def _sentence(result: ToolResult) -> str:
    value = result.value
    if isinstance(value, str):
        text = value.strip()
        return text if text else "The result is empty."
    pairs = list(_pairs(value, ""))[:_MOST]
    if not pairs:
        return "The result is empty."
    said = _joined([f"{name}: {text}" if name else text for name, text in pairs])
    return f"{said[0].upper()}{said[1:]}."


def _pairs(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """The leaves of a result with a readable name each."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _pairs(part, " ".join(split_name(str(key))) or str(key))
    elif isinstance(value, list):
        if all(not isinstance(part, Mapping | list) for part in value):
            if value:
                yield name, _joined([_plain(part) for part in value[:_MOST]])
        else:
            for part in value:
                yield from _pairs(part, name)
    else:
        yield name, _plain(value)


def _plain(value: Any) -> str:
    return {True: "yes", False: "no", None: "none"}[value] if value is None or isinstance(value, bool) else str(value)


def _joined(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def text_without_tools(chat: ChatRequest, *, seed: int) -> str:  # noqa: ARG001 - as above
    """A short neutral answer where no tool fits the request."""
    if not chat.last_user.strip():
        return "How can I help?"
    if chat.callable_tools:
        return "None of the tools I was given fits this request, so here is a plain answer."
    return "This is a plain answer: the request offers no tools to call."
