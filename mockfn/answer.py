"""The whole route, from a request to an exchange."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace

from mockfn import apis
from mockfn.apis import OPENAI_CHAT, Route
from mockfn.apis import openai_stored as stored
from mockfn.apis.openai_input_tokens import input_tokens
from mockfn.apis.openai_models import list_models, one_model
from mockfn.apis.openai_stored import StoredCompletion
from mockfn.chat import APIError, Reply
from mockfn.decide import Decision, decide
from mockfn.faults import break_wire
from mockfn.http import Frame, Request, Response
from mockfn.journal import Exchange
from mockfn.jsontext import encode
from mockfn.latency import pace
from mockfn.ownerrors import failure
from mockfn.providers.provider import Provider
from mockfn.repeats import repeated
from mockfn.seeds import Chance
from mockfn.settings import Settings
from mockfn.tokens import completion_tokens

if TYPE_CHECKING:
    from mockfn.cassette import Shelf

__all__ = ["Remembering", "answer"]


class Remembering(Protocol):
    """What the route needs remembered from one request to another; a shell keeps it (`mockfn.memory.Memory`)."""

    @property
    def stored(self) -> Mapping[str, StoredCompletion]:
        """The stored completions by id, oldest first."""

    def take_attempt(self, key: bytes) -> int:
        """How often the messages of this digest were asked before."""

    def keep(self, completion: StoredCompletion) -> None:
        """Stores a completion, or its next version."""

    def drop(self, name: str) -> None:
        """Forgets a stored completion."""


def answer(request: Request, settings: Settings, memory: Remembering, at: float | None = None) -> Exchange:
    """What is answered to `request`, which came at `at`."""
    exchange = _decided(request, settings, memory, at)
    if settings.cassette is None or exchange.decision.source in ("rule", "script", "fault"):
        return exchange
    return _recorded(exchange, settings.cassette, settings)


def _recorded(exchange: Exchange, cassette: Shelf, settings: Settings) -> Exchange:
    """What a provider really said to it, where that is recorded, on whatever path; else what was decided without.

    Where nothing says what is to happen otherwise, a request that nothing answers is a miss.
    """
    from mockfn.cassette import reply_of

    request, provider = exchange.request, settings.provider
    played = cassette.find(request, exchange.attempt)
    if played is not None:
        response = cassette.replay(played)
        said = reply_of(response) if response.status < 400 else None
        decision = Decision(said, "cassette", (f"interaction {played.turn + 1} of the recordings answers",))
    elif settings.otherwise is None and exchange.decision.source in ("generate", "miss"):
        told = exchange.decision.because if exchange.decision.source == "miss" else ()
        text = "\n\n".join([*told, cassette.miss(request)])
        error = failure("mockfn_miss", text)
        decision = Decision(error, "miss", (text,))
        response = OPENAI_CHAT.render_error(error, provider, Chance(settings.seed, b""))
    else:
        return exchange
    return replace(exchange, decision=decision, response=response)


def _decided(request: Request, settings: Settings, memory: Remembering, at: float | None) -> Exchange:
    """The answer of a rule, of the script, of the provider's checks, or of what is said otherwise."""
    chance = Chance(settings.seed, request.path.encode("utf-8", "replace") + b"\n" + request.body)
    route = apis.find(request, settings.provider)
    if isinstance(route, APIError):
        return _refused(request, route, settings.provider, chance, at)
    if route.name != "chat":
        return _served(request, route, chance, memory, at)
    provider = route.provider
    chat = OPENAI_CHAT.parse(request, settings, provider, route.model)
    if isinstance(chat, APIError):
        return _refused(request, chat, provider, chance, at)
    attempt = memory.take_attempt(chat.digest)
    again = repeated(chat, settings, chance)
    if again is not None:
        return Exchange(request, again[0], again[1], chat, attempt, at)
    decision = decide(chat, settings, attempt, chance, provider)
    said = decision.answer
    if isinstance(said, Reply):
        if chat.store:
            memory.keep(OPENAI_CHAT.stored(chat, said, provider, chance))
        response = OPENAI_CHAT.render(chat, said, provider, chance)
    else:
        response = OPENAI_CHAT.render_error(said or _NOTHING, provider, chance)
    latency = decision.latency or settings.latency
    if latency is not None:
        response = pace(response, latency, chance, completion_tokens(said) if isinstance(said, Reply) else 0)
    for strike in decision.faults:
        if strike.kind == "wire":
            response = break_wire(strike, response, provider, chance)
    return Exchange(request, decision, response, chat, attempt, at)


_NOTHING = APIError(500, "Nothing was decided.", type="mockfn_internal_error", name="mockfn_internal_error")


def _refused(request: Request, error: APIError, provider: Provider, chance: Chance, at: float | None) -> Exchange:
    decision = Decision(error, "rejection", (error.message,))
    return Exchange(request, decision, OPENAI_CHAT.render_error(error, provider, chance), at=at)


def _served(request: Request, route: Route, chance: Chance, memory: Remembering, at: float | None) -> Exchange:
    """The endpoints that need no conversation."""
    provider = route.provider
    body = _ENDPOINTS[route.name](request, route, memory)
    if isinstance(body, APIError):
        return _refused(request, body, provider, chance, at)
    headers = {"content-type": "application/json", **provider.headers(None, chance)}
    response = Response(200, headers, (Frame(encode(body, provider.shape.style)),))
    return Exchange(request, Decision(None, "served", (f"{route.name} of {provider.title}",)), response, at=at)


def _update(request: Request, route: Route, memory: Remembering) -> Any:
    changed = stored.update(memory.stored, route.id, request.body)
    if isinstance(changed, APIError):
        return changed
    memory.keep(changed)
    return stored.show(memory.stored, route.id)


def _delete(_request: Request, route: Route, memory: Remembering) -> Any:
    said = stored.delete(memory.stored, route.id)
    memory.drop(route.id)
    return said


_ENDPOINTS: dict[str, Callable[[Request, Route, Remembering], Any]] = {
    "input_tokens": lambda request, _route, _memory: input_tokens(request.body),
    "models": lambda _request, route, _memory: list_models(route.provider),
    "model": lambda _request, route, _memory: one_model(route.provider, route.id),
    "stored": lambda request, _route, memory: stored.listing(memory.stored, request.query),
    "show": lambda _request, route, memory: stored.show(memory.stored, route.id),
    "messages": lambda request, route, memory: stored.messages(memory.stored, route.id, request.query),
    "update": _update,
    "delete": _delete,
}
