"""Parts of bodies that several providers write alike, each as one of them first did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.provider import Choice, Model, SaidCall
from mockfn.seeds import Chance

__all__ = [
    "cached_usage",
    "error_envelope",
    "error_members",
    "fragment",
    "indexed",
    "last_indexed",
    "message",
    "only",
    "opening",
    "plain_usage",
    "second_indexed",
    "sorted_keys",
    "sorted_usage",
    "streamed",
    "texts",
    "total_second",
    "unindexed",
]


def plain_usage(used: Usage, _model: Model) -> dict[str, Any]:
    """Usage as three counts."""
    return {
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
    }


def cached_usage(used: Usage, model: Model) -> dict[str, Any]:
    """Usage as three counts and what was cached."""
    return {**plain_usage(used, model), "prompt_tokens_details": {"cached_tokens": used.cached_tokens}}


def total_second(used: Usage, _model: Model) -> dict[str, Any]:
    """Usage as three counts, the total before the completion, as vLLM counts."""
    return {
        "prompt_tokens": used.prompt_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
        "completion_tokens": used.completion_tokens,
    }


def sorted_usage(used: Usage, _model: Model) -> dict[str, Any]:
    """Usage as three counts in alphabetical order."""
    return {
        "completion_tokens": used.completion_tokens,
        "prompt_tokens": used.prompt_tokens,
        "total_tokens": used.prompt_tokens + used.completion_tokens,
    }


def unindexed(call: SaidCall) -> dict[str, Any]:
    """A whole call without an index: `id, type, function`."""
    return {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}


def indexed(call: SaidCall) -> dict[str, Any]:
    """A whole call, its index first: `index, id, type, function`."""
    return {"index": call.index, **unindexed(call)}


def second_indexed(call: SaidCall) -> dict[str, Any]:
    """A whole call, its index second: `id, index, type, function`."""
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id, "index": call.index, "type": "function", "function": function}


def last_indexed(call: SaidCall) -> dict[str, Any]:
    """A whole call, its index last: `id, type, function, index`."""
    return {**unindexed(call), "index": call.index}


def opening(call: SaidCall) -> dict[str, Any]:
    """A call without its arguments, as it opens in a stream."""
    return {"index": call.index, "id": call.id, "type": "function", "function": {"name": call.name, "arguments": ""}}


def fragment(call: SaidCall, piece: str) -> dict[str, Any]:
    """A piece of a call's arguments."""
    return {"index": call.index, "function": {"arguments": piece}}


def streamed(call: SaidCall) -> Iterator[dict[str, Any]]:
    """A call as a stream sends it: its opening, then its arguments by the token."""
    yield opening(call)
    for piece in by_token(call.arguments):
        yield fragment(call, piece)


def message(choice: Choice, call: Callable[[SaidCall], dict[str, Any]], *, thoughts: str) -> dict[str, Any]:
    """A message whose content is '' where nothing is said; its `thoughts`, under that name, and its calls if any."""
    made: dict[str, Any] = {"role": "assistant", "content": choice.content or ""}
    if choice.reasoning:
        made[thoughts] = choice.reasoning
    if choice.calls:
        made["tool_calls"] = [call(one) for one in choice.calls]
    return made


def texts(choice: Choice) -> list[str]:
    """The pieces of a choice's content, as a stream sends them."""
    return list(choice.deltas) if choice.deltas is not None else by_token(choice.content or "")


def sorted_keys(value: Any) -> Any:
    """The same value with the members of every object in alphabetical order."""
    if isinstance(value, dict):
        return {key: sorted_keys(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [sorted_keys(one) for one in value]
    return value


# What any imitator of the protocol has to notice, whatever else it lets pass.
_NOTICED = (
    "missing-key",
    "wrong-key",
    "unknown-url",
    "method-not-allowed",
    "model-not-found",
    "model-not-listed",
    "model-without-tools",
    "invalid-json",
    "missing-model",
    "missing-messages",
    "empty-messages",
    "missing-parameter",
    "invalid-type",
    "invalid-value",
    "context-length",
)


def only(common: Mapping[str, Any], rows: Mapping[str, Any]) -> dict[str, Any]:
    """The checks of a provider that makes few: what any of them notices, and `rows`, all with the members `common`.

    A row that is None is left out, text is its message. No key is a wrong one where nothing else is said of it.
    """
    wanted: dict[str, Any] = {**{name: {} for name in _NOTICED}, **rows}
    if "missing-key" not in rows and "{" not in str(_message(rows.get("wrong-key"))):
        wanted["missing-key"] = rows.get("wrong-key", {})
    made: dict[str, Any] = {"*": None}
    for name, change in wanted.items():
        if change is not None:
            made[name] = {**common, **({"message": change} if isinstance(change, str) else change)}
    return made


def _message(change: Any) -> Any:
    return change.get("message") if isinstance(change, dict) else change


def error_members(error: APIError) -> dict[str, Any]:
    """What OpenAI says of an error, always all four, in this order."""
    return {"message": error.message, "type": error.type, "param": error.param, "code": error.code}


def error_envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """OpenAI's envelope, which most providers copied."""
    return {"error": error_members(error)}
