"""The whole route, from a request to an exchange."""

from __future__ import annotations

from collections.abc import Callable

from mockfn import apis
from mockfn.apis import OPENAI_CHAT, Route
from mockfn.apis.openai_models import list_models, one_model
from mockfn.chat import APIError, Reply
from mockfn.decide import Decision, decide
from mockfn.http import Frame, Request, Response
from mockfn.journal import Exchange
from mockfn.jsontext import encode
from mockfn.providers.provider import Provider
from mockfn.seeds import Chance
from mockfn.settings import Settings

__all__ = ["answer"]


def answer(request: Request, settings: Settings, take_attempt: Callable[[bytes], int]) -> Exchange:
    """What is answered to `request`. `take_attempt` says how often the same messages were asked before."""
    chance = Chance(settings.seed, request.path.encode("utf-8", "replace") + b"\n" + request.body)
    route = apis.find(request, settings.provider)
    if isinstance(route, APIError):
        return _refused(request, route, settings.provider, chance)
    if route.name != "chat":
        return _served(request, route, chance)
    chat = OPENAI_CHAT.parse(request, settings, route.provider, route.model)
    if isinstance(chat, APIError):
        return _refused(request, chat, route.provider, chance)
    attempt = take_attempt(chat.digest)
    decision = decide(chat, settings, attempt, chance)
    said = decision.answer
    if isinstance(said, Reply):
        response = OPENAI_CHAT.render(chat, said, route.provider, chance)
    else:
        response = OPENAI_CHAT.render_error(said or _NOTHING, route.provider, chance)
    return Exchange(request, decision, response, chat, attempt)


_NOTHING = APIError(500, "Nothing was decided.", type="mockfn_internal_error", name="mockfn_internal_error")


def _refused(request: Request, error: APIError, provider: Provider, chance: Chance) -> Exchange:
    decision = Decision(error, "rejection", (error.message,))
    return Exchange(request, decision, OPENAI_CHAT.render_error(error, provider, chance))


def _served(request: Request, route: Route, chance: Chance) -> Exchange:
    """The endpoints that need no conversation."""
    provider = route.provider
    body = list_models(provider) if route.name == "models" else one_model(provider, route.id)
    if isinstance(body, APIError):
        return _refused(request, body, provider, chance)
    headers = {"content-type": "application/json", **provider.headers(None, chance)}
    response = Response(200, headers, (Frame(encode(body, provider.shape.style)),))
    return Exchange(request, Decision(None, "served", (f"{route.name} of {provider.title}",)), response)
