"""Documents from files and standard input, and what is said of those that cannot be read."""

from __future__ import annotations

import io
import sys

import pytest

from mockfn.errors import MockfnError
from mockfn.files import read_bytes, read_document, shown


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b'\xef\xbb\xbf{"a": [1, "7"]}'),
        ("a.yaml", b"a:\n  - 1\n  - '7'\n"),
        ("a.yaml", b'{"a": [1, "7"]}'),
        ("a", b"a: [1, '7']"),
    ],
)
def test_json_and_yaml_are_read(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert read_document(str(path)) == {"a": [1, "7"]}


def test_yaml_keys_are_taken_as_they_are_written(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("200: ok\nyes: no\n2026-01-01: x\nnull: y", encoding="utf-8")
    assert read_document(str(path)) == {"200": "ok", "yes": "no", "2026-01-01": "x", "null": "y"}


def test_a_dash_is_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"[1]")))
    assert read_document("-") == [1]
    assert shown("-") == "standard input"


def test_standard_input_may_be_closed(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(MockfnError, match=r"^standard input: is closed\.$"):
        read_bytes("-")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.json", b"{]", "a.json:1: is not JSON: Expecting property name enclosed in double quotes."),
        ("a.json", b"{\n'a': 1}", "a.json:2: is not JSON: Expecting property name enclosed in double quotes."),
        ("a.yaml", b"a: 1\nb: ]", "a.yaml:2: is not YAML: expected the node content, but found ']'"),
        ("a.yaml", b"a: !!python/name:os.system", "a.yaml:1: holds the tag 'tag:yaml.org,2002:python/name:os.system'. "
                                                  "Write plain data."),
        ("a.yaml", b"a: 1\nb: \xff", "a.yaml:2: is no UTF-8 text."),
        ("a.yaml", None, "a.yaml: cannot be read: No such file or directory."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(tmp_path, monkeypatch, name, data, told):
    monkeypatch.chdir(tmp_path)
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(MockfnError) as caught:
        read_document(name)
    assert str(caught.value) == told


def test_no_path_is_a_crash():
    with pytest.raises(MockfnError) as caught:
        read_bytes("a\0b")
    assert str(caught.value) == "a\0b: cannot be read: embedded null byte."


def test_json_lines_are_a_list(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": 1}\n\n{"b": 2}\n')
    assert read_document(str(path)) == [{"a": 1}, {"b": 2}]
