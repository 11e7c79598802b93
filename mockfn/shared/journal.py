"""A journal in Redis: what any worker answered, in one order, each exchange once.

An exchange is kept as data: the request without what identifies its sender, what was decided, what was answered. The
conversation is parsed again by who reads it, and the rule found again by its place.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, overload

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from mockfn.apis import OPENAI_CHAT, find
from mockfn.chat import APIError, ChatRequest, Reply
from mockfn.decide import Decision, Source
from mockfn.faults import Strike
from mockfn.http import Request, Response
from mockfn.journal import Exchange, Journal
from mockfn.latency import Latency
from mockfn.script import Rule
from mockfn.settings import Settings
from mockfn.shared.state import LIFE, SharedState

__all__ = ["SharedJournal"]

_SECRET = frozenset({"authorization", "proxy-authorization", "api-key", "x-api-key", "cookie"})

# KEYS: the exchanges, their bytes, the counter of all journals. ARGV: exchange, how many, how many bytes, seconds.
_APPEND = """
local entry = redis.call('INCR', KEYS[3]) .. ' ' .. ARGV[1]
local count = redis.call('RPUSH', KEYS[1], entry)
local bytes = redis.call('INCRBY', KEYS[2], #entry)
while count > 1 and (count > tonumber(ARGV[2]) or bytes > tonumber(ARGV[3])) do
  bytes = redis.call('DECRBY', KEYS[2], #redis.call('LPOP', KEYS[1]))
  count = count - 1
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
redis.call('EXPIRE', KEYS[2], ARGV[4])
"""


class _Kept(Struct, frozen=True, array_like=True):
    """An exchange as it is kept. `rule` is the place of the rule, `parsed` whether there was a conversation."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    source: Source
    because: tuple[str, ...]
    response: Response
    reply: Reply | None
    error: APIError | None
    rule: str | None
    latency: Latency | None
    faults: tuple[Strike, ...]
    parsed: bool
    attempt: int
    at: float | None


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Kept)


class SharedJournal(Journal):
    """What `Journal` is, for all who share the state. `settings` are those of who reads."""

    def __init__(
        self,
        state: SharedState,
        settings: Callable[[], Settings],
        scope: str | None = None,
        limit: int = 1_000,
        size: int = 16 * 1024 * 1024,
    ) -> None:
        super().__init__(limit, size)
        self._state, self._settings = state, settings
        self._entries, self._weight = state.key("journal", scope), state.key("journal-bytes", scope)
        self._append = state.redis.register_script(_APPEND)
        self._read: OrderedDict[int, Exchange] = OrderedDict()

    def append(self, exchange: Exchange) -> None:
        """Keeps an exchange; the oldest leave where there is more than the limits allow."""
        with self._state.reaching():
            self._append(
                keys=[self._entries, self._weight, self._state.counter("number")],
                args=[_written(exchange), self._limit, self._size, LIFE],
            )

    def clear(self) -> None:
        """Forgets all exchanges; numbers go on."""
        with self._state.reaching():
            self._state.redis.unlink(self._entries, self._weight)

    def numbered(self) -> list[tuple[int, Exchange]]:
        """The exchanges with their numbers, oldest first."""
        with self._state.reaching():
            entries = self._state.redis.lrange(self._entries, 0, -1)
        return [self._exchange(entry) for entry in entries]

    def __iter__(self) -> Iterator[Exchange]:
        return iter([exchange for _, exchange in self.numbered()])

    def __len__(self) -> int:
        with self._state.reaching():
            return int(self._state.redis.llen(self._entries))

    @overload
    def __getitem__(self, index: int) -> Exchange: ...
    @overload
    def __getitem__(self, index: slice) -> list[Exchange]: ...
    def __getitem__(self, index: int | slice) -> Exchange | list[Exchange]:
        return list(self)[index]

    def _exchange(self, entry: bytes) -> tuple[int, Exchange]:
        written, _, data = entry.partition(b" ")
        # By what it is, not by its number: a Redis that was started anew without its data counts from 1 again.
        key = hash(entry)
        with self._lock:
            found = self._read.get(key)
        if found is None:
            found = _exchange(_DECODER.decode(data), self._settings())
            with self._lock:
                self._read[key] = found
                if len(self._read) > self._limit:
                    self._read.popitem(last=False)
        return int(written), found


def _written(exchange: Exchange) -> bytes:
    kept = _kept(exchange)
    try:
        return _ENCODER.encode(kept)
    except (UnicodeEncodeError, TypeError, OverflowError, ValueError):
        # Halves of characters, integers beyond 64 bits: the answer's bytes say what it was.
        because = tuple(text.encode("utf-8", "replace").decode() for text in kept.because)
        url = kept.url.encode("utf-8", "replace").decode()
        return _ENCODER.encode(replace(kept, url=url, because=because, reply=None, error=None))


def _kept(exchange: Exchange) -> _Kept:
    request, decision, answer = exchange.request, exchange.decision, exchange.decision.answer
    headers = {name: "***" if name.lower() in _SECRET else value for name, value in request.headers.items()}
    return _Kept(
        request.method,
        request.url,
        headers,
        request.body,
        decision.source,
        decision.because,
        _plain(exchange.response),
        answer if isinstance(answer, Reply) else None,
        answer if isinstance(answer, APIError) else None,
        str(decision.rule.place) if decision.rule is not None else None,
        decision.latency,
        decision.faults,
        exchange.chat is not None,
        exchange.attempt,
        exchange.at,
    )


def _exchange(kept: _Kept, settings: Settings) -> Exchange:
    request = Request(kept.method, kept.url, kept.headers, kept.body)
    rule = _rule(kept.rule, settings) if kept.rule is not None else None
    decision = Decision(kept.reply or kept.error, kept.source, kept.because, rule, kept.latency, kept.faults)
    chat = _chat(request, settings) if kept.parsed else None
    return Exchange(request, decision, _plain(kept.response), chat, kept.attempt, kept.at)


def _plain(response: Response) -> Response:
    """The response with its frames as a tuple: a message pack holds no other sequence, and gives a list back."""
    return replace(response, frames=tuple(response.frames))


def _chat(request: Request, settings: Settings) -> ChatRequest | None:
    route: Any = find(request, settings.provider)
    if isinstance(route, APIError):
        return None
    # Its key is not kept; it was the right one.
    parsed = OPENAI_CHAT.parse(request, replace(settings, api_key=None), route.provider, route.model)
    return parsed if isinstance(parsed, ChatRequest) else None


def _rule(place: str, settings: Settings) -> Rule | None:
    scripts = (settings.rules, settings.script)
    rules = (rule for script in scripts for rule in (*script.rules, *script.otherwise))
    return next((rule for rule in rules if str(rule.place) == place), None)
