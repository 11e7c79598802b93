"""What happened: exchanges, bounded, and what tests ask of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import count
from threading import Lock
from typing import Any, overload

from msgspec import Struct

from mockfn.apis import OPENAI_CHAT
from mockfn.chat import ChatRequest, Reply
from mockfn.decide import Decision
from mockfn.http import Frames, Request, Response
from mockfn.jsontext import decode

__all__ = ["Exchange", "GivenCall", "Journal"]


class Exchange(Struct, frozen=True, weakref=True):
    """One request with what was decided and what was answered.

    `chat` is the parsed conversation, None where the request held none. `attempt` is how often the same messages were
    asked before: 0 the first time. `at` is when the request came, in Unix seconds, where a shell said so.
    """

    request: Request
    decision: Decision
    response: Response
    chat: ChatRequest | None = None
    attempt: int = 0
    at: float | None = None

    def __repr__(self) -> str:
        return f"<Exchange {self.request.method} {self.request.path} -> {self.response.status} {self.decision.source}>"


class GivenCall(Struct, frozen=True):
    """A tool call the app was given. `arguments` is parsed (the text itself where it is no JSON); `result` is what the
    app sent back for it, parsed where it is JSON, None until it did (`answered` tells the two apart)."""

    name: str
    arguments: Any
    id: str | None = None
    result: Any = None
    answered: bool = False

    def __repr__(self) -> str:
        outcome = f" -> {self.result!r}" if self.answered else ""
        return f"{self.name}({self.arguments!r}){outcome}"


class Journal:
    """The latest exchanges, oldest first. Appending and reading are safe from any thread.

    It keeps at most `limit` exchanges, and no more than `size` bytes of bodies; the latest exchange is always there.
    Each has a number that no other of the same `numbers` has, and later ones have higher numbers: journals that share
    `numbers` can be read as one.
    """

    def __init__(self, limit: int = 1_000, size: int = 16 * 1024 * 1024, numbers: Iterator[int] | None = None) -> None:
        self.numbers = count(1) if numbers is None else numbers
        self._exchanges: deque[tuple[int, Exchange]] = deque()
        self._sizes: deque[int] = deque()
        self._limit, self._size = limit, size
        self._bytes = 0
        self._lock = Lock()

    def append(self, exchange: Exchange) -> None:
        """Keeps an exchange; the oldest leave where there is more than the limits allow."""
        frames = exchange.response.frames
        size = len(frames.whole) if type(frames) is Frames else sum([len(frame.data) for frame in frames])
        size += len(exchange.request.body)
        kept = self._exchanges
        with self._lock:
            kept.append((next(self.numbers), exchange))
            self._sizes.append(size)
            size += self._bytes
            while len(kept) > self._limit or (size > self._size and len(kept) > 1):
                kept.popleft()
                size -= self._sizes.popleft()
            self._bytes = size

    def clear(self) -> None:
        """Forgets all exchanges; numbers go on."""
        with self._lock:
            self._exchanges.clear()
            self._sizes.clear()
            self._bytes = 0

    def numbered(self) -> list[tuple[int, Exchange]]:
        """The exchanges with their numbers, oldest first."""
        return list(self._exchanges.copy())

    def __iter__(self) -> Iterator[Exchange]:
        return iter([exchange for _, exchange in self._exchanges.copy()])

    def __repr__(self) -> str:
        return repr(list(self))

    def __len__(self) -> int:
        return len(self._exchanges)

    @overload
    def __getitem__(self, index: int) -> Exchange: ...
    @overload
    def __getitem__(self, index: slice) -> list[Exchange]: ...
    def __getitem__(self, index: int | slice) -> Exchange | list[Exchange]:
        return list(self)[index] if isinstance(index, slice) else self._exchanges[index][1]

    @property
    def requests(self) -> list[ChatRequest]:
        """The conversations that came, those that were rejected for what they ask left out."""
        return [exchange.chat for exchange in self if exchange.chat is not None]

    @property
    def tool_calls(self) -> list[GivenCall]:
        """The calls that answers held, in order, each with the result the app sent back later."""
        return self.calls_of(self)

    def calls_of(self, exchanges: Iterable[Exchange]) -> list[GivenCall]:
        """The calls that these exchanges held, with the results that any request of the journal brought."""
        results = _results(self)
        return [call for exchange in exchanges for call in _calls(exchange, results)]


def _results(exchanges: Iterable[Exchange]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for exchange in exchanges:
        for message in exchange.chat.conversation if exchange.chat else ():
            key = message.call_id or (message.name if message.role == "function" else None)
            if message.role in ("tool", "function") and key:
                found[key] = _parsed(message.text)
    return found


def _calls(exchange: Exchange, results: dict[str, Any]) -> list[GivenCall]:
    if exchange.chat is None or exchange.response.status >= 400:
        return []
    try:
        reply = OPENAI_CHAT.collapse(exchange.response.body, exchange.response.headers.get("content-type", ""))
    except ValueError:
        reply = Reply()
    made = []
    for call in reply.tool_calls:
        key = call.id or call.name
        arguments = _parsed(call.arguments) if isinstance(call.arguments, str) else call.arguments
        made.append(GivenCall(call.name, arguments, call.id, results.get(key), key in results))
    return made


def _parsed(text: str) -> Any:
    try:
        return decode(text)
    except ValueError:
        return text
