"""OpenRouter, a relay to many vendors, as openrouter.ai sends it.

Sources: 4,664 recorded exchanges of public repositories; its documentation for costs and errors within streams.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError
from mockfn.jsontext import encode
from mockfn.providers.openrouter_shape import shape_of
from mockfn.providers.openrouter_upstreams import FAMILIES, UPSTREAMS
from mockfn.providers.parts import error_envelope, only
from mockfn.providers.provider import Model, Provider, Quirk
from mockfn.seeds import Chance

__all__ = ["CHECKS", "ERRORS", "OPENROUTER", "SHAPE", "default_model", "envelope", "stream_error"]


# What an upstream refuses comes as its own body, in `metadata.raw`; what OpenRouter refuses in a body, without a name.
_RELAYED = ("orphan-tool-message", "unanswered-tool-calls", "unknown-tool-call-id", "audio-required")
_SCHEMAS = ("function-schema-", "response-schema-")
_ITS_OWN = ("decimal-above-maximum", "decimal-below-minimum", "nothing-said")


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """The status as the code, a number, and the user's id where the key is known."""
    said: dict[str, Any] = {"message": error.message, "code": error.status}
    if error.name in _ITS_OWN:
        return {"error": {**said, "metadata": {"provider_name": None}}}
    if error.status == 401:
        return {"error": said}
    user = {"user_id": "user_" + chance.text("user", 27)}
    if error.name in _RELAYED or error.name.startswith(_SCHEMAS):
        raw = encode(error_envelope(error, chance), "pretty2").decode()
    elif error.name == "rate_limit":
        raw = error.message
    else:
        return {"error": said, **user}
    metadata = {"raw": raw, "provider_name": "OpenAI"}
    return {"error": {"message": "Provider returned error", "code": error.status, "metadata": metadata}, **user}


def stream_error(error: APIError, model: str, chance: Chance) -> dict[str, Any]:
    """An ordinary chunk with `error` beside its choices, which end in `error`; the status was 200 already."""
    delta = {"role": "assistant", "content": ""}
    return {
        "id": f"gen-{chance.created}-" + chance.text("id", 20),
        "object": "chat.completion.chunk",
        "created": chance.created,
        "model": model,
        "provider": "OpenAI",
        "error": {"code": error.status, "message": error.message},
        "choices": [{"index": 0, "delta": delta, "finish_reason": "error", "native_finish_reason": "error"}],
    }


ERRORS = {
    "rate_limit": APIError(
        429,
        "{model} is temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate your "
        "rate limits: https://openrouter.ai/settings/integrations",
        name="rate_limit",
    ),
    "quota": APIError(402, "Insufficient credits", name="quota"),
    "overloaded": APIError(502, "Provider returned error", name="overloaded"),
    "error_in_stream": APIError(502, "Provider returned error", name="error_in_stream"),
}

CHECKS = only(
    {"spacing": "compact"},
    {
        # Since 2025-12, when no cookie was sent either (4 of 4; before: "No auth credentials found").
        "wrong-key": "No cookie auth credentials found",
        "nothing-said": {},
        # A body without a model gets the account's default, or the first of `models`.
        "missing-model": None,
        # It has a `tool_choice` "any" and tools of its own, such as `openrouter:web_search`.
        "invalid-value": None,
        "missing-parameter": None,
        "model-without-tools": {"message": "No endpoints found that support tool use.", "status": 404},
        "model-not-found": {"message": "{model} is not a valid model ID", "status": 400},
        "decimal-above-maximum": "Expected {param} to be at most {bound}, received {value:.15g}",
        "decimal-below-minimum": "Expected {param} to be at least {bound}, received {value:.15g}",
        **{name: {} for name in (*_RELAYED, "schema")},
    },
)


def default_model(body: Mapping[str, Any]) -> str:
    """The first of `models`, OpenRouter's list of fallbacks, else the account's default."""
    models = body.get("models")
    return models[0] if isinstance(models, list) and models and isinstance(models[0], str) else "openai/gpt-4o-mini"


