"""Scripts are read from files, from text and from data; what cannot be read says where and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockfn.errors import ScriptError
from mockfn.files.scripts import read_script

RULE = 'rules:\n  - when: {user: "hi"}\n    steps: [{say: "hello"}]\n'


def test_a_script_is_read_from_a_file_a_text_and_data(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_text(RULE, encoding="utf-8")
    data = {"rules": [{"when": {"user": "hi"}, "steps": [{"say": "hello"}]}]}
    assert [len(read_script(source).rules) for source in (path, str(path), RULE, data, None)] == [1, 1, 1, 1, 0]


def test_a_folder_is_no_script(tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as caught:
        read_script(tmp_path)
    assert str(caught.value) == f"{tmp_path}: cannot be read: Is a directory. Give the path of a script."


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    path.write_bytes(b"rules:\n  - \xff\n")
    with pytest.raises(ScriptError) as caught:
        read_script(path)
    assert str(caught.value) == f"{path}:2: is no UTF-8 text."
