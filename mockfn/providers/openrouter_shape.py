"""How OpenRouter writes what an upstream said: its bodies, its chunks and its usage, of 2025 and of 2026."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from mockfn.chat import Usage
from mockfn.providers.cutting import by_token
from mockfn.providers.ids import IdShape
from mockfn.providers.openrouter_upstreams import ROUTES, Era, Leads, Thought, Upstream
from mockfn.providers.parts import plain_usage, texts
from mockfn.providers.provider import Choice, Model, Said, SaidCall, Shape

__all__ = ["shape_of"]

_PROMPT_DETAILS: dict[Era, tuple[str, ...]] = {
    "2025": ("cached_tokens", "audio_tokens"),
    "2025-12": ("cached_tokens", "audio_tokens", "video_tokens"),
    "2026": ("cached_tokens", "cache_write_tokens", "audio_tokens", "video_tokens"),
}
_COMPLETION_DETAILS: dict[Era, tuple[str, ...]] = {
    "2025": ("reasoning_tokens", "image_tokens"),
    "2025-12": ("reasoning_tokens", "image_tokens"),
    "2026": ("reasoning_tokens", "image_tokens", "audio_tokens"),
}
_SECTION = re.compile(r"(?=\*\*[^*\n]+\*\*\n)")


def shape_of(upstream: Upstream) -> Shape:
    """The shape of the answers that come from `upstream`."""
    return Shape(
        completion=partial(_completion, upstream),
        chunks=partial(_chunks, upstream),
        usage=partial(_usage, upstream),
        response_id=IdShape("gen-{created}-{base62:20}"),
        call_id=upstream.call_id,
        fingerprint=IdShape("fp_{hex:10}") if upstream.fingerprint == "text" else None,
    )


def _usage(upstream: Upstream, used: Usage, model: Model) -> dict[str, Any]:
    """Usage with what it cost in dollars, at a price a token that is made up."""
    counted = plain_usage(used, model)
    era = upstream.era
    if era == "2024":
        return counted
    known = {"cached_tokens": used.cached_tokens, "reasoning_tokens": used.reasoning_tokens}
    prompt, completed = round(used.prompt_tokens * 1e-6, 9), round(used.completion_tokens * 5e-6, 9)
    cost = round(prompt + completed, 9)
    if era == "2025-05":
        return {
            **counted,
            "cost": cost,
            "prompt_tokens_details": {"cached_tokens": used.cached_tokens},
            "completion_tokens_details": {"reasoning_tokens": used.reasoning_tokens},
        }
    prompt_details = _PROMPT_DETAILS["2026" if upstream.caches else era]
    return {
        **counted,
        "cost": cost,
        "is_byok": False,
        "prompt_tokens_details": {name: known.get(name, 0) for name in prompt_details},
        "cost_details": {
            "upstream_inference_cost": cost if era == "2026" else None,
            "upstream_inference_prompt_cost": prompt,
            "upstream_inference_completions_cost": completed,
        },
        "completion_tokens_details": {name: known.get(name, 0) for name in _COMPLETION_DETAILS[era]},
    }


# Until 2025-11 costs were told in JSON to who asked with `usage: {"include": true}` (114 of 114), in streams to all.
_COSTS = ("cost", "is_byok", "cost_details")


def _told(upstream: Upstream, said: Said) -> dict[str, Any]:
    asked = said.chat.json.get("usage")
    if upstream.era != "2025" or (isinstance(asked, dict) and asked.get("include")):
        return said.usage
    kept = {name: value for name, value in said.usage.items() if name not in _COSTS}
    if "*" in upstream.uncounted:
        return {**dict(list(kept.items())[:3]), "prompt_tokens_details": None}
    for name in ("prompt_tokens_details", "completion_tokens_details"):
        kept[name] = {key: count for key, count in kept[name].items() if key not in upstream.uncounted}
    return kept


def _head(upstream: Upstream, said: Said, what: str) -> dict[str, Any]:
    """The members that open a body or a chunk."""
    if upstream.era == "2026":
        return {
            "id": said.id,
            "object": what,
            "created": said.created,
            "model": said.model,
            "provider": upstream.title,
        }
    return {
        "id": said.id,
        "provider": upstream.title,
        "model": said.model,
        "object": what,
        "created": said.created,
    }


def _fingerprint(upstream: Upstream, said: Said) -> dict[str, Any]:
    if upstream.fingerprint == "absent":
        return {}
    drawn = said.fingerprint or "fp_" + said.chance.text("fingerprint", 10, "hex")
    return {"system_fingerprint": {"empty": "", "null": None}.get(upstream.fingerprint, drawn)}


def _tier(upstream: Upstream) -> dict[str, Any]:
    return {} if upstream.tier == "absent" else {"service_tier": None if upstream.tier == "null" else "default"}


def _answering(upstream: Upstream, said: Said) -> Upstream:
    """The upstream that the request asks for, where its model has several; else the model's own."""
    wish = said.chat.json.get("provider")
    only = wish.get("only") or wish.get("order") if isinstance(wish, dict) else None
    name = str(only[0]).partition("/")[0] if isinstance(only, list) and only else ""
    return ROUTES.get(name, upstream) if upstream.routed else upstream


