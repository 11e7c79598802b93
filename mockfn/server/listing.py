"""The journals of a server's scopes, read as one: filtered, in pages, or one exchange of them."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter, itemgetter
from typing import Any, TypeVar, get_args

from mockfn.decide import Source
from mockfn.errors import did_you_mean
from mockfn.journal import Exchange
from mockfn.jsontext import encode
from mockfn.server.asked import Asked, ControlError
from mockfn.server.copies import copies
from mockfn.server.desk import Desk
from mockfn.server.entries import Numbered, brief, cleaned, entry, without_secrets
from mockfn.server.reasons import others
from mockfn.server.timeline import timeline

__all__ = ["FILTERS", "as_lines", "find", "journals_of", "listed", "number_of", "numbered", "whole"]

_T = TypeVar("_T")

_PAGE, _LARGEST_PAGE = 100, 1_000


def _holds_text(exchange: Exchange, value: str) -> bool:
    return value.casefold() in exchange.request.body.decode("utf-8", "replace").casefold()


def _calls(exchange: Exchange, value: str) -> bool:
    return any(call.name == value for call in getattr(exchange.decision.answer, "tool_calls", ()))


# What a query may ask of an exchange, by parameter.
FILTERS: dict[str, Callable[[Exchange, str], bool]] = {
    "source": lambda exchange, value: exchange.decision.source == value,
    "status": lambda exchange, value: str(exchange.response.status) == value,
    "method": lambda exchange, value: exchange.request.method == value.upper(),
    "path": lambda exchange, value: exchange.request.path == value,
    "model": lambda exchange, value: exchange.chat is not None and exchange.chat.model == value,
    "user": lambda exchange, value: (
        exchange.chat is not None and value.casefold() in exchange.chat.last_user.casefold()
    ),
    "tool": lambda exchange, value: exchange.chat is not None and exchange.chat.tool(value) is not None,
    "call": _calls,
    "text": _holds_text,
}


def listed(asked: Asked) -> dict[str, Any]:
    """One page of the journal: `exchanges`, oldest first, and `next`, the `since` of the page after it (None: the end).

    `since=N` leaves out the exchanges up to number N, `limit` says how many are wanted, `view=brief` asks for lines.
    """
    asked.known("since", "limit", "view", "format", *FILTERS)
    query = asked.query
    since, limit = number_of(query.get("since", "0"), "since"), number_of(query.get("limit", f"{_PAGE}"), "limit")
    if limit > _LARGEST_PAGE:
        raise ControlError(400, f"limit is at most {_LARGEST_PAGE}.", param="limit")
    shown = _choice(query, "view", {"full": entry, "brief": brief})
    if "source" in query:
        _choice(query, "source", dict.fromkeys(get_args(Source)))  # a misspelt one would look like silence
    wanted = [(FILTERS[name], value) for name, value in query.items() if name in FILTERS]
    found: list[Numbered] = []
    more = False
    for numbered_one in numbered(asked.desk, asked.scope, since):
        if all(test(numbered_one.exchange, value) for test, value in wanted):
            if len(found) == limit:
                more = True
                break
            found.append(numbered_one)
    return {"exchanges": [shown(one) for one in found], "next": found[-1].number if more and found else None}


def as_lines(found: Mapping[str, Any]) -> bytes:
    """The exchanges of a page as JSON lines."""
    return b"".join(encode(one) + b"\n" for one in found["exchanges"])


def find(desk: Desk, id: str) -> Numbered | None:
    """The exchange of that number; None where no journal holds it."""
    return next((found for found in numbered(desk) if str(found.number) == id), None)


def numbered(desk: Desk, scope: str | None = None, since: int = 0) -> Iterator[Numbered]:
    """The exchanges of all journals, or of one scope's, that have a number above `since`, by number."""
    journals = [
        [Numbered(number, exchange, name, desk.deliveries.find(exchange)) for number, exchange in kept]
        for name, entries in journals_of(desk, scope)
        if (kept := entries[bisect_right(entries, since, key=itemgetter(0)) :])
    ]
    yield from heapq.merge(*journals, key=attrgetter("number"))


def journals_of(desk: Desk, scope: str | None = None) -> Iterator[tuple[str | None, list[tuple[int, Exchange]]]]:
    """The journals with the names of their scopes; exchanges have their numbers, which rise."""
    for name, mock in desk.scopes.all():
        if scope is None or name == scope:
            yield name, mock.journal.numbered()


def whole(asked: Asked, found: Numbered) -> dict[str, Any]:
    """One exchange with its time line, what the other rules lacked, and what can be copied of it."""
    exchange, host = found.exchange, asked.headers.get("host", "localhost")
    clean = cleaned(exchange)
    data = entry(found, clean)
    is_stream = "event-stream" in exchange.response.headers.get("content-type", "")
    mock = asked.desk.scopes.named(found.scope)
    return {
        **data,
        "timeline": timeline(clean.response.frames, found.delivery) if is_stream else [],
        **without_secrets({"others": others(mock, exchange)}, exchange.request),
        "copies": copies(found, data, f"http://{host}"),
    }


def number_of(value: str, name: str) -> int:
    """The number that a parameter gives. Raises ControlError."""
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise ControlError(400, f"{name} takes a number, not {value[:60]!r}.", param=name)
    return int(value)


def _choice(query: Mapping[str, str], name: str, known: Mapping[str, _T]) -> _T:
    value = query.get(name, next(iter(known)))
    if value not in known:
        raise ControlError(400, f"There is no {name} {value[:60]!r}.", param=name, remedy=did_you_mean(value, known))
    return known[value]
