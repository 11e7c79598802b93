"""The providers that can be imitated, found by name, by host or by base path."""

from __future__ import annotations

from mockfn.errors import SettingError, did_you_mean
from mockfn.providers.openai import OPENAI
from mockfn.providers.provider import Model, Provider, Shape

__all__ = ["PROVIDERS", "Model", "Provider", "Shape", "provider_named", "provider_of_host"]

PROVIDERS: dict[str, Provider] = {provider.name: provider for provider in (OPENAI,)}


def provider_named(provider: str | Provider) -> Provider:
    """The provider of that name; a `Provider` is itself.

    Raises SettingError for a name that is not known.
    """
    if isinstance(provider, Provider):
        return provider
    found = PROVIDERS.get(provider)
    if found is None:
        raise SettingError(f"There is no provider {provider!r}.", remedy=did_you_mean(provider, PROVIDERS))
    return found


def provider_of_host(host: str) -> Provider | None:
    """The provider that answers on `host` (lower case, without port), or None."""
    for provider in PROVIDERS.values():
        if provider.serves(host):
            return provider
    return None
