"""Mixed load for a while: answers, streams, faults, cancellations, bad bytes. What must hold is counted at the end.

    python benchmarks/soak.py [--seconds 600] [--clients 24] [--seed 0]

Held: no 500 that no fault asked for, nothing on standard error, no task left, each whole request in the journal once.
Exit code 0 means that all of it held. The load is drawn from the seed; what the machine makes of it is not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import IO, Any

from mockfn.faults import FAULTS

SERVER = """
import asyncio, socket, uvicorn
from mockfn import MockProvider
from mockfn.server import create_app
from mockfn.server.uvicorns import configure
mock = MockProvider(chaos=0.02)
mock.when(user="slow").say(tuple(f"word {n} " for n in range(40))).pace(first=0.01, per_second=200, jitter=0.5)
mock.when(user="call").call("get_weather")
mock.when(user="twice").fail("overloaded", times=2).say("ok")
mock.otherwise.say("A plain answer.")
served = create_app(mock)
async def app(scope, receive, send):
    if scope.get("path") != "/soak/tasks":
        return await served(scope, receive, send)
    count = str(len(asyncio.all_tasks())).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(count))]})
    await send({"type": "http.response.body", "body": count})
config = configure(served, log_level="warning")
config.app = app
listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
print(listening.getsockname()[1], flush=True)
uvicorn.Server(config).run(sockets=[listening])
"""

TOOL = {"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object", "properties": {}}}}
FAULTY = [name for name in FAULTS if name != "stall"]


class Load:
    """What was sent and what came of it. `whole` counts the requests that the journal must hold."""

    def __init__(self, port: int, seed: int) -> None:
        self.port, self.chance = port, random.Random(seed)
        self.whole = 0
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []

    def body(self, text: str, **more: Any) -> bytes:
        number = self.chance.randrange(1_000_000)
        messages = [{"role": "user", "content": f"{text} {number}"}]
        return json.dumps({"model": "gpt-4o", "messages": messages, "tools": [TOOL], **more}).encode()

    async def send(self, body: bytes, headers: str = "", path: str = "/v1/chat/completions") -> Any:
        """A connection on which a whole request was sent."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        length = f"Connection: close\r\nContent-Length: {len(body)}"
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{length}\r\n{headers}\r\n"
        writer.write(head.encode("latin-1") + body)
        await writer.drain()
        return reader, writer

    async def read(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, kind: str, asked: str = ""
    ) -> bytes:
        """The answer to its end, and a note of its status."""
        try:
            data = await asyncio.wait_for(reader.read(), 30)
        except ConnectionError:
            data = b""
        except TimeoutError:
            data = b""
            self.wrong.append(f"{kind} {asked}: no end within 30 s")
        finally:
            writer.close()
        status = data[9:12].decode("latin-1") or "cut"
        self.seen[f"{kind} {status}"] += 1
        if status == "500" and asked != "server_error" and b"The server had an error while processing" not in data:
            self.wrong.append(f"{kind} {asked}: {data[:300]!r}")
        return data

    async def exchange(self, kind: str, body: bytes, headers: str = "", asked: str = "", **more: str) -> bytes:
        self.whole += 1
        return await self.read(*await self.send(body, headers, **more), kind, asked)


async def answers(load: Load) -> None:
    await load.exchange("answer", load.body(load.chance.choice(["hi", "call", "twice"])))


async def streams(load: Load) -> None:
    await load.exchange("stream", load.body(load.chance.choice(["slow", "call", "hi"]), stream=True))


async def faults(load: Load) -> None:
    name = load.chance.choice(FAULTY)
    body = load.body("call", stream=load.chance.random() < 0.5)
    await load.exchange("fault", body, f"X-Mockfn-Fail: {name}\r\n", name)


async def cancellations(load: Load) -> None:
    """Goes away in the middle of an answer, or while the connection stalls."""
    load.whole += 1
    headers = "X-Mockfn-Fail: stall\r\n" if load.chance.random() < 0.3 else ""
    reader, writer = await load.send(load.body("slow", stream=True), headers)
    try:
        await asyncio.wait_for(reader.read(200), 5)
        await asyncio.sleep(load.chance.random() * 0.1)
    except (ConnectionError, TimeoutError):
        pass
    finally:
        writer.transport.abort() if load.chance.random() < 0.5 else writer.close()
    load.seen["cancellation"] += 1


