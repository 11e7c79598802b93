"""The stack of layers, and what a layer may do: answer, decline, listen."""

import contextvars
import threading
from types import SimpleNamespace

import pytest

from mockfn.http import Frame, Request, Response
from mockfn.intercept import layered
from mockfn.intercept.layers import Claim, active, route

URL = "https://api.openai.com/v1/chat/completions"
STREAM = {"frames": [["data: one\n\n", 0], ["data: two\n\n", 0.1], ["data: [DONE]\n\n", 0]]}
WHOLE = b"data: one\n\ndata: two\n\ndata: [DONE]\n\n"


class Layer:
    """Says what it was told to say."""

    def __init__(self, says=None, claim=Claim.MINE):
        self.says = says
        self.claim = claim

    def wants(self, target):
        return self.claim

    def take(self, request):
        return self.says


class Listener:
    """A layer that listens, and the tap it listens with."""

    def __init__(self):
        self.heard = []
        self.requests = []

    def wants(self, target):
        return Claim.MINE

    def take(self, request):
        self.requests.append(request)
        return self

    def head(self, status, headers):
        self.heard.append((status, headers["content-type"]))

    def data(self, piece):
        self.heard.append(piece)

    def end(self, how, error=None):
        self.heard.append(how)
        self.error = error

    @property
    def body(self):
        return b"".join(piece for piece in self.heard if isinstance(piece, bytes))


@pytest.fixture
def said():
    """Responses with a name each."""
    return SimpleNamespace(**{name: Response(200, {}, (Frame(name.encode()),)) for name in ("outer", "inner", "other")})


def answer(url=URL):
    """What the layers answer: a name, None for the network, 'nobody' where none was asked."""
    found = route("POST", url)
    if found is None:
        return "nobody"
    response = found.ask(Request("POST", url)).response
    return response and response.body.decode()


def test_without_layers_nobody_is_asked():
    assert answer() == "nobody"


def test_the_innermost_layer_is_asked_first(said):
    with active(Layer(said.outer)):
        with active(Layer(said.inner)):
            assert answer() == "inner"
        assert answer() == "outer"
    assert answer() == "nobody"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (Layer(None), "outer"),
        (Layer(None, Claim.NO), "outer"),
        (Layer(None, Claim.STRAY), "outer"),
        (Layer(None, Claim.PASS), "nobody"),
    ],
    ids=["declines", "does not want it", "wants it if nobody does", "passes it to the network"],
)
def test_the_next_layer_is_asked_unless_the_inner_one_says_pass(said, inner, expected):
    with active(Layer(said.outer)), active(inner):
        assert answer() == expected


def test_a_stray_request_is_the_innermost_layers(said):
    with active(Layer(said.outer, Claim.STRAY)), active(Layer(said.inner, Claim.STRAY)):
        assert answer() == "inner"


def test_a_request_that_all_decline_goes_to_the_network():
    with active(Layer(None)), active(Layer(None)):
        assert answer() is None


def test_layers_may_be_left_in_any_order(said):
    outer, inner = active(Layer(said.outer)), active(Layer(said.inner))
    outer.__enter__()
    inner.__enter__()
    outer.__exit__(None, None, None)
    assert answer() == "inner"
    inner.__exit__(None, None, None)
    assert answer() == "nobody"


def test_a_layer_may_be_left_in_another_context(said):
    entered = active(Layer(said.inner))
    contextvars.copy_context().run(entered.__enter__)
    assert answer() == "inner"
    entered.__exit__(None, None, None)
    assert answer() == "nobody"


def test_a_context_meets_its_own_layer_and_not_a_later_one_of_others(said):
    mine, other = contextvars.copy_context(), contextvars.copy_context()
    entered = active(Layer(said.inner)), active(Layer(said.other))
    mine.run(entered[0].__enter__)
    other.run(entered[1].__enter__)
    assert (mine.run(answer), other.run(answer)) == ("inner", "other")
    mine.run(entered[0].__exit__, None, None, None)
    other.run(entered[1].__exit__, None, None, None)


