"""The whole of it, with the real client on a real socket, and whatever a client may send."""

from __future__ import annotations

import json
from typing import Any

import openai
from hypothesis import given, settings
from hypothesis import strategies as st

from mockfn import MockProvider, Request
from mockfn.server import MockServer
from mockfn.verdict import judge, verdict_data


def test_the_official_client_keeps_the_time_it_is_told() -> None:
    with MockServer() as server, openai.OpenAI(base_url=server.base_url, api_key="any", max_retries=2) as client:
        server.mock.when(user="hi").fail("rate_limit", times=1).say("ok")
        server.mock.when(user="ho").fail("server_error", times=1).say("ok")
        for text in ("hi", "ho"):
            client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": text}])
        assert server.mock.verdict.clean, server.mock.verdict
        assert server.mock.verdict.judged == 4


def test_findings_come_as_they_came_to_light(client: Any, tell: Any) -> None:
    client.mock.when(user="a").fail("invalid_key")
    client.mock.when(user="b").say("yes")
    client.mock.otherwise.say("ok")
    client.ask(tell("b"))
    client.ask(tell("b"), {"role": "assistant", "content": "no"}, tell("c"))
    client.ask(tell("a"))
    client.ask(tell("a"))
    assert [finding.name for finding in client.mock.verdict] == ["changed_history", "forbidden_retry"]


TEXT = st.one_of(st.none(), st.text(max_size=3), st.integers(), st.lists(st.integers(), max_size=2))
FUNCTION = st.fixed_dictionaries({}, optional={"name": TEXT, "arguments": TEXT})
CALL = st.fixed_dictionaries({}, optional={"id": TEXT, "function": FUNCTION})
MESSAGE = st.one_of(
    TEXT,
    st.fixed_dictionaries(
        {"role": st.sampled_from(["user", "assistant", "tool", "function", "x"])},
        optional={"content": TEXT, "tool_calls": st.lists(st.one_of(TEXT, CALL), max_size=2), "tool_call_id": TEXT},
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(MESSAGE, max_size=5), max_size=5), st.booleans())
def test_no_request_is_too_strange_to_be_judged(requests: list[list[Any]], stream: bool) -> None:
    mock = MockProvider()
    for messages in requests:
        body = json.dumps({"model": "gpt-4o", "messages": messages, "stream": stream}).encode()
        mock.respond(Request("POST", "/v1/chat/completions", {}, body))
    json.dumps(verdict_data(judge(enumerate(mock.journal, 1))))
