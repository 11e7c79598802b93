"""Headers say the same before they are packed and after."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.server.headers import Headers

NAMES = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=5)
VALUES = st.text(st.characters(codec="latin-1", exclude_characters="\0"), max_size=8)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
def test_they_are_a_mapping_packed_or_not(pairs: list[tuple[str, str]]) -> None:
    found = Headers([(name.encode(), value.encode("latin-1")) for name, value in pairs])
    for _ in range(2):
        assert dict(found) == dict(pairs)
        assert len(found) == len(dict(pairs))
        assert [found.get(name) for name, _ in pairs] == [dict(pairs)[name] for name, _ in pairs]
        assert found.get("none at all", "none") == "none"
        found.pack()


def test_names_that_no_header_can_have_are_not_there() -> None:
    found = Headers([(b"host", b"x")])
    assert found.get("日") is None
    with pytest.raises(KeyError):
        found["Host"]
