"""A request as conditions see it: what they ask for, worked out once for all rules."""

from __future__ import annotations

from msgspec import Struct

from mockfn.chat import ChatRequest, ToolResult
from mockfn.matchers.said import Said
from mockfn.once import once

__all__ = ["Facts", "FoundResult", "Turn"]


class Turn(Struct, frozen=True):
    """A user message: what it says, where it stands, and how many assistant messages follow it."""

    said: Said
    position: int
    after: int


class FoundResult(Struct, frozen=True):
    """The latest result of a tool: itself, where it stands, and how many assistant messages follow it."""

    result: ToolResult
    position: int
    after: int


class Facts:
    """What there is to know about one request, asked for the `attempt`-th time (0 the first)."""

    def __init__(self, chat: ChatRequest, attempt: int = 0) -> None:
        self.chat, self.attempt = chat, attempt

    @once
    def users(self) -> list[Turn]:
        """The user messages, the latest first."""
        turns: list[Turn] = []
        after, position = 0, len(self.chat.conversation)
        for message in reversed(self.chat.conversation):
            position -= 1
            if message.role == "assistant":
                after += 1
            elif message.role == "user":
                turns.append(Turn(Said(message.text), position, after))
        return turns

    def heard(self, depth: float) -> str:
        """All that users said with fewer than `depth` assistant messages after it, each message as `Said.flat`."""
        said = [turn.said.flat for turn in self.users if turn.after < depth]
        return said[0] if len(said) == 1 else "\n".join(said)

    @once
    def replies(self) -> int:
        """How many assistant messages the conversation holds."""
        return sum([message.role == "assistant" for message in self.chat.conversation])

    @once
    def results(self) -> dict[str, FoundResult]:
        """The latest result of each tool."""
        found: dict[str, FoundResult] = {}
        after, position = 0, len(self.chat.conversation)
        for message in reversed(self.chat.conversation):
            position -= 1
            if message.role == "assistant":
                after += 1
            elif message.role in ("tool", "function") and message.name and message.name not in found:
                result = ToolResult(message.name, message.text, message.call_id)
                found[message.name] = FoundResult(result, position, after)
        return found

    @once
    def system(self) -> Said:
        """What system and developer messages say."""
        return Said(self.chat.system)

    @once
    def step(self) -> int:
        """How many assistant messages follow the latest user message (all of them, where there is none)."""
        return self.users[0].after if self.users else self.replies

    @once
    def headers(self) -> dict[str, Said]:
        """The headers of the request by their lower-case names."""
        return {name.lower(): Said(value) for name, value in self.chat.headers.items()}

    @once
    def model(self) -> tuple[Said]:
        """The model asked for."""
        return (Said(self.chat.model),)

    @once
    def tool_choice(self) -> tuple[Said]:
        """The name of the tool that is forced, else none, auto or required."""
        choice = self.chat.tool_choice
        return (Said(choice.allowed[0] if choice.named and choice.allowed else choice.mode),)

    @once
    def response_format(self) -> tuple[Said, ...]:
        """The kind of response format, and the name its schema has where it has one."""
        schema = self.chat.response_schema
        wanted = self.chat.json.get("response_format")
        inner = wanted.get("json_schema") if isinstance(wanted, dict) else None
        names = (
            inner.get("name") if isinstance(inner, dict) else None,
            schema.get("title") if isinstance(schema, dict) else None,
        )
        kind = self.chat.response_format or "text"
        return (Said(kind), *(Said(name) for name in names if isinstance(name, str)))
