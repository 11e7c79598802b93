"""The providers that can be imitated, found by name, by host or by base path.

A profile is loaded when it is asked for: who imitates one provider pays for one. What only all of them can tell, such
as whose a host is, loads them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from mockfn.errors import SettingError, did_you_mean
from mockfn.providers.provider import Model, Provider, Quirk, Shape

__all__ = ["PROVIDERS", "Model", "Provider", "Quirk", "Shape", "provider_meant", "provider_named", "provider_of_host"]

# The profile of "llm-host" is LLM_HOST in llm_host.py. OpenAI first: it is imitated where nothing else is said.
_NAMES = (
    "openai",
    "aimlapi",
    "deepinfra",
    "alibaba",
    "azure",
    "cerebras",
    "deepseek",
    "fireworks",
    "gemini-openai-compat",
    "groq",
    "huggingface-router",
    "llamacpp",
    "mistral",
    "ollama",
    "openrouter",
    "sglang",
    "together",
    "vllm",
    "volcengine",
    "writer",
    "xai",
    "zai",
)


class _Profiles(Mapping[str, Provider]):
    """The profiles by name. Names and their number are known without loading any."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._loaded: dict[str, Provider | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> Provider:
        found = self._loaded[name]
        if found is None:
            word = name.replace("-", "_")
            found = self._loaded[name] = getattr(import_module(f"mockfn.providers.{word}"), word.upper())
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._loaded

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded)

    def __len__(self) -> int:
        return len(self._loaded)


PROVIDERS: Mapping[str, Provider] = _Profiles(_NAMES)


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
    return found.modes[mode]


def provider_of_host(host: str) -> Provider | None:
    """The provider that answers on `host` (lower case, without port; '' where none is known), or None."""
    if _is_address(host):
        return None
    for provider in PROVIDERS.values():
        if provider.serves(host):
            return provider
    return None


def _is_address(host: str) -> bool:
    """Whether it is one of this machine or of numbers: no provider's, and asked so often that no profile is loaded."""
    return host in ("", "localhost") or ":" in host or host.replace(".", "").isdigit()


def provider_meant(host: str, chosen: Provider) -> Provider:
    """The provider that answers a request to `host` ('' where none is known), where `chosen` is the user's choice.

    A known host says whose it is, and the choice may be that provider's mode, or one of the user's own. OpenAI's host
    says nothing: it is where clients go that were told nothing, so another choice holds there.
    """
    owner = provider_of_host(host)
    if owner is None or owner is PROVIDERS["openai"] or chosen.serves(host):
        return chosen
    return owner
