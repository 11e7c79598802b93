"""Hugging Face's router: a relay that changes nothing, so its answers are those of whoever serves the model.

Whom, a model's name says after a colon, or the path. Sources: 82 recorded exchanges of public repositories.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, Usage
from mockfn.providers import cerebras, fireworks, groq, tgi, zai
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import cached_usage, only, plain_usage, sorted_usage, texts, total_second
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, SaidCall, Shape
from mockfn.seeds import Chance

__all__ = ["CHECKS", "HUGGINGFACE_ROUTER", "envelope"]


def _nebius(said: Said) -> dict[str, Any]:
    """Nebius: vLLM's members of early 2025, the choices second."""
    return {
        "id": said.id,
        "choices": [_nebius_choice(choice) for choice in said.choices],
        "created": said.created,
        "model": said.model,
        "object": "chat.completion",
        "service_tier": None,
        "system_fingerprint": None,
        "usage": {**said.usage, "completion_tokens_details": None, "prompt_tokens_details": None},
        "prompt_logprobs": None,
    }


def _nebius_choice(choice: Choice) -> dict[str, Any]:
    message = {
        "content": choice.content,
        "refusal": choice.refusal,
        "role": "assistant",
        "audio": None,
        "function_call": None,
        "tool_calls": [_call(call) for call in choice.calls],
    }
    return {
        "finish_reason": choice.finish,
        "index": choice.index,
        "logprobs": choice.logprobs,
        "message": message,
        "stop_reason": None,
    }


def _call(call: SaidCall) -> dict[str, Any]:
    return {"id": call.id, "function": {"arguments": call.arguments, "name": call.name}, "type": "function"}


def _nebius_chunks(said: Said) -> Iterator[dict[str, Any]]:
    tail = {"created": said.created, "model": said.model, "object": "chat.completion.chunk"}
    for choice in said.choices:
        deltas: list[dict[str, Any]] = [{"content": "", "role": "assistant"}]
        deltas += [{"content": piece} for piece in texts(choice)]
        deltas += [{"tool_calls": [{"index": call.index, **_call(call)}]} for call in choice.calls]
        for number, delta in enumerate(deltas):
            last = number == len(deltas) - 1
            body = {"delta": delta, "finish_reason": choice.finish if last else None, "index": choice.index}
            stop = {"logprobs": None, "stop_reason": None} if last else {"logprobs": None}
            yield {"id": said.id, "choices": [{**body, **stop}], **tail}


