"""A request to a control route, what is said to it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mockfn.errors import MockfnError, did_you_mean
from mockfn.server.desk import Desk

__all__ = ["Asked", "ControlError", "Said"]


class ControlError(MockfnError):
    """A request to a control route that cannot be done: the `status` it gets, and which part of it is wrong."""

    def __init__(self, status: int, message: str, *, param: str | None = None, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.status, self.param = status, param


class Asked(Struct, frozen=True):
    """A request to a control route. `scope` is the one it names, in its query, a header or a key; `id` what its path
    ends with, where the route has an id."""

    desk: Desk
    query: Mapping[str, str]
    headers: Mapping[str, str]
    scope: str | None = None
    body: bytes = b""
    id: str = ""

    def known(self, *names: str) -> None:
        """Raises ControlError where the query holds any but these names, or `scope`."""
        for name in self.query:
            if name not in (*names, "scope"):
                remedy = did_you_mean(name, (*names, "scope"))
                raise ControlError(400, f"There is no parameter {name[:60]!r} here.", param=name[:60], remedy=remedy)


class Said(Struct, frozen=True):
    """What a control route says."""

    body: bytes
    kind: str = "application/json"
    status: int = 200
    headers: Mapping[str, str] = {}
