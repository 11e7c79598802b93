"""The route as a whole: a request in, an exchange out, whatever the client sent."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.answer import answer
from mockfn.apis.openai_chat_checks import ROWS
from mockfn.http import Request
from mockfn.jsontext import encode
from mockfn.memory import Memory
from mockfn.providers import PROVIDERS
from mockfn.script import Script
from mockfn.settings import Settings

SETTINGS = Settings(provider=PROVIDERS["openai"], rules=Script(), script=Script())
LENIENT = Settings(provider=PROVIDERS["openai"], rules=Script(), script=Script(), skip=frozenset(ROWS))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 200) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
KEYS = ("model", "messages", "tools", "functions", "tool_choice", "function_call", "stream", "stop", "n", "max_tokens")
MORE = ("response_format", "stream_options", "logprobs", "top_logprobs", "parallel_tool_calls", "temperature", "user")
MESSAGES = st.lists(
    st.dictionaries(st.sampled_from(["role", "content", "tool_calls", "tool_call_id", "name", "function_call"]), JSON)
    | st.fixed_dictionaries({"role": st.sampled_from(["user", "system", "tool", "assistant"]), "content": JSON}),
    max_size=3,
)
BODIES = st.dictionaries(st.sampled_from(KEYS + MORE), JSON) | st.fixed_dictionaries(
    {"model": st.just("gpt-4o"), "messages": MESSAGES}, optional=dict.fromkeys(KEYS[2:] + MORE, JSON)
)


@given(body=BODIES)
def test_no_json_makes_the_route_fail(body: Any) -> None:
    for settings in (SETTINGS, LENIENT):
        exchange = answer(Request("POST", "/v1/chat/completions", {}, encode(body)), settings, Memory())
        assert exchange.response.status in (200, 400, 404)
        assert exchange.response.body


@given(body=st.binary(max_size=40), path=st.text(max_size=20), method=st.sampled_from(["GET", "POST", "PUT", "DELETE"]))
def test_no_bytes_on_any_path_make_the_route_fail(body: bytes, path: str, method: str) -> None:
    exchange = answer(Request(method, "/" + path, {}, body), SETTINGS, Memory())
    assert exchange.response.status in (200, 400, 404, 405)


def test_an_exchange_holds_the_request_the_decision_and_the_response() -> None:
    request = Request("GET", "/v1/models", {})
    exchange = answer(request, SETTINGS, Memory())
    assert exchange.request is request
    assert exchange.decision.source == "served"
    assert exchange.decision.because == ("models of OpenAI",)


@pytest.mark.parametrize("member", ["model", "messages", "tools", "functions", "stop"])
def test_a_body_damaged_on_its_way_is_a_400(member: str) -> None:
    body = b'{"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}], "%s": ["\xb3"]}' % member.encode()
    assert answer(Request("POST", "/v1/chat/completions", {}, body), SETTINGS, Memory()).response.status == 400
