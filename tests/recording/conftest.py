"""A provider on a socket that can be stopped, and the clients that ask it."""

import asyncio
import gzip
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mockfn.recording import use_cassette

SECRET = "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"


class Upstream(BaseHTTPRequestHandler):
    """A provider: echoes the last message, in pieces where a stream is asked for; some words have their own answer."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.body()
        self.server.asked.append(body)
        said = body["messages"][-1]["content"]
        if said == "busy" and self.server.asked.count(body) == 1:
            return self.answer({"error": {"message": "Busy."}}, 429, **{"retry-after": "0"})
        if body.get("stream"):
            return self.stream(said)
        texts = {"leak": f"key {SECRET}", "turn": f"turn {len(self.server.asked)}"}
        text = texts.get(said, f"re {said}")
        message = {"role": "assistant", "content": text}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return self.answer(
            {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
        )

    def body(self):
        data = self.rfile.read(int(self.headers.get("content-length", 0)))
        while self.headers.get("transfer-encoding") == "chunked":
            size = int(self.rfile.readline(), 16)
            data += self.rfile.read(size)
            self.rfile.readline()
            if not size:
                break
        if data.startswith(b"{"):
            return json.loads(data)
        return {"messages": [{"content": data.decode()}]}

    def answer(self, body, status=200, **headers):
        data = json.dumps(body).encode()
        if "packed" in data.decode():
            data, headers = gzip.compress(data), headers | {"content-encoding": "gzip"}
        self.send_response(status)
        for name, value in (
            {"content-type": "application/json", "content-length": len(data), "set-cookie": "s=1"} | headers
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def stream(self, said):
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        base = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        for word in ("re ", said[:3], said[3:]):
            choice = {"index": 0, "delta": {"role": "assistant", "content": word}, "finish_reason": None}
            self.chunk(f"data: {json.dumps(base | {'choices': [choice]})}\n\n".encode())
            time.sleep(self.server.pause)
        self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))


class Server(ThreadingHTTPServer):
    request_queue_size = 128


@pytest.fixture
def upstream():
    server = Server(("127.0.0.1", 0), Upstream)
    server.asked, server.pause = [], 0.02
    server.host = f"127.0.0.1:{server.server_port}"
    server.url = f"http://{server.host}/v1/chat/completions"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def body(text, stream=False):
    return {"model": "m", "messages": [{"role": "user", "content": text}], "stream": stream}


def with_httpx(url, text):
    httpx = pytest.importorskip("httpx")
    with httpx.Client() as client:
        return client.post(url, json=body(text)).json()["choices"][0]["message"]["content"]


def with_httpx_streamed(url, text):
    httpx = pytest.importorskip("httpx")
    with httpx.Client() as client, client.stream("POST", url, json=body(text, stream=True)) as response:
        return list(response.iter_bytes())


def with_requests(url, text):
    requests = pytest.importorskip("requests")
    return requests.post(url, json=body(text), timeout=10).json()["choices"][0]["message"]["content"]


def with_requests_streamed(url, text):
    requests = pytest.importorskip("requests")
    with requests.post(url, json=body(text, stream=True), timeout=10, stream=True) as response:
        return list(response.iter_content(None))


def with_urllib3(url, text):
    urllib3 = pytest.importorskip("urllib3")
    with urllib3.PoolManager() as pool:
        return pool.request("POST", url, json=body(text)).json()["choices"][0]["message"]["content"]


def with_aiohttp(url, text):
    aiohttp = pytest.importorskip("aiohttp")

    async def ask():
        async with aiohttp.ClientSession() as session, session.post(url, json=body(text)) as response:
            return (await response.json())["choices"][0]["message"]["content"]

    return asyncio.run(ask())


def with_aiohttp_streamed(url, text):
    aiohttp = pytest.importorskip("aiohttp")

    async def ask():
        async with aiohttp.ClientSession() as session, session.post(url, json=body(text, stream=True)) as response:
            # `iter_any` joins what came while the app was busy; this keeps the chunks however late they are read.
            return [piece async for piece, _ in response.content.iter_chunks() if piece]

    return asyncio.run(ask())


def with_openai(url, text):
    openai = pytest.importorskip("openai")
    with openai.OpenAI(base_url=url.removesuffix("/chat/completions"), api_key="sk-none") as client:
        return client.chat.completions.create(**body(text)).choices[0].message.content


def with_openai_streamed(url, text):
    openai = pytest.importorskip("openai")
    with openai.OpenAI(base_url=url.removesuffix("/chat/completions"), api_key="sk-none") as client:
        return [chunk.choices[0].delta.content for chunk in client.chat.completions.create(**body(text, stream=True))]


def with_openai_async(url, text):
    openai = pytest.importorskip("openai")

    async def ask():
        async with openai.AsyncOpenAI(base_url=url.removesuffix("/chat/completions"), api_key="sk-none") as client:
            stream = await client.chat.completions.create(**body(text, stream=True))
            return [chunk.choices[0].delta.content async for chunk in stream]

    return asyncio.run(ask())


CLIENTS = {name.removeprefix("with_"): client for name, client in globals().items() if name.startswith("with_")}


@pytest.fixture(params=CLIENTS)
def client(request):
    """Each client in turn: `client(url, text)` gives what it was answered, in pieces where it streams."""
    return CLIENTS[request.param]


@pytest.fixture
def ask():
    """One plain client: `ask(url, text)`."""
    return with_httpx


@pytest.fixture
def ask_streamed():
    """The same, for the pieces of a stream."""
    return with_httpx_streamed


@pytest.fixture
def ask_sdk():
    """The openai client, which retries."""
    return with_openai


@pytest.fixture
def ask_requests():
    return with_requests


@pytest.fixture
def ask_and_fail():
    """An app that asks, takes whatever comes, and then fails."""

    def fail(url, text):
        pytest.importorskip("httpx").post(url, json=body(text))
        return 1 / 0

    return fail


@pytest.fixture
def body_of():
    return body


@pytest.fixture
def recorded(upstream, tmp_path):
    """The path of a cassette that holds "one" and "two"."""
    path = tmp_path / "c.yaml"
    with use_cassette(path, "once", [upstream.host]):
        for text in ("one", "two"):
            with_httpx(upstream.url, text)
    upstream.asked.clear()
    return path
