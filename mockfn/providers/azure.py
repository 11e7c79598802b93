"""Azure OpenAI: OpenAI's models behind deployments, with content filters and alphabetical keys.

Sources: 594 recorded exchanges of public repositories. `github-models` and Copilot answer alike.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, ChatRequest, Reply
from mockfn.providers import openai
from mockfn.providers.azure_shapes import (
    TEXT_FILTERS,
    chunks,
    chunks_2023,
    chunks_2024_08,
    chunks_of_a_deployment,
    completion,
    completion_2023,
    completion_2024_08,
    completion_latest,
    completion_of_grok,
    completion_with_tier,
    usage_before,
    with_thoughts,
)
from mockfn.providers.ids import IdShape
from mockfn.providers.openai_models import MODELS
from mockfn.providers.parts import error_envelope, error_members, sorted_keys
from mockfn.providers.provider import Model, Provider, Quirk, Shape
from mockfn.seeds import Chance

__all__ = ["AZURE", "CHECKS", "ERRORS", "GROK", "SHAPE", "envelope", "finish"]


def finish(chat: ChatRequest, reply: Reply, model: Model) -> str:
    """A forced function ends in `stop`, with o1 and o3-mini too; in `tool_calls` with o4-mini and gpt-5."""
    if reply.tool_calls and chat.tool_choice.named and not model.name.startswith(("o4", "gpt-5")):
        return "stop"
    return openai.finish(chat, reply, _REASONING)


_REASONING = Model(name="", reasoning=True)


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """The gateway's errors have two members; the models' own are OpenAI's."""
    if error.name == "content_filter":
        inner = {
            "code": "ResponsibleAIPolicyViolation",
            "content_filter_result": {**TEXT_FILTERS, "hate": {"filtered": True, "severity": "high"}},
        }
        return {"error": {**error_members(error), "status": 400, "innererror": inner}}
    if error.code == "unknown_model":
        return {"error": {"code": error.code, "message": error.message, "details": error.message}}
    if error.status in (401, 404, 429):
        return {"error": {"code": str(error.code or error.status), "message": error.message}}
    return error_envelope(error, chance)


_KEY = {
    "message": "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid "
    "key for an active subscription and use a correct regional API endpoint for your resource.",
    "code": "401",
    "spacing": "compact",
}

CHECKS: dict[str, Any] = {
    "wrong-key": _KEY,
    "missing-key": {**_KEY, "status": 401},
    "model-not-found": {
        "message": "Unknown model: {model}",
        "code": "unknown_model",
        "status": 400,
        "spacing": "compact",
    },
    # The deployment is in the path, and names its model itself.
    "missing-model": None,
    "image-url": None,
    "image-unreachable": None,
    "image-format": None,
}

_DEPLOYMENT_CHECKS: dict[str, Any] = {
    **CHECKS,
    "model-not-found": {
        "message": "The API deployment for this resource does not exist. If you created the deployment within the last "
        "5 minutes, please wait a moment and try again.",
        "code": "DeploymentNotFound",
        "spacing": "compact",
    },
}

ERRORS = {
    "content_filter": APIError(
        400,
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please "
        "modify your prompt and retry. To learn more about our content filtering policies please read our "
        "documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
        type=None,
        param="prompt",
        code="content_filter",
        name="content_filter",
    ),
    "rate_limit": APIError(
        429,
        "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2025-04-01-preview have "
        "exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 1 seconds. Please go "
        "here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.",
        type=None,
        code="429",
        name="rate_limit",
        headers={"retry-after": "1", "retry-after-ms": "1000"},
        spacing="compact",
    ),
}

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=lambda used, model: sorted_keys(openai.usage(used, model)),
    finish=finish,
    response_id=IdShape("chatcmpl-{base62:29}"),
    call_id=IdShape("call_{base62:24}"),
    fingerprint=IdShape("fp_{hex:10}"),
    style="compact",
    padded=True,
    arguments="compact",
    parallel_arguments="spaced",
    refuses=True,
)
GROK = replace(SHAPE, completion=completion_of_grok, chunks=with_thoughts(chunks))
_LATEST = replace(SHAPE, completion=completion_latest)
_SHAPES = {"grok": GROK, "latest": _LATEST, "tier": replace(SHAPE, completion=completion_with_tier)}
_SHAPE_OF = {"gpt-4o": "latest", "o4-mini": "tier"}

