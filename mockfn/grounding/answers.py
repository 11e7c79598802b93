"""Text grounded in the conversation: a sentence made of tool results, or a short answer where no tool fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from mockfn.chat import ChatRequest, ToolResult
from mockfn.grounding.prose import split_name

__all__ = ["answer_from", "text_without_tools"]

# Values of one result that an answer says at most: a sentence stays one that a person reads.
_MOST: Final = 24
# Objects inside objects that are read.
_DEEPEST: Final = 8


def answer_from(chat: ChatRequest) -> tuple[str, tuple[str, ...]]:
    """A sentence for each tool result after the last assistant message, made of the result's own values, and why.

    JSON is told value by value, by name; text is given as it is.
    """
    results = chat.results
    if len(results) == 1 and isinstance(results[0].value, str):
        text = results[0].value
    else:
        text = " ".join(_closed(_told(result)) for result in results)
    return text or "The result is empty.", tuple(
        f"It says what {result.name or 'the tool'} returned." for result in results
    )


def _told(result: ToolResult) -> str:
    """One result in plain English."""
    value = result.value
    if isinstance(value, str):
        return value.strip() or "The result is empty"
    facts = [fact for _, fact in zip(range(_MOST), _facts(value, "result", 0), strict=False)]
    if not facts:
        return "The result is empty"
    said = _joined(facts)
    return said[0].upper() + said[1:]


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _facts(value: Any, name: str, depth: int) -> Iterator[str]:
    """ "the temperature is 60" for each value, in order; plain lists are told as one value."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _facts(part, " ".join(split_name(str(key))) or str(key), depth + 1)
    elif isinstance(value, list) and any(isinstance(part, Mapping | list) for part in value):
        for part in value:
            yield from _facts(part, name, depth + 1)
    elif isinstance(value, list):
        told = _joined([_plain(part) for part in value[:_MOST]])
        yield f"the {name} {'are' if len(value) > 1 else 'is'} {told or 'none'}"
    else:
        yield f"the {name} {_verb(name)} {_plain(value)}"


# Nouns that end in s and are one thing.
_SINGULAR: Final = ("ss", "us", "is", "as", "ews", "ens")


def _verb(name: str) -> str:
    """is or are: the degrees are 21, the status is fine."""
    return "are" if name.endswith("s") and not name.endswith(_SINGULAR) else "is"


def _plain(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "unknown", True: "yes", False: "no"}[value]
    return str(value)


def _joined(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def text_without_tools(chat: ChatRequest) -> str:
    """A short neutral answer where no tool fits the request or none is offered."""
    words = " ".join(chat.last_user.split())
    if not words:
        return "How can I help?"
    asked = f"{words[:_LONGEST]}..." if len(words) > _LONGEST else words
    if chat.callable_tools:
        return f"None of the tools offered fits this request, so here is text instead. You said: {asked}"
    return f"This is a mock's answer. You said: {asked}"


# Characters of the user's words that an answer repeats.
_LONGEST: Final = 200
