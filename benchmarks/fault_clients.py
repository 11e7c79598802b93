"""What clients make of each fault: run it, and it writes the table at the end of docs/faults.md.

    python benchmarks/fault_clients.py [--environments FOLDER]

Each client runs in an environment of its own, those of clients.py, with its own retries and a timeout of a second. A
cell says what the app gets, and how many requests that took.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from clients import QUIET, ROOT, ROWS, environment

from mockfn.faults import FAULTS
from mockfn.server import MockServer

DOCS = ROOT / "docs/faults.md"
BEGINS = "## What clients make of them\n"
CLIENTS = ("openai 3", "litellm", "langchain-openai")
WHOLE = "Grüße, this answer is long enough to be cut off somewhere in its middle."
CALL = {"city": "Paris"}

PAGE = """{begins}
Each fault against real clients as they come, with their own retries: {versions}. *×3* is that it took three requests.
*Handed on* is that the app gets what the model said, as wrong as it is. Faults on the wire strike after three events.
Written by `python benchmarks/fault_clients.py`.

| fault | {heads} |
|---|{rule}|
{rows}
"""

COMMON = """
import json, sys
from importlib.metadata import version
TOOL = {"type": "function", "function": {"name": "get_weather", "parameters": {
    "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}
def tell(ask, package):
    print(json.dumps(version(package)), flush=True)
    for line in sys.stdin:
        url, name, stream = json.loads(line)
        text, calls, odd = [], {}, []
        try:
            ask(url, name, stream, text, calls, odd)
            found = {"text": "".join(text), "calls": list(calls.values()), "odd": odd}
        except Exception as problem:
            found = {"error": type(problem).__name__}
        print(json.dumps(found), flush=True)
def add(message, text, calls, odd):
    text.append(message.content or "")
    if getattr(message, "refusal", None):
        odd.append("refusal")
    for number, made in enumerate(message.tool_calls or ()):
        call = calls.setdefault(getattr(made, "index", number), ["", ""])
        call[0] += made.function.name or ""
        call[1] += made.function.arguments or ""
def both(answer, stream, text, calls, odd):
    for chunk in answer if stream else [answer]:
        for choice in chunk.choices:
            add(choice.delta if stream else choice.message, text, calls, odd)
"""

PROGRAMS = {
    "openai 3": """
import openai
def ask(url, name, stream, *found):
    with openai.OpenAI(base_url=url, api_key="any", timeout=1.0) as client:
        messages = [{"role": "user", "content": name}]
        answer = client.chat.completions.create(model="gpt-4o", messages=messages, tools=[TOOL], stream=stream)
        both(answer, stream, *found)
tell(ask, "openai")
""",
    "litellm": """
import litellm
litellm.suppress_debug_info = True
def ask(url, name, stream, *found):
    messages = [{"role": "user", "content": name}]
    given = {"api_base": url, "api_key": "any", "timeout": 1.0}
    answer = litellm.completion(model="openai/gpt-4o", messages=messages, tools=[TOOL], stream=stream, **given)
    both(answer, stream, *found)
tell(ask, "litellm")
""",
    "langchain-openai": """
from langchain_openai import ChatOpenAI
def ask(url, name, stream, text, calls, odd):
    model = ChatOpenAI(model="gpt-4o", base_url=url, api_key="any", timeout=1.0).bind_tools([TOOL])
    said = None
    for piece in model.stream(name) if stream else [model.invoke(name)]:
        said = piece if said is None else said + piece
    if said is None:
        return
    text.append(said.text if isinstance(said.text, str) else said.text())
    for number, made in enumerate(said.tool_calls):
        calls[number] = [made["name"], json.dumps(made["args"])]
    odd += ["invalid_tool_calls"] * bool(said.invalid_tool_calls)
    odd += ["refusal"] * bool(said.additional_kwargs.get("refusal"))
tell(ask, "langchain-openai")
""",
}


def word(name: str, found: dict[str, Any]) -> str:
    """What the app gets, in a word or two."""
    if "error" in found:
        return f"`{found['error']}`"
    if found["odd"]:
        return f"`{found['odd'][0]}`"
    if FAULTS[name].kind == "reply":
        right = [["get_weather", json.dumps(CALL, separators=(",", ":"))]]
        calls = [[called, given.replace(": ", ":")] for called, given in found["calls"]]
        return "an empty answer" if not calls else "the call" if calls == right else "handed on"
    if found["text"] == WHOLE:
        return "the answer"
    return "half of it, no error" if found["text"] else "an empty answer"


def column(server: MockServer, python: str, client: str, stream: bool) -> tuple[str, list[str]]:
    """The version of a client, and its cell for each fault."""
    env = {name: value for name, value in os.environ.items() if not name.endswith(("_BASE_URL", "_API_BASE"))}
    env.update(QUIET, PYTHONPATH="")
    running = subprocess.Popen(
        [python, "-c", COMMON + PROGRAMS[client]],
        env=env,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    version = json.loads(running.stdout.readline())
    cells = []
    for name in FAULTS:
        before = len(server.mock.journal)
        running.stdin.write(json.dumps([server.base_url, name, stream]) + "\n")
        running.stdin.flush()
        said = word(name, json.loads(running.stdout.readline()))
        asked = len(server.mock.journal) - before
        cells.append(said if asked == 1 else f"{said} ×{asked}")
    running.stdin.close()
    running.wait(timeout=20)
    return version, cells


def page(environments: Path) -> str:
    requirements = {name: needed for name, _, needed, _ in ROWS}
    versions, columns = [], [[f"`{name}`" for name in FAULTS]]
    with MockServer() as server:
        for name, fault in FAULTS.items():
            rule = server.mock.when(user={"exact": name})
            rule = rule.call("get_weather", CALL) if fault.kind == "reply" else rule.say(WHOLE)
            rule.fail(name, after=3)
        for client in CLIENTS:
            python = environment(environments, client, requirements[client])
            for stream in (False, True):
                version, cells = column(server, python, client, stream)
                columns.append(cells)
            versions.append(f"{client.split()[0]} {version}")
    heads = [head for client in CLIENTS for head in (client.split()[0], f"{client.split()[0]}, streamed")]
    rows = "\n".join(f"| {' | '.join(cells)} |" for cells in zip(*columns, strict=True))
    rule_line = "|".join("---" for _ in heads)
    return PAGE.format(begins=BEGINS, versions=", ".join(versions), heads=" | ".join(heads), rule=rule_line, rows=rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--environments", type=Path, default=Path(tempfile.gettempdir()) / "mockfn-clients")
    found = page(parser.parse_args().environments)
    before, _, _ = DOCS.read_text(encoding="utf-8").partition(BEGINS)
    DOCS.write_text(f"{before.rstrip()}\n\n{found}", encoding="utf-8")
    print(found)


if __name__ == "__main__":
    main()
