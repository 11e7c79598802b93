"""Messages that say the same are equal lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockfn import Exchange, Request, Response
from mockfn.decide import Decision
from mockfn.verdict.lines import Call, Line, lines_of


def line(**message: Any) -> Line:
    body = json.dumps({"messages": [message]}).encode()
    return lines_of(Exchange(Request("POST", "/", {}, body), Decision(None, "served"), Response(200)))[0][1]


@pytest.mark.parametrize(
    "content", ["a b", " a b\n", [{"type": "text", "text": "a b"}], ["a b"], [{"type": "text", "text": "a "}, "b"]]
)
def test_a_text_is_its_words_however_it_is_parted(content: Any) -> None:
    assert line(role="user", content=content) == Line("user", "a b")


@pytest.mark.parametrize("content", [None, "", []])
def test_nothing_said_is_nothing(content: Any) -> None:
    assert line(role="assistant", content=content) == line(role="assistant") == Line("assistant")


def test_a_picture_is_a_part_of_what_was_said() -> None:
    one, other = ({"type": "image_url", "image_url": {"url": url}} for url in ("data:a", "data:b"))
    assert line(role="user", content=[one]) != line(role="user", content=[other])


def test_arguments_are_equal_by_value() -> None:
    def calls(arguments: Any) -> tuple[Call, ...]:
        call = {"id": "c", "function": {"name": "f", "arguments": arguments}}
        return line(role="assistant", tool_calls=[call]).calls

    assert (
        calls('{"a": 1, "b": 2}')
        == calls('{"b":2,"a":1}')
        == calls({"b": 2, "a": 1})
        == (Call("c", "f", '{"a":1,"b":2}'),)
    )
    assert calls('{"a": ') == (Call("c", "f", '{"a": '),)  # fmt: skip


def test_a_line_reads_as_who_said_what() -> None:
    assert str(Line("user", "x" * 90)) == f"user '{'x' * 57}...'"
    assert str(Line("assistant", "ok", (Call("c", "f", "{}"),))) == "assistant 'ok' and f({})"
    assert str(Line("assistant")) == "assistant nothing"


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"messages": 7}', b'{"messages": [7]}'])
def test_a_body_without_messages_has_no_lines(body: bytes) -> None:
    request = Request("POST", "/v1/chat/completions", {}, body)
    assert lines_of(Exchange(request, Decision(None, "served"), Response(400))) == []
