"""MockServer: ready or an error, stopped or stopped already."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from typing import Any

import pytest

from mockfn import MockProvider, SettingError
from mockfn.server import MockServer
from mockfn.server.thread import AppServer, bind, root_of


def test_it_answers_as_soon_as_it_has_started_and_refuses_when_it_has_stopped() -> None:
    with MockServer() as server:
        address = ("127.0.0.1", int(server.url.rpartition(":")[2]))
        socket.create_connection(address).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)


def test_a_server_shows_where_it_is() -> None:
    with MockServer() as server:
        assert repr(server) == f"<MockServer on {server.url}>"
    assert repr(server) == "<MockServer stopped>"


def test_a_taken_port_is_an_error_in_the_callers_thread() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingError) as caught:
            MockServer(port=port).start()
    assert str(caught.value) == (
        f"Cannot listen on 127.0.0.1:{port}: Address already in use. "
        "Another server may be there; choose another port, or 0 for any free one."
    )


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(SettingError) as caught:
        bind("192.0.2.1", 0)
    assert str(caught.value) == (
        "Cannot listen on 192.0.2.1:0: Cannot assign requested address. "
        "Give an address of this machine, such as 127.0.0.1."
    )


@pytest.mark.parametrize(
    ("host", "root"),
    [
        ("127.0.0.1", "http://127.0.0.1:4010"),
        ("::1", "http://[::1]:4010"),
        ("0.0.0.0", "http://127.0.0.1:4010"),
        ("::", "http://[::1]:4010"),
        ("", "http://127.0.0.1:4010"),
        ("mockfn.example", "http://mockfn.example:4010"),
    ],
)
def test_a_server_is_reached_by_an_address_that_clients_can_take(host: str, root: str) -> None:
    assert root_of(host, 4010) == root


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
@pytest.mark.parametrize("host", ["::1", "::"])
def test_it_listens_on_addresses_of_both_kinds(host: str) -> None:
    with MockServer(host=host) as server:
        assert urllib.request.urlopen(f"{server.url}/healthz", timeout=10).status == 200


def test_options_make_the_mock_that_it_serves() -> None:
    server = MockServer(seed=3, otherwise="miss")
    assert server.mock.respond  # a MockProvider of its own
    with pytest.raises(SettingError, match="got a mock and also seed"):
        MockServer(MockProvider(), seed=3)
    with pytest.raises(SettingError, match=r"MockServer takes no 'sed'\. Did you mean 'seed'\?"):
        MockServer(sed=3)


def test_its_base_url_has_the_providers_base_path() -> None:
    with MockServer() as server:
        assert server.base_url == server.url + "/v1"


def test_a_scope_of_it_is_a_mock_and_a_reset_ends_it() -> None:
    server = MockServer(script={"rules": [{"say": "own"}]})
    scoped = server.scope("a")
    scoped.when().say("a")
    assert server.scope("a") is scoped
    server.reset("a")
    assert server.scope("a") is not scoped
    server.mock.seed = 5
    server.reset()
    assert server.mock.seed == 0


def test_any_app_can_be_served() -> None:
    async def app(scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 418, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    with AppServer(app) as server, pytest.raises(urllib.error.HTTPError) as answered:
        urllib.request.urlopen(f"{server.url}/tea")
    with answered.value:
        assert (answered.value.code, answered.value.read()) == (418, b"/tea")


def test_it_starts_once_and_stops_as_often_as_told() -> None:
    server = MockServer().start()
    with pytest.raises(SettingError, match="running already"):
        server.start()
    server.stop()
    server.stop()


def test_it_stops_at_once_and_drops_what_is_open() -> None:
    server = MockServer().start()
    server.mock.when().say("one two three four").pace(first=0.01, per_second=0.5)
    address = ("127.0.0.1", int(server.url.rpartition(":")[2]))
    body = b'{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"hi"}]}'
    head = b"POST /v1/chat/completions HTTP/1.1\r\nhost: h\r\ncontent-length: %d\r\n\r\n" % len(body)
    with socket.create_connection(address, timeout=10) as listening:
        listening.sendall(head + body)
        received = listening.recv(65_536)
        server.stop()
        try:
            while piece := listening.recv(65_536):
                received += piece
        except ConnectionResetError:
            pass
    assert received.startswith(b"HTTP/1.1 200 OK")
    assert b"[DONE]" not in received
