"""The command line: exit codes, one line for what is wrong, help that names every command."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mockfn.cli import COMMANDS, main
from mockfn.providers import PROVIDERS


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("mockfn ")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("serv", "mockfn: There is no command 'serv'. Did you mean 'serve'? (see mockfn --help)\n"),
        (
            "cassette shw",
            "mockfn cassette: There is no command 'shw'. Did you mean 'show'? (see mockfn cassette --help)\n",
        ),
        (
            "--verson",
            "mockfn: There is no option '--verson'. Did you mean '--version'? (see mockfn --help)\n",
        ),
        (
            "serve --prot=80",
            "mockfn serve: There is no option '--prot'. Did you mean '--port'? (see mockfn serve --help)\n",
        ),
        (
            "--port 8080 serve",
            "mockfn: There is no option '--port'. Known: --help, --version. (see mockfn --help)\n",
        ),
        (
            "providers groq xai",
            "mockfn providers: There is one argument too many, 'xai'. (see mockfn providers --help)\n",
        ),
        (
            "serve --port many",
            "mockfn serve: argument --port: takes a whole number, 0 to 65535, not 'many' (see mockfn serve --help)\n",
        ),
        (
            "serve --otherwise cry",
            "mockfn serve: argument --otherwise: takes no 'cry'. Known: generate, miss, record. "
            "(see mockfn serve --help)\n",
        ),
        (
            "cassette scrub --allow ( x.yaml",
            "mockfn cassette scrub: argument --allow: '(' is no regular expression: missing ), unterminated subpattern "
            "at position 0 (see mockfn cassette scrub --help)\n",
        ),
        (
            "record --into x.yaml",
            "mockfn record: the following arguments are required: --upstream (see mockfn record --help)\n",
        ),
    ],
)
def test_a_command_line_that_makes_no_sense_ends_with_two_and_says_what_was_meant(
    line: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(line.split())
    assert (ended.value.code, *capsys.readouterr()) == (2, "", told)


@pytest.mark.parametrize("line", ["", "cassette"])
def test_a_command_that_is_not_said_is_answered_by_the_help(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*line.split(), "--help"])
    told = capsys.readouterr().out
    assert main(line.split()) == 2
    assert capsys.readouterr() == ("", told)


def test_what_cannot_be_run_is_one_line_and_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--provider", "opnai"]) == 2
    assert capsys.readouterr().err == (
        f"mockfn: There is no provider 'opnai'. Did you mean 'openai'? Known: {', '.join(sorted(PROVIDERS))}.\n"
    )


def test_the_help_fits_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert capsys.readouterr().out.count("\n") <= 40


def test_the_help_has_a_line_for_each_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    listed = said.partition("  COMMAND\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split()[0] for line in listed] == [command.__name__.rpartition(".")[2] for command in COMMANDS]
    assert said.endswith("exit codes: 0 done, 1 it ran and found something wrong, 2 it could not run\n")


@pytest.fixture
def piped(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Runs a line of the shell in which `mockfn` is this checkout's, beside a schema of one value, `ü`."""
    (tmp_path / "schema.json").write_text('{"const": "\\u00fc"}', encoding="utf-8")
    root = Path(__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "ascii"}

    def run(line: str) -> subprocess.CompletedProcess[str]:
        line = line.replace("mockfn", f"{shlex.quote(sys.executable)} -m mockfn")
        command = ["bash", "-o", "pipefail", "-c", line]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )

    return run


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("line", "code", "out", "error"),
    [
        ("mockfn generate schema.json", 0, '"ü"\n', ""),
        ("mockfn generate schema.json --count 20000 | head -n 1", 0, '"ü"\n', ""),
        ("mockfn generate schema.json | true", 0, "", ""),
        ("mockfn generate schema.json >&-", 0, "", ""),
        ("mockfn generate schema.json > /dev/full", 2, "", "mockfn: No space left on device.\n"),
        ("mockfn check no.yaml", 2, "", "mockfn: no.yaml: cannot be read: No such file or directory.\n"),
    ],
)
def test_what_a_shell_sees(
    piped: Callable[[str], subprocess.CompletedProcess[str]], line: str, code: int, out: str, error: str
) -> None:
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    done = piped(line)
    assert (done.returncode, done.stdout, done.stderr) == (code, out, error)