def test_a_context_with_no_layer_of_its_own_meets_the_latest(said):
    with active(Layer(said.outer)), active(Layer(said.inner)):
        found = []
        thread = threading.Thread(target=lambda: found.append(answer()))
        thread.start()
        thread.join()
    assert found == ["inner"]


def test_a_context_that_was_copied_meets_what_was_entered_inside_its_layer(said):
    """As a task does that a long-lived loop started under an outer mock, while a test is under an inner one."""
    with active(Layer(said.outer)):
        started = contextvars.copy_context()
        with active(Layer(said.inner)):
            assert started.run(answer) == "inner"
        assert started.run(answer) == "outer"


def test_a_context_whose_layers_are_gone_meets_the_latest(said):
    with active(Layer(said.outer)):
        started = contextvars.copy_context()
    with active(Layer(said.other)):
        assert started.run(answer) == "other"


def test_several_listeners_all_hear():
    listeners = Listener(), Listener()
    with active(listeners[0]), active(listeners[1]):
        tap = route("POST", URL).ask(Request("POST", URL)).tap
    tap.head(200, {"content-type": "text/plain"})
    tap.data(b"x")
    tap.end("whole")
    assert listeners[0].heard == listeners[1].heard == [(200, "text/plain"), b"x", "whole"]


def test_a_listener_hears_the_request_and_the_response(client, server):
    listener = Listener()
    with layered(listener):
        exchange = client.post(server.url, {"a": 1})
    assert exchange.body == b"real"
    assert [(request.url, request.body) for request in listener.requests] == [(server.url, b'{"a": 1}')]
    assert listener.heard == [(200, "text/event-stream"), b"real", "whole"]


def test_a_stream_that_is_listened_to_streams(client, server):
    listener = Listener()
    with layered(listener):
        exchange = client.post(server.url, STREAM)
    assert exchange.body == listener.body == WHOLE
    assert listener.heard[-1] == "whole"
    if client.name not in ("httplib2", "tornado"):
        assert exchange.times[0] < server.sent_at[1] < exchange.times[1]


def test_a_listener_hears_that_the_connection_broke(client, server):
    listener = Listener()
    with layered(listener):
        client.post(server.url, {"frames": [["data: one\n\n", 0]], "cut": "close"})
    assert listener.heard[-1] == "cut"
    assert listener.error is not None


def test_a_listener_hears_that_no_response_came(client):
    listener = Listener()
    with layered(listener):
        exchange = client.post("http://127.0.0.1:9/v1/chat/completions")
    assert exchange.error is not None
    assert listener.heard == ["cut"]
    assert listener.error is not None


@pytest.mark.parametrize("name", ["httpx", "httpx2 async", "requests", "urllib3", "http.client", "aiohttp"])
def test_a_listener_hears_that_the_client_left(clients, server, name):
    client = clients(name)
    listener = Listener()
    with layered(listener):
        if client.run is None:
            items = client.send(server.url, b'{"frames": [["data: one\\n\\n", 0], ["data: two\\n\\n", 0.3]]}', 5)
            assert next(items)[0] == 200
            assert next(items) == b"data: one\n\n"
            items.close()
        else:
            client.run(leave_early, client, server.url)
    assert listener.heard == [(200, "text/event-stream"), b"data: one\n\n", "left"]


async def leave_early(client, url):
    items = client.send(url, b'{"frames": [["data: one\\n\\n", 0], ["data: two\\n\\n", 0.3]]}', 5)
    assert (await anext(items))[0] == 200
    assert await anext(items) == b"data: one\n\n"
    await items.aclose()


def test_a_listener_hears_what_the_mock_outside_of_it_answers(client, mock, url):
    listener = Listener()
    with layered(listener):
        exchange = client.post(url, STREAM)
    assert exchange.body == listener.body == WHOLE
    assert listener.heard[0] == (200, "text/event-stream")
    assert listener.heard[-1] == "whole"
