"""Counts attempts: how often the same messages were asked before. The one counter there is, taken atomically."""

from __future__ import annotations

import threading
from collections import OrderedDict

__all__ = ["Attempts"]


class Attempts:
    """Attempts in this process's memory. Beyond `limit` conversations the one asked longest ago is forgotten."""

    def __init__(self, limit: int = 10_000) -> None:
        self._counts: OrderedDict[bytes, int] = OrderedDict()
        self._limit = limit
        self._lock = threading.Lock()

    def take(self, key: bytes) -> int:
        """How often `key` was taken before: 0 the first time."""
        with self._lock:
            count = self._counts.pop(key, 0)
            self._counts[key] = count + 1
            if len(self._counts) > self._limit:
                self._counts.popitem(last=False)
            return count

    def clear(self) -> None:
        """Forgets all."""
        with self._lock:
            self._counts.clear()
