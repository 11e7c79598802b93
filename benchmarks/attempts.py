"""Sequences of "fail twice, then answer" over two workers with Redis: each fails exactly twice.

    python benchmarks/attempts.py [--sequences 10000] [--workers 2] [--connections 32]

Starts `redis-server` and `mockfn serve --workers` on free ports of this machine. Each of a sequence's requests may meet
another worker: connections are taken at random.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from serving import receive

SCRIPT = "rules:\n  - when: {user: sequence}\n    fail: {overloaded: 2}\n    say: ok\n"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def listening(port: int) -> None:
    """Returns when somebody listens on the port."""
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(port)


def sequence(number: int, connections: SimpleQueue[socket.socket]) -> str:
    """The statuses of three requests of the same messages, each on any connection."""
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": f"sequence {number}"}]}
    data = json.dumps(body).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(data)}\r\n\r\n"
    statuses = []
    for _ in range(3):
        connection = connections.get()
        connection.sendall(head.encode() + data)
        statuses.append(receive(connection)[9:12].decode())
        connections.put(connection)
    return " ".join(statuses)


def run(options: argparse.Namespace, folder: Path) -> Counter[str]:
    """The statuses that sequences got, counted."""
    (folder / "script.yaml").write_text(SCRIPT)
    store = free_port()
    quiet = ["--save", "", "--appendonly", "no", "--dir", str(folder)]
    redis = subprocess.Popen(["redis-server", "--port", str(store), *quiet], stdout=subprocess.DEVNULL)
    listening(store)
    state = f"redis://127.0.0.1:{store}/0"
    command = [sys.executable, "-m", "mockfn", "serve", str(folder / "script.yaml"), "--port", "0", "--state", state]
    server = subprocess.Popen([*command, "--workers", str(options.workers)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    found = re.search(r":(\d+)/v1", server.stdout.readline())
    assert found is not None
    time.sleep(4)  # until every worker accepts, so that connections are spread over them
    made = [socket.create_connection(("127.0.0.1", int(found[1]))) for _ in range(options.connections)]
    random.Random(0).shuffle(made)
    connections: SimpleQueue[socket.socket] = SimpleQueue()
    for connection in made:
        connections.put(connection)
    try:
        with ThreadPoolExecutor(options.connections // 2) as pool:
            return Counter(pool.map(lambda number: sequence(number, connections), range(options.sequences)))
    finally:
        for process in (server, redis):
            process.terminate()
            process.wait(timeout=20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sequences", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        counts = run(options, Path(folder))
    seconds = time.perf_counter() - began
    for statuses, count in counts.most_common():
        print(f"{statuses}: {count:,} sequences")
    print(f"{options.workers} workers, {seconds:.0f} s")
    sys.exit(0 if set(counts) == {"503 503 200"} else 1)


if __name__ == "__main__":
    main()
