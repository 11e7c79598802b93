"""Exchanges as the tests of cassettes need them."""

import json
from types import SimpleNamespace

import pytest

from mockfn.cassette import Interaction
from mockfn.http import Frame, Request, Response

URL = "https://api.openai.com/v1/chat/completions"
JSON_TYPE = {"content-type": "application/json"}
SSE_TYPE = {"content-type": "text/event-stream; charset=utf-8"}


def request(body=None, *, url=URL, headers=JSON_TYPE, method="POST"):
    return Request(method, url, headers, b"" if body is None else json.dumps(body).encode())


def ask(*messages, **more):
    """A chat request of (role, content) pairs or whole messages."""
    told = [{"role": m[0], "content": m[1]} if isinstance(m, tuple) else m for m in messages]
    return request({"model": "gpt-4o", "messages": told, **more})


def answer(body, *, status=200, headers=JSON_TYPE):
    return Response(status, headers, (Frame(json.dumps(body, separators=(",", ":")).encode(), 0.25),))


def reply(message, **more):
    return answer({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}, **more)


def say(text, **more):
    return reply({"role": "assistant", "content": text}, **more)


def call(name, arguments, call_id="call_1"):
    """An assistant message that calls one tool."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    calls = [{"id": call_id, "type": "function", "function": {"name": name, "arguments": text}}]
    return {"role": "assistant", "content": None, "tool_calls": calls}


def result(text, call_id="call_1"):
    return {"role": "tool", "tool_call_id": call_id, "content": text}


def tool(name, properties, required=(), **more):
    parameters = {"type": "object", "properties": properties, "required": list(required), **more}
    return {"type": "function", "function": {"name": name, "description": "What it does", "parameters": parameters}}


def stream(*events, delay=0.1):
    """A stream, one frame an event; an event is a delta, or text as it is."""
    texts = [e if isinstance(e, str) else json.dumps({"choices": [{"index": 0, "delta": e}]}) for e in events]
    return Response(200, SSE_TYPE, tuple(Frame(f"data: {text}\n\n".encode(), delay) for text in texts))


@pytest.fixture
def make():
    """The functions above: `make.ask(("user", "Hi"))`, `make.say("Hello")` ..."""
    names = (request, ask, answer, reply, say, call, result, tool, stream)
    return SimpleNamespace(interaction=Interaction, **{function.__name__: function for function in names})
