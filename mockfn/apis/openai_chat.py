"""Chat Completions: a request in, a completion out (OpenAI API reference, `POST /chat/completions`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from mockfn.apis.legacy import as_function_call
from mockfn.apis.openai_chat_checks import (
    Strictness,
    ToolsVerdict,
    check,
    check_context,
    check_key,
    judge_functions,
    judge_tools,
    reject,
)
from mockfn.apis.openai_chat_kinds import Cut, Kind, cut, known, remember
from mockfn.apis.openai_chat_prepared import Event, Prepared, likeness_of, prepare
from mockfn.apis.openai_chat_request import read, read_calls
from mockfn.apis.openai_chat_said import ANY, say
from mockfn.apis.openai_chat_stream import collapse_stream, events, frames
from mockfn.apis.openai_stored import StoredCompletion
from mockfn.chat import APIError, ChatRequest, Reply
from mockfn.http import Frame, Request, Response
from mockfn.jsontext import decode, decode_quickly, encode, members
from mockfn.providers.provider import Model, Provider, Said, Shape
from mockfn.seeds import Chance

__all__ = ["MOST_BYTES", "OPENAI_CHAT", "TOO_LARGE", "OpenAIChat"]

# Tools as large as this are judged anew each time, so that the memory of verdicts is bounded.
_REMEMBERED = 256 * 1024

# The size at which a body is refused; no text of the provider's was recorded, its neighbours' style is followed.
MOST_BYTES = 10 * 1024 * 1024
TOO_LARGE = APIError(
    413,
    f"Request body too large: expected at most {MOST_BYTES} bytes. Send a smaller body.",
    code="request_too_large",
    name="body-too-large",
    spacing="pretty4",
)

# For a provider whose profile switches the check off: nothing can be answered all the same.
_NOT_JSON = APIError(400, "The body is not a JSON object.", name="invalid-json")

_JSON_HEADERS = {"content-type": "application/json"}
_SSE_HEADERS = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}


@lru_cache(maxsize=256)
def _judged(text: bytes, functions: bool) -> tuple[Any, ToolsVerdict]:
    value = decode(text)
    return value, (judge_functions if functions else judge_tools)(value)


def _judge(text: bytes, functions: bool) -> tuple[Any, ToolsVerdict]:
    return (_judged if len(text) <= _REMEMBERED else _judged.__wrapped__)(text, functions)


class OpenAIChat:
    """The Chat Completions API."""

    def parse(
        self, request: Request, strictness: Strictness, provider: Provider, model_in_path: str | None = None
    ) -> ChatRequest | APIError:
        """The conversation, or the rejection. A body's tools are judged once for all requests that send them."""
        if strictness.api_key is not None:
            key = _key(request, provider)
            rejected = check_key(key, (strictness.api_key,), skip=strictness.skip, words=provider.checks)
            if rejected is not None:
                return rejected
        if len(request.body) > MOST_BYTES:
            return TOO_LARGE
        parts = None if provider.ignores else cut(request.body)
        if parts is not None and not strictness.strict_models:
            chat = known(request.body, parts, provider, request.headers)
            if chat is not None:
                return chat
        read_body = _read_body(request.body)
        if read_body is None:
            return reject("invalid-json", words=provider.checks) or _NOT_JSON
        return _examined(request, strictness, provider, model_in_path, read_body, parts)

    def render(self, chat: ChatRequest, reply: Reply, provider: Provider, chance: Chance) -> Response:
        """The completion, as JSON or as a stream."""
        kind: Kind | None = chat.demands.kind
        model = kind.model if kind is not None else provider.model(chat.model) or ANY
        shape = provider.shape_of(model)
        likeness = likeness_of(chat, reply, shape, chance)
        if kind is not None and likeness is not None:
            kept = kind.answers.get(likeness.key)
            if type(kept) is Prepared:
                return self.response(kept.frames(likeness.values, chance), chat, provider, model, chance)
        said = say(chat, reply, provider, chance)
        made = frames(said, shape) if chat.stream else (Frame(_completion(said, shape)[0].head),)
        if likeness is not None:
            prepare(likeness, said, shape, made, events if chat.stream else _completion)
        return self.response(made, chat, provider, model, chance)

    def response(
        self, frames: Sequence[Frame], chat: ChatRequest, provider: Provider, model: Model, chance: Chance
    ) -> Response:
        """The success that consists of these frames."""
        kind = _SSE_HEADERS if chat.demands.stream else _JSON_HEADERS
        return Response(model.status, {**kind, **provider.headers(chat, chance)}, frames)

    def stored(self, chat: ChatRequest, reply: Reply, provider: Provider, chance: Chance) -> StoredCompletion:
        """What is kept of an answer that the request asks to store."""
        said = say(chat, reply, provider, chance)
        metadata = chat.json.get("metadata")
        body = provider.shape_of(said.profile).completion(said)
        body = as_function_call(body) if chat.legacy else body
        return StoredCompletion(said.id, body, tuple(chat.messages), metadata if isinstance(metadata, dict) else {})

    def render_error(self, error: APIError, provider: Provider, chance: Chance) -> Response:
        """The error in the provider's envelope: plain JSON, also where a stream was asked for."""
        spacing = error.spacing or provider.error_style
        data = encode(provider.envelope(error, chance), spacing)
        # The front door (keys, models, limits) writes four spaces and a final newline, the checks neither.
        if spacing == "pretty4":
            data += b"\n"
        kind = {"content-type": "application/json; charset=utf-8" if spacing == "pretty4" else "application/json"}
        return Response(error.status, {**kind, **provider.headers(None, chance), **error.headers}, (Frame(data),))

    def collapse(self, body: bytes, content_type: str) -> Reply:
        """What a recorded response says in its first choice. Raises ValueError where it says nothing."""
        if "event-stream" in content_type or body.startswith((b"data:", b":")):
            return collapse_stream(body)
        value = decode(body)
        choices = value.get("choices") if isinstance(value, dict) else None
        if not choices:
            raise ValueError("no choices in the response")
        message = choices[0].get("message") or {}
        reasoning = message.get("reasoning_content") or message.get("reasoning")
        return Reply(
            message.get("content"),
            reasoning if isinstance(reasoning, str) else None,
            message.get("refusal"),
            read_calls(message),
            choices[0].get("finish_reason"),
        )


