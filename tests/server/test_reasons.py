"""Why the other rules did not answer."""

from __future__ import annotations

import json
from typing import Any

from mockfn import MockProvider, Request
from mockfn.server.reasons import others


def ask(mock: MockProvider, text: str) -> Any:
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}]}
    return mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(body).encode()))


def test_each_other_rule_says_what_it_lacked_the_nearest_first() -> None:
    script = [
        {"when": {"user": "hi"}, "say": "hello"},
        {"when": {"user": "bye", "model": "gpt-5"}, "say": "far"},
        {"when": {"user": "hi", "tools": "f"}, "say": "near"},
    ]
    mock = MockProvider(script={"rules": script})
    near, far = others(mock, ask(mock, "hi"))
    assert (near["asks"], near["why"]) == (['user="hi"', 'tools="f"'], ['"f" is not offered; no tool is offered'])
    assert far["why"] == [
        'the latest user message, "hi", does not contain "bye"',
        'the model, "gpt-4o", is not "gpt-5"',
    ]


def test_a_rule_that_holds_as_well_stands_behind() -> None:
    mock = MockProvider(script={"rules": [{"say": "first"}, {"say": "second"}]})
    (second,) = others(mock, ask(mock, "hi"))
    assert second["why"] == ["holds as well, but an earlier rule answers"]


def test_of_many_rules_few_are_shown() -> None:
    mock = MockProvider(script={"rules": [{"when": {"user": f"text {number}"}, "say": "no"} for number in range(600)]})
    assert len(others(mock, ask(mock, "hi"))) == 20


def test_where_no_conversation_came_nothing_was_tried() -> None:
    mock = MockProvider(script={"rules": [{"say": "first"}]})
    assert others(mock, mock.respond(Request("GET", "/v1/models"))) == []
