"""What can go wrong, by name. A fault is of one of three kinds.

    instead   an API error instead of the answer        rate_limit, server_error, ...
    reply     the model misbehaves: the answer changes  malformed_arguments, unknown_function, ...
    wire      the connection breaks: the frames change  truncate, garbage, reset, ...

A `Fault` here is a row of the table; a `Strike` is one of them with what the user said of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from mockfn.chat import APIError, ChatRequest, Reply, ToolCall
from mockfn.errors import SettingError, did_you_mean
from mockfn.http import Frame, Response
from mockfn.jsontext import text as json_text
from mockfn.providers.provider import Provider
from mockfn.seeds import Chance

__all__ = ["CHAOS", "FAULTS", "Fault", "Strike", "break_wire", "error_of", "misbehave", "strike_named"]

_Kind = Literal["instead", "reply", "wire"]


class Fault(Struct, frozen=True):
    """A row of the table: its kind, what happens, and what makes it happen.

    One that is `endless` makes the last reply of a rule be given again on every later turn.
    """

    kind: _Kind
    happens: str
    make: Any
    endless: bool = False


class Strike(Struct, frozen=True):
    """One fault as it was asked for. `times` is how many attempts it strikes (None: all); `after` how many events of a
    stream come before it."""

    name: str
    times: int | None = None
    after: int = 1

    @property
    def kind(self) -> _Kind:
        """The kind of its fault."""
        return FAULTS[self.name].kind

    def strikes(self, attempt: int) -> bool:
        """Whether it strikes the `attempt`-th attempt, counted from 0."""
        return self.times is None or attempt < self.times


def strike_named(name: str | int, *, times: int | None = None, after: int = 1) -> Strike:
    """The strike of a fault, by its name or by its error's HTTP status. Raises SettingError where there is none."""
    found = _BY_STATUS.get(name) if isinstance(name, int) else name if name in FAULTS else None
    if found is None and isinstance(name, str) and name.isdigit():
        found = _BY_STATUS.get(int(name))
    if found is None:
        known = [*FAULTS, *map(str, _BY_STATUS)]
        raise SettingError(f"There is no fault {name!r}.", remedy=did_you_mean(str(name), known))
    if times is not None and times < 1:
        raise SettingError(
            f"A fault cannot strike {times} times.", remedy="Give 1 or more, or leave it out for always."
        )
    if after < 0:
        raise SettingError(f"A fault cannot strike after {after} events.", remedy="Give 0 or more.")
    return Strike(found, times, after)


# Instead of the answer. A provider's own words come first (`Provider.errors`).


def error_of(strike: Strike, provider: Provider, model: str) -> APIError:
    """The error that is answered instead, in the provider's words where they are known."""
    own = provider.errors.get(strike.name)
    error: APIError = own or FAULTS[strike.name].make
    return replace(error, message=error.message.replace("{model}", model), name=strike.name)


_RETRY = {
    "retry-after": "1",
    "retry-after-ms": "1000",
    "x-ratelimit-limit-requests": "500",
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-reset-requests": "1s",
    "x-ratelimit-limit-tokens": "30000",
    "x-ratelimit-remaining-tokens": "0",
    "x-ratelimit-reset-tokens": "1s",
}


def _error(status: int, message: str, kind: str, code: str | None = None, **more: Any) -> APIError:
    return APIError(status, message, type=kind, code=code, spacing="pretty4", **more)


# Misbehaving models.


def misbehave(strike: Strike, reply: Reply, chat: ChatRequest, chance: Chance) -> Reply:
    """The reply of a model that gets it wrong."""
    changed: Reply = FAULTS[strike.name].make(reply, chat, chance)
    return changed


def _first(reply: Reply, chat: ChatRequest) -> ToolCall:
    """The call to spoil: the reply's first, else a call of the first tool, so that there is something to spoil."""
    if reply.tool_calls:
        return reply.tool_calls[0]
    return ToolCall(chat.tools[0].name if chat.tools else "get_answer", {})


def _with_first(reply: Reply, call: ToolCall) -> Reply:
    return replace(
        reply, content=None if not reply.tool_calls else reply.content, tool_calls=(call, *reply.tool_calls[1:])
    )


