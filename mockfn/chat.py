"""The neutral conversation: what any chat API asks for and what a model says, free of any wire format.

An API parses bytes into a `ChatRequest` and renders a `Reply` (or an `APIError`) into bytes. Rules, generation,
grounding and cassettes see only what is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from mockfn.jsontext import decode
from mockfn.once import once

__all__ = [
    "JSON",
    "APIError",
    "ChatRequest",
    "Demands",
    "Message",
    "Reply",
    "Tool",
    "ToolCall",
    "ToolChoice",
    "ToolResult",
    "Usage",
]

JSON = dict[str, Any]


class ToolCall(Struct, frozen=True):
    """One call of a tool. `arguments` is a mapping, or the text that goes to the wire unchanged.

    `id` is None until an answer is rendered. A custom tool's call (`kind="custom"`) carries its input as text.
    """

    name: str
    arguments: Mapping[str, Any] | str = {}
    id: str | None = None
    kind: Literal["function", "custom"] = "function"


class Tool(Struct, frozen=True):
    """A tool the request offers. `parameters` is its JSON Schema (None where it has none); `raw` is as it was sent."""

    name: str
    description: str = ""
    parameters: JSON | bool | None = None
    strict: bool = False
    kind: Literal["function", "custom"] = "function"
    raw: Mapping[str, Any] = {}


class ToolChoice(Struct, frozen=True):
    """What the request demands of tool use.

    `mode` is "none", "auto" or "required". `allowed` limits the names that may be called (None: all offered);
    `named` is true when the request forces one certain tool, which is `required` with that one name allowed.
    """

    mode: Literal["none", "auto", "required"] = "auto"
    allowed: tuple[str, ...] | None = None
    named: bool = False


class Message(Struct, frozen=True):
    """One message of the conversation. `role` is as sent: system, developer, user, assistant, tool or function.

    `text` joins the text parts of its content ('' where there is none). `call_id` and `name` are those of a tool's
    result; `name` is resolved through the call's id where the message has none.
    """

    role: str
    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    call_id: str | None = None
    name: str | None = None


class ToolResult(Struct, frozen=True):
    """A tool's result as the app sent it back. `value` is the parsed text where it is JSON, else the text."""

    name: str
    text: str
    call_id: str | None = None

    @property
    def value(self) -> Any:
        """The result as data: JSON text is parsed, other text is itself."""
        try:
            return msgspec.json.decode(self.text)
        except (msgspec.DecodeError, RecursionError):
            return self.text


