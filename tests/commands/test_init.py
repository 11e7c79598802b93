"""`mockfn init`: what it writes, what it says, and that it overwrites nothing."""

from __future__ import annotations

import pytest

from mockfn.cli import main

FILES = ("conftest.py", "script.yaml", "test_with_mockfn.py")


@pytest.fixture(autouse=True)
def _there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_it_writes_the_files_and_says_what_to_do_next(tmp_path, capsys):
    assert main(["init", "new tests/llm"]) == 0
    assert capsys.readouterr().out == (
        "wrote new tests/llm/script.yaml\nwrote new tests/llm/conftest.py\nwrote new tests/llm/test_with_mockfn.py\n"
        "\nNext:\n"
        "  pytest 'new tests/llm'  # passes as it is\n"
        "  mockfn check 'new tests/llm/script.yaml'  # finds what is wrong with a script\n"
        "  mockfn serve 'new tests/llm/script.yaml'  # the same answers for any language\n"
    )
    assert sorted(path.name for path in (tmp_path / "new tests/llm").iterdir()) == sorted(FILES)


def test_without_a_folder_it_writes_here(tmp_path, capsys):
    assert main(["init"]) == 0
    assert "wrote script.yaml\n" in capsys.readouterr().out
    assert all((tmp_path / name).is_file() for name in FILES)


def test_it_overwrites_nothing(tmp_path, capsys):
    (tmp_path / "conftest.py").write_text("mine = True")
    assert main(["init", "."]) == 2
    assert capsys.readouterr().err == (
        "mockfn: .: conftest.py is there already, and nothing is overwritten. Give another folder.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["conftest.py"]
