"""An exchange as data: whole, and without secrets."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from mockfn import MockProvider, Request
from mockfn.server.entries import Numbered, brief, entry

KEY = "sk-proj-Zk3vQ8wLr2Xn7Tb5Yd9Hf4Jm6Pc1Gs0A"


def numbered(mock: MockProvider, text: str = "hi", *, headers: Any = None, **more: Any) -> Numbered:
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], **more}
    request = Request("POST", "/v1/chat/completions", headers or {}, json.dumps(body).encode())
    return Numbered(1, mock.respond(request))


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("view", [entry, brief])
@pytest.mark.parametrize("otherwise", ["miss", "generate"])
def test_a_key_is_nowhere_even_where_the_conversation_quotes_it(
    view: Callable[[Numbered], Any], stream: bool, otherwise: Any
) -> None:
    mock = MockProvider(otherwise=otherwise)
    mock.when(user="repeat {it}").say("{it}")
    headers = {"Authorization": f"Bearer {KEY}", "cookie": "session=abcdef0123456789", "x-other": "kept to ourselves"}
    for text in (f"my key is {KEY}", f"repeat {KEY}"):
        shown = json.dumps(view(numbered(mock, text, headers=headers, stream=stream)))
        assert KEY not in shown
        assert "abcdef0123456789" not in shown
        assert "kept to ourselves" not in shown


@pytest.mark.parametrize(
    ("headers", "query"),
    [({"api-key": KEY}, ""), ({"x-api-key": KEY}, ""), ({"x-goog-api-key": KEY}, ""), ({}, f"?key={KEY}")],
)
def test_a_key_is_found_wherever_providers_take_it(
    talk: Callable[..., Any], headers: dict[str, str], query: str
) -> None:
    client = talk()
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": f"I send {KEY}"}]}
    client.ask(
        "POST", f"/v1/chat/completions{query}", body, **{name.replace("-", "_"): headers[name] for name in headers}
    )
    paths = ("/_mockfn/journal", "/_mockfn/journal?view=brief", "/_mockfn/journal?format=jsonl", "/_mockfn/journal/1")
    number = client.server.mock.journal.numbered()[0][0]
    shown = [client.answer("GET", path.replace("/1", f"/{number}"))[2] for path in paths]
    assert [KEY.encode() in one for one in shown] == [False] * 4
    assert b"SCRUBBED" in shown[0]


def test_a_key_that_only_the_headers_tell_is_replaced_in_the_body() -> None:
    headers = {"authorization": "Bearer my-own-words-key"}
    shown = json.dumps(entry(numbered(MockProvider(), "use my-own-words-key", headers=headers)))
    assert "my-own-words-key" not in shown
    assert "use SCRUBBED" in shown


def test_it_says_what_came_what_was_decided_and_what_went_out() -> None:
    mock = MockProvider()
    mock.when(user="hi").say("hello")
    found = entry(numbered(mock, "hi"))
    assert found["request"]["body"]["messages"] == [{"role": "user", "content": "hi"}]
    assert found["decision"]["source"] == "rule"
    assert found["decision"]["rule"]["name"] == "rule 1"
    assert found["decision"]["rule"]["asks"] == ['user="hi"']
    assert found["decision"]["because"][1] == "It gives its reply 1 of 1."
    assert found["response"]["status"] == 200
    assert found["answer"] == {
        "content": "hello",
        "reasoning": None,
        "refusal": None,
        "tool_calls": [],
        "finish_reason": "stop",
    }


def test_a_stream_is_shown_as_the_reply_that_it_makes() -> None:
    mock = MockProvider()
    mock.when().call("f", {"a": 1})
    tools = [{"type": "function", "function": {"name": "f"}}]
    (call,) = entry(numbered(mock, stream=True, tools=tools))["answer"]["tool_calls"]
    assert (call["name"], json.loads(call["arguments"])) == ("f", {"a": 1})


def test_an_error_is_shown_as_the_error() -> None:
    found = entry(numbered(MockProvider(), n=0))
    assert found["decision"]["source"] == "rejection"
    assert found["answer"]["error"] == found["response"]["body"]["error"]


def test_what_is_no_conversation_has_no_answer() -> None:
    found = entry(Numbered(1, MockProvider().respond(Request("GET", "/v1/models"))))
    assert (found["answer"], found["request"]["body"]) == (None, None)


def test_a_body_that_is_no_json_is_a_text() -> None:
    found = entry(Numbered(1, MockProvider().respond(Request("POST", "/v1/chat/completions", {}, b"{nonsense"))))
    assert found["request"]["body"] == "{nonsense"


def test_a_long_text_is_cut_in_a_line() -> None:
    line = brief(numbered(MockProvider(), "word " * 1_000))["user"]
    assert len(line) == 160
    assert line.endswith("…")