class Usage(Struct, frozen=True):
    """Tokens counted for one exchange."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    reasoning_tokens: int = 0
    cached_tokens: int = 0


class Demands(Struct, frozen=True):
    """What a request asks of its answer, whatever is said in it: see `ChatRequest`."""

    model: str
    tools: tuple[Tool, ...] = ()
    tool_choice: ToolChoice = ToolChoice()
    parallel: bool = True
    stream: bool = False
    legacy: bool = False
    response_format: Literal["json_object", "json_schema"] | None = None
    response_schema: JSON | bool | None = None
    store: bool = False
    kind: Any = None


class ChatRequest:
    """One request to a chat API, parsed.

    `json` is the whole body and `messages` its messages, as plain data; `conversation` is the same messages in
    neutral form. `tools` holds functions and custom tools, legacy `functions` included (`legacy` is then true).
    `response_format` is None for text, "json_object", or a JSON Schema as `response_schema` with "json_schema".
    `store` is true where the answer is to be kept. `digest` is equal for equal messages: by it attempts are counted.
    `kind` is one object for all requests that differ in nothing but what is said, None where that is not known; `texts`
    is true where each message is one text and no more. All that is not said is in `demands`.
    """

    def __init__(
        self,
        *,
        json: JSON,
        conversation: tuple[Message, ...],
        headers: Mapping[str, str] | None = None,
        digest: bytes = b"",
        **demands: Any,
    ) -> None:
        self.demands = Demands(**demands)
        self.conversation = conversation
        self.headers = headers or {}
        self.digest = digest
        self.source = b""
        self.texts = False
        self.__dict__["json"] = json

    @classmethod
    def saying(
        cls,
        demands: Demands,
        conversation: tuple[Message, ...],
        source: bytes,
        *,
        headers: Mapping[str, str],
        digest: bytes,
        texts: bool,
    ) -> ChatRequest:
        """A request with the demands of another; its body, `source` as text, is read when it is asked for."""
        made = cls.__new__(cls)
        made.demands, made.conversation, made.source = demands, conversation, source
        made.headers, made.digest, made.texts = headers, digest, texts
        return made

    @property
    def model(self) -> str:
        return self.demands.model

    @property
    def tools(self) -> tuple[Tool, ...]:
        return self.demands.tools

    @property
    def tool_choice(self) -> ToolChoice:
        return self.demands.tool_choice

    @property
    def parallel(self) -> bool:
        return self.demands.parallel

    @property
    def stream(self) -> bool:
        return self.demands.stream

    @property
    def legacy(self) -> bool:
        return self.demands.legacy

    @property
    def response_format(self) -> Literal["json_object", "json_schema"] | None:
        return self.demands.response_format

    @property
    def response_schema(self) -> JSON | bool | None:
        return self.demands.response_schema

    @property
    def store(self) -> bool:
        return self.demands.store

    @property
    def kind(self) -> Any:
        return self.demands.kind

    @once
    def json(self) -> JSON:
        """The whole body."""
        body: JSON = decode(self.source)
        return body

    @property
    def messages(self) -> list[JSON]:
        """The messages as the app sent them, plain dicts."""
        messages = self.json.get("messages")
        return messages if isinstance(messages, list) else []

    @once
    def callable_tools(self) -> tuple[Tool, ...]:
        """The tools that may be called here: none under "none", only the allowed ones where the choice limits them."""
        choice = self.tool_choice
        if choice.mode == "none":
            return ()
        if choice.allowed is None:
            return self.tools
        return tuple(tool for tool in self.tools if tool.name in choice.allowed)

    def narrowed(self, tools: tuple[Tool, ...]) -> ChatRequest:
        """The same request, offering only `tools`."""
        other = copy(self)
        other.__dict__.pop("callable_tools", None)
        other.demands = replace(self.demands, tools=tools)
        return other

    def tool(self, name: str) -> Tool | None:
        """The offered tool of that name."""
        for tool in self.tools:
            if tool.name == name:
                return tool
        return None

    @once
    def last_user(self) -> str:
        """The text of the latest user message, '' where there is none."""
        for message in reversed(self.conversation):
            if message.role == "user":
                return message.text
        return ""

    @once
    def system(self) -> str:
        """The text of all system and developer messages, joined by newlines."""
        return "\n".join(m.text for m in self.conversation if m.role in ("system", "developer"))

    @once
    def results(self) -> tuple[ToolResult, ...]:
        """The tool results after the last assistant message, in the order they were sent."""
        found: list[ToolResult] = []
        for message in reversed(self.conversation):
            if message.role == "assistant":
                break
            if message.role in ("tool", "function"):
                found.append(ToolResult(message.name or "", message.text, message.call_id))
        return tuple(reversed(found))

    def __repr__(self) -> str:
        offered = ", ".join(tool.name for tool in self.tools)
        return f"<ChatRequest {self.model} user={self.last_user[:60]!r} tools=[{offered}]>"


class Reply(Struct, frozen=True):
    """What a model says: text, reasoning, a refusal, tool calls.

    `content` as a tuple of texts gives the deltas of a stream (joined elsewhere). `finish_reason` and `usage` are
    worked out where they are None.
    """

    content: str | tuple[str, ...] | None = None
    reasoning: str | None = None
    refusal: str | None = None
    tool_calls: tuple[ToolCall, ...] = ()
    finish_reason: str | None = None
    usage: Usage | None = None

    @property
    def text(self) -> str | None:
        """The content in one piece."""
        return "".join(self.content) if isinstance(self.content, tuple) else self.content

    @property
    def parts(self) -> tuple[tuple[str, str | ToolCall], ...]:
        """The reply as ordered parts: reasoning, text, refusal, then each call."""
        texts = (("reasoning", self.reasoning), ("text", self.text), ("refusal", self.refusal))
        return (*((kind, text) for kind, text in texts if text), *(("call", call) for call in self.tool_calls))


class APIError(Struct, frozen=True):
    """An error as an answer. `name` says which (a row of the rejections, a fault, "mockfn_miss"); the provider's
    profile gives it its envelope. `spacing` is the white space of the body where the provider's varies.
    """

    status: int
    message: str
    type: str | None = "invalid_request_error"
    param: str | None = None
    code: str | int | None = None
    name: str = ""
    headers: Mapping[str, str] = {}
    spacing: Literal["pretty2", "pretty4", "compact", "spaced"] | None = None
