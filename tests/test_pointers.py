"""Ways to parts of JSON values, as texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.pointers import pointer_of, steps_of


@pytest.mark.parametrize(
    ("steps", "pointer"),
    [([], ""), (["a", 0, "b"], "/a/0/b"), ([""], "/"), (["a/b", "m~n", "~1"], "/a~1b/m~0n/~01")],
)
def test_a_pointer_is_spelled_as_rfc_6901_says(steps, pointer):
    assert pointer_of(steps) == pointer


@given(st.lists(st.text()))
def test_a_pointer_tells_its_steps(steps):
    assert steps_of(pointer_of(steps)) == steps


def test_a_reference_within_a_document_has_its_steps_behind_the_mark():
    assert steps_of("#/$defs/a~1b") == ["$defs", "a/b"]
