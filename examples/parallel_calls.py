"""Three cities at once: parallel calls, one a city, their results sent back, an answer. Nothing is scripted."""

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
                "properties": {
                    "location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"},
                    "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
                },
            },
        },
    }
]

with MockServer() as server, openai.OpenAI(base_url=server.base_url, api_key="any") as client:
    messages = [
        {"role": "system", "content": "You are a helpful assistant that can access external functions."},
        {"role": "user", "content": "What is the current temperature of New York, San Francisco, and Chicago?"},
    ]
    reply = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS, tool_choice="auto")
    message = reply.choices[0].message
    cities = [json.loads(call.function.arguments)["location"] for call in message.tool_calls]
    print(cities)
    assert cities == ["New York", "San Francisco", "Chicago"]

    messages.append(message)
    for call, degrees in zip(message.tool_calls, (41, 60, 33), strict=True):
        result = {"location": json.loads(call.function.arguments)["location"], "temperature": degrees}
        messages.append({"role": "tool", "tool_call_id": call.id, "content": json.dumps(result)})
    answer = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS).choices[0].message.content
    print(answer)
    assert all(word in answer for word in ("New York", "41", "San Francisco", "60", "Chicago", "33"))
