"""`mockfn serve` as a process: what it prints, what it answers, how it stops, and what it says when it cannot run."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mockfn.cli import main
from mockfn.server.foreground import is_loopback

SERVE = [sys.executable, "-m", "mockfn", "serve"]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_where_it_listens_and_the_lines_to_paste_then_serves_until_stopped(stop: int) -> None:
    process = subprocess.Popen([*SERVE, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline().strip() for _ in range(4)]
    found = re.fullmatch(r"mockfn imitates OpenAI on (http://127\.0\.0\.1:\d+/v1)  \(Ctrl-C stops it\)", lines[0])
    assert found is not None
    assert lines[2:] == [f"export OPENAI_BASE_URL={found[1]}", "export OPENAI_API_KEY=mockfn"]
    with urllib.request.urlopen(found[1] + "/models") as answer:
        assert answer.status == 200
    process.send_signal(stop)
    _, complaints = process.communicate(timeout=10)
    assert (process.returncode, complaints) == (0, "")


def test_the_one_key_that_is_accepted_is_the_key_to_paste() -> None:
    command = [*SERVE, "--port", "0", "--api-key", "sk good"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(4)]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert lines[3] == "export OPENAI_API_KEY='sk good'"


@pytest.mark.parametrize(
    ("provider", "path", "variables"),
    [
        ("azure", "", ["AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY"]),
        ("deepinfra", "/v1/openai", ["OPENAI_BASE_URL", "DEEPINFRA_API_KEY", "OPENAI_API_KEY"]),
    ],
)
def test_the_lines_to_paste_are_those_that_clients_of_the_provider_read(
    provider: str, path: str, variables: list[str]
) -> None:
    command = [*SERVE, "--port", "0", "--provider", provider]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(2 + len(variables))]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    found = re.search(rf" on (http://127\.0\.0\.1:\d+{path})  \(", lines[0])
    assert found is not None
    assert [line.removeprefix("export ").partition("=")[0] for line in lines[2:]] == variables
    assert lines[2].partition("=")[2] == found[1]


@pytest.fixture
def complaint(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs `mockfn serve`, which cannot run, and gives the one line it says."""

    def find(*arguments: str) -> str:
        assert main(["serve", *arguments]) == 2
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)
        return said.err

    return find


def test_a_taken_port_is_one_line_and_exit_code_two(complaint: Callable[..., str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert complaint("--port", str(port)).startswith(
            f"mockfn: Cannot listen on 127.0.0.1:{port}: Address already in use."
        )


def test_a_script_that_is_wrong_is_one_line_and_exit_code_two(tmp_path: Path, complaint: Callable[..., str]) -> None:
    script = tmp_path / "script.yaml"
    script.write_text('rules:\n  - whne: {user: "hi"}\n', encoding="utf-8")
    said = complaint(str(script), "--port", "0")
    assert "script.yaml:2" in said
    assert "whne" in said


def test_reload_without_a_script_is_one_line_and_exit_code_two(complaint: Callable[..., str]) -> None:
    said = "mockfn: --reload needs a script to load again. Write: mockfn serve SCRIPT --reload\n"
    assert complaint("--reload") == said


def test_a_state_that_is_away_is_one_line_and_exit_code_two(complaint: Callable[..., str]) -> None:
    pytest.importorskip("redis", reason="pip install 'mockfn[redis]'")
    said = complaint("--port", "0", "--state", "redis://127.0.0.1:1/0")
    assert said.startswith("mockfn: The state at redis://127.0.0.1:1/0 cannot be reached: ")


@pytest.fixture
def started() -> Iterator[Callable[..., tuple[subprocess.Popen[str], str]]]:
    """Starts a server and gives the process and its root URL, once it answers."""
    running = []

    def start(*arguments: str) -> tuple[subprocess.Popen[str], str]:
        command = [*SERVE, "--port", "0", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stdout is not None
        found = re.search(r"http://\S+?:\d+", process.stdout.readline())
        assert found is not None
        with urllib.request.urlopen(found[0] + "/healthz", timeout=10) as answer:
            assert answer.status == 200
        return process, found[0]

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_it_stops_at_once_although_somebody_watches(started: Any) -> None:
    process, root = started()
    with urllib.request.urlopen(root + "/_mockfn/events", timeout=10) as watched:
        assert watched.readline() == b"retry: 1000\n"
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=10)
    assert (process.returncode, complaints) == (0, "")


def test_a_saved_script_is_loaded_again(started: Any, tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text("rules: []", encoding="utf-8")
    process, root = started(str(script), "--reload")
    script.write_text("rules: [{say: hello}, {say: bye}]", encoding="utf-8")
    until = time.monotonic() + 10
    while b"mockfn_script_rules 2.0" not in urllib.request.urlopen(root + "/metrics", timeout=10).read():
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, lines = process.communicate(timeout=10)
    assert (process.returncode, lines) == (0, f"mockfn: {script} was loaded again: 2 rules.\n")


def test_an_address_that_others_reach_is_warned_of(started: Any) -> None:
    process, _ = started("--host", "0.0.0.0")
    process.send_signal(signal.SIGINT)
    _, lines = process.communicate(timeout=10)
    assert lines == (
        "mockfn: warning: listening on 0.0.0.0, which other machines may reach. "
        "Whoever reaches it can read the journal and change the rules.\n"
    )


def test_an_option_that_the_script_overrules_is_warned_of(started: Any, tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text("rules: []\notherwise: miss\n", encoding="utf-8")
    process, _ = started(str(script), "--otherwise", "generate")
    process.send_signal(signal.SIGINT)
    _, lines = process.communicate(timeout=10)
    assert lines == f"mockfn: warning: {script}:2 says otherwise itself, so --otherwise generate has no effect.\n"


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        *((host, True) for host in ("127.0.0.1", "127.8.8.8", "::1", "localhost")),
        *((host, False) for host in ("0.0.0.0", "::", "192.0.2.1", "", "mockfn.example")),
    ],
)
def test_what_is_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
