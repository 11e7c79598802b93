"""Which API speaks on a path, for which provider.

The provider is, in this order: the one whose host the request is meant for, the one a path prefix names
(`/deepinfra/v1/openai/...`), the one the user chose. Its own base paths are served, and `/v1` and `/` for all.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from mockfn.apis.openai_chat import OPENAI_CHAT, OpenAIChat
from mockfn.chat import APIError
from mockfn.http import Request
from mockfn.providers import PROVIDERS, provider_of_host
from mockfn.providers.provider import Provider

__all__ = ["OPENAI_CHAT", "SERVED", "OpenAIChat", "Route", "find"]

_Name = Literal["chat", "stored", "stored_messages", "models", "model", "silence"]

# What is served: path below a base path, methods, name. `{id}` stands for the rest of the path.
SERVED: tuple[tuple[str, tuple[str, ...], _Name], ...] = (
    ("/chat/completions", ("POST",), "chat"),
    ("/models", ("GET",), "models"),
    ("/models/{id}", ("GET",), "model"),
)

_GENERIC_BASES = ("/v1", "")


class Route(Struct, frozen=True):
    """Where a request goes: the provider, the endpoint, and what its path says (`id`, or a model in it)."""

    provider: Provider
    name: _Name
    id: str = ""
    model: str | None = None


def find(request: Request, provider: Provider) -> Route | APIError:
    """The route of a request, or the 404 or 405 that says what is served."""
    return _found(request.method, request.url, request.header("host"), provider)


@lru_cache(maxsize=1024)
def _found(method: str, url: str, host_header: str | None, provider: Provider) -> Route | APIError:
    request = Request(method, url, {"host": host_header or ""})
    host = request.host
    return _find(request.path, method.upper(), (provider_of_host(host) if host else None) or provider)


def _find(path: str, method: str, provider: Provider) -> Route | APIError:
    first, _, rest = path[1:].partition("/")
    if first in PROVIDERS and rest:
        provider, path = PROVIDERS[first], "/" + rest
    methods: tuple[str, ...] = ()
    for tail, model in _tails(path, provider):
        for pattern, allowed, endpoint in SERVED:
            found = _match(pattern, tail)
            if found is None:
                continue
            if method in allowed:
                return Route(provider, endpoint, found, model)
            methods = allowed
    return _wrong_method(method, path, methods) if methods else _not_served(method, path, provider)


def _tails(path: str, provider: Provider) -> list[tuple[str, str | None]]:
    """What is left of the path below each base path it could lie under, the longest base first."""
    found: list[tuple[str, str | None]] = []
    for base in sorted({*provider.base_paths, *_GENERIC_BASES}, key=len, reverse=True):
        hit = _base(base).match(path)
        if hit:
            found.append((path[hit.end() :].rstrip("/") or "/", hit.groupdict().get("model")))
    return found


@lru_cache(maxsize=256)
def _base(base: str) -> re.Pattern[str]:
    """A base path as a pattern; `{model}` in it is one segment that names the model."""
    parts = re.escape(base.rstrip("/")).replace(re.escape("{model}"), "(?P<model>[^/]+)")
    return re.compile(parts + r"(?=/|$)")


def _match(pattern: str, tail: str) -> str | None:
    """What `{id}` stands for ('' where the pattern has none), or None when the path is another."""
    start, brace, end = pattern.partition("{id}")
    if not brace:
        return "" if tail == pattern else None
    inner = tail[len(start) : len(tail) - len(end) if end else None]
    return inner if tail.startswith(start) and tail.endswith(end) and inner else None


def _wrong_method(method: str, path: str, allowed: tuple[str, ...]) -> APIError:
    hint = "(HINT: Perhaps you meant to use a different HTTP method?)"
    message = f"Not allowed to {method} on {path}. {hint}"
    return APIError(405, message, name="wrong-method", headers={"allow": ", ".join(allowed)}, spacing="pretty4")


def _not_served(method: str, path: str, provider: Provider) -> APIError:
    base = provider.base_paths[0]
    served = ", ".join(f"{'/'.join(methods)} {base}{pattern}" for pattern, methods, _ in SERVED)
    message = f"Invalid URL ({method} {path}). mockfn imitates {provider.title} here and serves: {served}."
    return APIError(404, message, name="not-served", spacing="pretty4")
