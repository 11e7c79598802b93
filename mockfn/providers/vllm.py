"""vLLM's OpenAI-compatible server, and with it whoever serves with vLLM.

Sources: vLLM's protocol as its source has it in 2026; errors of its source and of public issues. Of direct recordings
there is none; what Nebius relayed through Hugging Face is in that shape, of 2025.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import error_members, fragment, only, texts, total_second, unindexed
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["CHECKS", "ERRORS", "SHAPE", "VLLM", "chunks", "completion", "envelope", "usage"]


def usage(used: Usage, model: Model) -> dict[str, Any]:
    """Usage, the total before the completion."""
    return {**total_second(used, model), "prompt_tokens_details": None}


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: every member of the protocol, null where it says nothing."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": [_choice(choice) for choice in said.choices],
        "service_tier": None,
        "system_fingerprint": None,
        "usage": said.usage,
        "prompt_logprobs": None,
        "prompt_token_ids": None,
        "kv_transfer_params": None,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message = {
        "role": "assistant",
        "content": choice.content,
        "refusal": choice.refusal,
        "annotations": None,
        "audio": None,
        "function_call": None,
        "tool_calls": [unindexed(call) for call in choice.calls],
        "reasoning": choice.reasoning,
        "reasoning_content": choice.reasoning,
    }
    return {
        "index": choice.index,
        "message": message,
        "logprobs": choice.logprobs,
        "finish_reason": choice.finish,
        "stop_reason": None,
        "token_ids": None,
    }


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """A role chunk, the deltas, the finish with its `stop_reason`, and usage in a chunk of its own if asked."""
    head = {
        "id": said.id,
        "object": "chat.completion.chunk",
        "created": said.created,
        "model": said.model,
    }
    for choice in said.choices:
        for number, delta in enumerate(_deltas(choice)):
            body = {"index": choice.index, "delta": delta, "logprobs": None, "finish_reason": None}
            opened = {"prompt_token_ids": None} if number == 0 else {}
            yield {**head, "choices": [body if number == 0 else {**body, "token_ids": None}], **opened}
        last: dict[str, Any] = {"index": choice.index, "delta": {"content": ""}, "logprobs": None}
        finish = {**last, "finish_reason": choice.finish, "stop_reason": None, "token_ids": None}
        yield {**head, "choices": [finish]}
    if said.asked_usage:
        yield {**head, "choices": [], "usage": {key: said.usage[key] for key in _COUNTED}}


_COUNTED = ("prompt_tokens", "total_tokens", "completion_tokens")


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    yield {"role": "assistant", "content": ""}
    for piece in by_token(choice.reasoning or ""):
        yield {"reasoning": piece, "reasoning_content": piece}
    for piece in texts(choice):
        yield {"content": piece}
    for call in choice.calls:
        opened = {"id": call.id, "type": "function", "index": call.index, "function": {"name": call.name}}
        yield {"tool_calls": [opened]}
        for piece in by_token(call.arguments):
            yield {"tool_calls": [fragment(call, piece)]}


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """The status as the code, a number, in a flat object; a wrong key says no more than that."""
    if error.status == 401:
        return {"error": error.message}
    return {"object": "error", **error_members(error), "code": error.status}


def _value_error(text: str) -> str:
    """A validator's failure, as Python prints pydantic's list of errors; a template, hence the braces twice."""
    told = f"'input': {{body!r}}, 'ctx': {{{{'error': ValueError('{text}')}}}}"
    return f"[{{{{'type': 'value_error', 'loc': ('body',), 'msg': 'Value error, {text}', {told}}}}}]"


_COMMON = {"type": "BadRequestError", "param": None, "spacing": "compact"}
CHECKS = only(
    _COMMON,
    {
        "wrong-key": "Unauthorized",
        "model-not-found": {"message": "The model `{model}` does not exist.", "type": "NotFoundError", "status": 404},
        "model-without-tools": {
            "message": '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
            "status": 400,
        },
        "choice-of-nothing": _value_error("When using `tool_choice`, `tools` must be set."),
        "stream-options-without-stream": _value_error("Stream options can only be defined when `stream=True`."),
        # Roles and types are free; a choice is held to its forms.
        "invalid-value": None,
        "invalid-type": None,
        "missing-parameter": None,
        "choice-form": {},
        "choice-function": {},
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("chatcmpl-{hex:32}"),
    call_id=IdShape("chatcmpl-tool-{hex:32}"),
    arguments="spaced",
    parallel_arguments="spaced",
)

ERRORS = {"overloaded": APIError(503, "Service Unavailable", type="ServiceUnavailableError", name="overloaded")}

# A server says of each model whether it was started with a parser for its calls.
_ANY = Model(name="", family="vllm", owner="vllm", context=131_072)

VLLM = Provider(
    name="vllm",
    title="vLLM",
    hosts=("vllm",),
    base_paths=("/v1",),
    models=(replace(_ANY, name="served-model"), replace(_ANY, name="no-tools", tools=False)),
    unlisted=_ANY,
    shape=SHAPE,
    envelope=envelope,
    errors=ERRORS,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk("Every member of the protocol is there, null where it says nothing.", "vLLM's protocol.py"),
        Quirk("A call's id is `chatcmpl-tool-` and 32 hexadecimal digits.", "vLLM's protocol.py"),
        Quirk("An error is flat; its code is the status, a number.", "pasted in public issues"),
        Quirk("What a validator finds comes as Python prints pydantic's errors.", "pasted in public issues"),
        Quirk("A model served without a parser (here: `no-tools`) refuses tools.", "pasted in public issues"),
        Quirk("`tools: []` is accepted.", "pasted in public issues; refused since 2026-04"),
    ),
    key_variable="VLLM_API_KEY",
    sources=("vLLM's source", "errors pasted in public issues"),
)
