"""JSON is written with a provider's white space and read without surprises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.jsontext import decode, encode, members, text

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("spacing", "written"),
    [
        ("compact", '{"a":[1,"é"],"b":{}}'),
        ("spaced", '{"a": [1, "é"], "b": {}}'),
        ("pretty2", '{\n  "a": [\n    1,\n    "é"\n  ],\n  "b": {}\n}'),
        ("pretty4", '{\n    "a": [\n        1,\n        "é"\n    ],\n    "b": {}\n}'),
    ],
)
def test_json_is_written_with_the_white_space_asked_for(spacing: Any, written: str) -> None:
    assert text({"a": [1, "é"], "b": {}}, spacing) == written


@pytest.mark.parametrize("spacing", ["compact", "spaced", "pretty2", "pretty4"])
@given(value=VALUES)
def test_what_is_written_is_read_back(spacing: Any, value: Any) -> None:
    assert decode(encode(value, spacing)) == json.loads(encode(value, spacing)) == value


@pytest.mark.parametrize("spacing", ["compact", "spaced", "pretty2"])
def test_a_lone_surrogate_is_written_as_its_escape(spacing: Any) -> None:
    assert json.loads(encode({"a": "\ud800"}, spacing)) == {"a": "\ud800"}


def test_numbers_beyond_a_double_are_json() -> None:
    assert decode(b"[1e999, 1e-999]") == [float("inf"), 0.0]


@pytest.mark.parametrize("data", [b"", b"{", b"NaN", b"[Infinity]", b"{'a': 1}", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the texts are the libraries' own
        decode(data)


def test_members_keep_the_text_of_each_value() -> None:
    found = members(b'{"a": [1, 2], "b": "x"}')
    assert found is not None
    assert {key: bytes(value) for key, value in found.items()} == {"a": b"[1, 2]", "b": b'"x"'}


@pytest.mark.parametrize("data", [b"[]", b"7", b"{", b'{"a":' + b"[" * 100_000])
def test_what_is_no_object_has_no_members(data: bytes) -> None:
    assert members(data) is None
