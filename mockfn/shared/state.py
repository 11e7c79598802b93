"""The Redis that is shared, and what is said there of scopes.

Every key begins with `{mockfn}:`, so that a cluster keeps them on one node and scripts may touch several. Keys that
nobody writes for a day go.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from mockfn.errors import SettingError

__all__ = ["LIFE", "SharedState", "StateError"]

LIFE = 86_400

_PREFIX = "{mockfn}:"
_VERSION, _SAID, _SCOPES = "version", "said", "scopes"
# What counts on when everything else is forgotten: a number or a version that came back would be taken for the old one.
_COUNTED_ON = ("number", _VERSION)


class StateError(SettingError):
    """The shared state cannot be had: Redis is away, or is none."""


class SharedState:
    """One Redis database. Safe from any thread. Raises StateError where it does not answer within two seconds."""

    def __init__(self, url: str) -> None:
        try:
            import redis
        except ImportError:
            raise SettingError(
                "State in Redis needs the package redis.", remedy="pip install 'mockfn[redis]'"
            ) from None
        try:
            self.redis: Any = redis.Redis.from_url(url, socket_timeout=2.0, socket_connect_timeout=2.0)
        except ValueError as wrong:
            raise SettingError(
                f"There is no state at {_shown(url)!r}: {wrong}", remedy="Give redis://host:6379/0."
            ) from None
        self.url, self._wrong = url, redis.RedisError
        # Left to themselves, sockets may be collected before the connections that would close them.
        weakref.finalize(self, self.redis.connection_pool.disconnect)
        with self.reaching():
            self.redis.ping()

    @contextmanager
    def reaching(self) -> Iterator[None]:
        """Makes what goes wrong with Redis a StateError."""
        try:
            yield
        except self._wrong as wrong:
            raise StateError(f"The state at {_shown(self.url)} cannot be reached: {wrong}") from wrong

    def key(self, kind: str, scope: str | None = None, last: str = "") -> str:
        """The name of a key: of a kind, of a scope (None: the server's own), of one thing of that kind."""
        return f"{_PREFIX}{kind}:{quote(scope or '', safe='')}:{last}"

    def counter(self, name: str) -> str:
        """The name of a key that counts for all scopes."""
        return f"{_PREFIX}{name}"

    def forget(self, pattern: str) -> None:
        """Deletes the keys of a pattern."""
        with self.reaching():
            kept = {self.counter(name).encode() for name in _COUNTED_ON}
            names = [name for name in self.redis.scan_iter(pattern, count=1_000) if name not in kept]
            for start in range(0, len(names), 1_000):
                self.redis.unlink(*names[start : start + 1_000])

    # What was said to a scope: its script as text, its seed.

    @property
    def version(self) -> int:
        """Grows with every change of what was said."""
        with self.reaching():
            return int(self.redis.get(self.counter(_VERSION)) or 0)

    def say(self, scope: str | None, what: str, value: str) -> None:
        """Keeps the `script` or the `seed` of a scope, for every worker's next request."""
        with self.reaching():
            pipe = self.redis.pipeline()
            pipe.hset(self.counter(_SAID), f"{what}:{scope or ''}", value)
            pipe.expire(self.counter(_SAID), LIFE)
            pipe.incr(self.counter(_VERSION))
            pipe.execute()

    def said(self) -> Mapping[tuple[str, str | None], str]:
        """What was said, by what it is and scope."""
        with self.reaching():
            found = {name.decode(): value.decode() for name, value in self.redis.hgetall(self.counter(_SAID)).items()}
        parts = [(*name.partition(":"), value) for name, value in found.items()]
        return {(what, scope or None): value for what, _, scope, value in parts}

    def mention(self, scope: str) -> None:
        """Makes a scope known to every worker."""
        with self.reaching():
            self.redis.sadd(self.counter(_SCOPES), scope)

    def scopes(self) -> Iterable[str]:
        """The scopes that any worker was asked for, by name."""
        with self.reaching():
            return sorted(name.decode() for name in self.redis.smembers(self.counter(_SCOPES)))

    def end(self, scope: str | None) -> None:
        """Forgets a scope, or for None everything."""
        if scope is None:
            self.forget(f"{_PREFIX}*")
        else:
            self.forget(self.key("*", scope, "*"))
        with self.reaching():
            pipe = self.redis.pipeline()
            if scope is not None:
                pipe.hdel(self.counter(_SAID), f"script:{scope}", f"seed:{scope}")
                pipe.srem(self.counter(_SCOPES), scope)
            pipe.incr(self.counter(_VERSION))
            pipe.execute()


def _shown(url: str) -> str:
    """The URL without a password."""
    scheme, mark, rest = url.partition("://")
    return scheme + mark + rest.rpartition("@")[2]
