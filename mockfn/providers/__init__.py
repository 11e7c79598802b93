"""The providers that can be imitated, found by name, by host or by base path."""

from __future__ import annotations

from mockfn.errors import SettingError, did_you_mean
from mockfn.providers.aimlapi import AIMLAPI
from mockfn.providers.alibaba import ALIBABA
from mockfn.providers.azure import AZURE
from mockfn.providers.cerebras import CEREBRAS
from mockfn.providers.deepinfra import DEEPINFRA
from mockfn.providers.deepseek import DEEPSEEK
from mockfn.providers.fireworks import FIREWORKS
from mockfn.providers.gemini import GEMINI
from mockfn.providers.groq import GROQ
from mockfn.providers.huggingface_router import HUGGINGFACE_ROUTER
from mockfn.providers.llamacpp import LLAMACPP
from mockfn.providers.mistral import MISTRAL
from mockfn.providers.ollama import OLLAMA
from mockfn.providers.openai import OPENAI
from mockfn.providers.openrouter import OPENROUTER
from mockfn.providers.provider import Model, Provider, Quirk, Shape
from mockfn.providers.together import TOGETHER
from mockfn.providers.vllm import VLLM
from mockfn.providers.xai import XAI
from mockfn.providers.zai import ZAI

__all__ = ["PROVIDERS", "Model", "Provider", "Quirk", "Shape", "provider_meant", "provider_named", "provider_of_host"]

# OpenAI first: it is imitated where nothing else is said.
_ALL = (
    OPENAI,
    AIMLAPI,
    DEEPINFRA,
    ALIBABA,
    AZURE,
    CEREBRAS,
    DEEPSEEK,
    FIREWORKS,
    GEMINI,
    GROQ,
    HUGGINGFACE_ROUTER,
    LLAMACPP,
    MISTRAL,
    OLLAMA,
    OPENROUTER,
    TOGETHER,
    VLLM,
    XAI,
    ZAI,
)

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in _ALL}


def provider_named(provider: str | Provider, mode: str | None = None) -> Provider:
    """The provider of that name; a `Provider` is itself. `mode` chooses one of its modes.

    Raises SettingError for a name or mode that is not known.
    """
    found = provider if isinstance(provider, Provider) else PROVIDERS.get(provider)
    if found is None:
        raise SettingError(f"There is no provider {provider!r}.", remedy=did_you_mean(str(provider), PROVIDERS))
    if mode is None:
        return found
    if mode not in found.modes:
        remedy = did_you_mean(mode, found.modes) or "It has one way only."
        raise SettingError(f"{found.title} has no mode {mode!r}.", remedy=remedy)
    chosen: Provider = found.modes[mode]
    return chosen


def provider_of_host(host: str) -> Provider | None:
    """The provider that answers on `host` (lower case, without port), or None."""
    for provider in PROVIDERS.values():
        if provider.serves(host):
            return provider
    return None


def provider_meant(host: str, chosen: Provider) -> Provider:
    """The provider that answers a request to `host` ('' where none is known), where `chosen` is the user's choice.

    A known host says whose it is, and the choice may be that provider's mode, or one of the user's own. OpenAI's host
    says nothing: it is where clients go that were told nothing, so another choice holds there.
    """
    owner = provider_of_host(host) if host else None
    if owner is None or owner is _ALL[0] or chosen.serves(host):
        return chosen
    return owner
