"""The server on a real socket: what clients send wrong, browsers, and frames that take their time."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from mockfn import Frame, MockProvider, Reply, Request, Response
from mockfn.journal import Exchange
from mockfn.server import MockServer, create_app
from mockfn.server.thread import AppServer

QUESTION = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(MockProvider()) as running:
        yield running


def send(server: Any, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
    data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
    connection.request(method, path, data, {"content-type": "application/json", **headers})
    response = connection.getresponse()
    found = {name.lower(): value for name, value in response.getheaders()}
    try:
        return response.status, found, response.read()
    finally:
        connection.close()


def error(body: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body)["error"]
    return found


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/chat/completions", "/openai/v1/chat/completions"])
def test_chat_is_served_below_every_base_path(server: MockServer, path: str) -> None:
    status, headers, body = send(server, "POST", path, QUESTION)
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert json.loads(body)["object"] == "chat.completion"


@pytest.mark.parametrize("path", ["/v1/models", "/models"])
def test_models_are_listed(server: MockServer, path: str) -> None:
    status, _, body = send(server, "GET", path)
    names = [model["id"] for model in json.loads(body)["data"]]
    assert status == 200
    assert "gpt-4o-mini" in names


def test_a_model_is_shown_and_an_unlisted_one_is_a_404(server: MockServer) -> None:
    status, _, body = send(server, "GET", "/v1/models/gpt-4o")
    assert (status, json.loads(body)["object"]) == (200, "model")
    status, _, body = send(server, "GET", "/v1/models/gpt-99")
    assert status == 404
    assert error(body)["message"] == "The model 'gpt-99' does not exist"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"7", b"null", b"\xff\xfe", b'{"a":' + b"[" * 50_000, b"NaN", b'"text"'],
    ids=["empty", "cut", "array", "number", "null", "no UTF-8", "deep", "NaN", "string"],
)
def test_a_body_that_is_no_json_object_is_a_400(server: MockServer, body: bytes) -> None:
    status, _, answer = send(server, "POST", "/v1/chat/completions", body)
    assert status == 400
    assert error(answer)["type"] == "invalid_request_error"


def test_a_body_over_ten_mebibytes_is_a_413(server: MockServer) -> None:
    status, _, body = send(server, "POST", "/v1/chat/completions", b" " * (10 * 1024 * 1024 + 5))
    assert status == 413
    assert error(body)["message"] == "Request body too large: expected at most 10485760 bytes. Send a smaller body."


def test_a_path_that_is_not_served_says_what_is(server: MockServer) -> None:
    status, _, body = send(server, "POST", "/v1/embeddings", {})
    assert status == 404
    message = error(body)["message"]
    assert message.startswith("Invalid URL (POST /v1/embeddings)")
    assert "POST /v1/chat/completions" in message


def test_a_person_who_looks_in_is_led_to_the_inspector(server: MockServer) -> None:
    status, headers, _ = send(server, "GET", "/", accept="text/html,*/*;q=0.8")
    assert (status, headers["location"]) == (307, "_mockfn/")
    assert send(server, "GET", "/", accept="application/json")[0] == 404


def test_a_wrong_method_says_so(server: MockServer) -> None:
    status, headers, body = send(server, "PUT", "/v1/chat/completions/")
    assert (status, headers["allow"]) == (405, "POST, GET")
    assert error(body)["message"].startswith("Not allowed to PUT on /v1/chat/completions")


def test_a_browser_may_ask_from_anywhere(server: MockServer) -> None:
    asked = {"origin": "http://localhost:5173", "access-control-request-method": "POST"}
    asked["access-control-request-headers"] = "authorization,content-type,x-stainless-lang"
    status, headers, _ = send(server, "OPTIONS", "/v1/chat/completions", None, **asked)
    assert status == 200
    assert "x-stainless-lang" in headers["access-control-allow-headers"]
    _, headers, _ = send(server, "POST", "/v1/chat/completions", QUESTION, origin="http://localhost:5173")
    assert headers["access-control-allow-origin"] == "*"


def test_a_key_and_a_content_type_are_not_needed(server: MockServer) -> None:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
    connection.request("POST", "/v1/chat/completions", json.dumps(QUESTION))
    assert connection.getresponse().status == 200
    connection.close()


def test_the_connection_is_kept_for_the_next_request(server: MockServer) -> None:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
    ports = set()
    for _ in range(3):
        connection.request("POST", "/v1/chat/completions", json.dumps(QUESTION))
        connection.getresponse().read()
        assert connection.sock is not None
        ports.add(connection.sock.getsockname()[1])
    connection.close()
    assert len(ports) == 1


class Paced:
    """An app that answers with frames of our choice, on a socket."""

    def __init__(self, response: Response) -> None:
        exchange = MockProvider().respond
        self.answer = lambda request: Exchange(request, exchange(request).decision, response)
        config = uvicorn.Config(create_app(self.answer), log_level="critical", lifespan="off")
        self.server = uvicorn.Server(config)


def first_and_last(response: Response) -> tuple[float, float, bytes]:
    """When the first and the last byte of a body came, in seconds, and the body."""
    listening = socket.create_server(("127.0.0.1", 0))
    paced = Paced(response)
    thread = threading.Thread(target=paced.server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not paced.server.started:
        time.sleep(0.001)
    connection = http.client.HTTPConnection("127.0.0.1", listening.getsockname()[1], timeout=10)
    start = time.perf_counter()
    connection.request("POST", "/v1/chat/completions", json.dumps(QUESTION))
    answer = connection.getresponse()
    body, first = b"", 0.0
    try:
        while piece := answer.read1():
            first = first or time.perf_counter() - start
            body += piece
    except http.client.IncompleteRead as cut:
        body += cut.partial
    last = time.perf_counter() - start
    connection.close()
    paced.server.should_exit = True
    thread.join(timeout=10)
    return first, last, body


def test_a_frame_leaves_when_its_delay_is_over() -> None:
    frames = (Frame(b"a", 0.0), Frame(b"b", 0.25), Frame(b"c", 0.25))
    first, last, body = first_and_last(Response(200, {"content-type": "text/event-stream"}, frames))
    assert body == b"abc"
    assert first < 0.2
    assert last >= 0.5


@pytest.mark.parametrize(("size", "same"), [(1_000, True), (300_000, False)])
def test_a_large_body_is_answered_beside_the_others(size: int, same: bool) -> None:
    answered: list[str] = []
    exchange = MockProvider().respond(Request("GET", "/v1/models"))

    def note(request: Request) -> Exchange:
        answered.append(threading.current_thread().name)
        return exchange

    with AppServer(create_app(note)) as server:
        send(server, "POST", "/v1/chat/completions", b" " * size)
    assert (answered == ["mockfn-server"]) is same


def test_a_reply_given_as_deltas_arrives_as_those_deltas(server: MockServer) -> None:
    with MockServer() as own:
        own.mock.when(user="hi").answer(Reply(("Hel", "lo")))
        _, headers, body = send(own, "POST", "/v1/chat/completions", {**QUESTION, "stream": True})
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert b'"content":"Hel"' in body
    assert body.endswith(b"data: [DONE]\n\n")


SCOPE = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": []}


def asks_and_waits() -> Any:
    """What an ASGI application receives of a client that sends a request and stays."""
    asked: list[bool] = []

    async def receive() -> Any:
        if asked:
            await asyncio.Event().wait()
        asked.append(True)
        return {"type": "http.request", "body": b"{}", "more_body": False}

    return receive


def test_frames_of_running_streams_need_not_wait_for_all_answers_that_are_asked_for() -> None:
    exchange = MockProvider().respond(Request("POST", "/v1/chat/completions", {}, json.dumps(QUESTION).encode()))
    frames = (Frame(b"a", 0.01), Frame(b"b", 0.01))
    happened: list[str] = []

    def respond(request: Request) -> Exchange:
        happened.append("answered")
        time.sleep(0.005)
        return Exchange(request, exchange.decision, Response(200, {}, frames))

    async def send(message: Any) -> None:
        happened.append(message["type"])

    async def many() -> None:
        app = create_app(respond)
        await asyncio.gather(*[app(SCOPE, asks_and_waits(), send) for _ in range(20)])

    asyncio.run(many())
    assert happened.count("answered") == 20
    last_answer = len(happened) - happened[::-1].index("answered")
    assert happened[:last_answer].count("http.response.body") > 5


def test_frames_that_are_overdue_leave_in_one_write() -> None:
    exchange = MockProvider().respond(Request("POST", "/v1/chat/completions", {}, json.dumps(QUESTION).encode()))
    frames = (Frame(b"a", 0.01), Frame(b"b", 0.3), Frame(b"c", 0.01))
    sent: list[bytes] = []

    async def send(message: Any) -> None:
        sent.append(message.get("body", b"head"))
        if sent[-1] == b"a":
            time.sleep(0.5)  # until the others are overdue

    answered = Exchange(exchange.request, exchange.decision, Response(200, {}, frames))
    asyncio.run(create_app(lambda _: answered)(SCOPE, asks_and_waits(), send))
    assert sent == [b"head", b"a", b"bc"]
