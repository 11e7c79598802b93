"""What the control routes see of a server: its scopes, and what became of its responses."""

from __future__ import annotations

from msgspec import Struct, field

from mockfn.server.deliveries import Deliveries
from mockfn.server.scopes import Scopes

__all__ = ["Desk"]


class Desk(Struct, frozen=True):
    """One server, as its control routes see it."""

    scopes: Scopes
    deliveries: Deliveries = field(default_factory=Deliveries)
