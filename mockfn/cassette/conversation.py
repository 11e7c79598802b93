"""What an exchange says, read from its bytes: the tools offered, the calls and text of the answer, all in one line.

Reads chat completions, Responses and Anthropic Messages, whole or streamed. Says nothing, and never fails, where an
exchange is none of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from mockfn.cassette.model import Interaction
from mockfn.chat import Reply, Tool, ToolCall
from mockfn.http import Request, Response
from mockfn.sse import decode

__all__ = ["body_of", "reply_of", "summary", "tools_of"]

_JSON = dict[str, Any]


def body_of(data: bytes) -> Any:
    """The JSON a body holds; None where it is none."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _dicts(value: Any) -> list[_JSON]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def tools_of(request: Request) -> tuple[Tool, ...]:
    """The tools a request offers, in any of the forms an API takes them in."""
    body = body_of(request.body)
    if not isinstance(body, dict):
        return ()
    found: list[Tool] = []
    for raw in [*_dicts(body.get("tools")), *_dicts(body.get("functions"))]:
        inner = raw.get("function") or raw.get("custom") or raw
        if not isinstance(inner, dict) or not isinstance(inner.get("name"), str):
            continue
        schema = inner.get("parameters", inner.get("input_schema"))
        found.append(
            Tool(
                name=inner["name"],
                description=str(inner.get("description") or ""),
                parameters=schema if isinstance(schema, dict | bool) else None,
                kind="custom" if raw.get("type") == "custom" else "function",
                raw=raw,
            )
        )
    return tuple(found)


def reply_of(response: Response) -> Reply:
    """What the answer says: the text of its first choice, the calls of all."""
    content_type = response.headers.get("content-type", "")
    return _reply(response.body, content_type.startswith("text/event-stream"))


@lru_cache(maxsize=256)
def _reply(body: bytes, stream: bool) -> Reply:
    gathered = _Gathered()
    documents: Iterator[Any] = (body_of(e.data.encode()) for e in decode(body)) if stream else iter([body_of(body)])
    for document in documents:
        if isinstance(document, dict):
            gathered.take(document)
    return gathered.reply()


class _Gathered:
    """A reply as it grows from whole answers or from deltas. Calls are told apart by choice and index."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.calls: dict[tuple[Any, ...], _JSON] = {}

    def reply(self) -> Reply:
        calls = tuple(ToolCall(c["name"], c["arguments"], c["id"]) for c in self.calls.values() if c["name"])
        return Reply("".join(self.texts) or None, tool_calls=calls)

    def take(self, document: _JSON) -> None:
        for choice in _dicts(document.get("choices")):
            self.message(choice.get("index"), choice.get("message") or choice.get("delta") or {})
        kind = document.get("type")
        if kind == "response.completed" and isinstance(document.get("response"), dict):
            document = document["response"]
        for item in _dicts(document.get("output")):
            self.item(item)
        for block in _dicts(document.get("content")):
            self.item(block)
        if kind == "content_block_start" and isinstance(document.get("content_block"), dict):
            self.item(document["content_block"] | {"input": ""}, document.get("index"))
        elif kind == "content_block_delta" and isinstance(document.get("delta"), dict):
            delta = document["delta"]
            self.text(delta.get("text"))
            self.call((document.get("index"),), None, delta.get("partial_json"), None)

    def message(self, choice: Any, message: Any) -> None:
        if not isinstance(message, dict):
            return
        if not choice:
            self.text(message.get("content"))
        for position, call in enumerate(_dicts(message.get("tool_calls"))):
            inner = call.get("function") or call.get("custom") or {}
            if isinstance(inner, dict):
                key = (choice, call.get("index", position))
                self.call(key, inner.get("name"), inner.get("arguments", inner.get("input")), call.get("id"))
        legacy = message.get("function_call")
        if isinstance(legacy, dict):
            self.call((choice, "function_call"), legacy.get("name"), legacy.get("arguments"), None)

    def item(self, item: _JSON, index: Any = None) -> None:
        key = (index if index is not None else ("item", len(self.calls)),)
        match item.get("type"):
            case "function_call":
                self.call(key, item.get("name"), item.get("arguments"), item.get("call_id"))
            case "tool_use":
                given = item.get("input")
                text = given if isinstance(given, str) else msgspec.json.encode(given).decode()
                self.call(key, item.get("name"), text, item.get("id"))
            case "text" | "output_text":
                self.text(item.get("text"))
            case "message":
                for part in _dicts(item.get("content")):
                    self.text(part.get("text"))

    def text(self, text: Any) -> None:
        if isinstance(text, str):
            self.texts.append(text)

    def call(self, key: tuple[Any, ...], name: Any, arguments: Any, call_id: Any) -> None:
        if name is None and arguments is None and call_id is None:
            return
        call = self.calls.setdefault(key, {"name": "", "arguments": "", "id": None})
        if isinstance(name, str):
            call["name"] += name
        if isinstance(arguments, str):
            call["arguments"] += arguments
        if isinstance(call_id, str):
            call["id"] = call["id"] or call_id


def summary(interaction: Interaction) -> str:
    """The exchange in one line: who spoke last, and what the provider answered."""
    return f"{_asked(interaction.request)} -> {_answered(interaction.response)}"


def _short(text: str, limit: int = 60) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _asked(request: Request) -> str:
    body = body_of(request.body)
    messages = _dicts(body.get("messages") or body.get("input")) if isinstance(body, dict) else []
    if not messages:
        return _short(f"{request.method} {request.path}")
    last = messages[-1]
    said = last.get("content", last.get("output", ""))
    if isinstance(said, list):
        said = " ".join(str(part.get("text", part.get("content", ""))) for part in _dicts(said))
    return f'{_short(str(last.get("role") or last.get("type")))}: "{_short(str(said or ""))}"'


def _answered(response: Response) -> str:
    if response.status >= 400:
        body = body_of(response.body)
        error = body.get("error") if isinstance(body, dict) else None
        said = error.get("message", "") if isinstance(error, dict) else error or ""
        return f"{response.status} {_short(str(said))}".rstrip()
    reply = reply_of(response)
    calls = ", ".join(_short(f"{call.name}({call.arguments})", 80) for call in reply.tool_calls[:4])
    more = f" and {len(reply.tool_calls) - 4} more" if len(reply.tool_calls) > 4 else ""
    spoken = f'"{_short(reply.text)}"' if reply.text else ""
    return " ".join(part for part in (spoken, calls + more) if part) or str(response.status)
