"""`mockfn completion`: scripts that the shells take, and what bash completes with one."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from mockfn.cli import COMMANDS, main

ASK = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_mockfn; printf "%s\\n" "${COMPREPLY[@]}"'


@pytest.fixture
def script(tmp_path, capsys):
    """The file with the script of a shell."""

    def made(shell):
        assert main(["completion", shell]) == 0
        path = tmp_path / shell
        path.write_text(capsys.readouterr().out, encoding="utf-8")
        return path

    return made


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_is_in_the_script(script, shell):
    text = script(shell).read_text(encoding="utf-8")
    names = [command.__name__.rpartition(".")[2] for command in COMMANDS]
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_that_is_there_can_read_it(script, shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n", str(script(shell))], check=True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["gen"], ["generate"]),
        (["cassette", "to"], ["to-script"]),
        (["serve", "--prov"], ["--provider"]),
        (["serve", "--provider", "deep"], ["deepinfra", "deepseek"]),
        (["serve", "--otherwise", ""], ["generate", "miss", "record"]),
        (["providers", "gro"], ["groq"]),
        (["generate", "--strategy", "f"], ["full"]),
        (["completion", "z"], ["zsh"]),
    ],
)
def test_bash_completes(script, words, found):
    command = ["bash", "-c", ASK, "bash", str(script("bash")), "mockfn", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == found


def test_another_shell_is_told_which_there_are(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["completion", "tcsh"])
    assert ended.value.code == 2
    assert "takes no 'tcsh'. Known: bash, fish, zsh." in capsys.readouterr().err
