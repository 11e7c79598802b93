"""The control routes on a real socket: what they do, and what they say to what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

ROUTES = (
    "GET /_mockfn/, GET /_mockfn/events, GET /_mockfn/journal, GET /_mockfn/journal/{number}, GET /_mockfn/verdict, "
    "POST /_mockfn/script, POST /_mockfn/seed, POST /_mockfn/reset, GET /metrics, GET /healthz"
)


def test_a_server_that_listens_is_healthy(talk: Callable[..., Any]) -> None:
    assert talk().ask("GET", "/healthz") == (200, {"status": "ok"})


def test_a_posted_script_answers_from_then_on(talk: Callable[..., Any]) -> None:
    client = talk()
    posted = client.ask("POST", "/_mockfn/script", b'rules:\n  - when: {user: "hi"}\n    say: hello\n')
    assert posted == (200, {"rules": 1, "scope": None})
    assert client.said("hi") == "hello"


def test_a_script_may_be_json_on_one_line(talk: Callable[..., Any]) -> None:
    client = talk()
    assert client.ask("POST", "/_mockfn/script", {"rules": [{"when": {"user": "hi"}, "say": "hello"}]})[0] == 200
    assert client.said("hi") == "hello"


def test_the_path_of_a_file_is_no_script(talk: Callable[..., Any]) -> None:
    status, message = talk().problem("POST", "/_mockfn/script", b"/etc/hostname")
    assert (status, message) == (
        400,
        "the script: holds the text '/etc/hostname', not a mapping. A script begins with `rules:`.",
    )


def test_a_wrong_script_changes_nothing_and_says_where_it_is_wrong(talk: Callable[..., Any]) -> None:
    client = talk()
    client.ask("POST", "/_mockfn/script", b"rules:\n  - say: hello\n")
    status, found = client.ask("POST", "/_mockfn/script", b'rules:\n  - whne: {user: "hi"}\n')
    assert status == 400
    assert found["error"] == {
        "message": (
            "the script:2, rule 1: there is no key 'whne'. Did you mean 'when'? "
            "Known: answer, call, cut, fail, generate, misbehave, miss, optional, output, pace, say, "
            "steps, when."
        ),
        "type": "mockfn_control",
        "param": None,
        "code": None,
        "line": 2,
        "rule": "rule 1",
    }
    assert client.said("hi") == "hello"


@pytest.mark.parametrize("body", [b'{"seed": 7}', b"7"])
def test_a_posted_seed_changes_what_is_derived_from_it(talk: Callable[..., Any], body: bytes) -> None:
    client, other = talk(), talk(seed=7)
    before = client.chat()
    assert client.ask("POST", "/_mockfn/seed", body) == (200, {"seed": 7, "scope": None})
    after = client.chat()
    assert before[1]["id"] != after[1]["id"] == other.chat()[1]["id"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", 'A seed is an integer of 64 bits. Send {"seed": 7}.'),
        (b"true", 'A seed is an integer of 64 bits. Send {"seed": 7}.'),
        (b'{"seed": 1.5}', 'A seed is an integer of 64 bits. Send {"seed": 7}.'),
        (b'{"seed": 9223372036854775808}', 'A seed is an integer of 64 bits. Send {"seed": 7}.'),
        (b"[" * 100_000, 'A seed is an integer of 64 bits. Send {"seed": 7}.'),
        (b'{"sed": 7}', "There is no member 'sed'. Known: seed."),
    ],
)
def test_what_is_no_seed_is_a_400(talk: Callable[..., Any], body: bytes, message: str) -> None:
    assert talk().problem("POST", "/_mockfn/seed", body) == (400, message)


def test_reset_goes_back_to_how_the_server_was_started(talk: Callable[..., Any]) -> None:
    client = talk(script={"rules": [{"say": "first"}]}, seed=3)
    as_started = client.chat()
    client.ask("POST", "/_mockfn/script", {"rules": [{"say": "second"}]})
    client.ask("POST", "/_mockfn/seed", 9)
    assert client.said() == "second"
    assert client.ask("POST", "/_mockfn/reset") == (200, {"reset": "everything"})
    assert client.ask("GET", "/_mockfn/journal") == (200, {"exchanges": [], "next": None})
    assert client.chat() == as_started


def test_an_unknown_route_is_a_404_that_lists_what_exists(talk: Callable[..., Any]) -> None:
    assert talk().problem("GET", "/_mockfn/jurnal") == (404, f"There is no '/_mockfn/jurnal'. Known: {ROUTES}.")


def test_a_wrong_method_is_a_405(talk: Callable[..., Any]) -> None:
    assert talk().problem("DELETE", "/_mockfn/journal") == (405, "/_mockfn/journal takes GET, not DELETE.")


def test_an_unknown_parameter_is_a_400(talk: Callable[..., Any]) -> None:
    status, message = talk().problem("GET", "/_mockfn/journal?sorce=rule")
    assert (status, message) == (
        400,
        "There is no parameter 'sorce' here. Did you mean 'source'? "
        "Known: call, format, limit, method, model, path, scope, since, source, status, text, tool, "
        "user, view.",
    )


def test_a_body_that_is_too_large_is_a_413(talk: Callable[..., Any]) -> None:
    status, message = talk().problem("POST", "/_mockfn/script", b" " * (8 * 1024 * 1024 + 1))
    assert (status, message) == (413, "The body is too large: expected at most 8388608 bytes.")


def test_a_script_that_is_deep_ends_nothing(talk: Callable[..., Any]) -> None:
    client = talk()
    status, message = client.problem("POST", "/_mockfn/script", b"[" * 100_000)
    assert (status, message) == (400, "the script:1: is nested too deeply")
    assert client.ask("GET", "/healthz")[0] == 200


def test_a_script_in_another_encoding_is_a_400(talk: Callable[..., Any]) -> None:
    assert talk().problem("POST", "/_mockfn/script", b"\xff\xfe") == (400, "The script is no UTF-8 text.")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example.com"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"host": "evil.example.com"},
    ],
)
def test_a_page_of_another_site_is_refused_and_changes_nothing(
    talk: Callable[..., Any], headers: dict[str, str]
) -> None:
    client = talk()
    status, answered, _ = client.answer("POST", "/_mockfn/script", b"rules: [{say: evil}]", **headers)
    assert status == 403
    assert "access-control-allow-origin" not in answered
    assert client.server.mock.script.rules == ()


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_probes_may_ask_under_any_name(talk: Callable[..., Any], path: str) -> None:
    assert talk().answer("GET", path, host="mockfn.example.com")[0] == 200


def test_a_preflight_gets_no_permission(talk: Callable[..., Any]) -> None:
    asked = {"origin": "http://evil.example.com", "access_control_request_method": "POST"}
    status, headers, _ = talk().answer("OPTIONS", "/_mockfn/script", **asked)
    assert status == 403
    assert not [name for name in headers if name.startswith("access-control")]


def test_head_asks_without_a_body(talk: Callable[..., Any]) -> None:
    status, headers, body = talk().answer("HEAD", "/healthz")
    assert (status, headers["content-length"], body) == (200, "15", b"")


def test_an_exchange_of_the_journal_has_a_route_of_its_own(talk: Callable[..., Any]) -> None:
    client = talk()
    client.chat("hi")
    (found,) = client.ask("GET", "/_mockfn/journal")[1]["exchanges"]
    status, alone = client.ask("GET", f"/_mockfn/journal/{found['number']}")
    assert (status, {name: alone[name] for name in found}) == (200, found)
    assert alone.keys() - found.keys() == {"timeline", "others", "copies"}
    assert client.problem("GET", "/_mockfn/journal/99") == (
        404,
        "The journal holds no exchange '99'. GET /_mockfn/journal lists those it holds.",
    )


@pytest.mark.parametrize(
    ("path", "accept"), [("/_mockfn/journal?format=jsonl", "*/*"), ("/_mockfn/journal", "application/jsonl")]
)
def test_the_journal_comes_as_json_lines_where_asked(talk: Callable[..., Any], path: str, accept: str) -> None:
    client = talk()
    client.chat("one")
    client.chat("two")
    status, headers, body = client.answer("GET", path, accept=accept)
    assert (status, headers["content-type"]) == (200, "application/jsonl")
    texts = [json.loads(line)["request"]["body"]["messages"][0]["content"] for line in body.splitlines()]
    assert texts == ["one", "two"]


def test_an_unknown_format_is_a_400(talk: Callable[..., Any]) -> None:
    assert talk().problem("GET", "/_mockfn/journal?format=xml") == (
        400,
        "There is no format 'xml'. Known: json, jsonl.",
    )


def test_the_verdict_says_what_the_client_did_wrong_in_each_scope(talk: Callable[..., Any]) -> None:
    client = talk()
    for scope in ("a", "b", "b"):
        client.chat(X_Mockfn_Scope=scope, X_Mockfn_Fail="invalid_key")
    assert client.ask("GET", "/_mockfn/verdict?scope=a")[1] == {"clean": True, "judged": 1, "findings": []}
    for path in ("/_mockfn/verdict", "/_mockfn/verdict?scope=b"):
        found = client.ask("GET", path)[1]["findings"]
        assert [(one["name"], [request["status"] for request in one["requests"]]) for one in found] == [
            ("forbidden_retry", [401, 401])
        ]
