"""What the tests of interception share: a stand-in for a provider, the clients as one table, and no way out."""

import asyncio
import json
import socket
import threading
import time
from contextlib import aclosing, closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mockfn.http import Frame, Response
from mockfn.intercept import intercept

URL = "https://api.openai.com/v1/chat/completions"
HOSTS = ("api.openai.com", "api.aimlapi.com", "api.deepinfra.com")


class Provider:
    """A stand-in: answers by what the body asks for, and keeps every request."""

    def __init__(self, name="mock"):
        self.name = name
        self.requests = []

    def __call__(self, request):
        self.requests.append(request)
        self.asked_at = time.monotonic()
        if not request.path.endswith("/chat/completions"):
            return Response(204)
        asked = json.loads(request.body or b"{}")
        if "frames" in asked:
            frames = tuple(Frame(text.encode(), delay) for text, delay in asked["frames"])
            return Response(200, {"content-type": "text/event-stream"}, frames, asked.get("cut"))
        body = json.dumps({"by": self.name, "asked": asked}).encode()
        return Response(asked.get("status", 200), {"content-type": "application/json"}, (Frame(body),))


@pytest.fixture
def provider():
    return Provider()


@pytest.fixture
def make_provider():
    return Provider


@pytest.fixture
def url():
    return URL


