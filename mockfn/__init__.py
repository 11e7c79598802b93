"""mockfn: test applications that use LLM function calling, with no network, no key and no bill.

    mock = MockProvider()
    mock.when(user="weather in {city}").call("get_weather", city="{city}")
    exchange = mock.respond(Request("POST", "/v1/chat/completions", headers, body))

`mockfn.server.MockServer` puts a mock behind a socket; the pytest fixture `mockfn` puts it in a test.
"""

from mockfn.cassette import Matching
from mockfn.chat import APIError, ChatRequest, Reply, ToolCall, Usage
from mockfn.errors import (
    CassetteError,
    MockfnError,
    SchemaError,
    ScriptError,
    SettingError,
    UnknownToolError,
    Unsatisfiable,
)
from mockfn.http import Frame, Request, Response
from mockfn.journal import Exchange
from mockfn.mock import MockProvider
from mockfn.providers import Model, Provider, Shape
from mockfn.recording import OpenCassette, use_cassette
from mockfn.testkit import Fragmentation, WrongCall, fragmentations, wrong_calls

__all__ = [
    "APIError",
    "CassetteError",
    "ChatRequest",
    "Exchange",
    "Fragmentation",
    "Frame",
    "Matching",
    "MockProvider",
    "MockfnError",
    "Model",
    "OpenCassette",
    "Provider",
    "Reply",
    "Request",
    "Response",
    "SchemaError",
    "ScriptError",
    "SettingError",
    "Shape",
    "ToolCall",
    "UnknownToolError",
    "Unsatisfiable",
    "Usage",
    "WrongCall",
    "fragmentations",
    "use_cassette",
    "wrong_calls",
]
