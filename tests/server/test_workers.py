"""`mockfn serve --workers`: several processes on one port, alone and with a Redis between them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

Start = Callable[..., tuple[subprocess.Popen[str], str]]

SCRIPT = "rules:\n  - when: {user: question}\n    fail: {overloaded: 2}\n    say: ok\n"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []
    script = tmp_path / "script.yaml"
    script.write_text(SCRIPT)

    def begin(*options: str) -> tuple[subprocess.Popen[str], str]:
        command = [sys.executable, "-m", "mockfn", "serve", str(script), "--port", "0", *options]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(server)
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        _wait(found[0])
        return server, found[0]

    yield begin
    for server in running:
        server.terminate()
        server.communicate(timeout=20)


def _wait(url: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/models", timeout=5).read()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(url)


def ask(url: str, number: int) -> int:
    body = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": f"question {number}"}]}).encode()
    try:
        with urllib.request.urlopen(f"{url}/chat/completions", body, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as failed:
        with failed:
            return failed.code


def children(pid: int) -> list[int]:
    """The processes that a process started, where there is /proc."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def age(pid: int) -> float:
    """For how many seconds a process has run."""
    started = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    return float(Path("/proc/uptime").read_text().split()[0]) - started / os.sysconf("SC_CLK_TCK")


def test_two_workers_with_redis_fail_exactly_twice_each(start: Start, url: str) -> None:
    _, base = start("--workers", "2", "--state", url)
    with ThreadPoolExecutor(16) as pool:
        answers = [list(pool.map(lambda number: ask(base, number), range(50))) for _ in range(4)]
    for number in range(50):
        assert [turn[number] for turn in answers] == [503, 503, 200, 200]
    journal = json.load(urllib.request.urlopen(f"{base.removesuffix('/v1')}/_mockfn/journal?limit=1000&model=gpt-4o"))
    assert [one["attempt"] for one in journal["exchanges"]] == [0] * 50 + [1] * 50 + [2] * 50 + [3] * 50


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts processes in /proc")
def test_a_worker_that_dies_is_replaced_and_all_end_together(start: Start) -> None:
    server, base = start("--workers", "2")
    workers = [pid for pid in children(server.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    assert len(workers) == 2
    # One that ends within two seconds would not be replaced.
    time.sleep(max(0.0, 2.1 - age(workers[0])))
    os.kill(workers[0], signal.SIGKILL)
    deadline = time.monotonic() + 10
    while len(set(children(server.pid)) - {workers[0]}) < len(workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert ask(base, 1) == 503
    server.send_signal(signal.SIGINT)
    _, errors = server.communicate(timeout=20)
    assert server.returncode == 0
    assert errors == (
        "mockfn: warning: each worker has attempts and a journal of its own; --state redis://... shares them.\n"
    )
