"""The list of models, and one of them (OpenAI API reference, `GET /models`)."""

from __future__ import annotations

from mockfn.chat import APIError
from mockfn.providers.provider import Provider

__all__ = ["list_models", "one_model"]


def list_models(provider: Provider) -> dict[str, object]:
    """The body of `GET /models`."""
    return {"object": "list", "data": [provider.listing(model) for model in provider.models]}


def one_model(provider: Provider, name: str) -> dict[str, object] | APIError:
    """The body of `GET /models/{name}`, or the 404 for a model that is not listed."""
    model = provider.model(name)
    if model is None or model is provider.unlisted:
        message = f"The model '{name}' does not exist"
        return APIError(404, message, param="model", code="model_not_found", name="model-unlisted", spacing="pretty4")
    return provider.one(provider.listing(model))