def _malformed(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    call = _first(reply, chat)
    written = call.arguments if isinstance(call.arguments, str) else json_text(call.arguments)
    return _with_first(reply, replace(call, arguments=written.rstrip("}") + ', "'))


def _unknown_function(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    call = _first(reply, chat)
    return _with_first(reply, replace(call, name=f"{call.name}_v2"))


def _missing_argument(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    call = _first(reply, chat)
    tool = chat.tool(call.name)
    schema = tool.parameters if tool is not None and isinstance(tool.parameters, dict) else {}
    required = schema.get("required") or list(call.arguments if isinstance(call.arguments, Mapping) else ())
    given = dict(call.arguments) if isinstance(call.arguments, Mapping) else {}
    for name in required[:1] if isinstance(required, list) else ():
        given.pop(name, None)
    return _with_first(reply, replace(call, arguments=given))


def _wrong_argument(reply: Reply, chat: ChatRequest, chance: Chance) -> Reply:
    call = _first(reply, chat)
    tool = chat.tool(call.name)
    if tool is None or not isinstance(tool.parameters, dict):
        return _malformed(reply, chat, chance)
    from mockfn.schema import mutations

    broken = [found for found in mutations(tool.parameters) if isinstance(found.value, dict)]
    chosen = broken[chance.seed % len(broken)].value if broken else {"unexpected": True}
    return _with_first(reply, replace(call, arguments=chosen))


def _repeated_id(reply: Reply, chat: ChatRequest, chance: Chance) -> Reply:
    call = replace(_first(reply, chat), id="call_" + chance.text("repeated", 24))
    others = reply.tool_calls[1:] or (call,)
    return replace(reply, content=None, tool_calls=(call, *(replace(other, id=call.id) for other in others)))


def _extra_call(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    call = _first(reply, chat)
    return replace(reply, tool_calls=(*(reply.tool_calls or (call,)), replace(call, id=None)))


def _empty_answer(_reply: Reply, _chat: ChatRequest, _chance: Chance) -> Reply:
    return Reply(content="")


def _refusal(_reply: Reply, _chat: ChatRequest, _chance: Chance) -> Reply:
    return Reply(refusal="I'm sorry, but I can't help with that.")


def _tool_loop(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    """The call that was made last, again and again."""
    for message in reversed(chat.conversation):
        if message.tool_calls:
            return Reply(tool_calls=(replace(message.tool_calls[0], id=None),))
    return reply if reply.tool_calls else Reply(tool_calls=(_first(reply, chat),))


# Broken wires.


def break_wire(strike: Strike, response: Response, provider: Provider, chance: Chance) -> Response:
    """The response as it arrives over a connection that breaks."""
    broken: Response = FAULTS[strike.name].make(response, strike.after, provider, chance)
    return broken


_Wire = Callable[[Response, int, Provider, Chance], Response]


def _ending(cut: Literal["close", "reset", "stall", "refuse"]) -> _Wire:
    def make(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
        frames = () if cut == "refuse" else response.frames[:after]
        return replace(response, frames=frames, cut=cut)

    return make


def _truncate(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
    """Ends cleanly, too early: what 13 of 27 clients take for the whole answer."""
    if len(response.frames) == 1:
        data = response.frames[0].data
        return replace(response, frames=(Frame(data[: len(data) // 2]),))
    return replace(response, frames=response.frames[:after])


def _cut_event(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
    kept, next_frame = response.frames[:after], response.frames[after : after + 1]
    halves = tuple(Frame(frame.data[: len(frame.data) // 2], frame.delay) for frame in next_frame)
    return replace(response, frames=(*kept, *halves), cut="close")


def _cut_character(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
    """Closes inside a UTF-8 character: the first of more than one byte, else one that is put there."""
    kept, rest = list(response.frames[:after]), response.frames[after:]
    for frame in rest:
        place = next((at for at, byte in enumerate(frame.data) if byte >= 0xC2), None)
        if place is not None:
            kept.append(Frame(frame.data[: place + 1], frame.delay))
            return replace(response, frames=tuple(kept), cut="close")
        kept.append(frame)
    return replace(
        response, frames=(*response.frames[:after], Frame(b'data: {"choices":[{"delta":{"content":"\xc3')), cut="close"
    )


def _inserted(data: bytes) -> _Wire:
    def make(response: Response, after: int, _provider: Provider, _chance: Chance) -> Response:
        frames = response.frames
        return replace(response, frames=(*frames[:after], Frame(data), *frames[after:]))

    return make


def _error_in_stream(response: Response, after: int, provider: Provider, chance: Chance) -> Response:
    """The provider's error as an event, and the end: HTTP stays 200."""
    error = provider.errors.get("error_in_stream") or provider.errors.get("server_error", FAULTS["server_error"].make)
    named = _MODEL.search(response.body)
    model = named[1].decode() if named else ""
    said = provider.stream_error(error, model, chance) if provider.stream_error else provider.envelope(error, chance)
    data = said if isinstance(said, bytes) else b"data: " + json_text(said).encode() + b"\n\n"
    return replace(response, frames=(*response.frames[:after], Frame(data)))


_MODEL = re.compile(rb'"model": ?"([^"]+)"')


def _wrong_content_type(response: Response, _after: int, _provider: Provider, _chance: Chance) -> Response:
    return replace(response, headers={**response.headers, "content-type": "text/html; charset=utf-8"})


def _no_done(response: Response, _after: int, _provider: Provider, _chance: Chance) -> Response:
    return replace(response, frames=tuple(frame for frame in response.frames if b"[DONE]" not in frame.data))


def _html(response: Response, _after: int, _provider: Provider, _chance: Chance) -> Response:
    page = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
    return replace(response, headers={"content-type": "text/html"}, frames=(Frame(page),))


FAULTS: dict[str, Fault] = {
    "rate_limit": Fault(
        "instead",
        "429 with retry-after, retry-after-ms and x-ratelimit-*",
        _error(
            429,
            "Rate limit reached for {model} in organization org-mockfn on requests per min (RPM): Limit 500, Used 500, "
            "Requested 1. Please try again in 1s. Visit https://platform.openai.com/account/rate-limits to learn more.",
            "requests",
            "rate_limit_exceeded",
            headers=_RETRY,
        ),
    ),
    "quota": Fault(
        "instead",
        "429 that no retry helps: no credit",
        _error(
            429,
            "You exceeded your current quota, please check your plan and billing details. For more information on this "
            "error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
            "insufficient_quota",
            "insufficient_quota",
        ),
    ),
    "server_error": Fault(
        "instead",
        "500",
        _error(500, "The server had an error while processing your request. Sorry about that!", "server_error"),
    ),
    "overloaded": Fault(
        "instead",
        "503",
        _error(
            503,
            "Our servers are currently overloaded. Please try again later.",
            "service_unavailable_error",
            "server_is_overloaded",
        ),
    ),
    "invalid_key": Fault(
        "instead",
        "401",
        _error(
            401,
            "Incorrect API key provided: sk-mockfn. You can find your API key at "
            "https://platform.openai.com/account/api-keys.",
            "invalid_request_error",
            "invalid_api_key",
        ),
    ),
    "forbidden": Fault(
        "instead",
        "403",
        _error(403, "You are not allowed to sample from this model", "invalid_request_error"),
    ),
    "model_not_found": Fault(
        "instead",
        "404",
        _error(
            404,
            "The model `{model}` does not exist or you do not have access to it.",
            "invalid_request_error",
            "model_not_found",
        ),
    ),
    "context_length": Fault(
        "instead",
        "400 with the code that frameworks look for",
        _error(
            400,
            "This model's maximum context length is 128000 tokens. However, your messages resulted in 128001 tokens. "
            "Please reduce the length of the messages.",
            "invalid_request_error",
            "context_length_exceeded",
            param="messages",
        ),
    ),
    "content_filter": Fault(
        "instead",
        "400 of a content filter",
        _error(
            400,
            "The response was filtered due to the prompt triggering the content management policy. Please modify your "
            "prompt and retry.",
            "invalid_request_error",
            "content_filter",
            param="prompt",
        ),
    ),
    "timeout": Fault("instead", "408", _error(408, "Request timed out.", "timeout")),
    "malformed_arguments": Fault("reply", "arguments that are no JSON: cut off", _malformed),
    "unknown_function": Fault("reply", "a call of a function that was not offered", _unknown_function),
    "missing_argument": Fault("reply", "a required argument is left out", _missing_argument),
    "wrong_argument": Fault("reply", "an argument that its schema rejects, chosen by seed", _wrong_argument),
    "repeated_id": Fault("reply", "two calls with one id", _repeated_id),
    "extra_call": Fault("reply", "one call more than was meant, also where one is allowed", _extra_call),
    "empty_answer": Fault("reply", "neither text nor a call", _empty_answer),
    "refusal": Fault("reply", "the model refuses", _refusal),
    "tool_loop": Fault("reply", "the same call again on every turn", _tool_loop, endless=True),
    "refuse": Fault("wire", "the connection is dropped before any byte of an answer", _ending("refuse")),
    "cut": Fault("wire", "the connection closes between two events", _ending("close")),
    "reset": Fault("wire", "the connection is reset in the middle", _ending("reset")),
    "stall": Fault("wire", "nothing more comes, and the connection stays open", _ending("stall")),
    "truncate": Fault("wire", "the answer ends too early, but properly", _truncate),
    "cut_event": Fault("wire", "the connection closes inside an event", _cut_event),
    "cut_character": Fault("wire", "the connection closes inside a UTF-8 character", _cut_character),
    "garbage": Fault("wire", "an event that is no JSON", _inserted(b"data: {not json\n\n")),
    "error_in_stream": Fault("wire", "an error as an event, then the end", _error_in_stream),
    "wrong_content_type": Fault("wire", "content-type is text/html", _wrong_content_type),
    "no_done": Fault("wire", "a stream without [DONE]", _no_done),
    "html": Fault("wire", "200 with a page of HTML, as a proxy sends it", _html),
}

# What chaos strikes with: troubles that a client has to survive, none that it would wait for without end.
CHAOS = ("rate_limit", "server_error", "overloaded", "reset", "truncate", "cut", "garbage", "error_in_stream")

_BY_STATUS = {
    400: "context_length",
    401: "invalid_key",
    403: "forbidden",
    404: "model_not_found",
    408: "timeout",
    429: "rate_limit",
    500: "server_error",
    503: "overloaded",
}
