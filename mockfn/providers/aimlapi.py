"""AIMLAPI: a relay of many vendors, so ids and shapes are those of the upstream; its own are `meta` and its errors.

Sources: the vendor's documentation repository of 2026-08 (408 OpenAPI documents of chat models, 303 examples of
answers), its error pages, and errors pasted in public issues. No recording of it was found anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError
from mockfn.providers import alibaba, deepseek, openai, together, xai
from mockfn.providers.aimlapi_models import MODELS
from mockfn.providers.ids import IdShape
from mockfn.providers.openrouter_shape import shape_of
from mockfn.providers.openrouter_upstreams import UPSTREAMS
from mockfn.providers.parts import only
from mockfn.providers.provider import Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["AIMLAPI", "CHECKS", "ERRORS", "OPENAI_LIKE", "envelope"]


def _relayed(upstream: Shape, **changes: Any) -> Shape:
    """The upstream's shape, its JSON compact as a relay writes it, with what was spent after its usage."""
    return replace(
        upstream,
        completion=_with_meta(upstream.completion),
        chunks=_with_usage(upstream.chunks),
        style="compact",
        newline=False,
        **changes,
    )


def _with_meta(completion: Callable[[Said], dict[str, Any]]) -> Callable[[Said], dict[str, Any]]:
    def build(said: Said) -> dict[str, Any]:
        body: dict[str, Any] = {}
        for name, value in completion(said).items():
            body[name] = value
            if name == "usage":
                body["meta"] = {"usage": _spent(said)}
        return body

    return build


def _spent(said: Said) -> dict[str, Any]:
    """Credits are half-millionths of a dollar: 2,004 of them are given as $0.001302 at the documented rate."""
    used = said.usage
    credits = max(1, used["prompt_tokens"] + 4 * used["completion_tokens"])
    return {"credits_used": credits, "usd_spent": round(credits * 0.65 / 1_000_000, 9)}


def _with_usage(
    chunks: Callable[[Said], Iterator[dict[str, Any] | bytes]],
) -> Callable[[Said], Iterator[dict[str, Any] | bytes]]:
    """Documented streams end in a chunk of usage, asked for or not."""

    def build(said: Said) -> Iterator[dict[str, Any] | bytes]:
        last: dict[str, Any] = {}
        for chunk in chunks(replace(said, asked_usage=True)):
            if isinstance(chunk, dict):
                last = chunk
                yield chunk
        if last.get("choices"):
            ending = {**last, "choices": [], "usage": said.usage}
            yield ending

    return build


OPENAI_LIKE = _relayed(openai.SHAPE)

_SHAPES = {
    "openai": OPENAI_LIKE,
    **{
        name: _relayed(shape_of(replace(UPSTREAMS[name], again=False)))
        for name in ("plain", "anthropic", "google", "z-ai")
    },
    "alibaba": _relayed(alibaba.SHAPE),
    "deepseek": _relayed(deepseek.SHAPE),
    "together": _relayed(together.SHAPE),
    "xai": _relayed(xai.SHAPE),
    "minimax": _relayed(openai.SHAPE, response_id=IdShape("{hex:32}"), fingerprint=None),
}


