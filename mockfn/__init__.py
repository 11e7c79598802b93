"""mockfn: test applications that use LLM function calling, with no network, no key and no bill.

    mock = MockProvider()
    mock.when(user="weather in {city}").call("get_weather", city="{city}")
    exchange = mock.respond(Request("POST", "/v1/chat/completions", headers, body))

`mockfn.server.MockServer` puts a mock behind a socket; the pytest fixture `mockfn` puts it in a test.

This is a door, and opening it loads nothing: a name is fetched from its room when it is first asked for, a room when
it is first named (`mockfn.schema.generate`). So each use of mockfn, the command line first, loads what it needs.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from mockfn.testkit.fragmentations import Fragmentation, fragmentations
    from mockfn.testkit.wrong_calls import WrongCall, wrong_calls

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

# What the imports above say to type checkers and editors, for those who run.
_ROOMS = {
    "cassette": "Matching",
    "chat": "APIError ChatRequest Reply ToolCall Usage",
    "errors": "CassetteError MockfnError SchemaError ScriptError SettingError UnknownToolError Unsatisfiable",
    "http": "Frame Request Response",
    "journal": "Exchange",
    "mock": "MockProvider",
    "providers": "Model Provider Shape",
    "recording": "OpenCassette use_cassette",
    "testkit": "Fragmentation WrongCall fragmentations wrong_calls",
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}

if not TYPE_CHECKING:  # a checker that saw it would take every name for one of ours

    def __getattr__(name):
        from importlib import import_module

        room = _ROOM_OF.get(name, name)
        try:
            module = None if room.startswith("_") else import_module(f"mockfn.{room}")
        except ModuleNotFoundError as problem:
            if problem.name != f"mockfn.{room}":
                raise
            module = None
        if module is None:
            raise AttributeError(f"module 'mockfn' has no attribute {name!r}")
        found = globals()[name] = module if room == name else getattr(module, name)
        return found

    def __dir__():
        return sorted({*globals(), *__all__})
