"""Kinds of requests: an app sends the same members with other words in them, again and again.

What decides a request beside its messages (model, tools, options) is read and judged once for each kind. A request of
a kind that is known had no fault then, so that only what it says has to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from mockfn.apis.openai_chat_checks import ToolsVerdict, conversation_findings, judges_messages
from mockfn.apis.openai_chat_request import read_conversation
from mockfn.chat import ChatRequest, Message
from mockfn.jsontext import decode_quickly, members
from mockfn.providers.provider import Model, Provider

__all__ = ["SAID", "Cut", "Kind", "cut", "known", "remember"]

# Members that each request of an app may have its own of, and what they have to be. What else an app sends is the same
# in all its requests, `messages` left aside.
_OWN: dict[str, type] = {"seed": int, "user": str, "safety_identifier": str, "prompt_cache_key": str}

_NO_MESSAGES = msgspec.Raw()
SAID = frozenset({"messages", *_OWN})

# Members by which an answer is cut, or holds more than what a model says.
_CHANGING = ("stop", "max_tokens", "max_completion_tokens", "logprobs")

# Requests that are larger are judged anew each time, so that the memory of kinds is bounded.
_LARGEST, _MOST = 256 * 1024, 256


class Kind:
    """What requests of one kind have in common. `body` holds their members but for those of their own.

    `room` is the size in bytes up to which no request of this kind can be too long for its model. They are `plain`
    where nothing that is asked for cuts or repeats what a model says. For whoever answers: `answers` is what answers to
    such requests have in common, `around` what is counted around their texts, `usages` counts, written, and `plans` how
    answers are come by with which rules.
    """

    __slots__ = (
        "answers",
        "around",
        "asks_usage",
        "body",
        "demands",
        "functions",
        "model",
        "plain",
        "plans",
        "provider",
        "room",
        "tools",
        "usages",
    )

    def __init__(
        self,
        chat: ChatRequest,
        provider: Provider,
        model: Model,
        tools: ToolsVerdict | None,
        functions: ToolsVerdict | None,
    ) -> None:
        self.provider, self.model, self.tools, self.functions = provider, model, tools, functions
        self.body = {name: value for name, value in chat.json.items() if name not in SAID}
        self.demands = replace(chat.demands, kind=self)
        asked = self.body.get("max_completion_tokens") or self.body.get("max_tokens")
        self.room = model.context - (asked if isinstance(asked, int) and asked > 0 else 0)
        self.plain = not any(self.body.get(name) for name in _CHANGING) and self.body.get("n") in (None, 1)
        options = self.body.get("stream_options")
        self.asks_usage = isinstance(options, dict) and options.get("include_usage") is True
        self.answers: dict[Any, Any] = {}
        self.plans: dict[int, Any] = {}
        self.around: dict[Any, tuple[int, int]] = {}
        self.usages: dict[tuple[int, int], bytes] = {}


class Cut(Struct, frozen=True):
    """A body cut into its members, of which `messages` is the text of one; `key` is equal for equal kinds."""

    messages: bytes
    key: tuple[str | bytes, ...]


class _Text(Struct, frozen=True, forbid_unknown_fields=True):
    """A message that says one text and has no history to judge."""

    role: Literal["system", "user"]
    content: str


_TEXTS: Callable[[bytes], list[_Text]] = msgspec.json.Decoder(list[_Text]).decode
_KINDS: dict[tuple[Any, ...], Kind] = {}


def cut(data: bytes) -> Cut | None:
    """The members of a body; None where that takes a closer look."""
    raw = members(data) if len(data) <= _LARGEST else None
    if raw is None:
        return None
    messages = raw.pop("messages", _NO_MESSAGES)
    for name in _OWN.keys() & raw.keys():
        if _is(raw[name], _OWN[name]):
            del raw[name]
    return Cut(bytes(messages), (*raw, *map(bytes, raw.values())))


def _is(part: msgspec.Raw, kind: type) -> bool:
    try:
        return type(decode_quickly(part)) is kind
    except (ValueError, RecursionError):
        return False


def known(data: bytes, parts: Cut, provider: Provider, headers: Mapping[str, str]) -> ChatRequest | None:
    """The conversation of a request without fault; None where its kind is not known, or where it has to be judged."""
    kind = _KINDS.get((id(provider), parts.key))
    if kind is None or kind.provider is not provider or len(data) > kind.room:
        return None
    text = parts.messages
    digest = blake2b(text, digest_size=16).digest()
    try:
        if not provider.checks:
            said = _texts(text)
            if said is not None:
                return ChatRequest.saying(kind.demands, said, data, headers=headers, digest=digest, texts=True)
        messages = decode_quickly(text)
    except (ValueError, RecursionError):
        return None
    if not _sound(kind, messages):
        return None
    conversation = read_conversation(messages)
    return ChatRequest.saying(kind.demands, conversation, data, headers=headers, digest=digest, texts=False)


def _texts(text: bytes) -> tuple[Message, ...] | None:
    """Messages of which there is nothing to judge; None where there are others."""
    try:
        said = _TEXTS(text)
    except msgspec.DecodeError:
        return None
    return tuple([Message(message.role, message.content) for message in said]) or None


def _sound(kind: Kind, messages: Any) -> bool:
    if type(messages) is not list or not messages:
        return False
    faults = conversation_findings(
        {**kind.body, "messages": messages}, kind.model, kind.tools, kind.functions, kind.provider.checks
    )
    return next(faults, None) is None


def remember(kind: Kind, parts: Cut) -> None:
    """Knows later requests of this kind."""
    if not judges_messages(kind.body, kind.model):
        if len(_KINDS) >= _MOST:
            _KINDS.clear()
        _KINDS[id(kind.provider), parts.key] = kind
