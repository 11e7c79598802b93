"""SGLang's OpenAI-compatible server, as it stood at the end of 2025.

Sources: SGLang's source (`protocol.py`, `serving_chat.py`) and errors pasted in public issues. No recording of it was
found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import only, second_indexed, texts, total_second
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, SaidCall, Shape
from mockfn.seeds import Chance

__all__ = ["CHECKS", "SGLANG", "SHAPE", "chunks", "completion", "envelope", "usage"]


def usage(used: Usage, model: Model) -> dict[str, Any]:
    """Usage, the total before the completion, reasoning beside it."""
    return {**total_second(used, model), "prompt_tokens_details": None, "reasoning_tokens": used.reasoning_tokens}


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: choices tell what stopped them, the last member which weights answered."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": [_choice(choice) for choice in said.choices],
        "usage": said.usage,
        "metadata": {"weight_version": "default"},
    }


def _choice(choice: Choice) -> dict[str, Any]:
    message = {
        "role": "assistant",
        "content": choice.content if choice.content or not choice.calls else None,
        "reasoning_content": choice.reasoning,
        "tool_calls": [second_indexed(call) for call in choice.calls] or None,
    }
    return {
        "index": choice.index,
        "message": message,
        "logprobs": choice.logprobs,
        "finish_reason": choice.finish,
        "matched_stop": None,
    }


_SILENT: dict[str, Any] = {"role": None, "content": None, "reasoning_content": None, "tool_calls": None}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """Every member in every delta, null where it says nothing; usage in a chunk of its own if asked."""
    head = {"id": said.id, "object": "chat.completion.chunk", "created": said.created, "model": said.model}
    for choice in said.choices:
        for delta in _deltas(choice):
            yield {**head, "choices": [_body(choice, delta, None)], "usage": None}
        yield {**head, "choices": [_body(choice, _SILENT, choice.finish)], "usage": None}
    if said.asked_usage:
        yield {**head, "choices": [], "usage": said.usage}


def _body(choice: Choice, delta: dict[str, Any], finish: str | None) -> dict[str, Any]:
    return {"index": choice.index, "delta": delta, "logprobs": None, "finish_reason": finish, "matched_stop": None}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    yield {**_SILENT, "role": "assistant", "content": ""}
    for piece in by_token(choice.reasoning or ""):
        yield {**_SILENT, "reasoning_content": piece}
    for piece in texts(choice):
        yield {**_SILENT, "content": piece}
    for call in choice.calls:
        yield {**_SILENT, "tool_calls": [second_indexed(SaidCall(call.index, call.id, call.name, ""))]}
        for piece in by_token(call.arguments):
            function = {"name": None, "arguments": piece}
            part = {"id": None, "index": call.index, "type": "function", "function": function}
            yield {**_SILENT, "tool_calls": [part]}


_ROLE = re.compile(r"messages\[(\d+)\]\.role")
_ROLES = "'role' must be one of 'system', 'assistant', 'tool', or 'function' (case-insensitive)."


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """A flat object whose code is the status, a number. What pydantic finds is printed as Python prints it."""
    place = _ROLE.fullmatch(error.param or "")
    kind = "Bad Request" if place else error.type
    message = _wrong_role(place[1], str(error.code)) if place else error.message
    return {"object": "error", "message": message, "type": kind, "param": None, "code": error.status}


def _wrong_role(index: str, role: str) -> str:
    """The error of each model that a message could be: the one for all roles, and the user's."""
    where = f"('body', 'messages', {index}, 'ChatCompletionMessage"
    return (
        f"[{{'type': 'value_error', 'loc': {where}GenericParam', 'role'), 'msg': \"Value error, {_ROLES}\", "
        f"'input': {role!r}, 'ctx': {{'error': ValueError(\"{_ROLES}\")}}}}, "
        f"{{'type': 'literal_error', 'loc': {where}UserParam', 'role'), 'msg': \"Input should be 'user'\", "
        f"'input': {role!r}, 'ctx': {{'expected': \"'user'\"}}}}]"
    )


CHECKS = only(
    {"type": "BadRequestError", "param": None, "code": None, "spacing": "compact"},
    {
        "wrong-key": "Unauthorized",
        # The envelope says them in pydantic's words: where it is and which role.
        "role-unsupported": {"param": "{param}", "code": "{value}"},
        "invalid-value": {"param": "{param}", "code": "{value}"},
        "invalid-type": None,
        "missing-parameter": None,
        # A body without a model is answered by the one that is served.
        "missing-model": None,
        "empty-messages": "Messages cannot be empty.",
        "unknown-function": "Tool '{name}' not found in tools list.",
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("{hex:32}"),
    call_id=IdShape("call_{hex:24}"),
    arguments="spaced",
    parallel_arguments="spaced",
)

_ANY = Model(name="", family="sglang", owner="sglang", context=131_072, roles_unsupported=frozenset({"developer"}))

SGLANG = Provider(
    name="sglang",
    title="SGLang",
    hosts=("sglang",),
    base_paths=("/v1",),
    models=(replace(_ANY, name="served-model"),),
    unlisted=_ANY,
    default_model=lambda _body: "default",
    shape=SHAPE,
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk("A choice tells what stopped it (`matched_stop`), a body which weights answered.", "SGLang's source"),
        Quirk("Every member is in every delta, null where it says nothing.", "SGLang's source"),
        Quirk("An error is flat; its code is the status, a number.", "pasted in public issues"),
        Quirk(
            "The role `developer` is refused, as any unknown one is, in pydantic's words (accepted since 2026).",
            "sgl-project/sglang#14304; SGLang's source",
        ),
        Quirk("A function that is chosen and not offered is not found.", "SGLang's source"),
    ),
    sources=("SGLang's source", "errors pasted in public issues"),
)
