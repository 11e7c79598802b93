"""Recordings as a source of answers of MockProvider: after the rules, before what is said otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mockfn import Exchange, MockProvider, Request
from mockfn.cassette import Cassette, Interaction, dumps
from mockfn.http import Frame, Response
from mockfn.server import MockServer

JSON = {"content-type": "application/json"}


def request(text: str, url: str = "/v1/chat/completions", **more: Any) -> Request:
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], **more}
    return Request("POST", url, JSON, json.dumps(body).encode())


def recorded(text: str, answer: str, status: int = 200, **more: Any) -> Interaction:
    said = {"choices": [{"index": 0, "message": {"role": "assistant", "content": answer}}]} if status == 200 else {}
    response = Response(status, JSON, (Frame(json.dumps(said).encode(), 0.5),))
    return Interaction(request(text, "https://api.openai.com/v1/chat/completions", **more), response)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    interactions = (
        recorded("Hi", "one"),
        recorded("Hi", "two"),
        recorded("ruled", "never"),
        recorded("down", "", 503),
        recorded("odd", "taken", temperature=9),
    )
    (tmp_path / "a.yaml").write_text(dumps(Cassette(interactions)), encoding="utf-8")
    return tmp_path


def said(exchange: Exchange) -> str:
    content: str = json.loads(exchange.response.body)["choices"][0]["message"]["content"]
    return content


def test_a_recording_answers_what_no_rule_does(folder: Path) -> None:
    mock = MockProvider(cassettes=folder)
    mock.when(user="ruled").say("by the rule")
    assert [said(mock.respond(request(text))) for text in ("ruled", "Hi", "Hi", "Hi")] == [
        "by the rule",
        "one",
        "two",
        "one",
    ]
    exchange = mock.journal[-1]
    assert exchange.decision.source == "cassette"
    assert exchange.decision.because == ("interaction 1 of the recordings answers",)
    assert exchange.decision.answer.text == "one"  # type: ignore[union-attr]  # a Reply


def test_recorded_errors_and_what_the_checks_would_refuse_are_replayed(folder: Path) -> None:
    mock = MockProvider(cassettes=str(folder))
    assert mock.respond(request("down")).response.status == 503
    assert said(mock.respond(request("odd", temperature=9))) == "taken"
    assert mock.rejections == []


def test_what_is_not_recorded_is_a_miss_unless_said_otherwise(folder: Path) -> None:
    mock = MockProvider(cassettes=[folder])
    exchange = mock.respond(request("unknown"))
    assert (exchange.response.status, exchange.decision.source) == (400, "miss")
    assert mock.misses == [exchange]
    assert b"nearest: interaction 1" in exchange.response.body
    mock.when(user="else").say("x")
    assert "Tried, the nearest first" in mock.respond(request("unknown")).decision.because[0]
    assert MockProvider(cassettes=folder, otherwise="generate").respond(request("unknown")).response.status == 200
    mock.otherwise.say("sorry")
    assert [said(mock.respond(request(text))) for text in ("unknown", "Hi")] == ["sorry", "one"]


def test_what_the_provider_rejects_stays_a_rejection(folder: Path) -> None:
    exchange = MockProvider(cassettes=folder).respond(request("unknown", temperature=9))
    assert exchange.decision.source == "rejection"


def tool(parameter: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": {parameter: {"type": "string"}}, "required": [parameter]}
    return {"type": "function", "function": {"name": "f", "parameters": schema}}


def test_an_app_that_offers_other_tools_today_is_told_so(folder: Path) -> None:
    (folder / "called.yaml").write_text(dumps(Cassette((recorded("call", "x", tools=[tool("a")]),))))
    mock = MockProvider(cassettes=folder)
    assert mock.respond(request("call", tools=[tool("a")])).decision.source == "cassette"
    exchange = mock.respond(request("call", tools=[tool("b")]))
    assert exchange.decision.missed
    assert "tool 'f', parameter 'a': renamed to 'b'." in exchange.decision.because[0]


def test_any_language_gets_them_over_a_socket(folder: Path) -> None:
    httpx = pytest.importorskip("httpx")
    with MockServer(MockProvider(cassettes=folder)) as server:
        body = json.loads(request("Hi").body)
        answers = [
            httpx.post(f"{server.url}{path}/chat/completions", json=body).json() for path in ("/v1", "/openai/v1")
        ]
    assert [one["choices"][0]["message"]["content"] for one in answers] == ["one", "two"]
