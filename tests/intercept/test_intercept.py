"""Interception as every client sees it."""

import asyncio
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from mockfn.http import Frame, Response
from mockfn.intercept import Claim, intercept, layered

STREAM = {"frames": [["data: one\n\n", 0], ["data: two\n\n", 0.1], ["data: [DONE]\n\n", 0]]}


def test_a_request_to_a_known_host_is_answered(client, mock, url):
    exchange = client.post(url, {"model": "m"})
    assert exchange.error is None
    assert (exchange.status, exchange.json) == (200, {"by": "mock", "asked": {"model": "m"}})


def test_the_mock_sees_the_request_as_it_was_sent(client, mock, url):
    client.post(url, {"text": "Grüße"})
    (request,) = mock.requests
    assert (request.method, request.url) == ("POST", url)
    assert request.body == b'{"text": "Gr\\u00fc\\u00dfe"}'


@pytest.mark.parametrize("host", ["api.aimlapi.com", "api.deepinfra.com"])
def test_every_host_that_was_named_is_answered(client, mock, host):
    assert client.post(f"https://{host}/v1/openai/chat/completions").json["by"] == "mock"


def test_another_path_of_a_known_host_is_the_mocks_too(client, mock):
    assert client.post("https://api.openai.com/v1/traces/ingest").status == 204


@pytest.mark.parametrize("target", ["//v1/chat/completions", "/v1/chat/completions?next=http://llm.example.com/"])
def test_an_odd_path_of_a_known_host_is_the_mocks_too(client, mock, target):
    assert client.post(f"https://api.openai.com{target}").json["by"] == "mock"


class Passing:
    """A layer that has everything sent."""

    def wants(self, target):
        return Claim.MINE

    def take(self, request):
        return None


def test_it_stands_for_a_host_whose_chat_completions_it_would_answer():
    names = ["api.openai.com", "llm.example.com", "api.deepinfra.com", "::1"]
    with intercept(Response, hosts=[*names[::3], "api.*.com"], base_urls=[], passthrough=["api.deepinfra.com"]) as mock:
        assert [mock.stands_for(name) for name in names] == [True, False, False, True]
        with intercept(Response, hosts=["api.openai.com"]):
            assert not mock.stands_for("api.openai.com")
        with layered(Passing()):
            assert not mock.stands_for("api.openai.com")
    assert not mock.stands_for("api.openai.com")


def test_an_error_status_is_an_ordinary_answer(client, mock, url):
    exchange = client.post(url, {"status": 429})
    assert (exchange.status, exchange.json["by"]) == (429, "mock")


def test_a_stream_arrives_frame_by_frame(client, mock, url):
    if client.name == "httplib2":
        pytest.skip("httplib2 reads a response whole")
    exchange = client.post(url, STREAM)
    assert exchange.body == b"data: one\n\ndata: two\n\ndata: [DONE]\n\n"
    if client.name != "tornado":
        assert exchange.times[0] < mock.asked_at + 0.1 <= exchange.times[1]


def test_frames_without_delay_stay_apart(clients, mock, url):
    frames = [["da", 0], ["ta: x\n", 0], ["\n", 0]]
    assert clients("httpx").post(url, {"frames": frames}).pieces == [b"da", b"ta: x\n", b"\n"]


@pytest.mark.parametrize("cut", ["close", "reset", "stall"])
def test_a_cut_is_the_clients_own_error(client, mock, url, cut):
    exchange = client.post(url, {"frames": [["data: one\n\n", 0]], "cut": cut}, timeout=0.05)
    assert type(exchange.error).__name__ == client.errors[cut]
    if client.name not in ("httplib2", "tornado"):
        assert exchange.body == b"data: one\n\n"


@pytest.mark.parametrize("cut", ["close", "reset"])
def test_a_cut_without_frames_comes_before_the_head(client, mock, url, cut):
    exchange = client.post(url, {"frames": [], "cut": cut})
    assert exchange.error is not None
    assert exchange.status is None


