"""Three conversations, recorded once and replayed with no provider.

`python examples/recorded.py --record` makes the recordings anew. What stands in for the provider then is mockfn's own
server, asked over a socket as a real one would be.
"""

import json
import sys
from pathlib import Path

import openai

from mockfn import use_cassette
from mockfn.server import MockServer

FOLDER = Path(__file__).parents[1] / "cassettes"
HOST = "127.0.0.1:4010"
FUNCTION = {
    "name": "get_current_weather",
    "description": "Get the current weather in a given location",
    "parameters": {
        "type": "object",
        "properties": {"location": {"type": "string", "description": "The city and state"}},
        "required": ["location"],
    },
}
TOOLS = [{"type": "function", "function": FUNCTION}]
DEGREES = {"New York": 41, "San Francisco": 60, "Chicago": 33}


def results(message):
    """What the app sends back for the calls of a message."""
    for call in message.tool_calls:
        location = json.loads(call.function.arguments)["location"]
        content = json.dumps({"location": location, "temperature": DEGREES[location]})
        yield {"role": "tool", "tool_call_id": call.id, "content": content}


def one_city(client):
    """A call, its result, an answer."""
    messages = [{"role": "user", "content": "What is the weather in San Francisco?"}]
    message = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS).choices[0].message
    messages += [message, *results(message)]
    return client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS).choices[0].message.content


def three_cities(client):
    """Parallel calls, streamed."""
    question = "What is the weather in New York, San Francisco, and Chicago?"
    messages = [{"role": "user", "content": question}]
    with client.chat.completions.stream(model="gpt-4o", messages=messages, tools=TOOLS) as stream:
        message = stream.get_final_completion().choices[0].message
    messages += [message.model_dump(exclude_none=True), *results(message)]
    with client.chat.completions.stream(model="gpt-4o", messages=messages, tools=TOOLS) as stream:
        return stream.get_final_completion().choices[0].message.content


def legacy_functions(client):
    """The API of 2023: `functions` and `function_call`."""
    messages = [{"role": "user", "content": "What is the weather in Chicago?"}]
    said = client.chat.completions.create(model="gpt-4o", messages=messages, functions=[FUNCTION]).choices[0].message
    messages.append({"role": "assistant", "content": None, "function_call": said.function_call.model_dump()})
    messages.append({"role": "function", "name": "get_current_weather", "content": '{"temperature": 33}'})
    answer = client.chat.completions.create(model="gpt-4o", messages=messages, functions=[FUNCTION])
    return answer.choices[0].message.content


def run(record):
    with openai.OpenAI(base_url=f"http://{HOST}/v1", api_key="any") as client:
        for conversation in (one_city, three_cities, legacy_functions):
            path = FOLDER / f"{conversation.__name__}.yaml"
            with use_cassette(path, record, hosts=[HOST]):
                print(conversation(client))


if "--record" in sys.argv:
    with MockServer(port=4010):
        run("rewrite")
else:
    run("none")
