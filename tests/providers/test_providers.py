"""Providers are found by name and by host."""

import http.client
import json

import pytest

from mockfn import MockProvider, Reply, Request, ToolCall
from mockfn.apis import OPENAI_CHAT
from mockfn.errors import SettingError
from mockfn.providers import PROVIDERS, provider_meant, provider_named, provider_of_host
from mockfn.server import MockServer


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_is_found_by_its_name(name):
    assert provider_named(name).name == name


def test_a_provider_is_itself():
    provider = PROVIDERS["openai"]
    assert provider_named(provider) is provider


def test_a_name_that_is_not_known_is_an_error_with_a_hint():
    with pytest.raises(SettingError) as error:
        provider_named("opnai")
    assert str(error.value) == (
        f"There is no provider 'opnai'. Did you mean 'openai'? Known: {', '.join(sorted(PROVIDERS))}."
    )


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_is_found_by_each_of_its_hosts(name):
    for host in PROVIDERS[name].hosts:
        assert provider_of_host(host.replace("*", "eu")) is PROVIDERS[name]


ADDRESSES = ["", "localhost", "127.0.0.1", "10.0.0.7", "::1", "[::1]"]


@pytest.mark.parametrize("host", [*ADDRESSES, "example.com"])
def test_a_host_of_nobody_has_no_provider(host):
    assert provider_of_host(host) is None


@pytest.mark.parametrize("name", PROVIDERS)
def test_no_profile_claims_an_address(name):
    """So that no profile need be read to know whose an address is."""
    assert not any(PROVIDERS[name].serves(host) for host in ADDRESSES)


GUIDE = PROVIDERS["deepinfra"].modes["guide"]


@pytest.mark.parametrize(
    ("host", "chosen", "meant"),
    [
        ("api.deepinfra.com", PROVIDERS["openai"], PROVIDERS["deepinfra"]),
        ("api.deepinfra.com", PROVIDERS["groq"], PROVIDERS["deepinfra"]),
        ("api.deepinfra.com", GUIDE, GUIDE),
        ("api.openai.com", PROVIDERS["groq"], PROVIDERS["groq"]),
        ("api.openai.com", PROVIDERS["openai"], PROVIDERS["openai"]),
        ("localhost", PROVIDERS["groq"], PROVIDERS["groq"]),
        ("", PROVIDERS["groq"], PROVIDERS["groq"]),
    ],
)
def test_a_host_says_whose_it_is_unless_it_is_where_all_clients_go(host, chosen, meant):
    assert provider_meant(host, chosen) is meant


BODY = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}


@pytest.fixture(scope="module")
def served():
    with MockServer() as server:
        yield server.url.removeprefix("http://")


def ask(address, path, host=None, model="m"):
    """The body of the answer to a request on that path, meant for that host."""
    connection = http.client.HTTPConnection(address, timeout=10)
    try:
        headers = {"content-type": "application/json", **({"host": host} if host else {})}
        connection.request("POST", f"{path}/chat/completions", json.dumps({**BODY, "model": model}), headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def members(name):
    """The members of the provider's bodies."""
    provider = PROVIDERS[name]
    body = MockProvider(provider).respond(
        Request(
            "POST", f"{base(provider)}/chat/completions", {}, json.dumps({**BODY, "model": model(provider)}).encode()
        )
    )
    return list(json.loads(body.response.body))


def base(provider):
    return provider.base_paths[0].replace("{model}", "m").rstrip("/")


def model(provider):
    return provider.models[0].name


@pytest.mark.parametrize("name", PROVIDERS)
def test_one_server_imitates_each_by_a_prefix_of_the_path(served, name):
    provider = PROVIDERS[name]
    status, body = ask(served, f"/{name}{base(provider)}", model=model(provider))
    assert (status, list(body)) == (200, members(name))


@pytest.mark.parametrize("name", PROVIDERS)
def test_one_server_imitates_each_by_the_host_header(served, name):
    provider = PROVIDERS[name]
    status, body = ask(served, base(provider), provider.hosts[0].replace("*", "eu"), model(provider))
    assert (status, list(body)) == (200, members(name))


def test_without_either_the_server_answers_as_the_provider_chosen(served):
    assert list(ask(served, "/v1", model="gpt-4o")[1]) == members("openai")


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "reply",
    [
        Reply("It is sunny."),
        Reply(tool_calls=(ToolCall("f", '{"a": 1}'),)),
        Reply(tool_calls=(ToolCall("f", '{"a": 1}'), ToolCall("f", '{"a": 2}'))),
    ],
    ids=["text", "call", "calls"],
)
def test_what_a_provider_says_is_read_back(name, stream, reply):
    mock = MockProvider(name)
    mock.when().answer(reply)
    tool = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"a": {}}}}}
    body = {**BODY, "model": model(mock.provider), "tools": [tool], "stream": stream}
    path = f"{base(mock.provider)}/chat/completions"
    response = mock.respond(Request("POST", path, {}, json.dumps(body).encode())).response
    assert response.status in (200, 201), response.body
    found = OPENAI_CHAT.collapse(response.body, response.headers["content-type"])
    assert (found.text or None) == reply.text
    assert [(call.name, call.arguments) for call in found.tool_calls] == [("f", c.arguments) for c in reply.tool_calls]
