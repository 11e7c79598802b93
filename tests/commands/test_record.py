"""`mockfn record`, as a process that is stopped as people stop it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from mockfn.cassette import loads
from mockfn.cli import main
from mockfn.server import MockServer


def asked(arguments: list[str], *questions: str, stop: int = signal.SIGINT) -> tuple[list[str], str]:
    """What a recording process answers, and what it says in the end."""
    command = [sys.executable, "-m", "mockfn", *arguments, "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    found = re.search(r"(?<=on )http://127\.0\.0\.1:\d+", process.stdout.readline())
    assert found
    said = []
    for question in questions:
        body = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": question}]}).encode()
        request = urllib.request.Request(f"{found[0]}/v1/chat/completions", body, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            said.append(json.load(answer)["choices"][0]["message"]["content"])
    process.send_signal(stop)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 0
    return said, told


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_records_until_it_is_stopped(tmp_path: Path, stop: int) -> None:
    path = tmp_path / "deep" / "run.yaml"
    with MockServer(otherwise="generate") as upstream:
        _, told = asked(["record", "--upstream", upstream.base_url, "--into", str(path)], "hi", stop=stop)
    assert told == f"{path}: 1 exchange of this run\n"
    assert len(loads(path.read_bytes()).interactions) == 1


def test_a_server_records_what_neither_its_script_nor_its_recordings_answer(tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text("rules:\n  - when: {user: scripted}\n    say: by the script\n", encoding="utf-8")
    folder = tmp_path / "cassettes"
    serve = ["serve", str(script), "--cassettes", str(folder), "--otherwise", "record", "--upstream"]
    with MockServer() as upstream:
        upstream.mock.when().say("by the provider")
        said, told = asked([*serve, upstream.base_url], "scripted", "new")
        assert said == ["by the script", "by the provider"]
        assert told == f"{folder / 'recorded.yaml'}: 1 exchange of this run\n"
        assert len(upstream.mock.journal) == 1
        said, told = asked([*serve, upstream.base_url], "new")
        assert said == ["by the provider"]
        assert len(upstream.mock.journal) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--otherwise", "record"], "--otherwise record wants one process and one --cassettes PATH to write to."),
        (["--otherwise", "record", "--state", "redis://x"], "--state does not go with --otherwise record."),
        (
            ["--otherwise", "record", "--cassettes", "none.yaml", "--provider", "azure"],
            "Azure OpenAI has no one address. Give --upstream URL.",
        ),
        (["--upstream", "http://x/v1"], "--upstream is for --otherwise record."),
    ],
)
def test_what_a_server_cannot_record_is_one_line(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *options]) == 2
    assert capsys.readouterr().err == f"mockfn: {message}\n"


def test_what_is_no_url_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "--upstream", "nowhere", "--into", str(tmp_path / "c.yaml")]) == 2
    assert capsys.readouterr().err == ("mockfn: 'nowhere' is no base URL. Give one as in https://api.openai.com/v1.\n")
