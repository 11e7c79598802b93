"""The headers of a request as a server has them."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Headers"]


class Headers(dict[str, str]):
    """Headers by their lower-case names; of one that is repeated, the last. Only what a server was asked has them."""

    __slots__ = ()

    @classmethod
    def of(cls, raw: Iterable[tuple[bytes, bytes]]) -> Headers:
        """Headers as ASGI has them."""
        return cls([(name.decode("latin-1"), value.decode("latin-1")) for name, value in raw])
