"""Requests per second of a scripted tool call, beside a bare Starlette route that returns the same bytes.

    python benchmarks/serving.py [--seconds 2] [--rounds 5]

Both servers run on uvicorn with httptools and uvloop, each in a process of its own; mockfn as `mockfn serve` runs it.
Every request body is different.
The rounds are interleaved; the ratio is the median of theirs.
"""

from __future__ import annotations

import argparse
import json
import socket
import statistics
import subprocess
import sys
import time

CONNECTIONS = 64


def tool(name: str, description: str, properties: dict[str, object], required: list[str]) -> dict[str, object]:
    """A function tool."""
    parameters = {"type": "object", "properties": properties, "required": required}
    return {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}


LOCATION = {"type": "string", "description": "The city and state, e.g. San Francisco, CA"}
UNIT = {"type": "string", "enum": ["celsius", "fahrenheit"]}

BODY = {
    "model": "gpt-4o",
    "messages": [
        {"role": "system", "content": "You are a helpful assistant."},
        {"role": "user", "content": "What is the weather in Paris?"},
    ],
    "tools": [
        tool("get_current_weather", "Get the current weather", {"location": LOCATION, "unit": UNIT}, ["location"]),
        tool("get_forecast", "The coming days", {"location": LOCATION, "days": {"type": "integer"}}, ["days"]),
    ],
}

MOCK = """
from mockfn import MockProvider
mock = MockProvider()
mock.when(user="weather in {city}").call("get_current_weather", location="{city}")
"""

BARE = """
import sys
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
DATA, KIND = bytes.fromhex(sys.argv[2]), sys.argv[3]
async def answer(request: Request) -> Response:
    await request.body()
    return Response(DATA, media_type=KIND)
app = Starlette(routes=[Route("/v1/chat/completions", answer, methods=["POST"])])
"""

# Runs a `mock` as `mockfn serve` does, and prints its port.
SERVE = """
import socket
from mockfn.server.uvicorns import run
listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
print(listening.getsockname()[1], flush=True)
run(mock, listening)
"""

# Runs an `app` on uvicorn, and prints its port.
RUN = """
import socket, uvicorn
listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
print(listening.getsockname()[1], flush=True)
config = uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off", http="httptools", loop="uvloop")
uvicorn.Server(config).run(sockets=[listening])
"""


class Server:
    """A server in a process of its own."""

    def __init__(self, program: str, *arguments: str) -> None:
        command = [sys.executable, "-c", program, "x", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def request(number: int, stream: bool) -> bytes:
    """One HTTP request; no two are equal."""
    body = {**BODY, "seed": number, **({"stream": True} if stream else {})}
    data = json.dumps(body).encode()
    head = (
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "Accept: application/json\r\nAuthorization: Bearer sk-any\r\nUser-Agent: bench\r\n"
        f"X-Stainless-Lang: python\r\nX-Stainless-Retry-Count: 0\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data


def receive(connection: socket.socket) -> bytes:
    """One response, its head included."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        while not body.endswith(b"0\r\n\r\n"):
            body += connection.recv(65536)
    else:
        length = int(lower.partition(b"content-length:")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def load(port: int, requests: list[bytes], seconds: float) -> float:
    """Requests a second over connections of which nearly all wait for an answer, so that the server never does."""
    connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
    for connection, data in zip(connections, requests, strict=False):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(data)
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for connection in connections:
            receive(connection)
            connection.sendall(requests[done % len(requests)])
            done += 1
    elapsed = time.perf_counter() - start
    for connection in connections:
        connection.close()
    return done / elapsed


def body_of(response: bytes) -> bytes:
    """The body of a response, chunks joined."""
    head, _, body = response.partition(b"\r\n\r\n")
    if b"chunked" not in head.lower():
        return body
    out = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        out, body = out + body[: int(size, 16)], body[int(size, 16) + 2 :]
    return out


def compare(stream: bool, seconds: float, rounds: int) -> None:
    """Prints both rates and their ratio for JSON or SSE."""
    kind = "text/event-stream" if stream else "application/json"
    requests = [request(number, stream) for number in range(4000)]
    mock = Server(MOCK + SERVE)
    with socket.create_connection(("127.0.0.1", mock.port)) as connection:
        connection.sendall(requests[0])
        data = body_of(receive(connection))
    assert b"Paris" in data, data
    bare = Server(BARE + RUN, data.hex(), kind)
    rounds_of = [(load(bare.port, requests, seconds), load(mock.port, requests, seconds)) for _ in range(rounds)]
    mock.stop()
    bare.stop()
    # What else a machine does changes slower than a round, so that the two of one round are compared.
    ratio = statistics.median(ours / theirs for theirs, ours in rounds_of)
    theirs, ours = (statistics.median(rates) for rates in zip(*rounds_of, strict=True))
    name = "SSE " if stream else "JSON"
    print(f"{name}  bare Starlette {theirs:8.0f}/s   mockfn {ours:8.0f}/s   ratio {ratio:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for stream in (False, True):
        compare(stream, options.seconds, options.rounds)


if __name__ == "__main__":
    main()
