"""Faults as they are asked for: by a verb, a header, a script, by chance."""

from __future__ import annotations

import json
import re
from typing import Any

import openai
import pytest

from mockfn import MockProvider, ScriptError, SettingError
from mockfn.faults import strike_named
from mockfn.server import MockServer

HI: Any = [{"role": "user", "content": "hi"}]
PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
KNOWN = (
    "Known: 400, 401, 403, 404, 408, 429, 500, 503, content_filter, context_length, cut, "
    "cut_character, cut_event, empty_answer, error_in_stream, extra_call, forbidden, garbage, "
    "html, invalid_key, malformed_arguments, missing_argument, model_not_found, no_done, "
    "overloaded, quota, rate_limit, refusal, refuse, repeated_id, reset, server_error, stall, "
    "timeout, tool_loop, truncate, unknown_function, wrong_argument, wrong_content_type."
)
TOOL: Any = {"type": "function", "function": {"name": "get_weather", "parameters": PARAMETERS}}


def test_a_fault_strikes_as_many_attempts_as_it_was_told_to(ask: Any) -> None:
    mock = MockProvider()
    mock.when().fail("rate_limit", times=2).say("ok")
    assert [ask(mock).response.status for _ in range(4)] == [429, 429, 200, 200]
    assert ask(mock, temperature=1).response.status == 200
    assert ask(mock, messages=[{"role": "user", "content": "other"}]).response.status == 429


def test_the_real_client_retries_until_the_fault_is_over(server: MockServer) -> None:
    server.mock.when().fail("overloaded", times=2).say("ok")
    with openai.OpenAI(base_url=server.base_url, api_key="any", max_retries=2) as retrying:
        assert retrying.chat.completions.create(model="gpt-4o", messages=HI).choices[0].message.content == "ok"
    assert len(server.mock.requests) == 3


def test_a_pace_delays_the_frames(ask: Any) -> None:
    mock = MockProvider()
    mock.when().say("one two three").pace(first=0.4, per_second=50)
    assert [round(frame.delay, 3) for frame in ask(mock, stream=True).response.frames[:3]] == [0.4, 0.02, 0.02]


def test_a_header_orders_a_fault_for_one_request(ask: Any) -> None:
    mock = MockProvider()
    ordered = ask(mock, {"x-mockfn-fail": "server_error"})
    assert (ordered.response.status, ordered.decision.source) == (500, "fault")
    assert ask(mock, {"X-Mockfn-Fail": "503"}).response.status == 503
    assert ask(mock).response.status == 200


def test_an_unknown_fault_in_a_header_lists_what_exists(ask: Any) -> None:
    exchange = ask(MockProvider(), {"x-mockfn-fail": "rate_limt"})
    assert exchange.response.status == 400
    message = json.loads(exchange.response.body)["error"]["message"]
    assert message == f"X-Mockfn-Fail: There is no fault 'rate_limt'. Did you mean 'rate_limit'? {KNOWN}"


def test_chaos_strikes_about_its_share_of_requests_and_the_same_ones_each_time(ask: Any) -> None:
    def struck(mock: MockProvider) -> list[bool]:
        asked = ([{"role": "user", "content": f"question {number}"}] for number in range(200))
        return [bool(ask(mock, messages=one).decision.because[-1].startswith("The fault")) for one in asked]

    first = struck(MockProvider(chaos=0.2))
    assert 20 <= sum(first) <= 60
    assert first == struck(MockProvider(chaos=0.2))
    assert sum(struck(MockProvider())) == 0


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        (
            "rate_limt",
            {},
            f"There is no fault 'rate_limt'. Did you mean 'rate_limit'? {KNOWN}",
        ),
        ("rate_limit", {"times": 0}, "A fault cannot strike 0 times. Give 1 or more, or leave it out for always."),
        ("cut", {"after": -1}, "A fault cannot strike after -1 events. Give 0 or more."),
    ],
)
def test_a_strike_that_cannot_be_says_so(name: str, options: dict[str, int], message: str) -> None:
    with pytest.raises(SettingError, match=re.escape(message)):
        strike_named(name, **options)


def test_a_share_of_chaos_is_a_share() -> None:
    with pytest.raises(SettingError, match="The share of chaos cannot be 5. Give a number between 0 and 1."):  # noqa: RUF043 - as it is
        MockProvider(chaos=5)


def test_scripts_have_the_same_verbs(ask: Any, calls: Any) -> None:
    script = """
rules:
  - when: {user: "hi"}
    steps:
      - {fail: {rate_limit: 1}, say: "ok", pace: {first: 0.1}}
  - when: {user: "bye"}
    steps: [{say: "one two three four", cut: 2}]
  - when: {user: "call"}
    steps: [{call: {get_weather: {city: Paris}}, misbehave: unknown_function}]
"""
    mock = MockProvider(script=script)
    assert [ask(mock).response.status for _ in "ab"] == [429, 200]
    assert ask(mock, messages=[{"role": "user", "content": "bye"}], stream=True).response.cut == "close"
    spoiled = calls(ask(mock, messages=[{"role": "user", "content": "call"}], tools=[TOOL]))
    assert spoiled[0]["function"]["name"] == "get_weather_v2"


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        (
            "fail: rate_limt",
            f"script:3, rule 1, fail: There is no fault 'rate_limt'. Did you mean 'rate_limit'? {KNOWN}",
        ),
        ("fail: {rate_limit: 0}", "script:3, rule 1, fail: takes a whole number, 1 or more, not 0"),
        ("misbehave: 3", "script:3, rule 1, misbehave: takes the name of a fault, not 3"),
        ("misbehave: {refusal: 0}", "script:3, rule 1, misbehave: takes a whole number, 1 or more, not 0"),
        ("misbehave: rate_limit", "script:3, rule 1, misbehave: 'rate_limit' is no way for a model to misbehave"),
        ("cut: soon", "script:3, rule 1, cut: takes a whole number, 0 or more, not 'soon'"),
        ("pace: {frist: 1}", "script:3, rule 1, pace: takes first, per_second, jitter, not {'frist': 1}"),
        ("pace: {per_second: 0}", "script:3, rule 1, pace: Tokens per second cannot be 0. Give a number above 0."),
    ],
)
def test_a_verb_that_cannot_be_names_its_place(verb: str, message: str) -> None:
    with pytest.raises(ScriptError) as caught:
        MockProvider(script=f'rules:\n  - when: {{user: "hi"}}\n    steps: [{{{verb}}}]\n')
    assert str(caught.value).removeprefix("the ").startswith(message)
