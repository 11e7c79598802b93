"""OpenRouter, a relay to many vendors, as openrouter.ai sends it.

Sources: 4,664 recorded exchanges of public repositories; its documentation for costs and errors within streams.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError
from mockfn.providers.openrouter_shape import shape_of
from mockfn.providers.openrouter_upstreams import FAMILIES, UPSTREAMS
from mockfn.providers.parts import only
from mockfn.providers.provider import Model, Provider
from mockfn.seeds import Chance

__all__ = ["OPENROUTER"]


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """The status as the code, a number, and the user's id."""
    return {
        "error": {"message": error.message, "code": error.status},
        "user_id": "user_" + chance.text("user", 27),
    }


CHECKS = only(
    {"spacing": "compact"},
    {
        "wrong-key": "No auth credentials found",
        "missing-key": "No auth credentials found",
        "model-without-tools": {"message": "No endpoints found that support tool use.", "status": 404},
        "model-not-found": {"message": "{model} is not a valid model ID", "status": 400},
    },
)

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

_ANY = Model(name="", family="openrouter", owner="openrouter", context=131_072)
_FAMILIES = tuple((pattern, replace(_ANY, shape=name)) for pattern, name in FAMILIES)


def _named(name: str, context: int) -> Model:
    shape = next((shape for pattern, shape in FAMILIES if fnmatchcase(name, pattern)), "")
    return replace(_ANY, name=name, context=context, shape=shape)


OPENROUTER = Provider(
    name="openrouter",
    title="OpenRouter",
    hosts=("openrouter.ai",),
    base_paths=("/api/v1",),
    models=tuple(_named(name, context) for name, context in _NAMES),
    unlisted=_ANY,
    families=_FAMILIES,
    shape=SHAPE,
    shapes=_SHAPES,
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    key_variable="OPENROUTER_API_KEY",
    sources=("recordings of openrouter.ai in public repositories", "its documentation"),
)
