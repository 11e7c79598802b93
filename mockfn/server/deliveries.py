"""What became of responses on their way: when they began, when each paced frame left, how they ended.

The journal holds what was decided, which has no clock; this is what the server saw of it.
"""

from __future__ import annotations

import time
import weakref
from array import array
from collections import OrderedDict
from typing import Literal

from mockfn.journal import Exchange
from mockfn.server.headers import Headers

__all__ = ["Deliveries", "Delivery"]


class Delivery:
    """One response on its way.

    `sent` holds when each frame left, in seconds after the answer was there, where frames are paced; it is None where
    the response left in one write. `ended` is when the last byte was handed to the socket, None while it is on its
    way. `outcome` is "open", "whole", "cut" (as was decided) or "left" (the
    client went).
    """

    __slots__ = ("_exchange", "_start", "ended", "outcome", "sent")

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = weakref.ref(exchange)
        self._start = time.perf_counter()
        self.sent: array[float] | None = None
        self.ended: float | None = None
        self.outcome: Literal["open", "whole", "cut", "left"] = "open"

    @classmethod
    def at_once(cls, exchange: Exchange) -> Delivery:
        """The delivery of a response that left as soon as it was there."""
        made = cls(exchange)
        made.outcome, made.ended = "whole", 0.0
        return made

    def of(self, exchange: Exchange) -> bool:
        """Whether it is the delivery of this very exchange."""
        return self._exchange() is exchange

    def frame_left(self) -> None:
        """A paced frame is with the socket."""
        if self.sent is None:
            self.sent = array("d")
        self.sent.append(time.perf_counter() - self._start)

    def end(self, outcome: Literal["whole", "cut", "left"]) -> None:
        """The response is over. The first end counts."""
        if self.ended is None:
            self.outcome, self.ended = outcome, time.perf_counter() - self._start


class Deliveries:
    """The latest deliveries, bounded. They keep no exchange alive: that is the journals' to do.

    Of responses that left at once, without ASGI, none is kept: a server's response of which none is kept is one.
    """

    def __init__(self, limit: int = 4_000) -> None:
        self._kept: OrderedDict[int, Delivery] = OrderedDict()
        self._limit = limit

    def begin(self, exchange: Exchange) -> Delivery:
        """The delivery of an exchange that is answered at this moment."""
        delivery = Delivery(exchange)
        kept = self._kept
        kept[id(exchange)] = delivery
        kept.move_to_end(id(exchange))
        if len(kept) > self._limit:
            kept.popitem(last=False)
        return delivery

    def find(self, exchange: Exchange) -> Delivery | None:
        """The delivery of an exchange; None where it was answered without the server, or too long ago."""
        delivery = self._kept.get(id(exchange))
        if delivery is not None and delivery.of(exchange):
            return delivery
        request, response = exchange.request, exchange.response
        at_once = isinstance(request.headers, Headers) and not response.paced and response.cut is None
        return Delivery.at_once(exchange) if at_once else None
