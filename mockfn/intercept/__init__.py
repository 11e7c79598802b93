"""This process's own HTTP clients, turned on a mock: the app keeps its client, its base URL and its threads.

No client is configured, no socket opened. A request whose host is known is answered by a function from Request to
Response; whatever goes elsewhere goes there untouched, except a chat completion that no mock knows: that one would
cost money or hang a test, so it is refused with a message that says what to write.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from mockfn.http import Request, Response
from mockfn.intercept.hosts import Hosts, Target, base_url_variables, is_this_machine, named_by_environment
from mockfn.intercept.layers import Claim, Ending, Layer, Tap, active, route
from mockfn.intercept.patches import install
from mockfn.ownerrors import own_error

__all__ = [
    "Claim",
    "Ending",
    "Hosts",
    "Interception",
    "Layer",
    "Tap",
    "Target",
    "base_url_variables",
    "intercept",
    "layered",
]


@contextmanager
def layered(layer: Layer) -> Iterator[None]:
    """Ask `layer` about what the HTTP clients of this process send, until the block is left."""
    install()
    with active(layer):
        yield


@contextmanager
def intercept(
    respond: Callable[[Request], Response | None],
    *,
    hosts: str | Collection[str],
    base_urls: str | Collection[str] | None = None,
    passthrough: str | Collection[str] = (),
) -> Iterator[Interception]:
    """Answer by `respond` what HTTP clients send to `hosts`, until the block is left.

    `hosts` are names, names with a port, or globs. `base_urls` are more of them, as URLs or bare hosts; None reads
    those of `base_url_variables` as they are on entering. What goes to `passthrough` is left alone, whatever
    else is said. `respond` is called by many threads at once, with absolute URLs; None lets the request pass to the
    next mock outside, then to the network.
    """
    named = named_by_environment(os.environ) if base_urls is None else base_urls
    interception = Interception(respond, Hosts(hosts, named), Hosts(passthrough))
    with layered(interception):
        yield interception


class Interception:
    """The layer that answers. `refused` are the chat completions to unknown hosts, in the order they came; `passed` are
    the hosts of this machine that were asked for one, and left alone."""

    def __init__(self, respond: Callable[[Request], Response | None], hosts: Hosts, passthrough: Hosts) -> None:
        self._respond = respond
        self._hosts = hosts
        self._passthrough = passthrough
        self._refused: list[Request] = []
        self.passed: set[str] = set()

    @property
    def refused(self) -> tuple[Request, ...]:
        return tuple(self._refused)

    def stands_for(self, host: str) -> bool:
        """Whether a chat completion that was sent to `host` from here would be answered by this one."""
        url = f"https://{f'[{host}]' if ':' in host else host}/v1/chat/completions"
        asked = route("POST", url)
        return asked is not None and asked.innermost is self and Target.of("POST", url) in self._hosts

    def wants(self, target: Target) -> Claim:
        """What `Layer.wants` says."""
        if target in self._passthrough:
            return Claim.PASS
        if target in self._hosts:
            return Claim.MINE
        if not target.is_chat or not target.host:
            return Claim.NO
        if is_this_machine(target.host):
            self.passed.add(f"{target.host}:{target.port}")
            return Claim.NO
        return Claim.STRAY

    def take(self, request: Request) -> Response | None:
        """What `Layer.take` says."""
        target = Target.of(request.method, request.url)
        if target in self._hosts:
            return self._respond(request)
        self._refused.append(request)
        return _stray(request, target)


def _stray(request: Request, target: Target) -> Response:
    """What a chat completion gets that no mock knows. No exception: SDKs retry those, sleep, and explain nothing."""
    message = (
        f"mockfn knows no provider at {target.host}, and lets no chat completion leave the process: "
        f"{request.method} {request.url}. To have it answered, name the host: hosts=[{target.host!r}]. "
        f"To let it go to the network: passthrough=[{target.host!r}]."
    )
    return own_error("mockfn_unknown_host", message)
