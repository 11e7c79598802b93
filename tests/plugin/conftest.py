"""Runs pytest as users do, on tests written into a folder of their own beside a small app."""

import textwrap
from collections.abc import Callable

import openai
import pytest

import mockfn.server  # noqa: F401 - see `loaded`
import pytest_mockfn.providing
import pytest_mockfn.serving  # noqa: F401 - see `loaded`
from mockfn import MockProvider

APP = '''
import json
from openai import OpenAI

def tool(name, **properties):
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "function", "function": {"name": name, "description": name, "parameters": parameters}}

TOOLS = [tool("get_weather", location={"type": "string"}), tool("cancel", order={"type": "integer"})]

def ask(text, **options):
    """One turn; the message that the provider sent."""
    messages = [{"role": "user", "content": text}]
    body = {"model": "gpt-4o-mini", "messages": messages, "tools": TOOLS, **options}
    return OpenAI().chat.completions.create(**body).choices[0].message

def loop(text):
    """The whole loop: every tool call gets the result {"temperature": 22}, until there is a text."""
    client, messages = OpenAI(), [{"role": "user", "content": text}]
    while True:
        said = client.chat.completions.create(model="gpt-4o-mini", messages=messages, tools=TOOLS).choices[0].message
        if not said.tool_calls:
            return said.content
        messages.append(said.model_dump(exclude_none=True))
        for call in said.tool_calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": json.dumps({"temperature": 22})})

def swallow(text, **options):
    try:
        ask(text, **options)
    except Exception:
        pass
'''


@pytest.fixture(scope="session")
def loaded() -> None:
    """Everything is imported here: what an inner run imports first is forgotten after it, and patched again."""
    client = openai.OpenAI(api_key="any")
    tools = [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}]
    with MockProvider(script={"rules": []}, otherwise="generate").intercept():
        for choice in ("none", "required"):
            messages = [{"role": "user", "content": "hi"}]
            body = {"model": "gpt-4o", "messages": messages, "tools": tools, "tool_choice": choice}
            client.chat.completions.create(**body)
            with client.chat.completions.stream(**body) as stream:
                stream.get_final_completion()


@pytest.fixture
def run(loaded: None, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Callable[..., pytest.RunResult]:
    """Runs pytest on this test file, in this process (fast) or in one of its own."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    # Where it believes to run in CI, pytest repeats a whole error in its summary, and our plugin records nothing.
    for name in ("CI", "BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)

    def start(code: str, *arguments: str, subprocess: bool = False) -> pytest.RunResult:
        pytester.makepyfile(app=APP)
        pytester.makepyfile(test_it="from app import *\nimport pytest\n" + textwrap.dedent(code))
        if subprocess:
            return pytester.runpytest_subprocess("-p", "no:asyncio", "-p", "no:faker", *arguments)
        # Every plugin that is installed would be loaded anew each time; a process of its own finds ours as users' do.
        pytester.syspathinsert()
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        return pytester.runpytest_inprocess("-p", "pytest_mockfn.plugin", "-p", "no:cacheprovider", *arguments)

    return start


@pytest.fixture
def failure(run: Callable[..., pytest.RunResult]) -> Callable[..., str]:
    """What pytest prints about the one test of this file, which fails in its call phase."""

    def start(code: str, *arguments: str) -> str:
        result = run(code, *arguments)
        result.assert_outcomes(failed=1)
        text = str(result.stdout)
        return text[text.index("FAILURES") :]

    return start
