"""Which requests are a mock's."""

import pytest

from mockfn.errors import SettingError
from mockfn.intercept.hosts import Hosts, Target, absolute, base_url_variables, is_this_machine, named_by_environment
from mockfn.providers import PROVIDERS


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://api.openai.com/v1/models", "api.openai.com", 443, "/v1/models"),
        ("http://API.OpenAI.com./v1?a=/b", "api.openai.com", 80, "/v1"),
        ("https://api.openai.com:8443", "api.openai.com", 8443, "/"),
        ("http://[::1]:9/x", "::1", 9, "/x"),
        ("/v1/models", "", 0, "/v1/models"),
        ("https://host:port/", "", 0, "/"),
        ("", "", 0, "/"),
    ],
)
def test_a_target_is_read_from_a_url(url, host, port, path):
    assert Target.of("GET", url) == Target("GET", host, port, path)


@pytest.mark.parametrize(
    ("path", "is_chat"),
    [
        ("/v1/chat/completions", True),
        ("/chat/completions/", True),
        ("/openai/deployments/x/chat/completions", True),
        ("/v1/completions", False),
        ("/v1/chat/completions/abc", False),
    ],
)
def test_a_chat_completion_is_known_by_its_path(path, is_chat):
    assert Target.of("POST", f"https://llm.example.com{path}").is_chat is is_chat


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("api.openai.com", "https://api.openai.com/v1"),
        ("API.openai.com", "https://api.openai.com:8443/v1"),
        ("api.openai.com.", "https://api.openai.com/v1"),
        ("*.openai.azure.com", "https://mine.openai.azure.com/openai"),
        ("localhost:8000", "http://localhost:8000/v1"),
        ("https://llm.example.com/v1", "https://llm.example.com/anything"),
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1/chat"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("::1", "http://[::1]:8000/"),
        (" llm.example.com ", "https://llm.example.com/"),
    ],
)
def test_a_host_is_named_in_many_ways(name, url):
    assert Target.of("POST", url) in Hosts([name])


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("api.openai.com", "https://eu.api.openai.com/v1"),
        ("api.openai.com", "https://api.openai.com.evil.example/v1"),
        ("localhost:8000", "http://localhost:8001/v1"),
        ("*.openai.azure.com", "https://openai.azure.com/"),
        ("*.example.com:8000", "https://a.example.com:8001/"),
        ("api.openai.com", "/v1/chat/completions"),
    ],
)
def test_another_host_is_another_host(name, url):
    assert Target.of("POST", url) not in Hosts([name])


@pytest.mark.parametrize("name", ["", "  ", "https://", "host:port", None, 8000])
def test_what_is_no_host_is_refused(name):
    with pytest.raises(SettingError) as error:
        Hosts([name])
    assert str(error.value) == f"A host is a name such as 'llm.example.com' or 'localhost:8000', not {name!r}."


def test_a_single_name_is_a_list_of_one():
    hosts = Hosts("llm.example.com", ["api.openai.com"])
    assert Target.of("POST", "https://llm.example.com/v1") in hosts
    assert Target.of("POST", "https://api.openai.com/v1") in hosts
    assert Target.of("POST", "https://l/v1") not in hosts


@pytest.mark.parametrize(
    "host", ["localhost", "app.localhost", "127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::", "::ffff:127.0.0.1"]
)
def test_the_loopback_is_known_by_its_names(host):
    assert is_this_machine(host)


@pytest.mark.parametrize("host", ["api.openai.com", "10.0.0.1", "localhost.example.com", "192.168.1.1", ""])
def test_what_is_on_a_network_is_not_the_loopback(host):
    assert not is_this_machine(host)


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("/v1", "https://api.openai.com/v1"),
        ("//v1", "https://api.openai.com//v1"),
        ("/v1?next=http://llm.example.com", "https://api.openai.com/v1?next=http://llm.example.com"),
        ("http://llm.example.com/v1", "http://llm.example.com/v1"),
        ("v1", "https://api.openai.com/v1"),
    ],
)
def test_a_target_is_a_path_or_a_url(target, url):
    assert absolute("https://api.openai.com", target) == url


def test_the_environment_names_hosts_by_base_urls():
    environ = {
        "OPENAI_BASE_URL": "https://llm.example.com/v1",
        "OPENAI_API_BASE": "http://localhost:11434/v1",
        "AZURE_OPENAI_ENDPOINT": "http://[::1]:9",
        "DEEPINFRA_API_BASE": "no URL",
        "OPENAI_API_KEY": "https://key.example.com",
    }
    assert named_by_environment(environ) == ["llm.example.com", "localhost:11434", "[::1]:9"]


def test_the_variables_of_every_provider_are_read():
    variables = {provider.base_variable for provider in PROVIDERS.values()} - {""}
    assert variables <= set(base_url_variables())


def test_an_environment_without_base_urls_names_none():
    assert named_by_environment({}) == []
