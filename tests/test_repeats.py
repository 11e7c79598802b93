"""What is answered again is what the whole route answers."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from mockfn import MockProvider, Reply, Request
from mockfn.journal import Exchange
from mockfn.latency import Latency
from mockfn.providers import PROVIDERS
from mockfn.providers.provider import Provider

LOCATION = {"type": "object", "properties": {"location": {"type": "string"}, "days": {"type": "integer"}}}
TOOLS = [
    {"type": "function", "function": {"name": "get_weather", "parameters": LOCATION}},
    {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}},
]


def when(mock: MockProvider) -> None:
    """Rules of every form, each of which may follow or precede another."""
    mock.when(user="weather in {city}").call("get_weather", location="{city}", days=3).then.say("Fine.")
    mock.when(user="tell me of {city}").say("{city} is {{large}}.")
    mock.when(user=re.compile(r"order (?P<id>\d+)")).call("f").say("It is {id}.")
    mock.when(user="both").call("f").call("f")
    mock.when(user="slow").say("a").pace(first=0.1)
    mock.when(user="fault").fail("overloaded").say("a")
    mock.when(user="second", system="plan").say("planned")
    mock.when(user="second").say("not planned")


def ask(mock: MockProvider, text: Any, headers: dict[str, str] | None = None, **members: Any) -> Exchange:
    messages = text if isinstance(text, list) else [{"role": "user", "content": text}]
    body = {"model": "gpt-4o", "messages": messages, "tools": TOOLS, **members}
    return mock.respond(Request("POST", "/v1/chat/completions", headers or {}, json.dumps(body).encode()))


def anew(provider: Provider = PROVIDERS["openai"], **options: Any) -> MockProvider:
    """A mock none of whose requests are of a kind that is known."""
    mock = MockProvider(replace(provider), **options)
    when(mock)
    return mock


def same(found: Exchange, expected: Exchange) -> bool:
    """Whether all is equal but when it came, and which version of a rule says it."""
    names = ("answer", "source", "because", "latency", "faults")
    told = [getattr(found.decision, name) == getattr(expected.decision, name) for name in names]
    rules = str(found.decision.rule) == str(expected.decision.rule)
    return all(told) and rules and found.response == expected.response and found.attempt == expected.attempt


WORDS = st.sampled_from(
    [
        "weather in Paris",
        "What is the weather in  New York, USA? Thanks.",
        "weather in ",
        "weather in Köln\nor so",
        "tell me of the sea",
        "tell me of the sea and the weather in Rome",
        "order 66",
        "both",
        "slow",
        "fault",
        "second",
        "nothing of it",
        "",
    ]
)
SYSTEM = {"role": "system", "content": "You plan."}
CONVERSATIONS = WORDS | WORDS.flatmap(
    lambda text: st.sampled_from(
        [
            [SYSTEM, {"role": "user", "content": text}],
            [{"role": "user", "content": text}, SYSTEM],
            [{"role": "user", "content": "weather in Oslo"}, {"role": "user", "content": text}],
            [{"role": "user", "content": text}, {"role": "assistant", "content": "Well."}],
            [
                {"role": "user", "content": "Hi"},
                {"role": "assistant", "content": "?"},
                {"role": "user", "content": text},
            ],
            [{"role": "user", "content": [{"type": "text", "text": text}]}],
            [SYSTEM],
        ]
    )
)
MEMBERS = st.sampled_from(
    [
        {},
        {"stream": True},
        {"stream": True, "stream_options": {"include_usage": True}},
        {"tool_choice": "required"},
        {"tool_choice": "none"},
        {"tools": TOOLS[1:]},
        {"max_tokens": 4},
        {"store": True},
        {"n": 2},
    ]
)


@pytest.mark.parametrize("name", ["openai", "deepinfra", "aimlapi", "groq", "mistral", "gemini-openai-compat"])
@given(asked=st.lists(st.tuples(CONVERSATIONS, MEMBERS), min_size=1, max_size=3))
@settings(max_examples=30, deadline=None)
def test_a_repeated_answer_is_the_answer_of_the_whole_route(name: str, asked: list[Any]) -> None:
    mock = anew(PROVIDERS[name])
    for seed in range(4):
        for text, members in asked:
            body = {"seed": seed, **members}
            expected = ask(anew(PROVIDERS[name]), text, **body)
            assert same(replace(ask(mock, text, **body), attempt=expected.attempt), expected)


@pytest.mark.parametrize("stream", [False, True], ids=["JSON", "stream"])
@pytest.mark.parametrize("words", ["weather in {}", "tell me of {}", "order {}"])
def test_each_of_many_answers_is_filled_with_its_own_words(words: str, stream: bool) -> None:
    mock = anew()
    for number in (0, 0, 0, 0, *range(1, 12)):
        text = words.format(f"{number} place " * (number + 1))
        expected = ask(anew(), text, stream=stream)
        assert same(replace(ask(mock, text, stream=stream), attempt=0), expected)


CHANGES: dict[str, Any] = {
    "a rule before it": lambda mock: mock.when(user="paris").say("first") and None,
    "another seed": lambda mock: setattr(mock, "seed", 9),
    "a script": lambda mock: setattr(mock, "script", "rules:\n  - when: {user: weather}\n    steps: [say: no]"),
    "other rules": lambda mock: (mock.reset(), mock.when(user="weather in {city}").say("Fine in {city}.")),
    "no rules": lambda mock: mock.reset(),
    "many rules": lambda mock: [mock.when(user=f"word {number}").say("x") for number in range(30)] and None,
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_is_heeded(name: str) -> None:
    mock, other = anew(), anew()
    for seed in range(5):
        ask(mock, "weather in Paris", seed=seed)
    CHANGES[name](mock)
    CHANGES[name](other)
    found, expected = (ask(one, "weather in Paris", seed=7) for one in (mock, other))
    assert same(replace(found, attempt=0), expected)


@pytest.mark.parametrize(
    "options",
    [{"latency": Latency(first=0.5)}, {"chaos": 1.0}, {"otherwise": "generate"}],
    ids=["slow", "chaos", "else"],
)
def test_what_a_mock_does_to_all_answers_is_done_to_repeated_ones(options: dict[str, Any]) -> None:
    mock = anew(**options)
    for seed in range(5):
        assert same(
            ask(mock, f"weather in Paris {seed}", seed=seed),
            ask(anew(**options), f"weather in Paris {seed}", seed=seed),
        )


def test_repeated_answers_need_no_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    mock = anew()
    for seed in range(5):
        ask(mock, "weather in Paris", seed=seed)
    expected = ask(anew(), "weather in Rome", seed=9)
    monkeypatch.delattr("mockfn.answer.decide")
    assert same(ask(mock, "weather in Rome", seed=9), expected)


def test_a_fault_that_a_header_orders_strikes_a_repeated_answer() -> None:
    mock = anew()
    for seed in range(5):
        ask(mock, "weather in Paris", seed=seed)
    for name in ("x-mockfn-fail", "X-Mockfn-Fail"):
        assert ask(mock, "weather in Paris", {name: "overloaded"}).response.status == 503


def test_a_rule_that_answered_again_is_used_and_counts_its_requests() -> None:
    mock = MockProvider(replace(PROVIDERS["openai"]))
    rule = mock.when(user="weather in {city}").call("get_weather", location="{city}")
    for seed in range(6):
        answer = ask(mock, "weather in Paris", seed=seed).decision.answer
        assert isinstance(answer, Reply)
    assert len(rule.requests) == 6
    assert [call.arguments for call in mock.tool_calls] == [{"location": "Paris"}] * 6
    assert mock.requests[-1].json["seed"] == 5
    assert not mock.unused_rules
