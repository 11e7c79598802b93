"""Prints what every provider answers to many requests, as JSON: run by test_determinism.py in processes of its own.

`python many_answers.py forwards|backwards` asks in that order.
"""

import json
import sys

from mockfn import MockProvider, Request
from mockfn.providers import PROVIDERS

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_current_weather",
        "description": "Get the weather of a city",
        "parameters": {
            "type": "object",
            "required": ["location", "unit", "days", "tags", "when"],
            "properties": {
                "location": {"type": "string"},
                "unit": {"enum": ["celsius", "fahrenheit"]},
                "days": {"type": "integer", "minimum": 1},
                "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 3},
                "when": {"type": "string", "format": "date-time"},
            },
        },
    },
}
CALL = {"id": "call_1", "type": "function", "function": {"name": "get_current_weather", "arguments": "{}"}}
ASKED = [{"role": "user", "content": "What is the weather in Paris?"}]
ANSWERED = [
    *ASKED,
    {"role": "assistant", "content": None, "tool_calls": [CALL]},
    {"role": "tool", "tool_call_id": "call_1", "content": json.dumps({"temperature": 18})},
]
FREE = [{"role": "user", "content": "Tell me a story about Rome."}]


def bodies(model):
    for messages in (ASKED, ANSWERED, FREE):
        for extra in ({}, {"stream": True}):
            yield json.dumps({"model": model, "messages": messages, "tools": [WEATHER], **extra})
    yield json.dumps({"model": model, "messages": FREE})
    yield json.dumps({"model": model})


def scripted(mock):
    mock.when(user="weather in {city}").call("get_current_weather", location="{city}").then.say(
        "It is {result[temperature]}."
    )
    return mock


def answered(mock, provider, order):
    """The answers by request, so that the order of asking is not in the result."""
    url = f"https://{provider.hosts[0].replace('*', 'eu')}{provider.base_paths[0].rstrip('/')}/chat/completions"
    model = provider.models[0].name if provider.models else "any"
    found = {}
    for body in order(list(bodies(model))):
        response = mock.respond(Request("POST", url, {"authorization": "Bearer sk-test"}, body.encode())).response
        found[body] = [response.status, dict(response.headers), response.body.decode()]
    return found


def main(order):
    for name, provider in PROVIDERS.items():
        plain, ruled = MockProvider(name, seed=7), scripted(MockProvider(name, seed=7))
        print(json.dumps([name, *(answered(mock, provider, order) for mock in (plain, ruled))], sort_keys=True))


if __name__ == "__main__":
    main(reversed if sys.argv[1] == "backwards" else iter)
