"""A proxy on a socket before the provider of the conftest, asked by real clients."""

import json
import threading
import time

import pytest
import uvicorn

from mockfn.cassette import loads
from mockfn.errors import SettingError
from mockfn.recording import OpenCassette
from mockfn.recording.proxy import Proxy


@pytest.fixture
def proxied(upstream, tmp_path):
    """Starts a proxy before the provider; returns where it is asked, and what ends it and gives its cassette."""
    running = []

    def start(base=None, mode="update"):
        cassette = OpenCassette(tmp_path / "run.yaml", mode, keep_unplayed=True)
        app = Proxy(base or f"http://{upstream.host}/v1", cassette.respond)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        running.append((server, thread))

        def stop():
            server.should_exit = True
            thread.join()
            cassette.close(passed=True)
            return loads((tmp_path / "run.yaml").read_bytes()).interactions

        return f"http://127.0.0.1:{port}/v1/chat/completions", stop

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join()


def test_what_is_asked_through_it_is_recorded_as_the_provider_was_asked(proxied, upstream, ask, ask_sdk):
    url, stop = proxied()
    assert ask(url, "one") == "re one"
    assert ask_sdk(url, "two") == "re two"
    recorded = stop()
    assert [one.request.url for one in recorded] == [upstream.url] * 2
    assert "authorization" not in recorded[1].request.headers


def test_pieces_pass_as_they_come(proxied, upstream, ask_streamed):
    upstream.pause = 0.1
    url, stop = proxied()
    assert len(ask_streamed(url, "hello")) == 4
    (recorded,) = stop()
    assert [len(recorded.response.frames)] == [4]
    assert all(frame.delay > 0.05 for frame in recorded.response.frames[1:])


def test_what_is_recorded_is_not_asked_again(proxied, upstream, ask):
    url, stop = proxied()
    ask(url, "one")
    ask(url, "two")
    stop()
    url, stop = proxied()
    assert [ask(url, text) for text in ("two", "three")] == ["re two", "re three"]
    assert len(stop()) == 3
    assert len(upstream.asked) == 3


def test_a_base_url_with_another_path_is_put_before(proxied, upstream, ask):
    url, stop = proxied(f"http://{upstream.host}/openai")
    ask(url, "one")
    assert stop()[0].request.url == f"http://{upstream.host}/openai/v1/chat/completions"


def test_a_provider_that_is_not_there_is_an_error_that_says_so(proxied):
    httpx = pytest.importorskip("httpx")
    url, _ = proxied("http://127.0.0.1:1/v1")
    answer = httpx.post(url, json={})
    assert answer.status_code == 502
    assert answer.json()["error"]["message"].startswith("http://127.0.0.1:1 cannot be asked: ")


def test_a_client_that_leaves_stops_the_recording_of_its_answer(proxied, upstream, body_of):
    httpx = pytest.importorskip("httpx")
    upstream.pause = 0.3
    url, stop = proxied()
    with httpx.Client() as client, client.stream("POST", url, json=body_of("hello", stream=True)) as response:
        next(response.iter_bytes())
    time.sleep(0.1)
    assert stop()[0].response.cut == "close"


@pytest.mark.parametrize("url", ["api.openai.com", "ftp://x/", "https://", "http://x:y/"])
def test_what_is_no_base_url_is_refused(url):
    with pytest.raises(SettingError) as caught:
        Proxy(url, lambda _: None)
    assert str(caught.value) == f"{url!r} is no base URL. Give one as in https://api.openai.com/v1."


def test_answers_keep_their_bytes(proxied, upstream):
    httpx = pytest.importorskip("httpx")
    url, stop = proxied()
    answer = httpx.post(url, json={"messages": [{"role": "user", "content": "x"}]})
    assert json.loads(stop()[0].response.body) == answer.json()
    assert answer.headers["set-cookie"] == "s=1"