def test_a_frame_later_than_the_clients_timeout_is_a_timeout(client, mock, url):
    exchange = client.post(url, {"frames": [["data: one\n\n", 0], ["data: two\n\n", 5]]}, timeout=0.05)
    assert "Timeout" in type(exchange.error).__name__ or "timed out" in str(exchange.error)


def test_a_body_shorter_than_it_claims_is_the_clients_own_error(client, url):
    short = Response(200, {"content-type": "text/plain", "content-length": "10"}, (Frame(b"12345"),))
    with intercept(lambda _: short, hosts=["api.openai.com"], base_urls=()):
        exchange = client.post(url)
    # The standard library's `read1` ends where its `read` raises, and so does a stream of urllib3 1.
    lax = client.module in ("http", "urllib", "urllib3")
    assert exchange.error is not None or (lax and exchange.body == b"12345")


def test_other_hosts_stay_untouched(client, mock, server):
    exchange = client.post(server.url, {"a": 1})
    assert exchange.body == b"real"
    assert server.bodies == [b'{"a": 1}']
    assert mock.requests == []


def test_a_chat_completion_to_an_unknown_host_is_refused(client, provider):
    with intercept(provider, hosts=["api.openai.com"], base_urls=()) as interception:
        exchange = client.post("https://llm.example.com/v1/chat/completions", {"model": "m"})
    assert exchange.status == 400
    assert exchange.headers["x-should-retry"] == "false"
    assert exchange.json == {
        "error": {
            "message": "mockfn knows no provider at llm.example.com, and lets no chat completion leave the process: "
            "POST https://llm.example.com/v1/chat/completions. To have it answered, name the host: "
            "hosts=['llm.example.com']. To let it go to the network: passthrough=['llm.example.com'].",
            "type": "mockfn_unknown_host",
            "param": None,
            "code": "mockfn_unknown_host",
        }
    }
    assert [request.url for request in interception.refused] == ["https://llm.example.com/v1/chat/completions"]
    assert provider.requests == []


def test_a_host_named_by_the_environment_is_answered(provider, clients, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "https://llm.example.com/v1")
    with intercept(provider, hosts=["api.openai.com"]):
        assert clients("requests").post("https://llm.example.com/v1/chat/completions").json["by"] == "mock"


def test_a_server_on_the_loopback_is_answered_for_where_the_environment_names_it(
    provider, clients, monkeypatch, server
):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with intercept(provider, hosts=["api.openai.com"]):
        assert clients("httpx").post("http://127.0.0.1:9/v1/chat/completions").json["by"] == "mock"
        assert clients("httpx").post(server.url).body == b"real"


def test_what_passes_through_is_left_alone(provider, client, server):
    with intercept(provider, hosts=["127.0.0.1"], base_urls=(), passthrough=["127.0.0.1"]):
        assert client.post(server.url).body == b"real"


def test_a_mock_that_declines_lets_the_request_pass(client, server):
    with intercept(lambda _: None, hosts=["127.0.0.1"], base_urls=()):
        assert client.post(server.url, {"a": 1}).body == b"real"
    assert server.bodies == [b'{"a": 1}']


def test_the_innermost_mock_answers(client, make_provider, url):
    with intercept(make_provider("outer"), hosts=["api.openai.com"], base_urls=()):
        with intercept(make_provider("inner"), hosts=["api.openai.com"], base_urls=()):
            assert client.post(url).json["by"] == "inner"
        assert client.post(url).json["by"] == "outer"


def test_a_host_that_only_the_outer_mock_knows_is_answered_by_it(client, make_provider, url):
    with (
        intercept(make_provider("outer"), hosts=["api.openai.com"], base_urls=()),
        intercept(make_provider("inner"), hosts=["llm.example.com"], base_urls=()),
    ):
        assert client.post(url).json["by"] == "outer"


