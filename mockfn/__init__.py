"""mockfn: test applications that use LLM function calling, with no network, no key and no bill.

    mock = MockProvider()
    mock.when(user="weather in {city}").call("get_weather", city="{city}")
    exchange = mock.respond(Request("POST", "/v1/chat/completions", headers, body))

`mockfn.server.MockServer` puts a mock behind a socket; the pytest fixture `mockfn` puts it in a test.
"""

from typing import TYPE_CHECKING as _TYPE_CHECKING

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
from mockfn.testkit import Fragmentation, WrongCall, fragmentations, wrong_calls

if _TYPE_CHECKING:
    from mockfn.cassette import Matching
    from mockfn.recording import OpenCassette, use_cassette

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

# Recording is loaded by those who record.
_LATER = {"Matching": "cassette", "OpenCassette": "recording", "use_cassette": "recording"}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module 'mockfn' has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(f"mockfn.{_LATER[name]}"), name)
    return found
