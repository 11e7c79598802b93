"""Memory of the server's process after 1,000 requests and after 100,000, of JSON and streams alternately.

    python benchmarks/memory.py [--requests 100000]

Linux only: it reads /proc. Every body is different, so nothing that remembers by content can stay small by chance.
"""

from __future__ import annotations

import argparse
import socket
from pathlib import Path

from serving import CONNECTIONS, MOCK, SERVE, Server, receive, request


def resident(pid: int) -> float:
    """Resident memory of a process in MiB."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=100_000)
    options = parser.parse_args()
    server = Server(MOCK + SERVE)
    connections = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(CONNECTIONS)]
    marks = sorted({1_000, 10_000, options.requests})
    sizes: list[float] = []
    done = 0
    for mark in marks:
        while done < mark:
            for offset, connection in enumerate(connections):
                connection.sendall(asked(done + offset))
            for connection in connections:
                receive(connection)
            done += len(connections)
        sizes.append(resident(server.process.pid))
        print(f"after {done:7,} requests {sizes[-1]:7.1f} MiB")
    server.stop()
    print(f"growth {sizes[-1] - sizes[0]:.1f} MiB")


def asked(number: int) -> bytes:
    """A request whose messages are its own, so that each is an attempt of its own too."""
    return request(number, stream=number % 2 == 1).replace(b"helpful", f"{number:07}".encode())


if __name__ == "__main__":
    main()
