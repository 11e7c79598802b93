"""Azure OpenAI: OpenAI's models behind deployments, with content filters and alphabetical keys.

Sources: 594 recorded exchanges of public repositories. `github-models` and Copilot answer alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.chat import APIError
from mockfn.providers import openai
from mockfn.providers.ids import IdShape
from mockfn.providers.openai_models import MODELS, UNLISTED
from mockfn.providers.parts import sorted_keys
from mockfn.providers.provider import Provider, Said, Shape
from mockfn.seeds import Chance

__all__ = ["AZURE"]

_SAFE = {"filtered": False, "severity": "safe"}
_TEXT_FILTERS = {"hate": _SAFE, "self_harm": _SAFE, "sexual": _SAFE, "violence": _SAFE}
_PROTECTED = {"filtered": False, "detected": False}
# Text as a whole is looked through for what is protected as well; a stream's pieces are not.
_WHOLE_FILTERS = {
    "hate": _SAFE,
    "protected_material_code": _PROTECTED,
    "protected_material_text": _PROTECTED,
    "self_harm": _SAFE,
    "sexual": _SAFE,
    "violence": _SAFE,
}
_PROMPT_FILTERS = {
    "hate": _SAFE,
    "jailbreak": {"filtered": False, "detected": False},
    "self_harm": _SAFE,
    "sexual": _SAFE,
    "violence": _SAFE,
}
_PROMPT_RESULTS = [{"prompt_index": 0, "content_filter_results": _PROMPT_FILTERS}]


def completion(said: Said) -> dict[str, Any]:
    """OpenAI's body with filter results, keys in alphabetical order, no `service_tier`; `logprobs` always."""
    body = sorted_keys(openai.completion(said))
    del body["service_tier"]
    body["choices"] = [
        {"content_filter_results": _WHOLE_FILTERS if choice["message"]["content"] else {}, **_with_logprobs(choice)}
        for choice in body["choices"]
    ]
    body["prompt_filter_results"] = _PROMPT_RESULTS
    return {key: body[key] for key in sorted(body)}


def _with_logprobs(choice: dict[str, Any]) -> dict[str, Any]:
    found = {"logprobs": None, **choice}
    return {key: found[key] for key in sorted(found)}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """OpenAI's chunks after one that holds the prompt's filter results and nothing else (162 of 169)."""
    yield {
        "choices": [],
        "created": 0,
        "id": "",
        "model": "",
        "object": "",
        "prompt_filter_results": _PROMPT_RESULTS,
    }
    for chunk in openai.chunks(said):
        body = sorted_keys(chunk)
        del body["service_tier"]
        body["choices"] = [
            {
                "content_filter_results": _TEXT_FILTERS if choice["delta"].get("content") else {},
                **_with_logprobs(choice),
            }
            for choice in body["choices"]
        ]
        yield body


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """The gateway's errors have two members; the models' own are OpenAI's."""
    if error.status in (401, 404, 429):
        return {"error": {"code": str(error.code), "message": error.message}}
    return openai.envelope(error, chance)


CHECKS: dict[str, Any] = {
    "wrong-key": {
        "message": "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid "
        "key for an active subscription and use a correct regional API endpoint for your resource.",
        "code": "401",
        "spacing": "compact",
    },
    "missing-key": {
        "message": "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid "
        "key for an active subscription and use a correct regional API endpoint for your resource.",
        "code": "401",
        "status": 401,
        "spacing": "compact",
    },
    "model-not-found": {
        "message": "The API deployment for this resource does not exist. If you created the deployment within the last "
        "5 minutes, please wait a moment and try again.",
        "code": "DeploymentNotFound",
        "spacing": "compact",
    },
    # The deployment is in the path, and names its model itself.
    "missing-model": None,
    "image-url": None,
    "image-unreachable": None,
    "image-format": None,
}

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=lambda used, model: sorted_keys(openai.usage(used, model)),
    finish=openai.finish,
    response_id=IdShape("chatcmpl-{base62:29}"),
    call_id=IdShape("call_{base62:24}"),
    fingerprint=IdShape("fp_{hex:10}"),
    style="compact",
    arguments="compact",
    parallel_arguments="spaced",
)

AZURE = Provider(
    name="azure",
    title="Azure OpenAI",
    hosts=("*.openai.azure.com", "*.cognitiveservices.azure.com", "*.services.ai.azure.com"),
    base_paths=("/openai/deployments/{model}", "/openai/v1", "/openai"),
    models=MODELS,
    unlisted=UNLISTED,
    shape=SHAPE,
    envelope=envelope,
    error_style="pretty2",
    checks=CHECKS,
    key_variable="AZURE_OPENAI_API_KEY",
    base_variable="AZURE_OPENAI_ENDPOINT",
    sources=("recordings of *.openai.azure.com in public repositories", "errors pasted in public issues"),
)
