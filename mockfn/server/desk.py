"""What the control routes see of a server: its scopes, what became of its responses, and counts."""

from __future__ import annotations

import time
from threading import Event

from msgspec import Struct, field

from mockfn.server.deliveries import Deliveries
from mockfn.server.scopes import Scopes
from mockfn.server.tally import Tally

__all__ = ["Desk"]


class Desk(Struct, frozen=True):
    """One server, as its control routes see it. `run` is a name that no other run of a server has;
    `watching` holds the watchers of its events, who are sent no more once it is `closed`.
    """

    scopes: Scopes
    deliveries: Deliveries = field(default_factory=Deliveries)
    tally: Tally = field(default_factory=Tally)
    watching: set[object] = field(default_factory=set)
    closed: Event = field(default_factory=Event)
    run: str = field(default_factory=lambda: f"{time.time_ns():x}")
