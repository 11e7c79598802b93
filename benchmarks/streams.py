"""Many paced streams at once, beside a bare ASGI app that sleeps and sends the same frames in the same run.

    python benchmarks/streams.py [--streams 500] [--tokens 50] [--gap 0.02] [--rounds 3]

Lateness is how long after its due time a token reaches the client: its due time is a multiple of the gap after the
stream's own first token. Both servers run in processes of their own, and the rounds alternate.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time

import uvloop
from serving import RUN, SERVE, Server

MOCK = """
import sys
from mockfn import MockProvider
mock = MockProvider()
words = tuple(f"word{n} " for n in range(int(sys.argv[2])))
mock.when().say(words).pace(per_second=1 / float(sys.argv[3]))
"""

BARE = """
import asyncio, sys
COUNT, GAP = int(sys.argv[2]), float(sys.argv[3])
FRAME = b"data: " + b"x" * 300 + b"\\n\\n"
async def app(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    clock = asyncio.get_running_loop().time
    due = clock()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    for _ in range(COUNT):
        due += GAP
        await asyncio.sleep(max(0.0, due - clock()))
        await send({"type": "http.response.body", "body": FRAME, "more_body": True})
    await send({"type": "http.response.body", "body": b"data: [DONE]\\n\\n"})
"""


def request(number: int) -> bytes:
    """The request of one stream."""
    body = {"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": f"stream {number}"}]}
    data = json.dumps(body).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(data)}\r\n"
    return f"{head}Connection: close\r\nContent-Type: application/json\r\n\r\n".encode() + data


class Reading(asyncio.Protocol):
    """What came on one connection and when; it is taken apart when all is over, so that reading takes little time."""

    def __init__(self) -> None:
        self.pieces: list[tuple[float, bytes]] = []
        self.over = asyncio.get_running_loop().create_future()

    def data_received(self, data: bytes) -> None:
        self.pieces.append((time.perf_counter(), data))

    def connection_lost(self, problem: Exception | None) -> None:
        self.over.set_result(problem)

    def tokens(self) -> tuple[list[float], bool]:
        """When each token came, and whether the stream came to its end."""
        times: list[float] = []
        for at, data in self.pieces:
            times += [at] * (data.count(b'"content":"word') + data.count(b"data: xxx"))
        return times, self.pieces[-1][1].endswith(b"0\r\n\r\n") if self.pieces else False


async def together(port: int, options: argparse.Namespace) -> tuple[list[float], int]:
    """The lateness of every token, and how many streams were lost or cut."""
    loop = asyncio.get_running_loop()
    pairs = [await loop.create_connection(Reading, "127.0.0.1", port) for _ in range(options.streams)]
    for number, (transport, _) in enumerate(pairs):
        transport.write(request(number))
    late: list[float] = []
    lost = 0
    for _, reading in pairs:
        await reading.over
        times, whole = reading.tokens()
        lost += not whole or len(times) != options.tokens
        late += [at - times[0] - index * options.gap for index, at in enumerate(times)]
    return late, lost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--streams", type=int, default=500)
    parser.add_argument("--tokens", type=int, default=50)
    parser.add_argument("--gap", type=float, default=0.02)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    servers = {
        name: Server(code, str(options.tokens), str(options.gap))
        for name, code in (("bare", BARE + RUN), ("mockfn", MOCK + SERVE))
    }
    found: dict[str, list[float]] = {name: [] for name in servers}
    lost = dict.fromkeys(servers, 0)
    for _ in range(options.rounds):
        for name, server in servers.items():
            late, missing = uvloop.run(together(server.port, options))
            found[name].append(statistics.quantiles(late, n=100)[98] * 1000)
            lost[name] += missing
    for server in servers.values():
        server.stop()
    middle = {name: statistics.median(values) for name, values in found.items()}
    for name, value in middle.items():
        print(f"{name:7} 99th percentile of lateness {value:7.1f} ms   lost or cut {lost[name]}")
    print(f"ratio {middle['mockfn'] / middle['bare']:.2f}")


if __name__ == "__main__":
    main()
