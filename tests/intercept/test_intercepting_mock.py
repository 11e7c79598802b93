"""`mock.intercept()`: a MockProvider answers the clients of this process."""

import json

import pytest

from mockfn import MockProvider
from mockfn.providers import PROVIDERS

TOOL = {
    "type": "function",
    "function": {
        "name": "get_current_weather",
        "parameters": {"type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]},
    },
}
ASKED = {"model": "gpt-4o", "messages": [{"role": "user", "content": "weather in Paris"}], "tools": [TOOL]}


@pytest.fixture
def mock(monkeypatch):
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    mock = MockProvider()
    mock.when(user="weather in {city}").call("get_current_weather", location="{city}")
    return mock


def test_a_rule_answers_any_client(client, mock, url):
    with mock.intercept():
        exchange = client.post(url, ASKED)
    (call,) = exchange.json["choices"][0]["message"]["tool_calls"]
    assert json.loads(call["function"]["arguments"]) == {"location": "Paris"}
    assert [request.last_user for request in mock.requests] == ["weather in Paris"]


def test_a_stream_answers_any_client(client, mock, url):
    with mock.intercept():
        exchange = client.post(url, {**ASKED, "stream": True})
    assert exchange.headers["content-type"].startswith("text/event-stream")
    assert exchange.body.endswith(b"data: [DONE]\n\n")


@pytest.mark.parametrize(
    "host", [host for provider in PROVIDERS.values() for host in provider.hosts if "*" not in host]
)
def test_the_hosts_of_every_provider_are_known(clients, mock, host):
    with mock.intercept():
        assert clients("urllib3").post(f"https://{host}/v1/models").status is not None


@pytest.mark.parametrize("hosts", ["llm.example.com", ["llm.example.com"]])
def test_a_host_of_ones_own_is_named(clients, mock, hosts):
    with mock.intercept(hosts=hosts):
        assert clients("urllib3").post("https://llm.example.com/v1/chat/completions", ASKED).status == 200


SPAN = {"object": "trace.span", "span_data": {"type": "generation", "model": "gpt-4o", "usage": {}}}


@pytest.mark.parametrize("spans", [[], [SPAN]])
def test_telemetry_gets_nothing_and_is_not_kept(client, mock, spans):
    with mock.intercept():
        exchange = client.post("https://api.openai.com/v1/traces/ingest", {"data": spans})
    assert (exchange.status, exchange.body) == (204, b"")
    assert len(mock.journal) == 0


def test_an_api_that_is_not_served_says_so(clients, mock):
    with mock.intercept():
        exchange = clients("urllib3").post("https://api.openai.com/v1/unheard-of", {"model": "gpt-4o"})
    assert exchange.status == 404
    assert "mockfn imitates OpenAI here and serves:" in exchange.json["error"]["message"]


def test_a_miss_is_an_answer_and_is_kept(clients, mock, url):
    asked = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}]}
    with mock.intercept():
        exchange = clients("urllib3").post(url, asked)
    assert (exchange.status, exchange.json["error"]["type"]) == (400, "mockfn_miss")
    assert len(mock.misses) == 1


def test_a_chat_completion_to_an_unknown_host_is_refused_and_told(clients, mock):
    with mock.intercept() as interception:
        assert clients("urllib3").post("https://llm.example.com/v1/chat/completions", ASKED).status == 400
    assert [request.host for request in interception.refused] == ["llm.example.com"]
