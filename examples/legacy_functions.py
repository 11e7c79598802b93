"""The older form, `functions` and `function_call`: the same conversation as in weather.py, without a script."""

import json

import openai

from mockfn.server import MockServer

FUNCTIONS = [
    {
        "name": "get_current_weather",
        "description": "Get the current weather in a given location",
        "parameters": {
            "type": "object",
            "properties": {"location": {"type": "string", "description": "The city and state"}},
            "required": ["location"],
        },
    }
]

with MockServer() as server, openai.OpenAI(base_url=server.base_url, api_key="any") as client:
    messages = [{"role": "user", "content": "What is the weather in San Francisco?"}]
    choice = client.chat.completions.create(model="gpt-4", messages=messages, functions=FUNCTIONS).choices[0]
    call = choice.message.function_call
    print(choice.finish_reason, call.name, call.arguments)
    assert choice.finish_reason == "function_call"
    assert json.loads(call.arguments) == {"location": "San Francisco"}

    messages.append(choice.message)
    messages.append({"role": "function", "name": call.name, "content": '{"temperature": "60"}'})
    answer = client.chat.completions.create(model="gpt-4", messages=messages, functions=FUNCTIONS)
    print(answer.choices[0].message.content)
    assert "60" in answer.choices[0].message.content
