"""Which API speaks on a path, for which provider.

The provider is, in this order: the one whose host the request is meant for (OpenAI's host leaves it to the user's
choice), the one a path prefix names (`/deepinfra/v1/openai/...`), the one the user chose. Its own base paths are
served, and `/v1` and `/` for all; but at a known host no `/` that the provider does not serve there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from mockfn.apis.openai_chat import OPENAI_CHAT, OpenAIChat
from mockfn.apis.openai_chat_checks import reject
from mockfn.chat import APIError
from mockfn.http import Request
from mockfn.providers import PROVIDERS, provider_meant, provider_of_host
from mockfn.providers.provider import Provider

__all__ = ["INSTEAD", "OPENAI_CHAT", "SERVED", "OpenAIChat", "Route", "find"]

# What is served: path below a base path, method, name of the endpoint. `{id}` stands for a part of the path.
SERVED: tuple[tuple[str, str, str], ...] = (
    ("/chat/completions", "POST", "chat"),
    ("/chat/completions", "GET", "stored"),
    ("/chat/completions/{id}", "GET", "show"),
    ("/chat/completions/{id}", "POST", "update"),
    ("/chat/completions/{id}", "DELETE", "delete"),
    ("/chat/completions/{id}/messages", "GET", "messages"),
    ("/models", "GET", "models"),
    ("/models/{id}", "GET", "model"),
)

# What clients call that is not served yet, and how each of them is told to use chat completions instead.
INSTEAD = (
    (
        "/responses",
        "mockfn does not imitate the Responses API yet; use chat completions: "
        "client.chat.completions.create (openai), OpenAIChatModel or 'openai-chat:...' (pydantic-ai), "
        "set_default_openai_api('chat_completions') (openai-agents), use_responses_api=False (langchain-openai), "
        "openai.chat('...') (AI SDK), OpenAIChat (agno), OpenAIChatCompletionClient (Microsoft Agent Framework), "
        "'openai/...:completions' (mirascope).",
    ),
    ("/messages", "mockfn does not imitate the Messages API of Anthropic; use an OpenAI-compatible client."),
    ("/completions", "mockfn does not imitate the older text completions; use chat completions."),
    ("/embeddings", "mockfn does not imitate embeddings; a layer of yours can: mockfn.intercept.layered."),
)

_GENERIC_BASES = ("/v1", "")


class Route(Struct, frozen=True):
    """Where a request goes: the provider, the endpoint, and what its path says (`id`, or a model in it)."""

    provider: Provider
    name: str
    id: str = ""
    model: str | None = None


def find(request: Request, provider: Provider) -> Route | APIError:
    """The route of a request, or the 404 or 405 that says what is served."""
    return _found(request.method, request.url, request.header("host"), provider)


@lru_cache(maxsize=1024)
def _found(method: str, url: str, host_header: str | None, provider: Provider) -> Route | APIError:
    request = Request(method, url, {"host": host_header or ""})
    host = request.host
    found = _find(request.path, method.upper(), provider_meant(host, provider), at_home=bool(provider_of_host(host)))
    if isinstance(found, APIError) or not found.provider.variants:
        return found
    return replace(found, provider=found.provider.for_target(f"{request.path}?{request.query}"))


def _find(path: str, method: str, provider: Provider, *, at_home: bool) -> Route | APIError:
    """The route of a path. `at_home`: at a provider's own host, where nobody else's paths are."""
    methods: list[str] = []
    for owner, base, rest in _readings(path, provider, at_home=at_home):
        for tail, model in _tails(rest, base):
            for pattern, allowed, endpoint in (*SERVED, *owner.extra_paths):
                found = _match(pattern, tail)
                if found is not None and method == allowed:
                    return Route(owner, endpoint, found, model)
                if found is not None and allowed not in methods:
                    methods.append(allowed)
    return _wrong_method(method, path, methods) if methods else _not_served(method, path, provider)


def _readings(path: str, provider: Provider, *, at_home: bool) -> Iterator[tuple[Provider, tuple[str, ...], str]]:
    """The ways to read a path: whose it is, the base paths it may lie under, and the path below the provider's name."""
    yield provider, provider.base_paths, path
    first, _, rest = path[1:].partition("/")
    if first in PROVIDERS and rest:
        named = PROVIDERS[first]
        yield named, (*named.base_paths, *_GENERIC_BASES), "/" + rest
    # Clients that were given a host for a base URL get a 404 there, for it lacks the `/v1`.
    yield provider, _GENERIC_BASES[:1] if at_home else _GENERIC_BASES, path
    for other in PROVIDERS.values():
        # A base path that names the model is no other provider's.
        yield other, tuple(base for base in other.base_paths if "{model}" in base), path
        if not at_home:
            yield other, other.base_paths[:1], path


