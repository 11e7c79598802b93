"""What is particular to aiohttp."""

import asyncio

import pytest

from mockfn.http import Frame, Response
from mockfn.intercept import Claim, intercept, layered

aiohttp = pytest.importorskip("aiohttp", reason="aiohttp is not installed")


def run(work, **options):
    """`work(session)` in a session with `options`."""

    async def main():
        async with aiohttp.ClientSession(**options) as session:
            return await work(session)

    return asyncio.run(main())


@pytest.mark.parametrize("kind", ["json", "bytes", "pieces", "form"])
def test_a_body_of_any_kind_is_read(mock, url, kind):
    async def pieces():
        yield b'{"a"'
        yield b": 1}"

    async def work(session):
        data = {"bytes": b'{"a": 1}', "pieces": pieces(), "form": aiohttp.FormData({"a": "1"})}
        asked = {"json": {"a": 1}} if kind == "json" else {"data": data[kind]}
        target = "https://api.openai.com/v1/files" if kind == "form" else url
        async with session.post(target, **asked) as response:
            return response.status

    assert run(work) == (204 if kind == "form" else 200)
    assert mock.requests[0].body == (b"a=1" if kind == "form" else b'{"a": 1}')


def test_a_body_of_pieces_is_sent_on_when_the_mock_declines(server):
    async def pieces():
        yield b'{"a"'
        yield b": 1}"

    async def work(session):
        async with session.post(server.url, data=pieces(), headers={"content-length": "8"}) as response:
            return await response.read()

    with intercept(lambda _: None, hosts=["127.0.0.1"], base_urls=()):
        assert run(work) == b"real"
    assert server.bodies == [b'{"a": 1}']


def test_many_calls_at_once_get_their_own_answers(mock, url):
    async def one(session, number):
        async with session.post(url, json={"n": number}) as response:
            return (await response.json())["asked"]["n"]

    async def work(session):
        return await asyncio.gather(*(one(session, number) for number in range(200)))

    assert run(work, connector_owner=True) == list(range(200))


def test_chunks_are_heard_apart_that_came_before_anybody_could_listen():
    heard = []

    class Ear:
        def wants(self, _target):
            return Claim.MINE

        def take(self, _request):
            return self

        def head(self, _status, _headers):
            """Not noted."""

        def data(self, piece):
            heard.append(piece)

        def end(self, _how, _error=None):
            """Not noted."""

    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n")
        writer.close()

    async def main():
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server, aiohttp.ClientSession() as session:
            port = server.sockets[0].getsockname()[1]
            with layered(Ear()):
                async with session.get(f"http://127.0.0.1:{port}/") as response:
                    return await response.read()

    assert asyncio.run(main()) == b"onetwo"
    assert heard == [b"one", b"two"]


def test_the_connector_keeps_no_connection_of_a_mock(mock, url):
    async def work(session):
        for _ in range(3):
            async with session.post(url, json={}) as response:
                await response.read()
        return dict(session.connector._conns), set(session.connector._acquired)

    assert run(work) == ({}, set())


def test_a_session_closed_in_the_middle_of_a_stream_closes(mock, url):
    async def work(session):
        response = await session.post(url, json={"frames": [["a", 0], ["b", 60]]})
        assert await response.content.readany() == b"a"
        response.close()

    run(work)


def test_the_total_timeout_is_aiohttps_own(mock, url):
    async def work(session):
        async with session.post(url, json={"frames": [["a", 60]]}):
            """Not reached."""

    with pytest.raises(TimeoutError):
        run(work, timeout=aiohttp.ClientTimeout(total=0.05))


def test_an_early_end_without_response_is_a_server_that_disconnected(mock, url):
    async def work(session):
        await session.post(url, json={"frames": [], "cut": "close"})

    with pytest.raises(aiohttp.ServerDisconnectedError):
        run(work)


def test_redirects_cookies_and_raising_are_aiohttps_own():
    def moved(request):
        if request.path == "/old":
            return Response(307, {"location": "/new", "set-cookie": "a=b"})
        return Response(418, {"content-type": "text/plain"}, (Frame(request.header("cookie").encode()),))

    async def work(session):
        async with session.get("https://api.openai.com/old") as response:
            assert (response.status, await response.text(), len(response.history)) == (418, "a=b", 1)
        with pytest.raises(aiohttp.ClientResponseError):
            await session.get("https://api.openai.com/new", raise_for_status=True)

    with intercept(moved, hosts=["api.openai.com"], base_urls=()):
        run(work)


@pytest.mark.skipif(not hasattr(aiohttp, "UnixConnector"), reason="there are no Unix sockets here")
def test_a_unix_socket_is_left_alone(mock, tmp_path):
    async def serve(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nreal")
        writer.close()

    async def main():
        path = str(tmp_path / "s")
        server = await asyncio.start_unix_server(serve, path)
        async with (
            server,
            aiohttp.ClientSession(connector=aiohttp.UnixConnector(path)) as session,
            session.get("http://llm.example.com/v1/chat/completions") as response,
        ):
            return await response.text()

    assert asyncio.run(main()) == "real"


def test_head_has_no_body(mock, url):
    async def work(session):
        async with session.head(url) as response:
            return response.status, await response.read()

    assert run(work) == (200, b"")
