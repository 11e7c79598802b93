"""Tools and requests in a line."""

import pytest

from mockfn.chat import ChatRequest, Message, Tool
from mockfn.grounding.toolspec import compile_tool


def _tool(name, description="", required=None, **properties):
    parts = {key: {"type": part} if isinstance(part, str) else part for key, part in properties.items()}
    schema = {"type": "object", "properties": parts, "required": list(parts if required is None else required)}
    return Tool(name, description, schema)


@pytest.fixture
def tool():
    """A tool of the given name, description and properties (a JSON type, or a schema); all required unless said."""
    return _tool


@pytest.fixture
def spec():
    """The same, compiled."""
    return lambda *args, **more: compile_tool(_tool(*args, **more))


@pytest.fixture
def asked():
    """A request: the user's words and the tools offered."""

    def ask(words, *tools, **more):
        return ChatRequest(json={}, model="m", conversation=(Message("user", words),), tools=tools, **more)

    return ask
