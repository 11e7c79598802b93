"""Retries: the same bytes asked again after an answer that failed, judged by what that answer said and by the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from msgspec import Struct

from mockfn.journal import Exchange
from mockfn.jsontext import decode
from mockfn.verdict.finding import Finding
from mockfn.verdict.lines import said_of

__all__ = ["retry_findings"]

# The official clients wait half a second, less a quarter of it at random, before the first retry.
_SOON = 0.25

# Statuses below 500 that the official clients try again; 425 is made to be (RFC 8470).
_TRANSIENT = frozenset({408, 409, 425, 429})

# A code or type of a 429 that waiting does not help.
_SPENT = frozenset({"insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached"})

# Timers may fire a little early.
_PATIENT = 0.99

_Numbered = tuple[int, Exchange]


class _Retry(Struct, frozen=True):
    """A request and the one it repeats."""

    failed: _Numbered
    again: _Numbered
    gap: float | None

    @property
    def after(self) -> str:
        """How long after the failure it came."""
        return "" if self.gap is None else f" {self.gap:.3g} s"


def retry_findings(exchanges: Sequence[_Numbered]) -> Iterator[Finding]:
    """What retries show; one finding of a kind for all retries of a request."""
    for retries in _retries(exchanges):
        kinds: dict[str, list[tuple[_Retry, str]]] = {}
        for retry in retries:
            judged = _judged(retry)
            if judged is not None:
                kinds.setdefault(judged[0], []).append((retry, judged[1]))
        for name, shown in kinds.items():
            yield _finding(name, shown)


def _finding(name: str, shown: list[tuple[_Retry, str]]) -> Finding:
    more = len(shown) - 1
    tail = f" And {more} more time{'s' * (more != 1)}." if more else ""
    requests = dict(numbered for retry, _ in shown for numbered in (retry.failed, retry.again))
    return Finding(name, shown[0][1] + tail, tuple(requests), tuple(requests.values()))


def _retries(exchanges: Sequence[_Numbered]) -> Iterator[list[_Retry]]:
    asked: dict[tuple[str, bytes], _Numbered] = {}
    found: dict[tuple[str, bytes], list[_Retry]] = {}
    for number, exchange in exchanges:
        request = exchange.request
        if request.method != "POST":
            continue
        key = (request.url, request.body)
        before = asked.get(key)
        if before is not None and _failed(before[1]):
            found.setdefault(key, []).append(_Retry(before, (number, exchange), _gap(before[1], exchange)))
        asked[key] = (number, exchange)
    yield from found.values()


def _failed(exchange: Exchange) -> bool:
    response = exchange.response
    if response.status >= 400 or response.cut is not None:
        return True
    said = said_of(exchange)
    return said is not None and not said.whole


def _gap(failed: Exchange, again: Exchange) -> float | None:
    """Seconds from the end of a response to the next request."""
    if failed.at is None or again.at is None:
        return None
    return max(0.0, again.at - failed.at - sum(frame.delay for frame in failed.response.frames))


def _judged(retry: _Retry) -> tuple[str, str] | None:
    number, failed = retry.failed
    again = retry.again[0]
    reason = _final(failed)
    if reason:
        return "forbidden_retry", f"Request {again} repeats request {number}, which no retry can help: {reason}."
    if retry.gap is None:
        return None
    came = f"Request {again} came{retry.after} after request {number} had failed ({_failure(failed)})"
    wait = _wait(failed)
    if wait is not None:
        ignored = retry.gap < wait * _PATIENT
        return ("ignored_retry_after", f"{came}, which said to wait {wait:g} s.") if ignored else None
    return ("retried_too_soon", f"{came}, without waiting.") if retry.gap < _SOON else None


def _failure(exchange: Exchange) -> str:
    response = exchange.response
    return str(response.status) if response.status >= 400 else "its answer broke off"


def _final(exchange: Exchange) -> str:
    """Why a failed request is not to be tried again; '' where it may be."""
    response = exchange.response
    told = response.headers.get("x-should-retry")
    if told == "true" or response.status < 400:
        return ""
    if told == "false":
        return f"its {response.status} said x-should-retry: false"
    if response.status < 500 and response.status not in _TRANSIENT:
        return f"its answer was {response.status}"
    spent = _codes(response.body) & _SPENT
    return f"its {response.status} said {min(spent)}" if spent else ""


def _codes(body: bytes) -> set[str]:
    try:
        value: Any = decode(body)
    except ValueError:
        return set()
    error = value.get("error") if isinstance(value, dict) else None
    return {str(error.get(key)) for key in ("code", "type")} if isinstance(error, dict) else set()


def _wait(exchange: Exchange) -> float | None:
    """Seconds that the answer named: `retry-after-ms`, else `retry-after`, seconds or a date (RFC 9110, 10.2.3)."""
    headers = exchange.response.headers
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return float(headers[name]) * unit
        except (KeyError, ValueError):
            continue
    # It loads twenty modules, and dates are rare here.
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(headers["retry-after"])
    except (KeyError, ValueError):
        return None
    named = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, named.timestamp() - (exchange.at or named.timestamp()))
