"""DeepInfra, as api.deepinfra.com/v1/openai answers today; `mode="guide"` holds to its older guide.

Sources: two direct recordings; 235 answers relayed by OpenRouter, 60 with tool calls (ids, spacing, one delta a call);
its OpenAPI document (2026-05), its guide to tool calling (2026-07) and the older guide, which knows neither streams
with tools nor any tool choice but auto and none; errors pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Raw
from msgspec.structs import replace

from mockfn.chat import APIError, Usage
from mockfn.jsontext import decode
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import error_envelope, indexed, only, texts, total_second, unindexed
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["CHECKS", "DEEPINFRA", "ERRORS", "GUIDE", "SHAPE", "chunks", "completion", "envelope", "usage"]


def usage(used: Usage, model: Model) -> dict[str, Any]:
    """Usage in vLLM's order, and what it cost in dollars."""
    return {
        **total_second(used, model),
        "estimated_cost": round(used.prompt_tokens * 2.3e-7 + used.completion_tokens * 4e-7, 10),
    }


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: no logprobs, no fingerprint; `name` and `tool_calls` are null where there are none."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": [_choice(choice) for choice in said.choices],
        "usage": {**said.usage, "estimated_cost": _as_python(said.usage["estimated_cost"])},
        **_tier(said),
    }


def _as_python(number: float) -> Raw:
    """A number as Python writes it, 9.68e-05; in streams Python itself writes."""
    return Raw(repr(number).encode())


def _tier(said: Said) -> dict[str, Any]:
    """The service tier is echoed where one was asked for."""
    tier = said.chat.json.get("service_tier")
    return {"service_tier": tier} if isinstance(tier, str) else {}


def _choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": choice.content}
    if choice.reasoning:
        message["reasoning_content"] = choice.reasoning
    message["name"] = None
    message["tool_calls"] = [unindexed(call) for call in choice.calls] or None
    return {"index": choice.index, "message": message, "finish_reason": choice.finish}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """The role in every delta, a call whole in one (35 of 35), usage null until the finish chunk, which has it."""
    head = {
        "id": "chatcmpl-" + said.chance.text("stream", 24),
        "object": "chat.completion.chunk",
        "created": said.created,
        "model": said.model,
    }
    for choice in said.choices:
        for delta in _deltas(choice):
            yield {**head, "choices": [{"index": choice.index, "delta": delta, "finish_reason": None}], "usage": None}
        last = {"index": choice.index, "delta": {}, "finish_reason": choice.finish}
        yield {**head, "choices": [last], "usage": said.usage}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    for piece in by_token(choice.reasoning or ""):
        yield {"role": "assistant", "content": "", "reasoning_content": piece, "tool_calls": None}
    for piece in texts(choice):
        yield {"role": "assistant", "content": piece, "tool_calls": None}
    for call in choice.calls:
        yield {"role": "assistant", "content": None, "tool_calls": [indexed(call)]}


def envelope(error: APIError, chance: Chance) -> Any:
    """Three shapes: pydantic's `detail` for what is malformed, `detail.error` for billing, else an `error` object."""
    if error.status == 422:
        place = (error.param or "body").replace("[", ".").replace("]", "").split(".")
        located = ["body", *(int(part) if part.isdigit() else part for part in place if part)]
        if error.name == "content-parts-unsupported":
            return {"detail": list(_each_message(located, str(error.code), decode(error.message.encode())))}
        return {"detail": [{"type": error.code or "value_error", "loc": located, "msg": error.message, "input": None}]}
    if error.status == 402:
        return {"detail": {"error": error.message}}
    if error.status == 429:
        return {"error": {"message": error.message}}
    return error_envelope(error, chance)


# The models that a message could be, each with its role and whether its content must be a text.
_MESSAGES = (
    ("Tool", "tool", True),
    ("Assistant", "assistant", True),
    ("User", "user", False),
    ("System", "system", False),
)


def _each_message(place: list[Any], role: str, content: Any) -> Iterator[dict[str, Any]]:
    """What is wrong by each model that the message could be: pydantic tells of all."""
    for title, own, text in _MESSAGES:
        at = [*place, f"ChatCompletion{title}Message"]
        if role != own:
            wanted = f"<ChatMessageRole.{own.upper()}: '{own}'>"
            context = {"expected": wanted}
            found = {"loc": [*at, "role"], "msg": f"Input should be {wanted}", "input": role, "ctx": context}
            yield {"type": "literal_error", **found}
        if text:
            found = {"loc": [*at, "content"], "msg": "Input should be a valid string", "input": content}
            yield {"type": "string_type", **found}


_MALFORMED = {"status": 422, "type": None, "spacing": "compact"}

# Unknown members are ignored; what does not fit the body's model is a 422 in pydantic's words.
_ROWS: dict[str, Any] = {
    "wrong-key": {"message": "Not authenticated", "status": 401, "code": None, "spacing": "compact"},
    "missing-model": {**_MALFORMED, "message": "Field required", "param": "model", "code": "missing"},
    "missing-messages": {**_MALFORMED, "message": "Field required", "param": "messages", "code": "missing"},
    "missing-parameter": {**_MALFORMED, "message": "Field required", "code": "missing"},
    "invalid-type": {**_MALFORMED, "message": "Input should be {expected}", "code": "type_error"},
    "invalid-value": {**_MALFORMED, "message": "Input should be {supported}", "code": "literal_error"},
    "model-without-tools": {
        "message": "Tool calling is not supported for model: {model}",
        "status": 405,
        "param": "tools",
        "code": None,
    },
    # Its document knows no developer role.
    "role-unsupported": {
        **_MALFORMED,
        "message": "Input should be 'system', 'user', 'assistant' or 'tool'",
        "code": "literal_error",
    },
    "content-parts-unsupported": {**_MALFORMED, "message": "{content}"},
    "integer-above-maximum": {**_MALFORMED, "message": "Input should be less than or equal to {bound}"},
}
CHECKS = only({"spacing": "compact"}, _ROWS)

