"""Faults: each row of the table, as data and against the real client on a real socket."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import openai
import pytest

from mockfn import Exchange, MockProvider, Request, ScriptError, SettingError
from mockfn.faults import FAULTS, strike_named
from mockfn.server import MockServer

PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL: Any = {"type": "function", "function": {"name": "get_weather", "parameters": PARAMETERS}}
HI: Any = [{"role": "user", "content": "hi"}]
INSTEAD = [name for name, fault in FAULTS.items() if fault.kind == "instead"]
REPLY = [name for name, fault in FAULTS.items() if fault.kind == "reply"]
WIRE = [name for name, fault in FAULTS.items() if fault.kind == "wire"]


def ask(mock: MockProvider, headers: dict[str, str] | None = None, **body: Any) -> Exchange:
    data = json.dumps({"model": "gpt-4o", "messages": HI, **body}).encode()
    return mock.respond(Request("POST", "/v1/chat/completions", headers or {}, data))


def calls(exchange: Exchange) -> list[Any]:
    found: list[Any] = json.loads(exchange.response.body)["choices"][0]["message"].get("tool_calls", [])
    return found


@pytest.fixture
def server() -> Iterator[MockServer]:
    with MockServer() as running:
        yield running


@pytest.fixture
def client(server: MockServer) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=server.base_url, api_key="any", max_retries=0, timeout=1.0) as made:
        yield made


@pytest.mark.parametrize("name", INSTEAD)
def test_an_error_is_answered_instead_with_its_status(name: str) -> None:
    mock = MockProvider()
    mock.when().fail(name)
    exchange = ask(mock)
    assert exchange.response.status == FAULTS[name].make.status
    assert json.loads(exchange.response.body)["error"]["message"]
    assert any(f"The fault {name} strikes" in sentence for sentence in exchange.decision.because)
    assert mock.misses == []


def test_a_rate_limit_says_when_to_come_again() -> None:
    mock = MockProvider()
    mock.when().fail(429)
    headers = ask(mock).response.headers
    assert headers["retry-after"] == "1"
    assert headers["retry-after-ms"] == "1000"
    assert headers["x-ratelimit-remaining-requests"] == "0"


def test_a_fault_strikes_as_many_attempts_as_it_was_told_to() -> None:
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


@pytest.mark.parametrize("name", REPLY)
def test_a_model_that_misbehaves_answers_all_the_same(name: str) -> None:
    mock = MockProvider()
    mock.when().call("get_weather", city="Paris").misbehave(name)
    exchange = ask(mock, tools=[TOOL])
    assert exchange.response.status == 200
    assert mock.misses == []


def test_each_misbehaviour_is_wrong_in_its_own_way() -> None:
    def spoiled(name: str) -> list[Any]:
        mock = MockProvider()
        mock.when().call("get_weather", city="Paris").misbehave(name)
        return calls(ask(mock, tools=[TOOL]))

    with pytest.raises(ValueError, match=r"Unterminated|Expecting|Invalid"):
        json.loads(spoiled("malformed_arguments")[0]["function"]["arguments"])
    assert spoiled("unknown_function")[0]["function"]["name"] == "get_weather_v2"
    assert json.loads(spoiled("missing_argument")[0]["function"]["arguments"]) == {}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(spoiled("wrong_argument")[0]["function"]["arguments"]), PARAMETERS)
    first, second = spoiled("repeated_id")
    assert first["id"] == second["id"]
    assert len(spoiled("extra_call")) == 2
    assert spoiled("empty_answer") == []


def test_a_tool_loop_calls_again_after_every_result() -> None:
    mock = MockProvider()
    mock.when(user="hi").call("get_weather", city="Paris").misbehave("tool_loop").then.misbehave("tool_loop")
    call = calls(ask(mock, tools=[TOOL]))[0]
    history = [*HI, {"role": "assistant", "tool_calls": [call]}]
    history.append({"role": "tool", "tool_call_id": call["id"], "content": "21"})
    again = calls(ask(mock, messages=history, tools=[TOOL]))[0]
    assert again["function"] == call["function"]
    assert again["id"] != call["id"]


@pytest.mark.parametrize("streamed", [False, True])
def test_a_tool_loop_goes_on_for_as_long_as_the_real_client_does(
    streamed: bool, server: MockServer, client: openai.OpenAI
) -> None:
    server.mock.when(user="hi").call("get_weather", city="Paris").misbehave("tool_loop")
    server.mock.otherwise.say("the end")
    history: list[Any] = list(HI)
    ids = set()
    for turn in range(5):
        message = said(client, history, streamed)
        assert [(call["function"]["name"], call["function"]["arguments"]) for call in message["tool_calls"]] == [
            ("get_weather", '{"city":"Paris"}')
        ]
        call = message["tool_calls"][0]
        ids.add(call["id"])
        result = {"role": "tool", "tool_call_id": call["id"], "content": f"{turn}"}
        history += [{"role": "assistant", "tool_calls": [call]}, result]
    assert len(ids) == 5
    assert server.mock.misses == []


def said(client: openai.OpenAI, history: list[Any], streamed: bool) -> Any:
    """The message that answers, whole."""
    given: Any = {"model": "gpt-4o", "messages": history, "tools": [TOOL]}
    if not streamed:
        return client.chat.completions.create(**given).choices[0].message.model_dump()
    with client.chat.completions.stream(**given) as stream:
        return stream.get_final_completion().choices[0].message.model_dump()


def test_a_tool_loop_that_a_header_orders_goes_on_after_the_last_reply_of_a_rule() -> None:
    mock = MockProvider()
    mock.when(user="hi").call("get_weather", city="Paris")
    history: list[Any] = list(HI)
    for turn in range(3):
        exchange = ask(mock, {"x-mockfn-fail": "tool_loop"}, messages=history, tools=[TOOL])
        (call,) = calls(exchange)
        assert (call["function"]["arguments"], exchange.decision.source) == (
            '{"city":"Paris"}',
            "fault" if turn else "rule",
        )
        result = {"role": "tool", "tool_call_id": call["id"], "content": "21"}
        history += [{"role": "assistant", "tool_calls": [call]}, result]
    assert mock.misses == []


def test_a_tool_loop_begins_where_its_reply_is_due() -> None:
    mock = MockProvider()
    mock.when(user="hi").say("one moment").then.call("get_weather", city="Oslo").misbehave("tool_loop")
    turns = [*HI, {"role": "assistant", "content": "one moment"}, {"role": "user", "content": "well?"}]
    assert [calls(ask(mock, messages=turns[:count], tools=[TOOL])) != [] for count in (1, 3)] == [False, True]


@pytest.mark.parametrize("name", [name for name in WIRE if name not in ("truncate", "no_done", "wrong_content_type")])
def test_a_broken_wire_reaches_the_real_client_as_an_error(
    name: str, server: MockServer, client: openai.OpenAI
) -> None:
    server.mock.when().say("Grüße, this answer is long enough to be cut").fail(name, after=3)
    with pytest.raises((openai.APIError, ValueError, AttributeError, TypeError)):  # noqa: PT012 - a stream is read
        for chunk in client.chat.completions.create(model="gpt-4o", messages=HI, stream=True):
            assert chunk.choices is not None
        raise AttributeError("the page of a proxy is read as an empty stream")


@pytest.mark.parametrize("name", ["truncate", "no_done", "wrong_content_type"])
def test_what_looks_whole_is_taken_for_whole(name: str, server: MockServer, client: openai.OpenAI) -> None:
    server.mock.when().say("one two three four five six").fail(name, after=3)
    chunks = list(client.chat.completions.create(model="gpt-4o", messages=HI, stream=True))
    finished = any(choice.finish_reason for chunk in chunks for choice in chunk.choices)
    assert finished == (name != "truncate")


def test_a_cut_comes_after_so_many_events() -> None:
    mock = MockProvider()
    mock.when().say("one two three four").cut(after=2)
    response = ask(mock, stream=True).response
    assert (len(response.frames), response.cut) == (2, "close")


def test_a_pace_delays_the_frames() -> None:
    mock = MockProvider()
    mock.when().say("one two three").pace(first=0.4, per_second=50)
    assert [round(frame.delay, 3) for frame in ask(mock, stream=True).response.frames[:3]] == [0.4, 0.02, 0.02]


def test_a_header_orders_a_fault_for_one_request() -> None:
    mock = MockProvider()
    ordered = ask(mock, {"x-mockfn-fail": "server_error"})
    assert (ordered.response.status, ordered.decision.source) == (500, "fault")
    assert ask(mock, {"X-Mockfn-Fail": "503"}).response.status == 503
    assert ask(mock).response.status == 200


def test_an_unknown_fault_in_a_header_lists_what_exists() -> None:
    exchange = ask(MockProvider(), {"x-mockfn-fail": "rate_limt"})
    assert exchange.response.status == 400
    message = json.loads(exchange.response.body)["error"]["message"]
    assert message == "X-Mockfn-Fail: There is no fault 'rate_limt'. Did you mean 'rate_limit'?"


def test_chaos_strikes_about_its_share_of_requests_and_the_same_ones_each_time() -> None:
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
        ("rate_limt", {}, "There is no fault 'rate_limt'. Did you mean 'rate_limit'?"),
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


def test_scripts_have_the_same_verbs() -> None:
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
        ("fail: rate_limt", "script:3, rule 1, fail: There is no fault 'rate_limt'. Did you mean 'rate_limit'?"),
        ("fail: {rate_limit: 0}", "script:3, rule 1, fail: takes a whole number, 1 or more, not 0"),
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


@pytest.mark.parametrize(
    ("provider", "event"),
    [
        ("openai", 'data: {"error":'),
        ("groq", "event: error\ndata: {"),
        ("openrouter", 'data: {"id":"gen-'),
    ],
)
def test_an_error_within_a_stream_is_said_as_the_provider_says_it(provider: str, event: str) -> None:
    mock = MockProvider(provider)
    mock.when().fail("error_in_stream").say("It is sunny.")
    path = f"{mock.provider.base_paths[0]}/chat/completions"
    body = json.dumps({"model": mock.provider.models[0].name, "messages": HI, "stream": True}).encode()
    last = mock.respond(Request("POST", path, {}, body)).response.frames[-1].data.decode()
    assert last.startswith(event)
    assert mock.provider.models[0].name in last or provider != "openrouter"
