"""A Reply as it will be said: ids given, arguments written, cut where the request says, tokens counted."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from msgspec.structs import replace

from mockfn import tokens
from mockfn.apis.logprobs import logprobs
from mockfn.chat import ChatRequest, Reply, ToolCall, Usage
from mockfn.jsontext import text as json_text
from mockfn.providers.ids import IdShape
from mockfn.providers.provider import Choice, Model, Provider, Said, SaidCall, Shape
from mockfn.seeds import Chance

__all__ = ["ANY", "say"]

# What a call costs beside its arguments: its name and the marks around it.
_CALL_TOKENS = 5


def say(chat: ChatRequest, reply: Reply, provider: Provider, chance: Chance) -> Said:
    """All that the answer to `chat` says when the model says `reply`."""
    model = provider.model(chat.model) or ANY
    shape = provider.shape_of(model)
    if reply.refusal and not shape.refuses:
        said = "\n".join(text for text in (reply.text, reply.refusal) if text)
        reply = replace(reply, content=said, refusal=None)
    reply, cut = _cut(chat, reply)
    finish = reply.finish_reason or ("length" if cut else shape.finish(chat, reply, model))
    body = chat.json
    wanted = body.get("n") or 1
    count = wanted if isinstance(wanted, int) and 1 <= wanted <= model.most_choices else 1
    choices = tuple([_choice(index, chat, reply, shape, chance, finish, model) for index in range(count)])
    used = reply.usage or Usage(
        tokens.prompt_tokens(chat, model.family), tokens.completion_tokens(reply, chat, model.family) * count
    )
    options = body.get("stream_options")
    return Said(
        shape.response_id.make(chance, "id"),
        chance.created,
        model.dated or chat.model,
        _fingerprint(shape.fingerprint, model.name) if shape.fingerprint and model.fingerprint else None,
        choices,
        shape.usage(used, model),
        isinstance(options, dict) and options.get("include_usage") is True,
        chat,
        model,
        chance,
    )


ANY = Model(name="")


@lru_cache(maxsize=256)
def _fingerprint(shape: IdShape, model: str) -> str:
    """A fingerprint is that of a backend: one a model, whatever is asked."""
    return shape.make(Chance(0, model.encode("utf-8", "replace")), "fingerprint")


def _choice(
    index: int, chat: ChatRequest, reply: Reply, shape: Shape, chance: Chance, finish: str, model: Model
) -> Choice:
    calls = reply.tool_calls
    spacing = shape.arguments if len(calls) == 1 else shape.parallel_arguments
    prefix = f"call{index}." if index else "call."
    said = tuple([_call(number, call, shape, chance, prefix, spacing) for number, call in enumerate(calls)])
    content = reply.content
    deltas = content if isinstance(content, tuple) else None
    whole = reply.text
    scored = None
    if whole and chat.json.get("logprobs") is True and model.logprobs:
        scored = logprobs(deltas or (whole,), chat.json.get("top_logprobs"), chance)
    return Choice(index, whole, reply.reasoning, reply.refusal, said, finish, scored, deltas)


def _call(
    number: int, call: ToolCall, shape: Shape, chance: Chance, prefix: str, spacing: Literal["compact", "spaced"]
) -> SaidCall:
    arguments = call.arguments
    written = arguments if isinstance(arguments, str) else json_text(arguments, spacing)
    call_id = call.id or shape.call_id.make(chance, prefix + str(number), name=call.name, index=number)
    return SaidCall(number, call_id, call.name, written, call.kind == "custom")


def _cut(chat: ChatRequest, reply: Reply) -> tuple[Reply, bool]:
    """The reply as `stop` and the token limits leave it, and whether a limit was hit."""
    body = chat.json
    stops = body.get("stop")
    if stops and reply.content:
        reply = _stop(reply, [stops] if isinstance(stops, str) else stops)
    limit = body.get("max_completion_tokens") or body.get("max_tokens")
    if not isinstance(limit, int) or isinstance(limit, bool) or limit <= 0:
        return reply, False
    return _limit(reply, limit)


def _stop(reply: Reply, stops: Any) -> Reply:
    content = reply.text or ""
    found = [content.find(stop) for stop in stops if isinstance(stop, str) and stop] if isinstance(stops, list) else []
    places = [place for place in found if place >= 0]
    return replace(reply, content=content[: min(places)]) if places else reply


def _limit(reply: Reply, limit: int) -> tuple[Reply, bool]:
    content = reply.text
    if content:
        used = tokens.count(content)
        if used > limit:
            return replace(reply, content=tokens.first(content, limit), tool_calls=()), True
        limit -= used
    kept: list[ToolCall] = []
    for call in reply.tool_calls:
        written = tokens.text_of(call.arguments)
        used = tokens.count(written) + _CALL_TOKENS
        if used > limit:
            # Cut mid-JSON, as recorded: `{"x":17,"y":25`. With no room for the name there is no call at all.
            if limit > _CALL_TOKENS:
                kept.append(ToolCall(call.name, tokens.first(written, limit - _CALL_TOKENS), call.id, call.kind))
            return replace(reply, content=content, tool_calls=tuple(kept)), True
        limit -= used
        kept.append(call)
    return reply, False