def _completion(upstream: Upstream, said: Said) -> dict[str, Any]:
    upstream = _answering(upstream, said)
    head = _head(upstream, said, "chat.completion")
    choices = [_choice(upstream, said, choice) for choice in said.choices]
    if upstream.era == "2026":
        return {**head, "system_fingerprint": None, **_tier(upstream), "choices": choices, "usage": said.usage}
    return {**head, "choices": choices, **_fingerprint(upstream, said), "usage": _told(upstream, said)}


def _native(upstream: Upstream, said: Said, finish: str) -> str:
    """The finish reason in the upstream's own words."""
    if upstream.named_stops and said.chat.tool_choice.named:
        return "stop"
    return upstream.native.get(finish, finish)


def _choice(upstream: Upstream, said: Said, choice: Choice) -> dict[str, Any]:
    today = upstream.era == "2026"
    message: dict[str, Any] = {
        "role": "assistant",
        "content": choice.content if choice.content is not None or (today and choice.calls) else "",
        "refusal": choice.refusal,
        "reasoning": choice.reasoning,
    }
    if choice.calls:
        message["tool_calls"] = [_call(upstream, upstream.call, call) for call in choice.calls]
    details = [*_details(upstream.thought, choice.reasoning, signed=upstream.thought.signed)]
    details += _encrypted(upstream, choice)
    if details:
        message["reasoning_details"] = details
    first: dict[str, Any] = {"index": choice.index} if today else {}
    last: dict[str, Any] = {} if today else {"index": choice.index}
    return {
        **first,
        "logprobs": choice.logprobs,
        "finish_reason": choice.finish,
        "native_finish_reason": _native(upstream, said, choice.finish),
        **last,
        "message": message,
    }


def _call(upstream: Upstream, order: str, call: SaidCall) -> dict[str, Any]:
    """A whole call, its members in that order."""
    function = {"name": call.name, "arguments": call.arguments}
    members = {
        "index": call.index,
        "id": call.id,
        "type": "function",
        "function": {name: function[name] for name in upstream.function.split()},
    }
    return {name: members[name] for name in order.split()}


def _details(thought: Thought, text: str | None, *, signed: bool = False) -> list[dict[str, Any]]:
    if not text or not thought.kind:
        return []
    field = "summary" if thought.kind == "reasoning.summary" else "text"
    signature = {"signature": _SIGNATURE} if signed else {}
    return [{"type": thought.kind, field: text, "format": thought.format, "index": 0, **signature}]


_SIGNATURE = "c2lnbmVk"


def _signature(thought: Thought, value: str, **text: str) -> list[dict[str, Any]]:
    """A signature in a chunk of its own."""
    return [{"type": thought.kind, **text, "signature": value, "format": thought.format, "index": 0}]