@pytest.fixture
def mock(provider):
    """The stand-in, intercepting."""
    with intercept(provider, hosts=HOSTS, base_urls=()):
        yield provider


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch):
    """A connection or a name lookup that leaves this machine fails the test that made it, even from a thread."""
    left = []
    connect, getaddrinfo = socket.socket.connect, socket.getaddrinfo
    local = {"localhost", "127.0.0.1", "::1", None}

    def guarded_connect(self, address):
        if isinstance(address, tuple) and address[0] not in local:
            left.append(address)
            raise OSError(f"a test opened a connection to {address}")
        return connect(self, address)

    def guarded_getaddrinfo(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name not in local:
            left.append(name)
            raise OSError(f"a test looked up {name}")
        return getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield left
    assert not left


class Exchange:
    """What a client made of one request: a status, pieces of a body and when each came, an error."""

    def __init__(self):
        self.status = None
        self.headers = {}
        self.pieces = []
        self.times = []
        self.error = None

    def take(self, item):
        if self.status is None:
            self.status, self.headers = item[0], {name.lower(): value for name, value in dict(item[1]).items()}
        elif item:
            self.pieces.append(item)
            self.times.append(time.monotonic())

    @property
    def body(self):
        return b"".join(self.pieces)

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """One way to send a POST: `send(url, body, timeout)` yields (status, headers), then the pieces as they come."""

    def __init__(self, name, module, send, *, stall="", close="", reset="", run=None, needs=()):
        self.name = name
        self.module = module
        self.needs = (module, *needs)
        self.send = send
        self.errors = {"stall": stall, "close": close, "reset": reset}
        self.run = run

    def post(self, url=URL, body=None, timeout=30):
        """The exchange, its error included."""
        exchange = Exchange()
        data = json.dumps(body or {}).encode()
        try:
            if self.run is None:
                with closing(self.send(url, data, timeout)) as items:
                    for item in items:
                        exchange.take(item)
            else:
                self.run(self._collect, exchange, url, data, timeout)
        except Exception as error:
            exchange.error = error
        return exchange

    async def _collect(self, exchange, url, data, timeout):
        async with aclosing(self.send(url, data, timeout)) as items:
            async for item in items:
                exchange.take(item)


_CLIENTS = {}


def built_once(module, name):
    """A client object that lives as long as the tests do: most were built before the mock that answers them."""
    if (module, name) not in _CLIENTS:
        _CLIENTS[module, name] = getattr(__import__(module), name)()
    return _CLIENTS[module, name]


@pytest.fixture(scope="module", autouse=True)
def closed_at_last():
    """Whatever was built once is built anew for the next file."""
    yield
    while _CLIENTS:
        _, built = _CLIENTS.popitem()
        getattr(built, "clear", None) and built.clear()
        getattr(built, "close", None) and built.close()


def by_httpx(module):
    def send(url, body, timeout):
        with built_once(module, "Client").stream("POST", url, content=body, timeout=timeout) as response:
            yield response.status_code, response.headers
            yield from response.iter_raw()

    return send


def by_async_httpx(module):
    async def send(url, body, timeout):
        async with (
            __import__(module).AsyncClient(verify=False) as client,
            client.stream("POST", url, content=body, timeout=timeout) as response,
        ):
            yield response.status_code, response.headers
            async for piece in response.aiter_raw():
                yield piece

    return send


def by_requests(url, body, timeout):
    with built_once("requests", "Session").post(url, data=body, stream=True, timeout=timeout) as response:
        yield response.status_code, response.headers
        yield from response.iter_content(None)


def by_urllib3(url, body, timeout):
    pool = built_once("urllib3", "PoolManager")
    response = pool.request("POST", url, body=body, preload_content=False, timeout=timeout, retries=False)
    yield response.status, response.headers
    yield from response.stream(65536)


def by_http_client(url, body, timeout):
    from http.client import HTTPConnection, HTTPSConnection
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    with closing(kind(parts.netloc, timeout=timeout)) as connection:
        connection.request("POST", url.partition(parts.netloc)[2], body=body)
        with connection.getresponse() as response:
            yield response.status, response.headers
            while piece := response.read1(65536):
                yield piece


def by_urllib(url, body, timeout):
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    try:
        response = urlopen(Request(url, data=body, method="POST"), timeout=timeout)
    except HTTPError as error:
        response = error
    with response:
        yield response.status, response.headers
        while piece := response.read1(65536):
            yield piece


def by_httplib2(url, body, timeout):
    import httplib2

    http = httplib2.Http(timeout=timeout)
    try:
        response, content = http.request(url, "POST", body=body)
    finally:
        http.close()
    yield response.status, response
    yield content


async def by_aiohttp(url, body, timeout):
    import aiohttp

    wait = aiohttp.ClientTimeout(sock_read=timeout)
    async with aiohttp.ClientSession() as session, session.post(url, data=body, timeout=wait) as response:
        yield response.status, response.headers
        async for piece in response.content.iter_any():
            yield piece


async def by_tornado(url, body, timeout):
    from tornado.httpclient import AsyncHTTPClient

    pieces = asyncio.Queue()
    client = AsyncHTTPClient(force_instance=True)
    fetched = asyncio.ensure_future(
        client.fetch(
            url,
            method="POST",
            body=body,
            request_timeout=timeout,
            streaming_callback=pieces.put_nowait,
            raise_error=False,
        )
    )
    fetched.add_done_callback(lambda _: pieces.put_nowait(None))
    seen = []
    while (piece := await pieces.get()) is not None:
        seen.append((piece, time.monotonic()))
    response = await fetched
    client.close()
    if response.code == 599:
        raise response.error
    yield response.code, response.headers
    for piece, _ in seen:
        yield piece


def by_trio(function, *args):
    import trio

    return trio.run(function, *args)


def by_asyncio(function, *args):
    return asyncio.run(function(*args))


HTTPX_ERRORS = {"stall": "ReadTimeout", "close": "RemoteProtocolError", "reset": "ReadError"}
REQUESTS_ERRORS = {"stall": "ConnectionError", "close": "ChunkedEncodingError", "reset": "ChunkedEncodingError"}
URLLIB3_ERRORS = {"stall": "ReadTimeoutError", "close": "ProtocolError", "reset": "ProtocolError"}
PLAIN_ERRORS = {"stall": "TimeoutError", "close": "IncompleteRead", "reset": "ConnectionResetError"}
AIOHTTP_ERRORS = {"stall": "SocketTimeoutError", "close": "ClientPayloadError", "reset": "ClientPayloadError"}
TORNADO_ERRORS = {"stall": "HTTPTimeoutError", "close": "HTTPStreamClosedError", "reset": "HTTPStreamClosedError"}

CLIENTS = (
    Client("httpx", "httpx", by_httpx("httpx"), **HTTPX_ERRORS),
    Client("httpx2", "httpx2", by_httpx("httpx2"), **HTTPX_ERRORS),
    Client("httpx async", "httpx", by_async_httpx("httpx"), run=by_asyncio, **HTTPX_ERRORS),
    Client("httpx2 async", "httpx2", by_async_httpx("httpx2"), run=by_asyncio, **HTTPX_ERRORS),
    Client("httpx2 trio", "httpx2", by_async_httpx("httpx2"), run=by_trio, needs=["trio"], **HTTPX_ERRORS),
    Client("requests", "requests", by_requests, **REQUESTS_ERRORS),
    Client("urllib3", "urllib3", by_urllib3, **URLLIB3_ERRORS),
    Client("http.client", "http", by_http_client, **PLAIN_ERRORS),
    Client("urllib.request", "urllib", by_urllib, **PLAIN_ERRORS),
    Client("httplib2", "httplib2", by_httplib2, **PLAIN_ERRORS),
    Client("aiohttp", "aiohttp", by_aiohttp, run=by_asyncio, **AIOHTTP_ERRORS),
    Client("tornado", "tornado", by_tornado, run=by_asyncio, **TORNADO_ERRORS),
)


@pytest.fixture(params=CLIENTS, ids=lambda client: client.name)
def client(request):
    """Every client in turn."""
    return _installed(request.param)


@pytest.fixture
def clients():
    """The clients by name; one that is not installed skips the test."""

    def named(name):
        found = next(client for client in CLIENTS if client.name == name)
        return _installed(found)

    return named


def _installed(client):
    for name in client.needs:
        pytest.importorskip(name, reason=f"{name} is not installed")
    return client


class _Local(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.server.bodies.append(body)
        asked = json.loads(body or b"{}")
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for text, delay in asked.get("frames", [["real", 0]]):
            time.sleep(delay)
            self.server.sent_at.append(time.monotonic())
            self.wfile.write(b"%x\r\n%b\r\n" % (len(text), text.encode()))
        if asked.get("cut"):
            self.close_connection = True
        else:
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *args):
        """Tests read no log."""


@pytest.fixture
def server():
    """A real server on the loopback: its `.url`, the `.bodies` it got, and when it sent each piece, `.sent_at`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Local)
    server.daemon_threads = True
    server.bodies, server.sent_at = [], []
    server.url = f"http://127.0.0.1:{server.server_port}/v1/chat/completions"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
