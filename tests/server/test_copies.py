"""What is copied of an exchange does what it says: the rules answer alike, the curl repeats."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from mockfn import MockProvider, Reply, Request, ToolCall
from mockfn.server.copies import copies
from mockfn.server.entries import Numbered, entry

SCHEMA = {"type": "object", "properties": {}}
TOOLS = [{"type": "function", "function": {"name": name, "parameters": SCHEMA}} for name in ("f", "g")]
ANSWERS = [
    Reply("Plain text."),
    Reply('Braces {city} and {result[a]} and {"json": 1}, and a "quote", \\ and \u2028.'),
    Reply("Text beside", tool_calls=(ToolCall("f", {"a": "{city}", "{city}": [1, {"c": None}]}),)),
    Reply(tool_calls=(ToolCall("f", {"a": 1}), ToolCall("g", {}), ToolCall("f", {"a": 2}))),
    Reply(tool_calls=(ToolCall("f", '{"cut": '),)),
    Reply(tool_calls=(ToolCall("f", "[" * 10_000),)),
    Reply(refusal="I will not."),
    Reply("Four.", reasoning="Two and two."),
]


def ask(mock: MockProvider, *, stream: bool = False) -> Any:
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "do {it}, please"}], "tools": TOOLS}
    return mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps({**body, "stream": stream}).encode()))


def copied(exchange: Any) -> dict[str, Any]:
    numbered = Numbered(1, exchange)
    return copies(numbered, entry(numbered), "http://127.0.0.1:4010")


def said(exchange: Any) -> Any:
    message = json.loads(exchange.response.body)["choices"][0]["message"]
    calls = [call["function"] for call in message.get("tool_calls") or ()]
    plain = [(call["name"], call["arguments"]) for call in calls]
    return message.get("content"), message.get("refusal"), message.get("reasoning_content"), plain


@pytest.mark.parametrize("reply", ANSWERS)
@pytest.mark.parametrize("form", ["yaml", "python"])
def test_a_copied_rule_answers_as_it_was_answered(reply: Reply, form: str) -> None:
    mock, other = MockProvider(), MockProvider()
    mock.when().answer(reply)
    first = ask(mock)
    text = copied(first)[form]
    if form == "yaml":
        other.script = f"rules:\n{text}"
    else:
        exec(text, {"mock": other})
    assert said(ask(other)) == said(first)


def test_a_rule_is_copied_from_a_stream_as_well() -> None:
    mock = MockProvider()
    mock.when().say("hello")
    assert copied(ask(mock, stream=True))["yaml"] == (
        '- when: {user: "do {{it}}, please"}\n  steps:\n    - say: "hello"\n'
    )


def test_a_miss_gives_a_rule_to_fill_in() -> None:
    assert copied(ask(MockProvider(otherwise="miss")))["python"] == ("mock.when(user='do {{it}}, please').say('...')\n")


def test_what_was_rejected_gives_no_rule() -> None:
    found = copied(MockProvider().respond(Request("POST", "/v1/chat/completions", {}, b"{}")))
    assert (found["yaml"], found["python"]) == (None, None)


def test_curl_repeats_the_request() -> None:
    exchange = ask(MockProvider(), stream=True)
    words = shlex.split(copied(exchange)["curl"])
    assert words[:4] == ["curl", "-sS", "-N", "http://127.0.0.1:4010/v1/chat/completions"]
    assert json.loads(words[-1]) == json.loads(exchange.request.body)


def test_curl_names_the_scope_and_the_method() -> None:
    mock = MockProvider()
    deleted = Numbered(1, mock.respond(Request("DELETE", "/v1/chat/completions/it's")), "a b")
    assert copies(deleted, entry(deleted), "http://h")["curl"] == (
        "curl -sS -X DELETE 'http://h/v1/chat/completions/it'\"'\"'s' -H 'x-mockfn-scope: a b'\n"
    )
    listed = Numbered(2, mock.respond(Request("GET", "/v1/models")))
    assert copies(listed, entry(listed), "http://h")["curl"] == "curl -sS http://h/v1/models\n"