def _encrypted(upstream: Upstream, choice: Choice) -> list[dict[str, Any]]:
    """The thought that only the vendor can read: xAI's beside a readable one, OpenAI's and Gemini 3's always."""
    thought = upstream.thought
    seen = {"never": False, "beside": choice.reasoning, "calls": choice.reasoning or choice.calls, "always": True}
    if not seen[thought.encrypted]:
        return []
    known = {"type": "reasoning.encrypted", "data": "ZW5jcnlwdGVk"}
    place = 1 if choice.reasoning else 0
    if thought.tied:
        identifier = {"id": choice.calls[0].id} if choice.calls else {}
        return [{**known, "format": thought.format, **identifier, "index": place}]
    if upstream.era == "2026":
        return [{**known, "format": thought.format, "id": "rs_mock", "index": place}]
    return [{**known, "id": "rs_mock", "format": thought.format, "index": 0}]


def _chunks(upstream: Upstream, said: Said) -> Iterator[dict[str, Any] | bytes]:
    """Comments while it waits; role and content in every delta; then the finish, and usage in a chunk of its own."""
    yield b": OPENROUTER PROCESSING\n\n"
    upstream = _answering(upstream, said)
    head = _head(upstream, said, "chat.completion.chunk")
    if upstream.era == "2026":
        yield from _chunks_today(upstream, said, head)
        return
    fingerprint = _fingerprint(upstream, said)
    for choice in said.choices:
        deltas = list(_deltas(upstream, choice))
        if not upstream.at_once[bool(choice.calls)]:
            deltas += [_empty(upstream)] * (upstream.trails + 1)
        for number, delta in enumerate(deltas):
            finish = choice.finish if number == len(deltas) - 1 else None
            yield {**head, "choices": [_body(upstream, said, choice, delta, finish)], **fingerprint}
    again = _body(upstream, said, said.choices[0], {"role": "assistant", "content": ""}, None)
    yield {**head, "choices": [again], "usage": said.usage}


def _body(
    upstream: Upstream, said: Said, choice: Choice, delta: dict[str, Any], finish: str | None = None
) -> dict[str, Any]:
    native = _native(upstream, said, finish) if finish else None
    body = {"index": choice.index, "delta": delta, "finish_reason": finish, "native_finish_reason": native}
    return body if upstream.era == "2026" else {**body, "logprobs": None}


def _empty(upstream: Upstream) -> dict[str, Any]:
    return {"role": "assistant", "content": "", **_no_thought(upstream)}


def _no_thought(upstream: Upstream) -> dict[str, Any]:
    return {"reasoning": None, "reasoning_details": []} if upstream.empty_thoughts else {}


def _thoughts(upstream: Upstream, choice: Choice) -> Iterator[tuple[str | None, list[dict[str, Any]]]]:
    text = choice.reasoning or ""
    if upstream.thought.sections:
        pieces = [piece for piece in _SECTION.split(text) if piece]
    else:
        pieces = _joined(by_token(text), upstream.tokens[-1], upstream.tokens[-1])
    for piece in pieces:
        yield piece, _details(upstream.thought, piece)


def _texts(upstream: Upstream, choice: Choice) -> list[str]:
    """The pieces of the text: so many tokens each, the first of Gemini's small unless it has thought."""
    pieces = texts(choice)
    if choice.deltas is not None or upstream.tokens == (1,):
        return pieces
    size = upstream.tokens[-1]
    return _joined(pieces, size if choice.reasoning else upstream.tokens[0], size)


def _joined(pieces: list[str], first: int, size: int) -> list[str]:
    """The pieces joined: `first` of them, then `size` at a time."""
    starts = [0, *range(first, len(pieces), size)]
    return ["".join(pieces[start:end]) for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True) if pieces]


def _before(leads: Leads, choice: Choice) -> int:
    """How many empty chunks a stream begins with."""
    if choice.reasoning:
        return leads.thoughts
    if choice.content:
        return leads.prelude if choice.calls else leads.text
    return leads.calls if choice.calls else 0


