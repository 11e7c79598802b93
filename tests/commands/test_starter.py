"""The starter files pass as they are: the tests with pytest, the script with `mockfn check`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockfn.cli import main
from mockfn.commands.starter import starter

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[True, False], ids=["openai", "standard library"])
def folder(request, tmp_path):
    """A folder with the starter files for one client."""
    if request.param:
        pytest.importorskip("openai")
    for name, text in starter(openai=request.param).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_tests_pass(folder):
    path = os.pathsep.join([str(ROOT), str(ROOT / "pytest_plugin")])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "-p", "no:asyncio"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout


def test_the_script_has_no_problem(folder, capsys):
    assert main(["check", str(folder / "script.yaml")]) == 0
    assert capsys.readouterr().out == "1 script, no problems\n"


@pytest.mark.parametrize("openai", [True, False])
def test_the_files_are_commented_and_tidy(openai):
    for text in starter(openai=openai).values():
        assert text.startswith(("#", '"""'))
        assert text.endswith("\n")
        assert all(len(line) <= 120 and line == line.rstrip() for line in text.splitlines())
