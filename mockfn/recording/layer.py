"""A cassette as a layer over this process's HTTP clients: which requests are its own, and which must not leave."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Protocol

from mockfn.http import Request, Response
from mockfn.intercept import Claim, Hosts, Target
from mockfn.intercept.hosts import is_this_machine, named_by_environment
from mockfn.providers import PROVIDERS
from mockfn.recorder import Taping

__all__ = ["Answering", "CassetteLayer"]


class Answering(Protocol):
    """What the layer asks of a cassette."""

    @property
    def records(self) -> bool: ...

    def respond(self, request: Request) -> Response | Taping: ...

    def escape(self, request: Request) -> Response: ...


class CassetteLayer:
    """What `mockfn.intercept.layered` takes. `hosts` None: known providers', those that base-URL variables name, those
    of `recorded` URLs, and every host beyond the loopback that is asked for a chat completion. `passed` are those
    of this machine that were asked for one, and left alone."""

    def __init__(
        self, cassette: Answering, hosts: str | Collection[str] | None, recorded: Collection[str] = ()
    ) -> None:
        self._cassette = cassette
        self.passed: set[str] = set()
        known = [host for provider in PROVIDERS.values() for host in provider.hosts]
        self._any_chat = hosts is None
        given = (hosts,) if isinstance(hosts, str) else hosts
        self._hosts = Hosts([*known, *recorded, *named_by_environment(os.environ)] if given is None else given)

    def wants(self, target: Target) -> Claim:
        """What `mockfn.intercept.Layer` says: while nothing is recorded, what nobody else claims must not leave."""
        if target in self._hosts:
            return Claim.MINE
        if not target.host or is_this_machine(target.host):
            if target.is_chat:
                self.passed.add(f"{target.host}:{target.port}")
            return Claim.NO
        if self._any_chat and target.is_chat:
            return Claim.MINE
        return Claim.NO if self._cassette.records else Claim.STRAY

    def take(self, request: Request) -> Response | Taping | None:
        """What `mockfn.intercept.Layer` says."""
        if self.wants(Target.of(request.method, request.url)) is Claim.STRAY:
            return self._cassette.escape(request)
        return self._cassette.respond(request)