def _thinking(upstream: Upstream, choice: Choice) -> Iterator[tuple[str | None, list[dict[str, Any]]]]:
    """Thoughts and their details: Claude's between an empty signature and the signature, OpenAI's before what is sealed
    (2 of 2 and 11 of 11)."""
    thought = upstream.thought
    signed = thought.signed and choice.reasoning
    if signed:
        yield None, _signature(thought, "", text="")
    yield from _thoughts(upstream, choice)
    if signed:
        yield None, _signature(thought, _SIGNATURE)
    elif not thought.tied and (sealed := _encrypted(upstream, choice)):
        yield None, sealed


def _deltas(upstream: Upstream, choice: Choice) -> Iterator[dict[str, Any]]:
    leads = upstream.leads
    empty = _empty(upstream)
    yield from [empty] * _before(leads, choice)
    for piece, details in _thinking(upstream, choice):
        yield {"role": "assistant", "content": "", "reasoning": piece, "reasoning_details": details}
    pieces = _texts(upstream, choice)
    for piece in pieces:
        yield {"role": "assistant", "content": piece, **_no_thought(upstream)}
    if upstream.at_once[1] and choice.calls:
        calls = [_call(upstream, upstream.opening, call) for call in choice.calls]
        yield {"role": "assistant", "content": None, "tool_calls": calls}
        return
    for number, call in enumerate(choice.calls):
        yield from [empty] * (leads.further if number else leads.between if pieces or choice.reasoning else 0)
        for member in _calling(upstream, call):
            yield {"role": "assistant", "content": None, "tool_calls": [member]}


def _calling(upstream: Upstream, call: SaidCall) -> Iterator[dict[str, Any]]:
    """The members of `tool_calls` that say one call, a chunk each."""
    if upstream.whole:
        yield _call(upstream, upstream.opening, call)
        return
    opening = _call(upstream, upstream.opening, SaidCall(call.index, call.id, call.name, ""))
    if upstream.unopened:
        opening["function"] = {"name": call.name}
    yield opening
    pieces = [call.arguments] if upstream.one_piece and not upstream.blank else by_token(call.arguments)
    for piece in ["", *pieces] if upstream.blank else pieces:
        members: dict[str, Any] = {
            "index": call.index,
            "type": "function",
            "function": {"name": None, "arguments": piece} if upstream.nameless else {"arguments": piece},
            **upstream.filled,
        }
        yield {name: members[name] for name in upstream.piece.split()}


def _chunks_today(upstream: Upstream, said: Said, head: dict[str, Any]) -> Iterator[dict[str, Any]]:
    tier = _tier(upstream) if upstream.tier_in_streams else {}
    last: dict[str, Any] = {"content": "", "role": "assistant"}
    for choice in said.choices:
        for delta in _deltas_today(upstream, choice):
            yield {**head, "choices": [_body(upstream, said, choice, delta)]}
        ending = {**last, "reasoning": None} if choice.reasoning or upstream.sealed else last
        yield {**head, **tier, "choices": [_body(upstream, said, choice, ending, choice.finish)]}
    first = said.choices[0]
    again = [_body(upstream, said, first, last, first.finish)] if upstream.again else []
    yield {**head, **tier, "choices": again, "usage": said.usage}


def _deltas_today(upstream: Upstream, choice: Choice) -> Iterator[dict[str, Any]]:
    thought = upstream.thought
    thinking = _thoughts(upstream, choice) if thought.signed or thought.tied else _thinking(upstream, choice)
    for piece, details in thinking:
        yield {"content": "", "role": "assistant", "reasoning": piece, "reasoning_details": details}
    for text in _texts(upstream, choice):
        yield {"content": text, "role": "assistant"}
    for call in choice.calls:
        for member in _calling(upstream, call):
            yield {"content": None, "role": "assistant", "tool_calls": [member]}
    if upstream.sealed:
        details = _encrypted(upstream, choice)
        yield {"content": "", "role": "assistant", "reasoning": None, "reasoning_details": details}
    if thought.signed and choice.reasoning:
        yield {"content": "", "role": "assistant", "reasoning_details": _signature(thought, _SIGNATURE)}
