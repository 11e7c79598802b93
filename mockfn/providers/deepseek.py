"""DeepSeek, as api.deepseek.com has sent it since December 2025.

Sources: 400 recorded exchanges of public repositories; error texts pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import cached_usage, error_envelope, indexed, message, only, streamed, texts
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape

__all__ = ["CHECKS", "DEEPSEEK", "ERRORS", "SHAPE", "chunks", "completion", "usage"]


def usage(used: Usage, model: Model) -> dict[str, Any]:
    """Usage with the prompt cache counted twice; reasoning only where the model reasons."""
    counted = cached_usage(used, model)
    if model.reasoning or used.reasoning_tokens:
        counted["completion_tokens_details"] = {"reasoning_tokens": used.reasoning_tokens}
    counted["prompt_cache_hit_tokens"] = used.cached_tokens
    counted["prompt_cache_miss_tokens"] = used.prompt_tokens - used.cached_tokens
    return counted


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: calls carry their index, and content is '' beside them."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": [_choice(choice) for choice in said.choices],
        "usage": said.usage if not _thought(said) else _with_reasoning(said.usage),
        "system_fingerprint": said.fingerprint,
    }


def _thought(said: Said) -> bool:
    return any(choice.reasoning for choice in said.choices)


def _with_reasoning(counted: dict[str, Any]) -> dict[str, Any]:
    if "completion_tokens_details" in counted:
        return counted
    items = list(counted.items())
    return dict([*items[:4], ("completion_tokens_details", {"reasoning_tokens": 0}), *items[4:]])


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "index": choice.index,
        "message": message(choice, indexed, thoughts="reasoning_content"),
        "logprobs": choice.logprobs,
        "finish_reason": choice.finish,
    }


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """A role chunk, the deltas, and usage in the finish chunk, asked for or not; null in the others where it was."""
    head = {
        "id": said.id,
        "object": "chat.completion.chunk",
        "created": said.created,
        "model": said.model,
        "system_fingerprint": said.fingerprint,
    }
    pending: dict[str, Any] = {"usage": None} if said.asked_usage else {}
    for choice in said.choices:
        for delta in _deltas(choice):
            body = {"index": choice.index, "delta": delta, "logprobs": None, "finish_reason": None}
            yield {**head, "choices": [body], **pending}
        last: dict[str, Any] = {"content": "", "reasoning_content": None} if choice.reasoning else {"content": ""}
        body = {"index": choice.index, "delta": last, "logprobs": None, "finish_reason": choice.finish}
        yield {**head, "choices": [body], "usage": _with_reasoning(said.usage) if choice.reasoning else said.usage}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    if choice.reasoning:
        yield {"role": "assistant", "content": None, "reasoning_content": ""}
        for piece in by_token(choice.reasoning):
            yield {"content": None, "reasoning_content": piece}
    else:
        yield {"role": "assistant", "content": ""}
    for piece in texts(choice):
        yield {"content": piece, "reasoning_content": None} if choice.reasoning else {"content": piece}
    for call in choice.calls:
        yield from ({"tool_calls": [part]} for part in streamed(call))


# What DeepSeek checks, in its words; what was not seen is left to the model. Nearly every 400 has this one code.
CHECKS = only(
    {"param": None, "code": "invalid_request_error", "spacing": "compact"},
    {
        "unanswered-tool-calls": (
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each "
            "'tool_call_id'. (insufficient tool messages following tool_calls message)"
        ),
        "orphan-tool-message": "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'",
        "repeated-tool-call-id": {},
        "duplicate-tool-names": {},
        "empty-tools": {},
        "tool-name-pattern": {},
        "tool-name-too-long": {},
        "function-schema-root-type": "Invalid schema for function '{name}': schema must be a JSON Schema of "
        "'type: \"object\"', got 'type: {shown}'.",
        "json-word-missing": (
            "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'."
        ),
        "context-length": (
            "This model's maximum context length is {context} tokens. However, you requested {total} tokens ({prompt} "
            "in the messages, {completion} in the completion). Please reduce the length of the messages or completion."
        ),
        "max-tokens-too-large": "Invalid max_tokens value, the valid range of max_tokens is [1, {bound}]",
        "wrong-key": {
            "message": "Authentication Fails, Your api key: ****{last4} is invalid",
            "type": "authentication_error",
        },
        "missing-key": {
            "message": "Authentication Fails (auth header format should be Bearer sk-...)",
            "type": "authentication_error",
        },
    },
)

ERRORS = {
    "quota": APIError(402, "Insufficient Balance", type="unknown_error", code="invalid_request_error", name="quota"),
}

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("{uuid}"),
    call_id=IdShape("call_{index:2}_{base62:24}"),
    fingerprint=IdShape("fp_{hex:10}_prod0820_fp8_kvcache"),
    arguments="spaced",
    parallel_arguments="spaced",
)

_CHAT = Model(name="deepseek-chat", family="deepseek", owner="deepseek", context=1_048_565, output=8_192)
_REASONER = Model(
    name="deepseek-reasoner", family="deepseek", owner="deepseek", reasoning=True, context=131_072, output=65_536
)

DEEPSEEK = Provider(
    name="deepseek",
    title="DeepSeek",
    hosts=("api.deepseek.com",),
    base_paths=("/", "/v1", "/beta"),
    models=(_CHAT, _REASONER),
    unlisted=replace(_CHAT, name="", output=65_536),
    shape=SHAPE,
    envelope=error_envelope,
    errors=ERRORS,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk(
            "Calls carry their index in JSON; content is '' beside them.",
            "recordings",
        ),
        Quirk(
            "Usage is in the finish chunk, asked for or not.",
            "recordings",
        ),
        Quirk(
            "Nearly every 400 has the code `invalid_request_error` and no param.",
            "pasted in public issues",
        ),
        Quirk(
            "A call's id used twice and a tool's name used twice are refused.",
            "pasted in public issues",
        ),
    ),
    key_variable="DEEPSEEK_API_KEY",
    sources=(
        "recordings of api.deepseek.com in public repositories",
        "errors pasted in public issues",
    ),
)
