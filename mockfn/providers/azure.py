"""Azure OpenAI: OpenAI's models behind deployments, with content filters and alphabetical keys.

Sources: 594 recorded exchanges of public repositories. `github-models` and Copilot answer alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, ChatRequest, Reply, Usage
from mockfn.jsontext import encode
from mockfn.providers import openai
from mockfn.providers.ids import IdShape
from mockfn.providers.openai_models import MODELS
from mockfn.providers.parts import plain_usage, sorted_keys
from mockfn.providers.provider import Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = [
    "AZURE",
    "CHECKS",
    "ERRORS",
    "GROK",
    "SHAPE",
    "chunks",
    "chunks_2023",
    "chunks_2024_08",
    "chunks_of_a_deployment",
    "completion",
    "completion_2023",
    "completion_2024_08",
    "completion_of_grok",
    "envelope",
    "finish",
]

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
# Streams of the older path, which names a deployment, look for no jailbreak (10 of 10); JSON and the newer path do.
_PROMPT_RESULTS = [{"prompt_index": 0, "content_filter_results": _PROMPT_FILTERS}]
_PROMPT_RESULTS_BEFORE = [{"prompt_index": 0, "content_filter_results": _TEXT_FILTERS}]


def completion(said: Said) -> dict[str, Any]:
    """OpenAI's body with filter results, keys in alphabetical order, no `service_tier`; `logprobs` always."""
    body = _plain(openai.completion(said))
    body["choices"] = [
        {"content_filter_results": _WHOLE_FILTERS if choice["message"]["content"] else {}, **_with_logprobs(choice)}
        for choice in body["choices"]
    ]
    body["prompt_filter_results"] = _PROMPT_RESULTS
    return {key: body[key] for key in sorted(body)}


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """OpenAI's body or chunk in alphabetical order. 11 of 16 of 2026-06 have `service_tier`, none of 73 before."""
    return sorted_keys({key: value for key, value in body.items() if key != "service_tier"})  # type: ignore[no-any-return]  # an object's keys, sorted, are an object


def _with_logprobs(choice: dict[str, Any]) -> dict[str, Any]:
    found = {"logprobs": None, **choice}
    return {key: found[key] for key in sorted(found)}


def chunks(said: Said, prompt: Any = _PROMPT_RESULTS) -> Iterator[dict[str, Any]]:
    """OpenAI's chunks after one that holds the prompt's filter results and nothing else (162 of 169)."""
    yield {
        "choices": [],
        "created": 0,
        "id": "",
        "model": "",
        "object": "",
        "prompt_filter_results": prompt,
    }
    for number, chunk in enumerate(openai.chunks(said)):
        body = _plain(chunk)
        body["choices"] = [_with_logprobs(choice) for choice in body["choices"]]
        if "obfuscation" in body:
            body["obfuscation"] = _padding(body, said, number)
        body["choices"] = [
            {"content_filter_results": _TEXT_FILTERS if choice["delta"].get("content") else {}, **choice}
            for choice in body["choices"]
        ]
        yield body


def _padding(body: dict[str, Any], said: Said, number: int) -> str:
    """A chunk is padded before its filter results are put in: to 1 more than a multiple of 16 (370 of 370)."""
    length = len(encode(body).decode())
    return said.chance.text(f"padding.{number}", (1 - length) % 16)


# An API version of 2023 knows neither filter results nor what came to OpenAI's messages later (14 of 14).
_LATER = ("annotations", "refusal", "logprobs", "obfuscation", "prompt_tokens_details", "completion_tokens_details")


