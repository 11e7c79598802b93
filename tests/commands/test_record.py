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


def test_it_records_until_it_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "run.yaml"
    with MockServer(otherwise="generate") as upstream:
        command = [sys.executable, "-m", "mockfn", "record", "--upstream", upstream.base_url, "--into", str(path)]
        process = subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout
        found = re.search(r"(?<=on )http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        body = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}).encode()
        request = urllib.request.Request(f"{found[0]}/v1/chat/completions", body, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert told == f"{path}: 1 exchanges of this run\n"
    assert process.returncode == 0
    assert len(loads(path.read_bytes()).interactions) == 1


def test_what_is_no_url_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "--upstream", "nowhere", "--into", str(tmp_path / "c.yaml")]) == 2
    assert capsys.readouterr().err == ("mockfn: 'nowhere' is no base URL. Give one as in https://api.openai.com/v1.\n")