ERRORS = {
    "quota": APIError(
        402,
        "inference prohibited, please enter a payment method in https://deepinfra.com/dash/settings",
        name="quota",
    ),
    "rate_limit": APIError(429, "Model busy, retry later", name="rate_limit"),
    "overloaded": APIError(429, "Model busy, retry later", name="overloaded"),
}

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("chatcmpl-{hex:32}"),
    call_id=IdShape("call_{base62:24}"),
    stream_style="spaced",
    arguments="spaced",
    parallel_arguments="spaced",
)

# Which ids a model's calls have: `call_` and four digits, a number alone, the function's name and a number.
_SHAPES = {
    "short": replace(SHAPE, call_id=IdShape("call_{hex:4}")),
    "bare": replace(SHAPE, call_id=IdShape("{index}")),
    "named": replace(SHAPE, call_id=IdShape("functions.{name}:{index}")),
    "long": replace(SHAPE, call_id=IdShape("call_{hex:16}")),
}

_ANY = Model(
    name="",
    family="deepinfra",
    context=131_072,
    most_choices=4,
    more_formats=("regex",),
    roles_unsupported=frozenset({"developer"}),
)

_NAMES = (
    ("meta-llama/Llama-3.3-70B-Instruct-Turbo", "", True, 131_072),
    ("meta-llama/Meta-Llama-3.1-70B-Instruct", "", True, 131_072),
    ("meta-llama/Meta-Llama-3.1-8B-Instruct", "", True, 131_072),
    ("mistralai/Mixtral-8x7B-Instruct-v0.1", "", True, 32_768),
    ("mistralai/Mistral-7B-Instruct-v0.3", "", True, 32_768),
    ("deepseek-ai/DeepSeek-V3.1", "short", True, 163_840),
    ("zai-org/GLM-4.6", "short", True, 202_752),
    ("Qwen/Qwen3-235B-A22B-Instruct-2507", "short", True, 262_144),
    ("Qwen/Qwen3-Coder-480B-A35B-Instruct", "long", True, 262_144),
    ("moonshotai/Kimi-K2-Instruct-0905", "bare", True, 262_144),
    ("openai/gpt-oss-120b", "named", True, 131_072),
    ("NousResearch/Hermes-3-Llama-3.1-405B", "", False, 131_072),
)


def _listing(model: Model) -> dict[str, Any]:
    return {
        "id": model.name,
        "object": "model",
        "created": model.created,
        "owned_by": "deepinfra",
        "root": model.name,
        "parent": None,
        "metadata": {
            "description": "",
            "context_length": model.context,
            "max_tokens": model.output,
            "pricing": {"input_tokens": 0.23, "output_tokens": 0.4},
            "tags": ["tools"] if model.tools else [],
        },
    }


_MODELS = tuple(
    replace(_ANY, name=name, shape=shape, tools=tools, context=context) for name, shape, tools, context in _NAMES
)

_TODAY = Provider(
    name="deepinfra",
    title="DeepInfra",
    hosts=("api.deepinfra.com",),
    base_paths=("/v1/openai",),
    models=_MODELS,
    # A version may follow a name.
    families=tuple((f"{model.name}:*", model) for model in _MODELS),
    unlisted=_ANY,
    shape=SHAPE,
    shapes=_SHAPES,
    envelope=envelope,
    errors=ERRORS,
    error_style="compact",
    checks=CHECKS,
    listing=_listing,
    ignores=frozenset({"functions", "function_call", "parallel_tool_calls"}),
    quirks=(
        Quirk(
            "Streams are spaced JSON, a whole delta a call, usage with its cost in the finish chunk.",
            "recordings through OpenRouter",
        ),
        Quirk(
            "Unknown members are ignored, functions included.",
            "its OpenAPI document",
        ),
        Quirk(
            "Content in parts is refused in an assistant's and a tool's message: a 422 by each model it could be.",
            "huggingface/smolagents#1518; BerriAI/litellm#13982",
        ),
        Quirk(
            "Tools sent to a model without: 405.",
            "pasted in public issues",
        ),
        Quirk(
            '`mode="guide"` refuses what its older guide does not support: streams with tools, forced choices.',
            "its guide",
        ),
    ),
    key_variable="DEEPINFRA_API_KEY",
    sources=(
        "recordings relayed by OpenRouter in public repositories",
        "deepinfra.com: OpenAPI document and guide to tool calling",
        "errors pasted in public issues",
    ),
)

# What the older guide lists as not supported, refused: streams with tools, and choices other than auto and none.
GUIDE = replace(
    _TODAY,
    checks=only({"spacing": "compact"}, {**_ROWS, "choice-unsupported": {}, "stream-with-tools": {}}),
)

DEEPINFRA = replace(_TODAY, modes={"guide": GUIDE})