def _novita(said: Said) -> dict[str, Any]:
    """Novita: filter results without filters, an empty fingerprint."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": [_novita_choice(choice) for choice in said.choices],
        "usage": {**said.usage, "prompt_tokens_details": None, "completion_tokens_details": None},
        "system_fingerprint": "",
    }


_UNFILTERED = {
    "hate": {"filtered": False},
    "self_harm": {"filtered": False},
    "sexual": {"filtered": False},
    "violence": {"filtered": False},
    "jailbreak": {"filtered": False, "detected": False},
    "profanity": {"filtered": False, "detected": False},
}


def _novita_choice(choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": choice.content or ""}
    if choice.calls:
        message["tool_calls"] = [_call(call) for call in choice.calls]
    return {
        "index": choice.index,
        "message": message,
        "finish_reason": choice.finish,
        "content_filter_results": _UNFILTERED,
    }


def _novita_chunks(said: Said) -> Iterator[dict[str, Any]]:
    head = {"id": said.id, "object": "chat.completion.chunk", "created": said.created, "model": said.model}
    tail = {
        "system_fingerprint": "",
        "sla_metrics": {"ttft_ms": said.chance.milliseconds, "ts_us": said.created * 1_000_000},
    }
    for choice in said.choices:
        deltas: list[dict[str, Any]] = [{"role": "assistant"}, *({"content": piece} for piece in texts(choice))]
        deltas += [{"tool_calls": [{"index": call.index, **_call(call)}]} for call in choice.calls]
        for delta in deltas:
            yield {**head, "choices": [{"index": choice.index, "delta": delta, "finish_reason": None}], **tail}
        last = {"index": choice.index, "delta": {}, "finish_reason": choice.finish}
        yield {**head, "choices": [last], **tail}
    counted = {**said.usage, "prompt_tokens_details": None, "completion_tokens_details": None}
    yield {
        **head,
        "choices": [],
        "system_fingerprint": "",
        "usage": counted,
        "sla_metrics": tail["sla_metrics"],
    }


def _hyperbolic(said: Said) -> dict[str, Any]:
    """Hyperbolic: the finish before the log probabilities."""
    choices = [
        {
            "index": choice.index,
            "message": {
                "role": "assistant",
                "content": choice.content or "",
                **({"tool_calls": [_call(call) for call in choice.calls]} if choice.calls else {}),
            },
            "finish_reason": choice.finish,
            "logprobs": choice.logprobs,
        }
        for choice in said.choices
    ]
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "choices": choices,
        "usage": said.usage,
    }


def _total_first(used: Usage, _model: Model) -> dict[str, Any]:
    total = used.prompt_tokens + used.completion_tokens
    return {"total_tokens": total, "completion_tokens": used.completion_tokens, "prompt_tokens": used.prompt_tokens}


def _total_first_cached(used: Usage, model: Model) -> dict[str, Any]:
    return {**_total_first(used, model), "prompt_tokens_details": {"cached_tokens": used.cached_tokens}}


_NEBIUS = Shape(
    completion=_nebius,
    chunks=_nebius_chunks,
    usage=sorted_usage,
    response_id=IdShape("chatcmpl-{hex:32}"),
    call_id=IdShape("chatcmpl-tool-{hex:32}"),
)
_SHAPES = {
    "cerebras": replace(cerebras.SHAPE, usage=plain_usage),
    "cached": cerebras.SHAPE,
    "total-first": replace(cerebras.THINKING, usage=_total_first),
    "total-first-cached": replace(cerebras.SHAPE, usage=_total_first_cached),
    "tgi-2": tgi.SHAPE_2,
    "fireworks-ai": fireworks.SHAPE,
    "groq": replace(groq.SHAPE, completion=groq.completion_seeded, chunks=groq.chunks_seeded),
    "hf-inference": tgi.SHAPE,
    "hyperbolic": replace(fireworks.SHAPE, completion=_hyperbolic, usage=total_second),
    "nebius": _NEBIUS,
    "novita": replace(_NEBIUS, completion=_novita, chunks=_novita_chunks, usage=plain_usage),
    "zai-org": replace(zai.SHAPE, completion=zai.completion, usage=cached_usage),
}


def envelope(error: APIError, _chance: Chance) -> Any:
    """A text in an object, and its type where the model has no template for chats."""
    if error.name == "not-a-chat-model":
        return {"error": error.message, "error_type": error.type}
    return {"error": error.message}


CHECKS = only(
    {"spacing": "compact"},
    {
        "wrong-key": "Invalid username or password.",
        "not-a-chat-model": {
            "message": "Template error: template not found",
            "status": 422,
            "type": "template_error",
        },
        # Of hf-inference the path names the model; what it is called in a body is free.
        "missing-model": None,
    },
)

_ANY = Model(name="", family="huggingface", owner="huggingface", context=131_072)
_FAMILIES = (
    # Cerebras counts by model: with what is cached, or with the total first.
    ("zai-org/*:cerebras", replace(_ANY, shape="total-first")),
    ("*Qwen3*:cerebras", replace(_ANY, shape="cached")),
    *((f"*:{name}", replace(_ANY, shape=name)) for name in _SHAPES),
    ("meta-llama/Llama-3.1-8B-Instruct", replace(_ANY, shape="total-first-cached")),
    ("zai-org/*", replace(_ANY, shape="zai-org")),
    ("moonshotai/*", replace(_ANY, shape="groq")),
)
_NAMES = (
    "meta-llama/Llama-3.1-8B-Instruct",
    "Qwen/Qwen3-Coder-480B-A35B-Instruct:cerebras",
    "moonshotai/Kimi-K2-Instruct-0905:groq",
    "zai-org/GLM-4.6",
    "zai-org/GLM-4.6:cerebras",
)
_BASES = (
    "/v1",
    "/cerebras/v1",
    "/fireworks-ai/v1",
    "/fireworks-ai/inference/v1",
    "/groq/openai/v1",
    "/hyperbolic/v1",
    "/nebius/v1",
    "/novita",
    "/novita/v3/openai",
    "/hf-inference/models/{model}/v1",
)


def _shape_name(name: str) -> str:
    return next((model.shape for pattern, model in _FAMILIES if fnmatchcase(name, pattern)), "")


_ROUTED = Provider(
    name="huggingface-router",
    title="Hugging Face router",
    hosts=("router.huggingface.co",),
    base_paths=_BASES,
    models=tuple(replace(_ANY, name=name, shape=_shape_name(name)) for name in _NAMES),
    families=_FAMILIES,
    unlisted=_ANY,
    shape=cerebras.SHAPE,
    shapes=_SHAPES,
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk("`:cerebras`, `:groq` and such after a model's name choose who answers, in their shape.", "recordings"),
        Quirk("So does a path such as `/nebius/v1` or `/hf-inference/models/NAME/v1`.", "recordings"),
        Quirk("Its own inference has an empty id and the server's version as fingerprint.", "recordings"),
        Quirk("A base model such as `google/gemma-2b` has no template for chats: 422.", "2 of 2 recordings"),
        Quirk('An error is a text: `{"error": "..."}`.', "recordings"),
    ),
    key_variable="HF_TOKEN",
    sources=("recordings of router.huggingface.co in public repositories",),
)


def _by_path(name: str) -> Provider:
    families = _OF_ITS_OWN if name == "hf-inference" else ()
    return replace(_ROUTED, models=(), families=families, unlisted=_ANY, shape=_SHAPES[name])


# Servers of Text Generation Inference before 3.0 call their model `tgi`, or serve these. A base model has no template.
_OF_ITS_OWN = (
    ("tgi", replace(_ANY, shape="tgi-2")),
    ("HuggingFaceH4/zephyr*", replace(_ANY, shape="tgi-2")),
    ("google/gemma-2b", replace(_ANY, chat=False)),
)

_SERVERS = ("cerebras", "fireworks-ai", "groq", "hf-inference", "hyperbolic", "nebius", "novita")

HUGGINGFACE_ROUTER = replace(
    _ROUTED,
    modes={name: _by_path(name) for name in _SERVERS},
    variants=tuple((f"*/{name}/*", name) for name in _SERVERS),
)
