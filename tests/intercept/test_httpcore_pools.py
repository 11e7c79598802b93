"""What is particular to httpx, httpx2 and httpcore."""

import asyncio
import socket
import threading

import pytest

from mockfn.http import Frame, Response
from mockfn.intercept import intercept

httpx2 = pytest.importorskip("httpx2", reason="httpx2 is not installed")
httpcore2 = pytest.importorskip("httpcore2", reason="httpcore2 is not installed")

SLOW = {"frames": [["data: late\n\n", 5]]}


@pytest.fixture(scope="module")
def http():
    with httpx2.Client() as client:
        yield client


def test_a_response_says_what_a_server_would(http, mock, url):
    response = http.post(url, json={})
    assert (response.http_version, response.reason_phrase) == ("HTTP/1.1", "OK")
    assert response.headers["content-length"] == str(len(response.content))


def test_the_head_waits_for_the_first_frame(http, mock, url):
    with pytest.raises(httpx2.ReadTimeout, match="timed out"):
        http.post(url, json=SLOW, timeout=0.05)


def test_cancelling_ends_the_wait(mock, url):
    async def main():
        async with httpx2.AsyncClient(verify=False) as client:
            await asyncio.wait_for(client.post(url, json=SLOW), 0.05)

    with pytest.raises(TimeoutError):
        asyncio.run(main())


def test_head_and_no_content_have_no_body(http, url):
    with intercept(lambda r: Response(200, {}, (Frame(b"body"),)), hosts=["api.openai.com"], base_urls=()):
        assert http.head(url).content == b""
    with intercept(lambda r: Response(204, {}, (Frame(b"body"),)), hosts=["api.openai.com"], base_urls=()):
        assert http.get(url).content == b""


@pytest.mark.parametrize(
    ("headers", "cut", "text"),
    [
        ({}, "close", "peer closed connection without sending complete message body (incomplete chunked read)"),
        (
            {"content-length": "9"},
            None,
            "peer closed connection without sending complete message body (received 4 bytes, expected 9)",
        ),
    ],
)
def test_an_early_end_is_told_in_the_clients_words(http, url, headers, cut, text):
    response = Response(200, headers, (Frame(b"body"),), cut)
    with (
        intercept(lambda _: response, hosts=["api.openai.com"], base_urls=()),
        pytest.raises(httpx2.RemoteProtocolError) as error,
    ):
        http.get(url)
    assert str(error.value) == text


def test_no_response_at_all_is_told_in_the_clients_words(http, mock, url):
    with pytest.raises(httpx2.RemoteProtocolError) as error:
        http.post(url, json={"frames": [], "cut": "close"})
    assert str(error.value) == "Server disconnected without sending a response."


def test_a_body_that_is_streamed_out_is_read_whole(http, mock, url):
    http.post(url, content=(piece for piece in (b'{"a"', b": 1}")))
    assert mock.requests[0].body == b'{"a": 1}'


def test_a_body_that_is_read_is_sent_on_when_the_mock_declines(http, server):
    with intercept(lambda request: None, hosts=["127.0.0.1"], base_urls=()):
        http.post(server.url, content=(piece for piece in (b'{"a"', b": 1}")), headers={"content-length": "8"})
    assert server.bodies == [b'{"a": 1}']


def test_headers_that_come_twice_are_joined(http, mock, url):
    http.post(url, json={}, headers=[("X-A", "1"), ("x-a", "2")])
    assert mock.requests[0].header("x-a") == "1, 2"


def test_a_proxy_is_not_asked(mock, url):
    with httpx2.Client(proxy="http://proxy.example.com:3128", verify=False) as client:
        assert client.post(url, json={}).json()["by"] == "mock"


def test_a_pool_of_httpcore_itself_is_answered(mock, url):
    with httpcore2.ConnectionPool() as pool:
        assert pool.request("POST", url, content=b"{}").status == 200


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no Unix sockets here")
def test_a_unix_socket_is_left_alone(mock, tmp_path):
    path = str(tmp_path / "s")

    def serve():
        with listener.accept()[0] as peer:
            peer.recv(65536)
            peer.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nreal")

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        thread = threading.Thread(target=serve)
        thread.start()
        with httpx2.Client(transport=httpx2.HTTPTransport(uds=path, verify=False)) as client:
            assert client.post("http://llm.example.com/v1/chat/completions").text == "real"
        thread.join()


def test_a_client_that_is_closed_early_takes_the_rest_with_it(http, mock, url):
    with http.stream("POST", url, json={"frames": [["a", 0], ["b", 60]]}) as response:
        assert next(response.iter_raw()) == b"a"


def test_a_stream_that_is_read_again_gives_nothing_again(mock, url):
    httpcore = pytest.importorskip("httpcore")
    with (
        httpcore.ConnectionPool() as pool,
        pool.stream("POST", url, content=b'{"frames": [["a", 0], ["b", 0]]}') as response,
    ):
        assert list(response.stream) == [b"a", b"b"]
        assert list(response.stream) == []
