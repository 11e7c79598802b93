"""Who asks: the key of a request."""

from __future__ import annotations

from collections.abc import Collection

from mockfn.apis.checks.row import Finding

__all__ = ["key_finding", "masked"]


def key_finding(authorization: str | None, expected: Collection[str] | None) -> Finding | None:
    """What is wrong with an Authorization header. Without `expected` keys any header and none will do."""
    if expected is None:
        return None
    scheme, _, key = (authorization or "").strip().partition(" ")
    key = key.strip() if scheme.lower() == "bearer" else ""
    if not key:
        return Finding("missing-key")
    if key in expected:
        return None
    # OpenAI shows `masked`; others show the ends of a key.
    return Finding("wrong-key", {"masked": masked(key), "first2": key[:2], "last2": key[-2:], "last4": key[-4:]})


def masked(key: str) -> str:
    """A key as the provider repeats it: first 8 characters, stars, last 4; 12 or fewer are shown whole."""
    return key if len(key) <= 12 else f"{key[:8]}{'*' * (len(key) - 12)}{key[-4:]}"
