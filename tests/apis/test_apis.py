"""Which path leads where, for which provider."""

from __future__ import annotations

import pytest

from mockfn.apis import INSTEAD, Route, find
from mockfn.chat import APIError
from mockfn.http import Request
from mockfn.providers import PROVIDERS

OPENAI = PROVIDERS["openai"]


def found(method: str, url: str, **headers: str) -> tuple[str, str]:
    route = find(Request(method, url, headers), OPENAI)
    assert isinstance(route, Route), route
    return route.name, route.id


@pytest.mark.parametrize(
    ("method", "url", "name", "id"),
    [
        ("POST", "/v1/chat/completions", "chat", ""),
        ("POST", "/chat/completions", "chat", ""),
        ("POST", "/v1/chat/completions/", "chat", ""),
        ("POST", "/v1/chat/completions?api-version=1", "chat", ""),
        ("POST", "https://api.openai.com/v1/chat/completions", "chat", ""),
        ("POST", "/openai/v1/chat/completions", "chat", ""),
        ("post", "/v1/chat/completions", "chat", ""),
        ("GET", "/v1/chat/completions", "stored", ""),
        ("GET", "/v1/chat/completions/chatcmpl-1", "show", "chatcmpl-1"),
        ("POST", "/v1/chat/completions/chatcmpl-1", "update", "chatcmpl-1"),
        ("DELETE", "/v1/chat/completions/chatcmpl-1", "delete", "chatcmpl-1"),
        ("GET", "/v1/chat/completions/chatcmpl-1/messages", "messages", "chatcmpl-1"),
        ("GET", "/v1/models", "models", ""),
        ("GET", "/v1/models/gpt-4o", "model", "gpt-4o"),
        ("GET", "/v1/models/org/name", "model", "org/name"),
    ],
)
def test_a_path_leads_to_its_endpoint(method: str, url: str, name: str, id: str) -> None:
    assert found(method, url) == (name, id)


@pytest.mark.parametrize("url", ["/", "/v1", "/v2/chat/completions", "/v1/chat", "/v1/models/", "/v1/files", ""])
def test_other_paths_are_not_served(url: str) -> None:
    error = find(Request("PATCH", url), OPENAI)
    assert isinstance(error, APIError)
    assert error.status in (404, 405)


def test_a_base_url_without_its_path_is_not_served_at_a_providers_own_host() -> None:
    error = find(Request("POST", "https://api.openai.com/chat/completions"), OPENAI)
    assert isinstance(error, APIError)
    assert error.message.startswith(
        "Invalid URL (POST /chat/completions). mockfn imitates OpenAI here and serves: POST /v1/chat/completions, "
    )


@pytest.mark.parametrize(
    ("path", "name"),
    [("/v1/openai", "deepinfra"), ("/inference/v1", "fireworks"), ("/v1beta/openai", "gemini-openai-compat")],
)
def test_a_base_path_that_is_a_providers_alone_names_it(path: str, name: str) -> None:
    route = find(Request("POST", f"http://127.0.0.1:4010{path}/chat/completions"), OPENAI)
    assert isinstance(route, Route)
    assert route.provider is PROVIDERS[name]
    assert isinstance(find(Request("POST", f"https://api.openai.com{path}/chat/completions"), OPENAI), APIError)


@pytest.mark.parametrize(
    ("path", "twice"),
    [
        ("/v1/v1/chat/completions", "/v1"),
        ("/groq/openai/v1/openai/v1/chat/completions", "/openai/v1"),
        ("/v1/chat/completions/chat/completions", "/chat/completions"),
        ("/v1/v1/responses", "/v1"),
    ],
)
def test_what_the_base_url_and_the_client_both_say_is_named(path: str, twice: str) -> None:
    error = find(Request("POST", path), OPENAI)
    assert isinstance(error, APIError)
    assert error.message.startswith(
        f"Invalid URL (POST {path}). The path holds {twice} twice: the client adds it, so leave it out of the base URL."
        " It serves: POST "
    )


def test_a_path_that_names_a_provider_is_told_where_that_one_is_served() -> None:
    error = find(Request("POST", "/fireworks/chat"), OPENAI)
    assert isinstance(error, APIError)
    assert error.message.startswith(
        "Invalid URL (POST /fireworks/chat). mockfn imitates Fireworks here and serves: "
        "POST /fireworks/inference/v1/chat/completions, "
    )


@pytest.mark.parametrize(("ending", "advice"), INSTEAD)
def test_what_clients_call_by_habit_gets_advice(ending: str, advice: str) -> None:
    error = find(Request("POST", "/v1" + ending), OPENAI)
    assert isinstance(error, APIError)
    assert error.message.startswith(f"Invalid URL (POST /v1{ending}). {advice} It serves: POST /v1/chat/completions, ")


def test_a_wrong_method_is_told_the_right_ones() -> None:
    error = find(Request("PUT", "/v1/chat/completions"), OPENAI)
    assert isinstance(error, APIError)
    assert (error.status, error.headers) == (405, {"allow": "POST, GET"})
    assert error.message == (
        "Not allowed to PUT on /v1/chat/completions. (HINT: Perhaps you meant to use a different HTTP method?)"
    )
