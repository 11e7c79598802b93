"""Scopes: parallel tests of one server that do not meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mockfn import MockProvider, Request
from mockfn.server.scopes import Scopes, scope_name


def say(text: str) -> dict[str, Any]:
    return {"rules": [{"say": text}]}


def test_each_scope_says_what_its_own_script_says(talk: Callable[..., Any]) -> None:
    client = talk(script=say("server"))
    client.ask("POST", "/_mockfn/script", say("a"), x_mockfn_scope="a")
    client.ask("POST", "/_mockfn/script?scope=b", say("b"))
    said = [client.said(x_mockfn_scope="a"), client.said(x_mockfn_scope="b"), client.said()]
    assert said == ["a", "b", "server"]


def test_a_scope_says_what_the_server_says_where_its_own_rules_do_not_hold(talk: Callable[..., Any]) -> None:
    client = talk(script=say("server"))
    client.ask("POST", "/_mockfn/script?scope=a", {"rules": [{"when": {"user": "hi"}, "say": "a"}]})
    assert [client.said(text, x_mockfn_scope="a") for text in ("hi", "bye")] == ["a", "server"]


@pytest.mark.parametrize("header", ["authorization", "api_key", "x_api_key"])
def test_a_key_names_a_scope(talk: Callable[..., Any], header: str) -> None:
    client = talk(script=say("server"))
    client.server.scope("a").when().say("a")
    key = "mockfn-scope-a"
    assert client.said(**{header: f"Bearer {key}" if header == "authorization" else key}) == "a"


def test_the_header_counts_before_the_key() -> None:
    headers = [(b"authorization", b"Bearer mockfn-scope-key"), (b"x-mockfn-scope", b"header")]
    assert scope_name(headers) == scope_name(headers[::-1]) == "header"


@pytest.mark.parametrize("key", [b"Bearer sk-1", b"Basic mockfn-scope-a", b"mockfn-scope-a", b"Bearer mockfn"])
def test_another_key_names_none(key: bytes) -> None:
    assert scope_name([(b"authorization", key)]) is None


def test_attempts_journals_and_seeds_are_each_scopes_own(talk: Callable[..., Any]) -> None:
    client = talk()
    client.chat(x_mockfn_scope="a")
    client.chat(x_mockfn_scope="a")
    client.chat(x_mockfn_scope="b")
    client.ask("POST", "/_mockfn/seed?scope=b", 9)
    a, b = client.server.scope("a"), client.server.scope("b")
    assert [exchange.attempt for exchange in a.journal] == [0, 1]
    assert [exchange.attempt for exchange in b.journal] == [0]
    assert (a.seed, b.seed, client.server.mock.seed) == (0, 9, 0)
    assert len(client.server.mock.journal) == 0


def test_the_journal_shows_all_scopes_in_order_or_one(talk: Callable[..., Any]) -> None:
    client = talk()
    for scope in ("a", "b", "a"):
        client.chat(x_mockfn_scope=scope)
    client.chat()

    def scopes(path: str) -> list[Any]:
        return [one["scope"] for one in client.ask("GET", path)[1]["exchanges"]]

    assert scopes("/_mockfn/journal") == ["a", "b", "a", None]
    assert scopes("/_mockfn/journal?scope=a") == ["a", "a"]


def test_a_scope_is_reset_alone(talk: Callable[..., Any]) -> None:
    client = talk(script=say("server"))
    for scope in ("a", "b"):
        client.ask("POST", f"/_mockfn/script?scope={scope}", say(scope))
    assert client.ask("POST", "/_mockfn/reset?scope=a") == (200, {"reset": "a"})
    assert [client.said(x_mockfn_scope="a"), client.said(x_mockfn_scope="b")] == ["server", "b"]


def test_reset_of_the_server_ends_every_scope(talk: Callable[..., Any]) -> None:
    client = talk(script=say("server"))
    client.ask("POST", "/_mockfn/script?scope=a", say("a"))
    client.server.reset()
    assert client.said(x_mockfn_scope="a") == "server"


def test_a_scope_follows_the_seed_and_the_script_of_the_server() -> None:
    scopes = Scopes(MockProvider())
    scoped = scopes.named("a")
    scopes.mock.seed = 5
    scopes.mock.script = say("later")
    assert scoped.seed == 5
    assert scopes.named("a") is scoped


def test_a_scope_cuts_streams_as_the_server_does_until_told_otherwise() -> None:
    scopes = Scopes(MockProvider())
    scoped = scopes.named("a")
    scopes.mock.when().say("one two three four")
    body = b'{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"hi"}]}'

    def frames() -> int:
        return len(scoped.respond(Request("POST", "/v1/chat/completions", {}, body)).response.frames)

    plain = frames()
    scopes.mock.fragment("all-in-one-write")
    cut = frames()
    assert cut < plain
    scopes.mock.fragment(None)
    assert frames() == plain
    scoped.fragment("all-in-one-write")
    assert frames() == cut


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        (
            {"x_mockfn_scop": "a"},
            "There is no header 'x-mockfn-scop'. Did you mean 'x-mockfn-scope'? Known: x-mockfn-fail, x-mockfn-scope.",
        ),
        ({"x_mockfn_scope": ""}, "A scope cannot be called ''. Its name is 1 to 300 characters that can be printed."),
        (
            {"x_mockfn_scope": "a" * 301},
            f"A scope cannot be called '{'a' * 60}…'. Its name is 1 to 300 characters that can be printed.",
        ),
    ],
)
def test_a_header_of_mockfns_own_that_cannot_be_is_a_400_and_in_the_journal(
    talk: Callable[..., Any], headers: dict[str, str], message: str
) -> None:
    client = talk()
    status, found = client.chat(**headers)
    assert (status, found["error"]["message"], found["error"]["type"]) == (400, message, "mockfn_header")
    assert len(client.server.mock.journal) == 1
    assert client.problem("GET", "/_mockfn/journal", **headers) == (400, message)


def test_the_scope_used_longest_ago_leaves_when_there_are_too_many() -> None:
    scopes = Scopes(MockProvider())
    first, second = scopes.named("0"), scopes.named("1")
    for number in range(2, 256):
        scopes.named(str(number))
    assert scopes.named("0") is first
    scopes.named("one too many")
    assert len(scopes.all()) == 257
    assert scopes.named("0") is first
    assert scopes.named("1") is not second
