"""Fields in braces, and braces that are text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.braces import doubled, fields, parse

NAMES = fields(r"[a-z]\w*")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", [("", None)]),
        ("no field", [("no field", None)]),
        ("{a}", [("", "a"), ("", None)]),
        ("in {a} on {b}.", [("in ", "a"), (" on ", "b"), (".", None)]),
        ("{{a}} is text", [("{a} is text", None)]),
        ("a set {{{a}}}!", [("a set {", "a"), ("}!", None)]),
        ('{"city": {a}}', [('{"city": ', "a"), ("}", None)]),
        ("{A} {} {a.b}", [("{A} {} {a.b}", None)]),
    ],
)
def test_fields_are_told_from_text(text, parts):
    assert list(parse(text, NAMES)) == parts


@given(st.text("{}ab ", max_size=12))
def test_what_holds_no_field_is_itself_but_for_doubled_braces(text):
    *found, (rest, _) = parse(text, NAMES)
    if not found and "{{" not in text:
        assert rest == text


@given(st.text("{}ab ", max_size=12))
def test_a_doubled_text_is_read_as_it_was(text):
    if "{{" not in text:
        assert list(parse(doubled(text, r"[a-z]\w*"), NAMES)) == [(text, None)]
