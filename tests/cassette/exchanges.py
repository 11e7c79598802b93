"""Exchanges as the tests of this folder need them."""

import json

from mockfn.cassette import Interaction
from mockfn.http import Frame, Request, Response

URL = "https://api.openai.com/v1/chat/completions"
JSON_TYPE = {"content-type": "application/json"}
SSE_TYPE = {"content-type": "text/event-stream; charset=utf-8"}

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather of a city",
        "parameters": {
            "type": "object",
            "properties": {"location": {"type": "string"}, "unit": {"enum": ["c", "f"]}},
            "required": ["location"],
        },
    },
}


def request(body=None, *, url=URL, headers=JSON_TYPE, method="POST"):
    return Request(method, url, headers, b"" if body is None else json.dumps(body).encode())


def ask(*messages, **more):
    """A chat request of (role, content) pairs or whole messages."""
    told = [{"role": m[0], "content": m[1]} if isinstance(m, tuple) else m for m in messages]
    return request({"model": "gpt-4o", "messages": told, **more})


def answer(message=None, *, status=200, headers=JSON_TYPE, **more):
    body = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], **more} if message else more
    return Response(status, headers, (Frame(json.dumps(body, separators=(",", ":")).encode(), 0.25),))


def say(text, **more):
    return answer({"role": "assistant", "content": text}, **more)


def call(name, arguments, call_id="call_1"):
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    function = {"name": name, "arguments": text}
    return {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": call_id, "type": "function", "function": function}],
    }


def stream(*events, delay=0.1):
    """A stream with one frame an event; an event is a delta, or text as it is."""
    frames = []
    for event in events:
        data = event if isinstance(event, str) else json.dumps({"choices": [{"index": 0, "delta": event}]})
        frames.append(Frame(f"data: {data}\n\n".encode(), delay))
    return Response(200, SSE_TYPE, tuple(frames))


def taped(asked, answered, **more):
    return Interaction(asked, answered, **more)
