"""New files: all of them or none, and never over one that is there."""

from __future__ import annotations

import pytest

from mockfn.errors import SettingError
from mockfn.files import write_new

TEXTS = {"a.txt": "A\n", "b.txt": "é\n"}


def test_files_are_written_into_a_folder_that_is_made(tmp_path):
    written = write_new(tmp_path / "new" / "er", TEXTS)
    assert [path.name for path in written] == ["a.txt", "b.txt"]
    assert [path.read_bytes() for path in written] == [b"A\n", "é\n".encode()]


@pytest.mark.parametrize(
    ("there", "named"), [(["b.txt"], "b.txt is there"), (["a.txt", "b.txt"], "a.txt, b.txt are there")]
)
def test_what_is_there_stays(tmp_path, monkeypatch, there, named):
    monkeypatch.chdir(tmp_path)
    for name in there:
        (tmp_path / name).write_text("mine")
    with pytest.raises(SettingError) as caught:
        write_new(".", TEXTS)
    assert str(caught.value) == f".: {named} already, and nothing is overwritten. Give another folder."
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(there, "mine")


def test_a_link_to_nowhere_counts_as_there(tmp_path):
    (tmp_path / "a.txt").symlink_to("nowhere")
    with pytest.raises(SettingError, match=r"a\.txt is there already"):
        write_new(tmp_path, TEXTS)


def test_where_one_cannot_be_written_none_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingError) as caught:
        write_new(".", {"a.txt": "A", "no/such/b.txt": "B"})
    assert str(caught.value) == ".: cannot be written to: No such file or directory."
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SettingError, match=r"^file: cannot be written to: File exists\.$"):
        write_new("file", TEXTS)
