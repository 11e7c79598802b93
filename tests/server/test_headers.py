"""Headers are a dict of texts."""

from __future__ import annotations

from mockfn.server.headers import Headers


def test_of_a_header_that_is_repeated_the_last_counts() -> None:
    assert Headers.of([(b"host", b"x"), (b"accept", b"a"), (b"accept", b"\xe9")]) == {"host": "x", "accept": "é"}
