"""Z.ai (Zhipu), as api.z.ai sends its GLM models.

Sources: 368 recorded exchanges of public repositories.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from mockfn.chat import APIError, Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.parts import cached_usage, indexed, only, second_indexed, sorted_keys, texts
from mockfn.providers.provider import Choice, Model, Provider, Quirk, Said, Shape
from mockfn.seeds import Chance

__all__ = ["SHAPE", "ZAI", "chunks", "completion", "completion_today", "envelope", "usage_of_thought"]


def usage_of_thought(used: Usage, model: Model) -> dict[str, Any]:
    """Usage since glm-4.7, with what was thought."""
    return {**cached_usage(used, model), "completion_tokens_details": {"reasoning_tokens": used.reasoning_tokens}}


def completion_today(said: Said) -> dict[str, Any]:
    """The JSON body since glm-4.7: it has `object` (7 of 7)."""
    body: dict[str, Any] = sorted_keys({**completion(said), "object": "chat.completion"})
    return body


def completion(said: Said) -> dict[str, Any]:
    """The JSON body: alphabetical, without `object`, its id twice; the GLM thinks unless told not to."""
    body: dict[str, Any] = sorted_keys(
        {
            "choices": [_choice(choice) for choice in said.choices],
            "created": said.created,
            "id": said.id,
            "model": said.model,
            "request_id": said.id,
            "usage": said.usage,
        }
    )
    return body


def _choice(choice: Choice) -> dict[str, Any]:
    said = choice.content is not None or not choice.calls
    message: dict[str, Any] = {**({"content": choice.content or ""} if said else {}), "role": "assistant"}
    if choice.reasoning:
        message["reasoning_content"] = choice.reasoning
    if choice.calls:
        message["tool_calls"] = [indexed(call) for call in choice.calls]
    return {"finish_reason": choice.finish, "index": choice.index, "message": message}


def chunks(said: Said) -> Iterator[dict[str, Any]]:
    """Chunks without `object`, the role in each, a call whole in one, usage in the finish chunk."""
    head = {"id": said.id, "created": said.created, "model": said.model}
    for choice in said.choices:
        for delta in _deltas(choice):
            yield {**head, "choices": [{"index": choice.index, "delta": delta}]}
        last = {"index": choice.index, "finish_reason": choice.finish, "delta": {"role": "assistant", "content": ""}}
        yield {**head, "choices": [last], "usage": said.usage}


def _deltas(choice: Choice) -> Iterator[dict[str, Any]]:
    pieces = texts(choice)
    # A line end that opens the text comes before the thoughts, unless they open with one of their own (4 of 4).
    if choice.reasoning and not choice.reasoning.startswith("\n") and pieces and pieces[0].startswith("\n"):
        yield {"role": "assistant", "content": "\n"}
        pieces[0] = pieces[0][1:]
    for piece in by_token(choice.reasoning or ""):
        # A thought of nothing but white space stands beside empty content (26 of 26; none of 575 others does).
        blank = {} if piece.strip() else {"content": ""}
        yield {"role": "assistant", **blank, "reasoning_content": piece}
    for piece in filter(None, pieces):
        yield {"role": "assistant", "content": piece}
    for call in choice.calls:
        yield {"tool_calls": [second_indexed(call)]}


def envelope(error: APIError, _chance: Chance) -> dict[str, Any]:
    """A code that is a text, and the message."""
    return {"error": {"code": str(error.code or error.status), "message": error.message}}


SHAPE = Shape(
    completion=completion_today,
    chunks=chunks,
    usage=usage_of_thought,
    response_id=IdShape("20260101120000{hex:16}"),
    call_id=IdShape("call_{hex:24}"),
)

_BEFORE = replace(SHAPE, completion=completion, usage=cached_usage)
_ANY = Model(name="", family="glm", owner="z-ai", reasoning=True, context=131_072, output=96_000)
_NAMES = (
    ("glm-4.7", 200_000),
    ("glm-4.7-flash", 200_000),
    ("glm-4.6", 200_000),
    ("glm-4.5", 131_072),
    ("glm-4.5-air", 131_072),
    ("glm-4.5-flash", 131_072),
)

ZAI = Provider(
    name="zai",
    title="Z.ai",
    hosts=("api.z.ai", "open.bigmodel.cn"),
    base_paths=("/api/paas/v4", "/api/coding/paas/v4"),
    models=tuple(
        replace(_ANY, name=name, context=context, shape="" if name.startswith("glm-4.7") else "before")
        for name, context in _NAMES
    ),
    families=(("glm-4.[0-6]*", replace(_ANY, shape="before")), ("glm-4-*", replace(_ANY, shape="before"))),
    unlisted=_ANY,
    shape=SHAPE,
    shapes={"before": _BEFORE},
    envelope=envelope,
    error_style="compact",
    checks=only(
        {"spacing": "compact", "code": None}, {"wrong-key": {"message": "token expired or incorrect", "code": "401"}}
    ),
    quirks=(
        Quirk(
            "Chunks have no `object`, nor do bodies before glm-4.7.",
            "107 of 117 recordings",
        ),
        Quirk(
            "Keys are in alphabetical order, the id comes twice.",
            "recordings",
        ),
        Quirk(
            "A thought of nothing but white space stands beside empty content.",
            "26 of 26 recorded chunks, none of 575 others",
        ),
        Quirk(
            "A line end that opens the text comes before the thoughts.",
            "4 of 4 recordings",
        ),
        Quirk(
            "Errors have `code`, a text, and `message`.",
            "recordings",
        ),
    ),
    key_variable="ZAI_API_KEY",
    sources=("recordings of api.z.ai in public repositories",),
)
