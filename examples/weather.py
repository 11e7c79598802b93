"""One city: a call with its required argument, the result sent back, an answer that uses it. Scripted by one rule."""

import json

import openai

from mockfn.server import MockServer

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "get_current_weather",
            "description": "Get the current weather in a given location",
            "parameters": {
                "type": "object",
                "properties": {"location": {"type": "string", "description": "The city and state"}},
                "required": ["location"],
            },
        },
    }
]


def get_current_weather(location):
    """Weather from a table."""
    return json.dumps({"location": location, "temperature": {"San Francisco": "60", "Paris": "70"}[location]})


with MockServer() as server, openai.OpenAI(base_url=server.base_url, api_key="any") as client:
    rule = server.mock.when(user="weather in {city}").call("get_current_weather", location="{city}")
    rule.then.say("The current temperature in {city} is {result[temperature]} degrees.")

    messages = [{"role": "user", "content": "What is the weather in San Francisco?"}]
    message = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS).choices[0].message
    messages.append(message)
    for call in message.tool_calls:
        result = get_current_weather(**json.loads(call.function.arguments))
        messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
    answer = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS).choices[0].message.content
    print(answer)
    assert answer == "The current temperature in San Francisco is 60 degrees."
