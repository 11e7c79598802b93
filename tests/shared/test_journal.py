"""A journal that two mocks share, as if each had answered everything."""

from __future__ import annotations

import json
from typing import Any

from mockfn import MockProvider, Request
from mockfn.shared import SharedJournal, SharedState

SCRIPT = (
    "rules:\n  - when: {user: weather}\n    call: {f: {city: Paris}}\n  - when: {user: bad}\n    fail: rate_limit\n"
)
TOOLS = [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}]


def ask(mock: MockProvider, text: str, **body: Any) -> Any:
    data = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], "tools": TOOLS, **body}
    headers = {"Authorization": "Bearer sk-secret", "x-a": "b"}
    return mock.respond(Request("POST", "/v1/chat/completions", headers, json.dumps(data).encode()))


def test_each_reads_what_the_other_answered(url: str) -> None:
    one, other = (MockProvider(script=SCRIPT, state=url) for _ in range(2))
    asked = [ask(one, "weather"), ask(other, "bad"), ask(one, "nobody knows"), ask(other, "x", n=0)]
    assert [number for number, _ in one.journal.numbered()] == [1, 2, 3, 4]
    for mock in (one, other):
        assert len(mock.journal) == 4
        for found, answered in zip(mock.journal, asked, strict=True):
            assert found.response == answered.response
            assert found.decision.because == answered.decision.because
            assert (found.at, found.attempt, found.decision.source) == (
                answered.at,
                answered.attempt,
                answered.decision.source,
            )
            assert (found.chat and found.chat.digest) == (answered.chat and answered.chat.digest)
            assert found.decision.answer == answered.decision.answer
    assert [(call.name, call.arguments) for call in other.tool_calls] == [("f", {"city": "Paris"})]
    rule = other.journal[0].decision.rule
    assert rule is not None
    assert rule.place == other.script.rules[0].place


def test_secrets_are_not_kept(url: str) -> None:
    mock = MockProvider(state=url, api_key="sk-secret")
    ask(mock, "hi")
    assert mock.journal[0].request.headers == {"Authorization": "***", "x-a": "b"}
    assert mock.journal[0].chat is not None
    assert b"sk-secret" not in b"".join(mock.state.redis.lrange("{mockfn}:journal::", 0, -1))  # type: ignore[union-attr]  # set above


def test_it_is_bounded_by_exchanges_and_by_bytes(url: str) -> None:
    mock = MockProvider(state=url)
    state = SharedState(url)
    few = SharedJournal(state, mock._current, limit=2)
    for text in "abc":
        few.append(ask(mock, text))
    assert len(few) == 2
    small = SharedJournal(state, mock._current, size=1)
    small.append(ask(mock, "d"))
    assert [exchange.chat.last_user for exchange in small if exchange.chat] == ["d"]
    small.clear()
    assert list(few) == []


def test_what_no_message_pack_holds_is_kept_without_its_parts(url: str) -> None:
    mock = MockProvider(state=url)
    mock.when().say("half \ud800")
    answered = ask(mock, "hi")
    (found,) = mock.journal
    assert found.response == answered.response
    assert found.decision.answer is None