def _timestamp(chance: Chance) -> str:
    moment = datetime.fromtimestamp(chance.created, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{chance.milliseconds}Z"


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """NestJS's: no `error` object. What is malformed has zod's tree as `meta`; 403 has the newer, problem-like form."""
    if error.status == 403:
        return {
            "title": "Forbidden",
            "status": 403,
            "message": error.message,
            "instance": "/v1/chat/completions",
            "timestamp": _timestamp(chance),
            "requestId": chance.uuid("request"),
            "error": {
                "name": "ForbiddenException",
                "message": error.message,
                "data": {"kind": error.code or "err_insufficent_credits"},
            },
        }
    body: dict[str, Any] = {
        "requestId": chance.uuid("request"),
        "statusCode": error.status,
        "timestamp": _timestamp(chance),
        "path": "/v1/chat/completions",
    }
    if error.type == "zod" and error.param:
        body["meta"] = _tree(error.param, str(error.code))
    return {**body, "message": error.message}


def _tree(param: str, problem: str) -> dict[str, Any]:
    """Zod's `.format()` of one problem: `_errors` at each level of the path to it, after a number, as in JavaScript."""
    tree: dict[str, Any] = {"_errors": [problem]}
    for part in reversed(param.replace("[", ".").replace("]", "").split(".")):
        if part:
            tree = {part: tree, "_errors": []} if part.isdigit() else {"_errors": [], part: tree}
    return tree


def _zod(message: str, code: str) -> dict[str, Any]:
    return {"message": message, "code": code, "type": "zod", "spacing": "compact"}


_BODY = "Body validation error!"
_KEY = (
    "This request requires a valid API key. You can create an API key on the billing page: https://aimlapi.com/app/keys"
)

CHECKS = only(
    {"spacing": "compact"},
    {
        "wrong-key": _KEY,
        "model-not-found": {"message": "400 Unable to access model {model}. ", "status": 500},
        "missing-model": {**_zod(_BODY, "Required"), "param": "model"},
        "missing-messages": {**_zod(_BODY, "Required"), "param": "messages"},
        "missing-parameter": _zod(_BODY, "Required"),
        "invalid-type": _zod(_BODY, "Expected {expected}, received {got}"),
        "invalid-value": _zod("Invalid input", "Invalid enum value. Expected {supported}, received '{value}'"),
        "empty-messages": _zod(_BODY, "Array must contain at least 1 element(s)"),
        "unknown-tool-member": _zod(_BODY, "Unrecognized key(s) in object: '{name}'"),
        "missing-tool-parameters": _zod(_BODY, "Required"),
        "role-unsupported": {},
        "model-without-tools": {"message": "{model} does not support tools", "status": 400, "code": None},
        "unanswered-tool-calls": {},
        "orphan-tool-message": {},
        "unknown-tool-call-id": {},
    },
)


ERRORS = {
    "quota": APIError(
        403,
        "You've run out of credits. Please top up your balance or update your payment method to continue: "
        "https://aimlapi.com/app/billing/",
        code="err_insufficent_credits",
        name="quota",
    ),
    "rate_limit": APIError(
        429,
        "Free-tier limit: You've reached your free limit for the hour. Get AI/ML Subscription to use API, visit "
        "https://aimlapi.com/app/billing/ !",
        name="rate_limit",
    ),
    "server_error": APIError(500, "400 Unable to access model {model}. ", name="server_error"),
    "timeout": APIError(504, "Generation timeout", name="timeout"),
}


def _listing(model: Model) -> dict[str, Any]:
    """No `object`, `created` or `owned_by`."""
    return {
        "id": model.name,
        "aliases": list(model.aliases),
        "type": "openai/chat-completions",
        "info": {
            "name": model.name,
            "developer": model.owner,
            "description": "",
            "contextLength": model.context,
            "outputMax": model.output,
            "docsUrl": "https://docs.aimlapi.com",
        },
        "tags": ["function calling"] if model.tools else [],
    }


_TODAY = Provider(
    name="aimlapi",
    title="AIMLAPI",
    hosts=("api.aimlapi.com",),
    base_paths=("/v1", "/", "/api/v1"),
    extra_paths=(("/model/{id}", "GET", "model"),),
    models=MODELS,
    unlisted=Model(name="", shape="openai"),
    shape=OPENAI_LIKE,
    shapes=_SHAPES,
    envelope=envelope,
    errors=ERRORS,
    error_style="compact",
    checks=CHECKS,
    listing=_listing,
    one=lambda listed: {"object": "model", "data": listed},
    quirks=(
        Quirk(
            "Ids and shapes follow the upstream of the model.",
            "303 documented examples",
        ),
        Quirk(
            "`meta.usage` tells credits and dollars.",
            "186 of 293 documented examples",
        ),
        Quirk(
            "A success is 201 where the model's document says so, else 200.",
            "40 of 408 documents",
        ),
        Quirk(
            "Claude takes a `tool_choice` as Anthropic has it, too.",
            "21 of its OpenAPI documents",
        ),
        Quirk(
            "Tool objects are strict, `parameters` required.",
            "its OpenAPI documents",
        ),
        Quirk(
            "A role that a model does not take is refused in its upstream's words; in zod's in `mode=\"2025\"`.",
            "its error pages; gptme/gptme#372",
        ),
        Quirk(
            "Errors are NestJS-shaped; 403 is problem-like.",
            "pasted in public issues",
        ),
    ),
    key_variable="AIMLAPI_API_KEY",
    sources=("docs.aimlapi.com and its repository", "errors pasted in public issues"),
)

# A role that a model does not take was refused by AIMLAPI itself in 2025-01; its upstream's words come through since.
_ROLES = "Invalid enum value. Expected 'user' | 'assistant', received '{value}'"
AIMLAPI = replace(
    _TODAY,
    modes={"2025": replace(_TODAY, checks={**CHECKS, "role-unsupported": _zod("Invalid input", _ROLES)})},
)
