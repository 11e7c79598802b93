"""vcrpy, where a cassette of it is open at the same time: it stands aside for requests that a mock wants.

vcrpy's own patches lie above ours. Without this a cassette in mode "none" would refuse the requests of a mock, and one
that records would write the mock's answers down.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from mockfn.intercept.layers import route
from mockfn.intercept.patches import replace

__all__ = ["patch"]


def patch(cassette: ModuleType) -> None:
    """Turn `vcr.cassette.Cassette`: it neither plays, nor refuses, nor records such a request."""
    for name in ("can_play_response_for", "filter_request", "append"):
        replace(cassette.Cassette, name, _aside)


def _aside(original: Callable[..., Any]) -> Callable[..., Any]:
    def aside(cassette: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        if route(request.method, request.uri) is not None:
            return None
        return original(cassette, request, *args, **kwargs)

    return aside
