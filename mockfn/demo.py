"""`mockfn demo`: the real `openai` client holds two conversations with a mock server in this process.

(a) three cities asked for at once: parallel calls, their results, an answer; (b) one city: a required argument, its
result sent back, an answer that uses it. Nothing is scripted: the calls are read from the user's words.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mockfn.errors import SettingError
from mockfn.server import MockServer

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["CONVERSATIONS", "TOOLS", "get_current_weather", "run"]

TOOLS: list[Any] = [
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
                "required": ["location"],
            },
        },
    }
]

CONVERSATIONS = (
    ("Parallel calls", "What is the current temperature of New York, San Francisco, and Chicago?"),
    ("A call, its result, an answer", "What is the weather in San Francisco?"),
)

_TEMPERATURES = {"new york": 41, "san francisco": 60, "chicago": 33}


def get_current_weather(location: str, unit: str = "fahrenheit") -> dict[str, Any]:
    """The tool of this little app: weather from a table."""
    known = [degrees for city, degrees in _TEMPERATURES.items() if city in location.lower()]
    return {"location": location, "temperature": known[0] if known else 70, "unit": unit}


def run() -> None:
    """Holds both conversations and prints them. Raises SettingError when the `openai` package is missing."""
    try:
        import openai
    except ImportError as problem:
        raise SettingError(
            "The demo uses the real openai client, which is not installed.", remedy="Run: pip install openai"
        ) from problem
    from rich.console import Console

    console = Console()
    with MockServer() as server, openai.OpenAI(base_url=server.base_url, api_key="no-key-needed") as client:
        console.print(f"openai {openai.__version__} talks to mockfn on {server.base_url}", style="dim")
        for title, question in CONVERSATIONS:
            console.rule(title, align="left")
            _hold(client, question, console)


def _hold(client: Any, question: str, console: Console) -> None:
    messages: list[Any] = [{"role": "user", "content": question}]
    _say(console, "user", question, "bold")
    while True:
        completion = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS)
        message = completion.choices[0].message
        messages.append(message)
        if not message.tool_calls:
            _say(console, "assistant", message.content, "green")
            return
        for call in message.tool_calls:
            _say(console, "assistant", f"calls {call.function.name}({call.function.arguments})", "cyan")
        for call in message.tool_calls:
            result = json.dumps(get_current_weather(**json.loads(call.function.arguments)))
            _say(console, "tool", result, "yellow")
            messages.append({"role": "tool", "tool_call_id": call.id, "content": result})


def _say(console: Console, who: str, what: str, style: str) -> None:
    console.print(f"{who:>10}  ", style="dim", end="", highlight=False)
    console.print(what, style=style, markup=False, highlight=False, soft_wrap=True)