_SHAPES = {name: shape_of(upstream) for name, upstream in UPSTREAMS.items()}
SHAPE = _SHAPES["plain"]

_NAMES = (
    ("openai/gpt-4o-mini", 128_000),
    ("openai/gpt-4o", 128_000),
    ("openai/gpt-5", 400_000),
    ("anthropic/claude-sonnet-4", 200_000),
    ("anthropic/claude-haiku-4.5", 200_000),
    ("google/gemini-2.5-flash", 1_048_576),
    ("deepseek/deepseek-chat-v3-0324", 163_840),
    ("qwen/qwen3-coder", 262_144),
    ("moonshotai/kimi-k2-0905", 262_144),
    ("meta-llama/llama-3.3-70b-instruct", 131_072),
    ("x-ai/grok-4-fast", 2_000_000),
)

# Schemas are judged by OpenAI, and by nobody else as OpenAI does.
_ANY = Model(name="", family="openrouter", owner="openrouter", context=131_072, unchecked=frozenset({"schema"}))


def _answered(shape: str, **members: Any) -> Model:
    """A model that is answered in that shape."""
    judged = shape in UPSTREAMS and UPSTREAMS[shape].title == "OpenAI"
    return replace(_ANY, shape=shape, unchecked=frozenset() if judged else _ANY.unchecked, **members)


# The vendors of its catalogue in 2026; a name that begins with none of them is no model (10 of 10).
_VENDORS = (
    "ai21 aion-labs alibaba allenai alpindale amazon anthracite-org anthropic arcee-ai arliai baidu bytedance "
    "bytedance-seed cognitivecomputations cohere deepcogito deepseek eleutherai google gryphe ibm-granite inception "
    "inclusionai inflection kwaipilot liquid mancer meituan meta meta-llama microsoft minimax mistralai moonshotai "
    "morph neversleep nex-agi nousresearch nvidia openai opengvlab openrouter perplexity prime-intellect qwen raifle "
    "relace sao10k sarvamai shisa-ai stepfun-ai switchpoint tencent thedrummer thudm tngtech undi95 upstage venice "
    "writer x-ai xiaomi z-ai"
)
_FAMILIES = (
    *((pattern, _answered(name, audio="audio" in pattern)) for pattern, name in FAMILIES),
    *((f"{vendor}/*", _ANY) for vendor in _VENDORS.split()),
)


def _named(name: str, context: int) -> Model:
    shape = next((shape for pattern, shape in FAMILIES if fnmatchcase(name, pattern)), "")
    return _answered(shape, name=name, context=context)


OPENROUTER = Provider(
    name="openrouter",
    title="OpenRouter",
    hosts=("openrouter.ai",),
    base_paths=("/api/v1",),
    models=tuple(_named(name, context) for name, context in _NAMES),
    families=_FAMILIES,
    default_model=default_model,
    shape=SHAPE,
    shapes=_SHAPES,
    envelope=envelope,
    stream_error=stream_error,
    errors=ERRORS,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk(
            "Comments come before a stream, role and content in each delta.",
            "684 of 1,309 recordings",
        ),
        Quirk(
            "The finish comes twice, the second time with usage, unasked.",
            "1,223 of 1,309 recordings",
        ),
        Quirk(
            "What an answer keeps of its upstream (order of members, empty chunks, finish reasons) is by model.",
            "recordings of 110 models",
        ),
        Quirk(
            "Costs were told to who asked until 2025-11, and to all since.",
            "480 recordings",
        ),
        Quirk(
            "A model of no known vendor does not exist: 400.",
            "10 of 10 recordings",
        ),
        Quirk(
            "A body without a model gets the account's default; `models` is a list to fall back on.",
            "recordings and its documentation",
        ),
        Quirk(
            "What an upstream refuses comes as its body in `metadata.raw`, OpenAI's judgement of schemas too.",
            "recordings",
        ),
        Quirk(
            "An error within a stream is a chunk that ends in `error`.",
            "its documentation",
        ),
    ),
    key_variable="OPENROUTER_API_KEY",
    sources=("recordings of openrouter.ai in public repositories", "its documentation"),
)
