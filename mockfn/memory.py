"""What a mock remembers beside its journal: attempts, and the completions it was asked to store."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping

from mockfn.apis.openai_stored import StoredCompletion
from mockfn.attempts import Attempts

__all__ = ["Memory"]


class Memory:
    """Safe from any thread, and bounded: the completion stored longest ago leaves first."""

    def __init__(self, limit: int = 1_000) -> None:
        self._attempts = Attempts()
        self._stored: OrderedDict[str, StoredCompletion] = OrderedDict()
        self._limit = limit
        self._lock = threading.Lock()

    def take_attempt(self, key: bytes) -> int:
        """How often the messages of this digest were asked before."""
        return self._attempts.take(key)

    @property
    def stored(self) -> Mapping[str, StoredCompletion]:
        """The stored completions by id, oldest first."""
        with self._lock:
            return dict(self._stored)

    def keep(self, completion: StoredCompletion) -> None:
        """Stores a completion, or its next version."""
        with self._lock:
            self._stored[completion.id] = completion
            if len(self._stored) > self._limit:
                self._stored.popitem(last=False)

    def drop(self, name: str) -> None:
        """Forgets a stored completion."""
        with self._lock:
            self._stored.pop(name, None)

    def clear(self) -> None:
        """Forgets everything."""
        self._attempts.clear()
        with self._lock:
            self._stored.clear()
