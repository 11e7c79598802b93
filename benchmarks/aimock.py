"""Requests per second beside aimock, on this machine and in the same run: JSON and streams without delay.

    npm install --prefix FOLDER @copilotkit/aimock
    python benchmarks/aimock.py FOLDER [--seconds 2] [--rounds 5]

Both answer the same scripted tool call; every request body is different; the rounds alternate, and the ratio is that of
the medians. aimock logs nothing.
"""

from __future__ import annotations

import argparse
import json
import socket
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from serving import MOCK, SERVE, Server, load, receive, request

FIXTURE = {
    "match": {"userMessage": "weather"},
    "response": {"toolCalls": [{"name": "get_current_weather", "arguments": {"location": "Paris"}}]},
}


class AIMock:
    """aimock in a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.scripts = tempfile.TemporaryDirectory()
        path = Path(self.scripts.name) / "weather.json"
        path.write_text(json.dumps({"fixtures": [FIXTURE]}))
        program = folder / "node_modules/@copilotkit/aimock/dist/cli.js"
        command = ["node", str(program), "-p", str(self.port), "-f", str(path), "--log-level", "silent"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("aimock did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.scripts.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where npm installed it")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    servers = {"aimock": AIMock(options.folder), "mockfn": Server(MOCK + SERVE)}
    for stream in (False, True):
        requests = [request(number, stream) for number in range(4000)]
        rates: dict[str, list[float]] = {name: [] for name in servers}
        for server in servers.values():
            with socket.create_connection(("127.0.0.1", server.port)) as connection:
                connection.sendall(requests[0])
                assert b"get_current_weather" in receive(connection)
        for _ in range(options.rounds):
            for name, server in servers.items():
                rates[name].append(load(server.port, requests, options.seconds))
        middle = {name: statistics.median(values) for name, values in rates.items()}
        ratio = middle["mockfn"] / middle["aimock"]
        kind = "SSE " if stream else "JSON"
        print(f"{kind}  aimock {middle['aimock']:8.0f}/s   mockfn {middle['mockfn']:8.0f}/s   ratio {ratio:.2f}")
    for server in servers.values():
        server.stop()


if __name__ == "__main__":
    main()
