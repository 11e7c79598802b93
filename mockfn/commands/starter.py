"""What `mockfn init` writes: a script, a conftest.py and a test that pass as they are."""

from __future__ import annotations

__all__ = ["starter"]


def starter(*, openai: bool) -> dict[str, str]:
    """The files by name. The app in the test uses the `openai` client, or the standard library alone."""
    client, imports = (_OPENAI, "import json\n\nimport openai\nimport pytest") if openai else (_URLLIB, _URLLIB_IMPORTS)
    return {
        "script.yaml": _SCRIPT,
        "conftest.py": _CONFTEST,
        "test_with_mockfn.py": _TEST.replace("IMPORTS", imports).replace("CLIENT", client),
    }


_SCRIPT = """\
# What the model says, and when: rules, asked in their order. The first that holds answers.
# "mockfn check script.yaml" finds what is wrong here; "mockfn serve script.yaml" serves it to any language.

rules:
  # Words are contained anywhere in the user's message, whatever their case; {city} captures what stands there.
  - when: {user: "weather in {city}"}
    steps: # one reply after the other
      - call: {get_weather: {city: "{city}"}} # the model calls a tool of the app ...
      - say: "It is {result[degrees]} degrees in {city}." # ... and answers from its result

  # Several calls in one reply: the app runs them, then the next step answers.
  - when: {user: "compare {one} and {other}"}
    steps:
      - call:
          - get_weather: {city: "{one}"}
          - get_weather: {city: "{other}"}
      - say: "Both are fine."

  # More conditions: system, model, tools, tool_result, step, attempt, header, tool_choice, response_format.
  - when: {system: "be rude", model: "gpt-*"}
    say: "No."

# For what no rule answers: "generate" invents an answer from the request's own tools, "miss" fails the test and
# says which rule would help.
otherwise: miss
"""

_CONFTEST = '''\
"""What all tests in this folder share. The fixtures of mockfn need no import: pytest finds them by itself."""


def pytest_mockfn_configure(mock):
    """Called with the mock of each test before it runs: rules for all tests. They may stay unused."""
    mock.when(user="are you there").say("Yes.")
'''

_URLLIB_IMPORTS = "import json\nimport os\nimport urllib.request\n\nimport pytest"

_OPENAI = '''\
def complete(messages):
    """One request to the model. The client, its URL and its key are those of the app; no request leaves the process."""
    completion = openai.OpenAI().chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS)
    return completion.choices[0].message.model_dump(exclude_none=True)'''

_URLLIB = '''\
def complete(messages):
    """One request to the model, by any HTTP client; no request leaves the process."""
    body = json.dumps({"model": "gpt-4o", "messages": messages, "tools": TOOLS}).encode()
    headers = {"content-type": "application/json", "authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"}
    request = urllib.request.Request("https://api.openai.com/v1/chat/completions", body, headers)
    with urllib.request.urlopen(request) as response:
        return json.load(response)["choices"][0]["message"]'''

_TEST = '''\
"""An app that calls tools, tested with mockfn: run "pytest" here. Then put your own app in the place of `ask`."""

IMPORTS

# The model says what the script beside this file says, unless a test says otherwise.
pytestmark = pytest.mark.mockfn(script="script.yaml")

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOLS = [{"type": "function", "function": {"name": "get_weather", "parameters": PARAMETERS}}]


def get_weather(city):
    """The app's tool."""
    return {"city": city, "degrees": 21}


CLIENT


def ask(question):
    """The app: it asks the model, runs the tools that the model calls, and asks again until there is an answer."""
    messages = [{"role": "user", "content": question}]
    while True:
        message = complete(messages)
        if not message.get("tool_calls"):
            return message["content"]
        messages.append(message)
        for call in message["tool_calls"]:
            result = get_weather(**json.loads(call["function"]["arguments"]))
            messages.append({"role": "tool", "tool_call_id": call["id"], "content": json.dumps(result)})


def test_the_script_answers(mockfn):
    assert ask("What is the weather in Paris?") == "It is 21 degrees in Paris."
    assert mockfn.tool_calls[0].arguments == {"city": "Paris"}


def test_tools_are_called_in_parallel(mockfn):
    ask("Please compare Rome and Oslo.")
    assert [call.arguments["city"] for call in mockfn.tool_calls] == ["Rome", "Oslo"]


def test_a_rule_of_the_test_comes_before_the_script(mockfn):
    mockfn.when(user="weather in {city}").say("I cannot see {city} from here.")
    assert ask("What is the weather in Paris?") == "I cannot see Paris from here."


def test_a_rule_of_the_conftest_holds_everywhere(mockfn):
    assert ask("Are you there?") == "Yes."
'''
