"""An exchange as data, for people and programs: what came, what was decided and why, what went out. Without secrets.

Headers are dropped but for a short list, and the rules that keep secrets out of cassettes are applied to all the rest,
the reasons included: a reason may quote the request.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import msgspec

from mockfn.apis import OPENAI_CHAT
from mockfn.cassette.model import Interaction
from mockfn.cassette.scrub import Scrubber, secrets_in
from mockfn.chat import Reply
from mockfn.decide import Decision
from mockfn.http import Request, Response
from mockfn.journal import Exchange
from mockfn.jsontext import decode, encode
from mockfn.server.deliveries import Delivery

__all__ = ["Numbered", "brief", "cleaned", "entry", "without_secrets"]

_LONGEST_LINE = 160


class Numbered(msgspec.Struct, frozen=True):
    """An exchange of the journals: its number, its scope (None is the server's own), and its delivery if known."""

    number: int
    exchange: Exchange
    scope: str | None = None
    delivery: Delivery | None = None


def cleaned(exchange: Exchange) -> Interaction:
    """Request and response without secrets; a stream keeps its frames."""
    return _scrubber().interaction(Interaction(exchange.request, exchange.response)).interaction


def entry(numbered: Numbered, clean: Interaction | None = None) -> dict[str, Any]:
    """Everything about an exchange but its single frames, as plain data; `clean` is `cleaned` of it, if known."""
    exchange = numbered.exchange
    clean = clean or cleaned(exchange)
    request, response = clean.request, clean.response
    said = {"scope": numbered.scope, "decision": _decision(exchange), "answer": _answer(exchange, response)}
    return {
        "number": numbered.number,
        "attempt": exchange.attempt,
        **_times(numbered),
        "request": {
            "method": request.method,
            "url": request.url,
            "headers": request.headers,
            "body": _parsed(request.body),
        },
        "response": {"status": response.status, "headers": response.headers, "body": _parsed(response.body)},
        **without_secrets(said, exchange.request),
    }


def brief(numbered: Numbered) -> dict[str, Any]:
    """What a line of a list shows of an exchange."""
    exchange, chat = numbered.exchange, numbered.exchange.chat
    status = exchange.response.status
    quoted = {
        "scope": numbered.scope,
        "url": exchange.request.url,
        "model": chat.model if chat else None,
        "user": _line(chat.last_user if chat else _user_of(exchange.request)) or None,
        "tools": ", ".join(tool.name for tool in chat.tools) if chat else "",
        "said": _said(exchange) if chat or status >= 400 else "",
    }
    return {
        "number": numbered.number,
        "attempt": exchange.attempt,
        **_times(numbered),
        "method": exchange.request.method,
        "status": status,
        "source": exchange.decision.source,
        "faults": _faults(exchange.decision),
        "stream": chat.stream if chat else False,
        "messages": len(chat.conversation) if chat else 0,
        **without_secrets(quoted, exchange.request),
    }


@cache
def _scrubber() -> Scrubber:
    return Scrubber(secrets=secrets_in(os.environ))


def without_secrets(found: dict[str, Any], request: Request) -> dict[str, Any]:
    """The same data, cleaned as the body of a request with these headers and this URL would be."""
    told = Request(request.method, request.url, request.headers, encode(found))
    clean: dict[str, Any] = decode(_scrubber().request(told).body)
    return clean


def _times(numbered: Numbered) -> dict[str, Any]:
    at, delivery = numbered.exchange.at, numbered.delivery
    when = None if at is None else datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
    ended = delivery.ended if delivery else None
    return {
        "at": when.replace("+00:00", "Z") if when else None,
        "seconds": None if ended is None else round(ended, 6),
        "outcome": delivery.outcome if delivery else None,
    }


def _decision(exchange: Exchange) -> dict[str, Any]:
    decision, rule = exchange.decision, exchange.decision.rule
    return {
        "source": decision.source,
        "because": decision.because,
        "rule": None
        if rule is None
        else {"name": rule.name, "place": str(rule.place), "asks": [matcher.shown for matcher in rule.conditions]},
        "faults": _faults(decision),
    }


def _faults(decision: Decision) -> list[str]:
    """The names of the faults that struck."""
    return list(dict.fromkeys(strike.name for strike in decision.faults))


def _answer(exchange: Exchange, response: Response) -> dict[str, Any] | None:
    """What the app was told: the reply in neutral form, or the error; None where no conversation was answered."""
    body, kind = response.body, response.headers.get("content-type", "")
    if response.status >= 400:
        parsed = _parsed(body)
        error = parsed.get("error") if isinstance(parsed, dict) else None
        return {"error": error if isinstance(error, Mapping) else {"message": parsed}}
    if exchange.chat is None:
        return None
    try:
        reply = OPENAI_CHAT.collapse(body, kind)
    except ValueError as wrong:
        return {"unreadable": str(wrong)}
    return _reply(reply)


def _reply(reply: Reply) -> dict[str, Any]:
    calls = [
        {
            "id": call.id,
            "name": call.name,
            "arguments": call.arguments if isinstance(call.arguments, str) else dict(call.arguments),
        }
        for call in reply.tool_calls
    ]
    return {
        "content": reply.text,
        "reasoning": reply.reasoning,
        "refusal": reply.refusal,
        "tool_calls": calls,
        "finish_reason": reply.finish_reason,
    }


def _said(exchange: Exchange) -> str:
    """One line of what was answered."""
    answer = exchange.decision.answer
    if isinstance(answer, Reply):
        calls = ", ".join(f"{call.name}()" for call in answer.tool_calls)
        return calls or _line(answer.text or answer.refusal or "")
    return _line(answer.message) if answer is not None else ""


def _user_of(request: Request) -> str:
    """What the user said in a request that was rejected, as far as it can be read."""
    body = _parsed(request.body)
    messages = body.get("messages") if isinstance(body, dict) else None
    for message in reversed(messages) if isinstance(messages, list) else ():
        if isinstance(message, dict) and message.get("role") == "user" and isinstance(message.get("content"), str):
            return str(message["content"])
    return ""


def _line(text: str) -> str:
    line = " ".join(text[: 4 * _LONGEST_LINE].split())
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"


def _parsed(body: bytes) -> Any:
    """JSON as data, any other text as text."""
    if not body:
        return None
    try:
        return decode(body)
    except ValueError:
        return body.decode("utf-8", "replace")
