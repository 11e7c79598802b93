"""Parts of bodies that several providers write alike, each as one of them first did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.provider import Choice, Model, SaidCall
from mockfn.seeds import Chance

__all__ = [
    "error_envelope",
    "fragment",
    "indexed",
    "last_indexed",
    "only",
    "opening",
    "plain_usage",
    "second_indexed",
    "sorted_keys",
    "sorted_usage",
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


def error_envelope(error: APIError, _chance: Chance) -> Mapping[str, Any]:
    """The envelope that most providers copied: `error` with message, type, param, code."""
    return {"error": {"message": error.message, "type": error.type, "param": error.param, "code": error.code}}
