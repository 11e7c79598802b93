"""`mockfn serve` as a process: what it prints, what it answers, how it stops, and what it says when it cannot run."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

SERVE = [sys.executable, "-m", "mockfn", "serve"]


def test_it_prints_where_it_listens_and_the_lines_to_paste_then_serves_until_interrupted() -> None:
    process = subprocess.Popen([*SERVE, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline().strip() for _ in range(4)]
    found = re.fullmatch(r"mockfn imitates OpenAI on (http://127\.0\.0\.1:\d+/v1)  \(Ctrl-C stops it\)", lines[0])
    assert found is not None
    assert lines[2:] == [f"export OPENAI_BASE_URL={found[1]}", "export OPENAI_API_KEY=mockfn"]
    with urllib.request.urlopen(found[1] + "/models") as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=10)
    assert (process.returncode, complaints) == (0, "")


def test_a_taken_port_is_one_line_and_exit_code_two() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run([*SERVE, "--port", str(port)], capture_output=True, text=True, timeout=20)
    assert done.returncode == 2
    assert done.stderr.startswith(f"mockfn: Cannot listen on 127.0.0.1:{port}: Address already in use.")
    assert done.stderr.count("\n") == 1


def test_a_script_that_is_wrong_is_one_line_and_exit_code_two(tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text('rules:\n  - whne: {user: "hi"}\n', encoding="utf-8")
    done = subprocess.run([*SERVE, str(script), "--port", "0"], capture_output=True, text=True, timeout=20)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "script.yaml:2" in done.stderr
    assert "whne" in done.stderr