def _tails(path: str, bases: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """What is left of the path below each base path it could lie under, the longest base first."""
    found: list[tuple[str, str | None]] = []
    for base in sorted(set(bases), key=lambda base: (-len(base), base)):
        hit = _base(base).match(path)
        if hit:
            found.append((path[hit.end() :].rstrip("/") or "/", hit.groupdict().get("model")))
    return found


@lru_cache(maxsize=256)
def _base(base: str) -> re.Pattern[str]:
    """A base path as a pattern; `{model}` in it names the model, in as few segments as fit."""
    parts = re.escape(base.rstrip("/")).replace(re.escape("{model}"), "(?P<model>.+?)")
    return re.compile(parts + r"(?=/|$)")


def _match(pattern: str, tail: str) -> str | None:
    """What `{id}` stands for ('' where the pattern has none), or None when the path is another."""
    start, brace, end = pattern.partition("{id}")
    if not brace:
        return "" if tail == pattern else None
    inner = tail[len(start) : len(tail) - len(end)]
    # A model's name may hold a slash; a completion's id does not, nor a model's start with what another row serves.
    whole = tail.startswith(start) and tail.endswith(end) and inner
    return inner if whole and ("/" not in inner or start in ("/models/", "/model/")) else None


def _wrong_method(method: str, path: str, allowed: list[str]) -> APIError:
    error = reject("method-not-allowed", method=method, path=path)
    return replace(error or APIError(405, ""), headers={"allow": ", ".join(allowed)})


def _not_served(method: str, path: str, provider: Provider) -> APIError:
    error = reject("unknown-url", method=method, path=path) or APIError(404, "")
    first = path[1:].partition("/")[0]
    owner, prefix = (PROVIDERS[first], f"/{first}") if first in PROVIDERS else (provider, "")
    base = prefix + owner.base_paths[0].rstrip("/")
    served = ", ".join(f"{allowed} {base}{pattern}" for pattern, allowed, _ in SERVED)
    advice = _advice(path.rstrip("/"))
    served = f"{advice} It serves: {served}" if advice else f"mockfn imitates {owner.title} here and serves: {served}"
    return replace(error, message=f"{error.message}. {served}.")


def _advice(path: str) -> str:
    """What to do instead of asking for this path; '' where nothing is known."""
    twice = _twice(path)
    if twice:
        return f"The path holds {twice} twice: the client adds it, so leave it out of the base URL."
    if path.endswith("/chat/completions"):
        return ""
    return next((advice for ending, advice in INSTEAD if path.endswith(ending)), "")


def _twice(path: str) -> str:
    """What stands twice in a row in a path, as in `/v1/v1/chat/completions`; '' for nothing."""
    parts = path.split("/")[1:16]  # whoever sends more has made no slip
    for length in (1, 2, 3):
        for start in range(len(parts) - 2 * length + 1):
            again = parts[start : start + length]
            if again == parts[start + length : start + 2 * length]:
                return "/" + "/".join(again)
    return ""