def test_after_the_last_mock_requests_go_to_the_network(client, provider, server):
    with intercept(provider, hosts=["127.0.0.1"], base_urls=()):
        assert client.post(server.url).json["by"] == "mock"
    assert client.post(server.url).body == b"real"


def test_a_connection_kept_alive_from_before_is_not_used(client, provider, server):
    assert client.post(server.url).body == b"real"
    with intercept(provider, hosts=["127.0.0.1"], base_urls=()):
        assert client.post(server.url).json["by"] == "mock"


def test_an_error_in_the_answering_function_reaches_the_caller(client, url):
    def broken(request):
        raise LookupError("the answering function is wrong")

    with intercept(broken, hosts=["api.openai.com"], base_urls=()):
        error = client.post(url).error
    assert "the answering function is wrong" in str(error)


@pytest.mark.parametrize("name", ["requests", "urllib3", "httpx", "httpx2"])
def test_no_call_of_many_threads_leaves_the_process(name, clients, mock, url):
    client = clients(name)
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: client.post(url, {"n": n}).json["asked"]["n"], range(400)))
    assert answers == list(range(400))
    assert len(mock.requests) == 400


def test_a_thread_that_started_before_meets_the_mock(clients, provider, url):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        with intercept(provider, hosts=["api.openai.com"], base_urls=()):
            assert pool.submit(clients("requests").post, url).result().json["by"] == "mock"


def test_threads_with_a_mock_each_meet_their_own(clients, make_provider, url):
    barrier = threading.Barrier(8)

    def work(number):
        with intercept(make_provider(number), hosts=["api.openai.com"], base_urls=()):
            barrier.wait()
            answer = clients("requests").post(url).json["by"]
            barrier.wait()
            return answer

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == list(range(8))


def test_tasks_with_a_mock_each_meet_their_own(make_provider, url):
    aiohttp = pytest.importorskip("aiohttp", reason="aiohttp is not installed")

    async def work(session, number):
        with intercept(make_provider(number), hosts=["api.openai.com"], base_urls=()):
            await asyncio.sleep(0.01)
            async with session.post(url, json={}) as response:
                return (await response.json())["by"]

    async def main():
        async with aiohttp.ClientSession() as session:
            return await asyncio.gather(*(work(session, number) for number in range(10)))

    assert asyncio.run(main()) == list(range(10))


def test_a_proxy_is_not_asked(clients, mock, url, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.com:3128")
    import requests

    for name in ("urllib.request", "aiohttp"):
        assert clients(name).post(url).json["by"] == "mock"
    assert requests.post(url, json={}).json()["by"] == "mock"


def test_what_is_not_on_the_network_stays_untouched(mock, url):
    httpx2 = pytest.importorskip("httpx2", reason="httpx2 is not installed")
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, text="of the test's own transport"))
    assert httpx2.Client(transport=transport).post(url).text == "of the test's own transport"

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"of the app"})

    async def main():
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as client:
            return (await client.post(url)).text

    assert asyncio.run(main()) == "of the app"
    assert mock.requests == []


PROGRAM = """
import sys
from mockfn.http import Frame, Response
from mockfn.intercept import Claim, intercept, layered
said = Response(200, {}, (Frame(b"mock"),))
with intercept(lambda request: said, hosts=["api.openai.com"], base_urls=()):
    assert not {"httpx", "httpx2", "requests", "urllib3", "aiohttp"} & set(sys.modules)
    import httpx2, requests
    url = "https://api.openai.com/v1/models"
    assert requests.get(url).text == httpx2.get(url).text == "mock"
"""


def test_a_client_that_is_imported_later_is_answered():
    pytest.importorskip("httpx2", reason="httpx2 is not installed")
    pytest.importorskip("requests", reason="requests is not installed")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-W", "error", "-c", PROGRAM], check=True, timeout=60, env=env)
