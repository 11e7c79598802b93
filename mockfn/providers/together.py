"""Together, as api.together.xyz sends it.

Sources: 29 recorded exchanges of public repositories; error texts pasted in public issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, ChatRequest, Reply, Usage
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import error_envelope, indexed, only, plain_usage, texts
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape, finish_reason
from mockfn.seeds import Chance

__all__ = [
    "CHECKS",
    "SHAPE",
    "TOGETHER",
    "chunks",
    "completion",
    "completion_before",
    "completion_first",
    "envelope",
    "finish_eos",
    "usage",
]


def usage(used: Usage, model: Model) -> dict[str, Any]:
    """Usage with the cached tokens beside the others."""
    return {**plain_usage(used, model), "cached_tokens": used.cached_tokens}


def _seed(said: Said) -> int:
    return said.chance.number("seed") >> 1


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: an empty prompt, the seed that was drawn, `tool_calls: []` where there are none."""
    return {
        "id": said.id,
        "object": "chat.completion",
        "created": said.created,
        "model": said.model,
        "prompt": [],
        "choices": [_choice(said, choice) for choice in said.choices],
        "usage": said.usage,
    }


def _choice(said: Said, choice: Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": choice.content, "tool_calls": []}
    if choice.calls:
        message["tool_calls"] = [indexed(call) for call in choice.calls]
    return {
        "finish_reason": choice.finish,
        "seed": _seed(said),
        "index": choice.index,
        "logprobs": choice.logprobs,
        "message": message,
    }


def completion_before(said: Said) -> dict[str, Any]:
    """The JSON body of 2024: log probabilities before the index, a call's arguments before its name (4 of 4)."""
    body = completion(said)
    order = ("finish_reason", "seed", "logprobs", "index", "message")
    body["choices"] = [{name: choice[name] for name in order} for choice in body["choices"]]
    for choice in body["choices"]:
        for call in choice["message"]["tool_calls"]:
            call["function"] = {name: call["function"][name] for name in ("arguments", "name")}
    return body


def completion_first(said: Said) -> dict[str, Any]:
    """The JSON body of the first models: neither seed nor calls where there are none."""
    body = completion_before(said)
    for choice in body["choices"]:
        del choice["seed"]
        if not choice["message"]["tool_calls"]:
            del choice["message"]["tool_calls"]
    return body


def finish_eos(chat: ChatRequest, reply: Reply, model: Model) -> str:
    """Text ends in `eos` with the models of others than Meta."""
    found = finish_reason(chat, reply, model)
    return "eos" if found == "stop" else found


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """The text twice in each chunk, once beside the delta; usage in the finish chunk."""
    head = {"id": said.id, "object": "chat.completion.chunk", "created": said.created}
    tail: dict[str, Any] = {"model": said.model, "usage": None}
    token = said.chance.number("token") % 100_000
    for choice in said.choices:
        for text, delta in _deltas(choice, token):
            yield {**head, "choices": [_body(choice.index, text, delta, None, None)], **tail}
        end = {"token_id": 128_009, "role": "assistant", "content": ""}
        body = _body(choice.index, "", end, choice.finish, _seed(said))
        yield {**head, "choices": [body], "model": said.model, "usage": said.usage}


def _body(index: int, text: str, delta: Any, finish: str | None, seed: int | None) -> dict[str, Any]:
    return {"index": index, "text": text, "logprobs": None, "finish_reason": finish, "seed": seed, "delta": delta}


def _deltas(choice: Choice, token: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for piece in texts(choice):
        yield piece, {"token_id": token, "role": "assistant", "content": piece}
    for call in choice.calls:
        yield "", {"role": "assistant", "content": None, "tool_calls": [indexed(call)]}


def envelope(error: APIError, chance: Chance) -> dict[str, Any]:
    """OpenAI's envelope with the request's id before it."""
    return {"id": _request(chance), **error_envelope(error, chance)}


def _request(chance: Chance) -> str:
    return f"{chance.text('request', 7)}-{chance.text('zone', 6)}-{chance.text('ray', 16, 'hex')}"


_INPUT = "Input validation error"
CHECKS = only(
    {"spacing": "compact"},
    {
        "wrong-key": {
            "message": "Invalid API key provided. You can find your API key at "
            "https://api.together.xyz/settings/api-keys.",
            "code": "invalid_api_key",
        },
        "missing-parameter": {"message": _INPUT, "param": None, "code": None},
        "invalid-type": {"message": _INPUT, "param": None, "code": None},
        "invalid-value": {"message": _INPUT, "param": None, "code": None},
    },
)

SHAPE = Shape(
    completion=completion,
    chunks=chunks,
    usage=usage,
    response_id=IdShape("{base62:7}-{base62:6}-{hex:16}"),
    call_id=IdShape("call_{lower36:24}"),
    style="pretty2",
)

_BEFORE = replace(SHAPE, completion=completion_before, usage=plain_usage)
_SHAPES = {
    "before": _BEFORE,
    "eos": replace(_BEFORE, finish=finish_eos),
    "first": replace(_BEFORE, completion=completion_first, finish=finish_eos, style="compact"),
}
# Its SDK's types: `logprobs` is how many, `stop` a list.
_ANY = Model(name="", family="together", owner="Together", context=131_072, own_members=frozenset({"logprobs"}))
_FAMILIES = (
    ("meta-llama/Meta-*", replace(_ANY, shape="before")),
    ("mistralai/*", replace(_ANY, shape="first")),
    ("Qwen/Qwen2*", replace(_ANY, shape="eos")),
)

_NAMES = (
    "meta-llama/Llama-3.3-70B-Instruct-Turbo",
    "meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo",
    "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo",
    "Qwen/Qwen2.5-72B-Instruct-Turbo",
    "mistralai/Mixtral-8x7B-Instruct-v0.1",
    "deepseek-ai/DeepSeek-V3",
)

TOGETHER = Provider(
    name="together",
    title="Together",
    hosts=("api.together.xyz", "api.together.ai", "api-inference.together.ai"),
    base_paths=("/v1",),
    models=tuple(
        replace(_ANY, name=name, shape=next((one.shape for like, one in _FAMILIES if fnmatchcase(name, like)), ""))
        for name in _NAMES
    ),
    families=_FAMILIES,
    unlisted=_ANY,
    shape=SHAPE,
    shapes=_SHAPES,
    envelope=envelope,
    error_style="compact",
    checks=CHECKS,
    quirks=(
        Quirk(
            "The text of a chunk stands beside its delta too.",
            "recordings",
        ),
        Quirk(
            "A seed is in each choice, `tool_calls: []` where there are none.",
            "recordings",
        ),
        Quirk(
            "Models of 2024 say `eos` (not Meta's) and order choices otherwise.",
            "4 of 4 recordings",
        ),
        Quirk(
            "The envelope has the request's id.",
            "recordings",
        ),
    ),
    key_variable="TOGETHER_API_KEY",
    sources=("recordings of api.together.xyz in public repositories", "errors pasted in public issues"),
)