# Which answers have a fingerprint: all but o4-mini's and gpt-5's, those of OpenAI's own null ones included.
_MODELS = tuple(
    replace(
        model,
        fingerprint=not model.name.startswith(("gpt-5", "o4", "gpt-3.5")),
        shape=_SHAPE_OF.get(model.name, ""),
    )
    for model in MODELS
)
_GROK = Model(name="grok-3-mini", dated="grok-3-mini-high", family="grok", shape="grok", fingerprint=False)

# A deployment has a name of its own and accepts what its model does: nothing is known of it.
_DEPLOYMENT = Model(name="", owner="system", shape="latest")

_TODAY = Provider(
    name="azure",
    title="Azure OpenAI",
    hosts=(
        "*.openai.azure.com",
        "*.cognitiveservices.azure.com",
        "*.services.ai.azure.com",
        "models.inference.ai.azure.com",
        "models.github.ai",
    ),
    # `/models` is the inference endpoint of a Foundry resource, `/inference` GitHub's.
    base_paths=("/openai/deployments/{model}", "/openai/v1", "/openai", "/models", "/inference", "/"),
    models=(*_MODELS, _GROK),
    unlisted=_DEPLOYMENT,
    families=(("gpt-5*", replace(_DEPLOYMENT, name="gpt-5", fingerprint=False)),),
    shape=SHAPE,
    shapes=_SHAPES,
    envelope=envelope,
    errors=ERRORS,
    error_style="pretty2",
    checks=CHECKS,
    quirks=(
        Quirk(
            "Keys are in alphabetical order; no `service_tier`.",
            "recordings",
        ),
        Quirk(
            "The first chunk of a stream holds the prompt's filter results alone, its id, model and object empty.",
            "162 of 169 recordings",
        ),
        Quirk(
            "An API version of 2023 has neither filter results nor later members; 2024-08-01-preview no `refusal`.",
            "14 and 10 recordings",
        ),
        Quirk(
            "A prompt that ends in a tool's result is not filtered again, since 2026-06.",
            "5 of 5 recordings",
        ),
        Quirk(
            "On the path that names a deployment, streams look for no jailbreak.",
            "10 of 10 recordings",
        ),
        Quirk(
            "Padding is counted before the filter results are put in.",
            "370 of 370 recorded chunks",
        ),
        Quirk(
            "A deployment that does not exist is a 404 where the path names it, else a 400: an unknown model.",
            "pasted in public issues; 1 recording",
        ),
        Quirk(
            "Errors of the gateway have `code` and `message` only, the code a text.",
            "pasted in public issues",
        ),
        Quirk(
            "The key comes in `api-key`; the deployment in the path names the model.",
            "Azure's reference",
        ),
    ),
    key_headers=("api-key", "authorization"),
    key_variable="AZURE_OPENAI_API_KEY",
    base_variable="AZURE_OPENAI_ENDPOINT",
    sources=("recordings of *.openai.azure.com in public repositories", "errors pasted in public issues"),
)


# By deployment, or by an API version that answers in the shape of its day.
_DEPLOYMENTS = replace(_TODAY, checks=_DEPLOYMENT_CHECKS)
_PLAIN_FINGERPRINTS = tuple(replace(model, fingerprint=True) for model in _MODELS)

AZURE = replace(
    _TODAY,
    modes={
        "2023": replace(
            _DEPLOYMENTS,
            models=_PLAIN_FINGERPRINTS,
            shapes={},
            shape=replace(SHAPE, completion=completion_2023, chunks=chunks_2023, usage=usage_before, refuses=False),
        ),
        "2024-08": replace(
            _DEPLOYMENTS,
            models=(),
            shapes={},
            unlisted=replace(_DEPLOYMENT, fingerprint=False),
            families=(),
            shape=replace(
                SHAPE,
                completion=completion_2024_08,
                chunks=chunks_2024_08,
                usage=usage_before,
                style="pretty2",
                refuses=False,
            ),
        ),
        "deployments": replace(
            _DEPLOYMENTS,
            shape=replace(SHAPE, chunks=chunks_of_a_deployment),
            shapes={name: replace(shape, chunks=chunks_of_a_deployment) for name, shape in _SHAPES.items()}
            | {"grok": replace(GROK, chunks=with_thoughts(chunks_of_a_deployment))},
        ),
    },
    variants=(
        ("*[?&]api-version=2023-*", "2023"),
        ("*[?&]api-version=2024-08-01-preview*", "2024-08"),
        ("*/openai/deployments/*", "deployments"),
    ),
)