async def bad_bodies(load: Load) -> None:
    """A whole HTTP request whose body was damaged on its way."""
    body = bytearray(load.body("call", stream=load.chance.random() < 0.3))
    for _ in range(load.chance.randrange(1, 6)):
        place = load.chance.randrange(len(body))
        how = load.chance.randrange(3)
        if how == 0:
            body[place] = load.chance.randrange(256)
        elif how == 1:
            del body[place : place + load.chance.randrange(1, 30)]
        else:
            body[place:place] = load.chance.randbytes(load.chance.randrange(1, 9))
    path = load.chance.choice(["/v1/chat/completions"] * 8 + ["/v1/nowhere", "/v1/models", "/%ff%00"])
    await load.exchange("bad body", bytes(body), path=path)


async def strange_bodies(load: Load) -> None:
    """JSON that is valid and not meant."""
    value: Any = load.chance.choice([None, -1, 1e300, "x", [], {}, [[]], {"a": None}, True, "\ud800", "9" * 4000])
    members = [
        "model",
        "messages",
        "tools",
        "tool_choice",
        "stream",
        "n",
        "stop",
        "max_tokens",
        "response_format",
        "logprobs",
    ]
    body = json.loads(load.body("call"))
    body[load.chance.choice(members)] = value
    await load.exchange("strange body", json.dumps(body).encode())


async def bad_bytes(load: Load) -> None:
    """What is no HTTP, or half a request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    whole = b"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n" + load.body("hi")
    writer.write(
        load.chance.choice([load.chance.randbytes(200), whole[: load.chance.randrange(20, 200)], b"\r\n" * 50])
    )
    try:
        await writer.drain()
        await asyncio.wait_for(reader.read(100), 0.05)
    except (ConnectionError, TimeoutError):
        pass
    finally:
        writer.close()
    load.seen["bad bytes"] += 1


async def control(load: Load) -> None:
    path = load.chance.choice(["/_mockfn/journal?limit=20", "/_mockfn/verdict", "/healthz", "/_mockfn/nothing"])
    reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    await load.read(reader, writer, "control")


SHARES: list[tuple[int, Callable[[Load], Awaitable[None]]]] = [
    (30, answers),
    (20, streams),
    (20, faults),
    (10, cancellations),
    (10, bad_bodies),
    (5, strange_bodies),
    (5, bad_bytes),
    (1, control),
]


async def client(load: Load, until: float) -> None:
    weights, kinds = zip(*SHARES, strict=True)
    while time.monotonic() < until:
        (kind,) = load.chance.choices(kinds, weights)
        try:
            await kind(load)
        except ConnectionError as problem:
            load.wrong.append(f"{kind.__name__}: {problem!r}")


async def get(port: int, path: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    data = await reader.read()
    writer.close()
    return data.partition(b"\r\n\r\n")[2]


async def soak(load: Load, seconds: float, clients: int) -> None:
    tasks = int(await get(load.port, "/soak/tasks"))
    until = time.monotonic() + seconds
    await asyncio.gather(*[client(load, until) for _ in range(clients)])
    for _ in range(50):
        # Streams whose clients went end at their next frame.
        await asyncio.sleep(0.2)
        left = int(await get(load.port, "/soak/tasks")) - tasks
        if left <= 0:
            break
    else:
        load.wrong.append(f"{left} tasks are left")
    load.whole += 1
    await load.read(*await load.send(load.body("the last")), "answer")
    page = json.loads(await get(load.port, "/_mockfn/journal?text=the+last&view=brief"))
    number = page["exchanges"][-1]["number"]
    if number != load.whole:
        load.wrong.append(f"the journal counts {number} requests, {load.whole} were sent")


def report(load: Load, errors: IO[str]) -> int:
    errors.seek(0)
    written = errors.read()
    # A warning of bytes that are no HTTP is as it should be.
    lines = [line for line in written.splitlines() if not line.startswith("WARNING:  Invalid HTTP request")]
    if lines:
        load.wrong.append("on standard error: " + "\n".join(lines[:60]))
    for kind, count in sorted(load.seen.items()):
        print(f"{count:8,}  {kind}")
    print(f"{load.whole:8,}  requests in the journal")
    print("\n".join(load.wrong[:20]) or "all held")
    return 1 if load.wrong else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--clients", type=int, default=24)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryFile("w+") as errors:
        program = SERVER
        server = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=errors, text=True)
        assert server.stdout is not None
        load = Load(int(server.stdout.readline()), options.seed)
        try:
            asyncio.run(soak(load, options.seconds, options.clients))
        finally:
            server.terminate()
            server.wait(timeout=20)
        sys.exit(report(load, errors))


if __name__ == "__main__":
    main()