def _completion(said: Said, shape: Shape) -> list[Event]:
    """The JSON body, all of it in one piece."""
    body = shape.completion(said)
    data = encode(as_function_call(body) if said.chat.legacy else body, shape.style)
    return [Event(data + b"\n" if shape.newline else data)]


def _key(request: Request, provider: Provider) -> str | None:
    """The key as an Authorization header has it, from whichever header of the provider's it came in."""
    for name in provider.key_headers:
        value = request.header(name)
        if value is not None:
            return value if name == "authorization" else f"Bearer {value}"
    return None


class _Body(NamedTuple):
    """A body with its tools and functions judged, and the digest of its messages."""

    members: dict[str, Any]
    tools: ToolsVerdict | None
    functions: ToolsVerdict | None
    digest: bytes


def _examined(
    request: Request,
    strictness: Strictness,
    provider: Provider,
    model_in_path: str | None,
    read_body: _Body,
    parts: Cut | None,
) -> ChatRequest | APIError:
    """The conversation, or the rejection; a request without fault tells of its kind."""
    body, tools, functions, digest = read_body
    if provider.ignores:
        body = {name: value for name, value in body.items() if name not in provider.ignores}
        tools, functions = (tools if "tools" in body else None), (functions if "functions" in body else None)
    if body.get("model") is None and (instead := model_in_path or provider.default_model(body)) is not None:
        body["model"], parts = instead, None
    name = body.get("model")
    model = provider.model(name) if isinstance(name, str) else provider.unlisted
    if strictness.strict_models and not (isinstance(name, str) and provider.lists(name)):
        model = None
    judged = check(body, model, tools, functions, skip=strictness.skip, words=provider.checks)
    if judged.error is not None:
        return judged.error
    legacy = functions is not None and tools is None
    verdict = functions if legacy else tools
    chat = read(body, verdict.tools if verdict else (), legacy=legacy, headers=request.headers, digest=digest)
    if model is None:
        return chat
    too_long = check_context(chat, model, len(request.body), skip=strictness.skip, words=provider.checks)
    if parts is not None and judged.sound:
        remember(Kind(chat, provider, model, tools, functions), parts)
    return too_long or chat


def _read_body(data: bytes) -> _Body | None:
    """The body; None for what is no JSON object."""
    raw: Any = members(data)
    try:
        if raw is None:
            value = decode(data)
            if not isinstance(value, dict):
                return None
            raw = {key: encode(member) for key, member in value.items()}
        body: dict[str, Any] = {}
        tools = functions = None
        digest = b""
        for key, part in raw.items():
            text = bytes(part)
            if key == "tools":
                body[key], tools = _judge(text, False)
            elif key == "functions":
                body[key], functions = _judge(text, True)
            else:
                try:
                    body[key] = decode_quickly(text)
                except (ValueError, RecursionError):
                    body[key] = decode(text)
                if key == "messages":
                    digest = blake2b(text, digest_size=16).digest()
    except ValueError:
        return None
    # A null member is an absent one.
    if body.get("tools") is None:
        tools = None
    if body.get("functions") is None:
        functions = None
    return _Body(body, tools, functions, digest)


OPENAI_CHAT = OpenAIChat()
