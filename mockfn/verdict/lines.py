"""The messages of a request and the answer it got, in a form that is equal where they say the same.

Clients re-write what they send back: content as parts, arguments with other spacing, keys left out. None of it counts.
System and developer messages are instructions, no part of what was said, and are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from mockfn.apis import OPENAI_CHAT
from mockfn.chat import Reply
from mockfn.journal import Exchange
from mockfn.jsontext import decode

__all__ = ["Call", "Line", "Said", "lines_of", "said_of"]


class Call(Struct, frozen=True):
    """A call; arguments are text with sorted keys where they are JSON."""

    id: str
    name: str
    arguments: str


class Line(Struct, frozen=True):
    """One message. `call_id` is the call that a tool's result belongs to: its id, or a legacy function's name."""

    role: str
    text: str = ""
    calls: tuple[Call, ...] = ()
    call_id: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """What results of its calls name: ids, or names where calls have none."""
        return tuple(call.id or call.name for call in self.calls)

    def __str__(self) -> str:
        called = ", ".join(f"{call.name}({call.arguments})" for call in self.calls)
        shown = " and ".join(part for part in (_shortened(self.text) if self.text else "", _cut(called)) if part)
        return f"{self.role} {shown or 'nothing'}"


class Said(Struct, frozen=True):
    """What an answer said, and whether all of it came: a stream has an end for its first choice, JSON can be read."""

    line: Line
    whole: bool


def lines_of(exchange: Exchange) -> list[tuple[int, Line]]:
    """The messages with their places in the request; none where it holds no conversation."""
    messages = exchange.chat.messages if exchange.chat is not None else _messages(exchange.request.body)
    lines = [(place, _line(message)) for place, message in enumerate(messages) if isinstance(message, dict)]
    return [(place, line) for place, line in lines if line.role not in ("system", "developer")]


def said_of(exchange: Exchange) -> Said | None:
    """What the answer said; None for an error, and for several choices, of which a client may take any."""
    chat, response = exchange.chat, exchange.response
    if chat is None or response.status >= 400 or chat.json.get("n") not in (None, 1):
        return None
    try:
        reply = OPENAI_CHAT.collapse(response.body, response.headers.get("content-type", ""))
    except (ValueError, AttributeError, TypeError):
        # Neither JSON nor a stream: a page of HTML, or nothing at all.
        return Said(Line("assistant"), whole=False)
    return Said(_spoken(reply), whole=reply.finish_reason is not None or not chat.stream)


def _messages(body: bytes) -> Sequence[Any]:
    try:
        value = decode(body) if body else None
    except ValueError:
        return ()
    messages = value.get("messages") if isinstance(value, dict) else None
    return messages if isinstance(messages, list) else ()


def _spoken(reply: Reply) -> Line:
    calls = tuple(Call(call.id or "", call.name, _written(call.arguments)) for call in reply.tool_calls)
    # The last character of a stream that broke off may be half of one.
    return Line("assistant", (reply.text or reply.refusal or "").rstrip("\ufffd").strip(), calls)


def _line(message: Mapping[str, Any]) -> Line:
    role = str(message.get("role"))
    text = _text(message.get("content")) or _text(message.get("refusal"))
    if role in ("tool", "function"):
        return Line(role, text, call_id=str(message.get("tool_call_id") or message.get("name") or ""))
    return Line(role, text, _calls(message) if role == "assistant" else ())


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "".join(_part(part) for part in content).strip()
    return content.strip() if isinstance(content, str) else ""


def _part(part: Any) -> str:
    if isinstance(part, str):
        return part
    text = part.get("text", part.get("refusal")) if isinstance(part, dict) else None
    return text if isinstance(text, str) else _written(part)


def _calls(message: Mapping[str, Any]) -> tuple[Call, ...]:
    listed, legacy = message.get("tool_calls"), message.get("function_call")
    given = listed if isinstance(listed, list) else []
    calls = [_call(call) for call in given if isinstance(call, dict)]
    if isinstance(legacy, dict):
        calls.append(_call({"function": legacy}))
    return tuple(calls)


def _call(call: Mapping[str, Any]) -> Call:
    inner = call.get("function") or call.get("custom")
    said = inner if isinstance(inner, dict) else {}
    return Call(str(call.get("id") or ""), str(said.get("name")), _written(said.get("arguments", said.get("input"))))


def _written(arguments: Any) -> str:
    """Arguments as text that is equal for equal arguments; what is no JSON is itself."""
    if isinstance(arguments, str):
        try:
            arguments = decode(arguments)
        except ValueError:
            return str(arguments)
    try:
        return msgspec.json.encode(arguments, order="deterministic").decode()
    except (TypeError, UnicodeEncodeError, RecursionError):
        return repr(arguments)


def _shortened(text: str) -> str:
    return repr(_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
