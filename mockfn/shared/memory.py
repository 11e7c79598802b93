"""Attempts and stored completions in Redis: each attempt is taken by one `INCR`, so no two workers take the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockfn.apis.openai_stored import StoredCompletion
from mockfn.jsontext import decode, encode
from mockfn.shared.state import LIFE, SharedState

__all__ = ["SharedMemory"]

# KEYS: completions by id, ids in order, the counter of that order. ARGV: id, completion, how many, seconds of life.
_KEEP = """
if redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) == 1 then
  redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[3]), ARGV[1])
  if redis.call('ZCARD', KEYS[2]) > tonumber(ARGV[3]) then
    redis.call('HDEL', KEYS[1], redis.call('ZPOPMIN', KEYS[2])[1])
  end
end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[4]) end
"""


class SharedMemory:
    """What `mockfn.memory.Memory` is, for all who share the state."""

    def __init__(self, state: SharedState, scope: str | None = None, limit: int = 1_000) -> None:
        self._state, self._scope, self._limit = state, scope, limit
        self._bodies, self._order, self._count = (
            state.key(kind, scope) for kind in ("stored", "stored-order", "stored-count")
        )
        self._keep = state.redis.register_script(_KEEP)

    def take_attempt(self, key: bytes) -> int:
        """How often the messages of this digest were asked before, of whichever worker."""
        name = self._state.key("attempt", self._scope, key.hex())
        with self._state.reaching():
            pipe = self._state.redis.pipeline(transaction=False)
            pipe.incr(name)
            pipe.expire(name, LIFE)
            return int(pipe.execute()[0]) - 1

    @property
    def stored(self) -> Mapping[str, StoredCompletion]:
        """The stored completions by id, oldest first."""
        with self._state.reaching():
            names = self._state.redis.zrange(self._order, 0, -1)
            found = self._state.redis.hmget(self._bodies, names) if names else []
        kept = [_read(data) for data in found if data is not None]
        return {one.id: one for one in kept}

    def keep(self, completion: StoredCompletion) -> None:
        """Stores a completion, or its next version."""
        with self._state.reaching():
            self._keep(
                keys=[self._bodies, self._order, self._count],
                args=[completion.id, _written(completion), self._limit, LIFE],
            )

    def drop(self, name: str) -> None:
        """Forgets a stored completion."""
        with self._state.reaching():
            pipe = self._state.redis.pipeline()
            pipe.hdel(self._bodies, name)
            pipe.zrem(self._order, name)
            pipe.execute()

    def clear(self) -> None:
        """Forgets everything."""
        self._state.forget(self._state.key("attempt", self._scope, "*"))
        self._state.forget(self._state.key("stored*", self._scope))


def _written(one: StoredCompletion) -> bytes:
    return encode([one.id, one.body, one.messages, one.metadata])


def _read(data: bytes) -> StoredCompletion:
    found: Any = decode(data)
    name, body, messages, metadata = found
    return StoredCompletion(name, body, tuple(messages), metadata)