def _without(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {key: _without(member, names) for key, member in value.items() if key not in names}
    return [_without(one, names) for one in value] if isinstance(value, list) else value


def completion_2023(said: Said) -> dict[str, Any]:
    """The body of an API version of 2023: OpenAI's of that year."""
    return _without(_plain(openai.completion(said)), _LATER)  # type: ignore[no-any-return]  # an object stays one


def chunks_2023(said: Said) -> Iterator[dict[str, Any]]:
    """The chunks of an API version of 2023: OpenAI's of that year."""
    for chunk in openai.chunks(said):
        body = _without(_plain(chunk), _LATER)
        for choice in body["choices"]:
            if not choice["delta"].get("content"):
                choice["delta"].pop("content", None)
        yield body


_LATER_THAN_2024_08 = tuple(name for name in _LATER if name != "logprobs")


def completion_2024_08(said: Said) -> dict[str, Any]:
    """The body of API version 2024-08-01-preview: filters, and messages of content, calls and role (7 of 7)."""
    body = _without(completion(said), _LATER_THAN_2024_08)
    return {**body, "prompt_filter_results": _PROMPT_RESULTS_BEFORE, "choices": body["choices"]}


def chunks_2024_08(said: Said) -> Iterator[dict[str, Any]]:
    """The chunks of API version 2024-08-01-preview (3 of 3)."""
    for chunk in chunks(said, _PROMPT_RESULTS_BEFORE):
        yield _without(chunk, _LATER_THAN_2024_08)


def chunks_of_a_deployment(said: Said) -> Iterator[dict[str, Any]]:
    """The chunks of the path that names a deployment."""
    return chunks(said, _PROMPT_RESULTS_BEFORE)


def completion_of_grok(said: Said) -> dict[str, Any]:
    """xAI's models on Azure: no fingerprint, their own usage, `stop_reason`, and calls with a `call_id` (5 of 5)."""
    body = completion(said)
    del body["system_fingerprint"]
    choices = [{**choice, "message": dict(choice["message"])} for choice in body["choices"]]
    for choice, spoken in zip(choices, said.choices, strict=True):
        choice["stop_reason"] = None
        message = choice["message"]
        del message["annotations"]
        calls = [{**call, "function": {**call["function"], "call_id": None}} for call in message.get("tool_calls", ())]
        message["tool_calls"] = calls or None
        message["reasoning_content"] = spoken.reasoning
        choice["message"] = sorted_keys(message)
    return {**body, "choices": choices, "usage": sorted_keys(_grok_usage(said.usage))}


def _grok_usage(used: dict[str, Any]) -> dict[str, Any]:
    details = {**used["prompt_tokens_details"], "image_tokens": 0, "text_tokens": used["prompt_tokens"]}
    return {**used, "prompt_tokens_details": details, "audio_prompt_tokens": 0, "num_sources_used": 0}


def finish(chat: ChatRequest, reply: Reply, model: Model) -> str:
    """A forced function ends in `stop`, with o1 and o3-mini too; in `tool_calls` with o4-mini and gpt-5."""
    if reply.tool_calls and chat.tool_choice.named and not model.name.startswith(("o4", "gpt-5")):
        return "stop"
    return openai.finish(chat, reply, _REASONING)


_REASONING = Model(name="", reasoning=True)


def _usage_before(used: Usage, model: Model) -> dict[str, Any]:
    return sorted_keys(plain_usage(used, model))  # type: ignore[no-any-return]  # an object stays one


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """The gateway's errors have two members; the models' own are OpenAI's."""
    if error.name == "content_filter":
        inner = {
            "code": "ResponsibleAIPolicyViolation",
            "content_filter_result": {**_TEXT_FILTERS, "hate": {"filtered": True, "severity": "high"}},
        }
        return {"error": {**openai.envelope(error, chance)["error"], "status": 400, "innererror": inner}}
    if error.status in (401, 404, 429):
        return {"error": {"code": str(error.code or error.status), "message": error.message}}
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
)
GROK = replace(SHAPE, completion=completion_of_grok)

# Which answers have a fingerprint: all but o4-mini's and gpt-5's, those of OpenAI's own null ones included.
_MODELS = tuple(replace(model, fingerprint=not model.name.startswith(("gpt-5", "o4", "gpt-3.5"))) for model in MODELS)
_GROK = Model(name="grok-3-mini", dated="grok-3-mini-high", family="grok", shape="grok", fingerprint=False)

# A deployment has a name of its own and accepts what its model does: nothing is known of it.
_DEPLOYMENT = Model(name="", owner="system")

_TODAY = Provider(
    name="azure",
    title="Azure OpenAI",
    hosts=("*.openai.azure.com", "*.cognitiveservices.azure.com", "*.services.ai.azure.com"),
    base_paths=("/openai/deployments/{model}", "/openai/v1", "/openai"),
    models=(*_MODELS, _GROK),
    unlisted=_DEPLOYMENT,
    families=(("gpt-5*", replace(_DEPLOYMENT, name="gpt-5", fingerprint=False)),),
    shape=SHAPE,
    shapes={"grok": GROK},
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
            "On the path that names a deployment, streams look for no jailbreak.",
            "10 of 10 recordings",
        ),
        Quirk(
            "Padding is counted before the filter results are put in.",
            "370 of 370 recorded chunks",
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
_PLAIN_FINGERPRINTS = tuple(replace(model, fingerprint=True) for model in _MODELS)

AZURE = replace(
    _TODAY,
    modes={
        "2023": replace(
            _TODAY,
            models=_PLAIN_FINGERPRINTS,
            shape=replace(SHAPE, completion=completion_2023, chunks=chunks_2023, usage=_usage_before),
        ),
        "2024-08": replace(
            _TODAY,
            models=(),
            unlisted=replace(_DEPLOYMENT, fingerprint=False),
            families=(),
            shape=replace(
                SHAPE, completion=completion_2024_08, chunks=chunks_2024_08, usage=_usage_before, style="pretty2"
            ),
        ),
        "deployments": replace(_TODAY, shape=replace(SHAPE, chunks=chunks_of_a_deployment)),
    },
    variants=(
        ("*[?&]api-version=2023-*", "2023"),
        ("*[?&]api-version=2024-08-01-preview*", "2024-08"),
        ("*/openai/deployments/*", "deployments"),
    ),
)
