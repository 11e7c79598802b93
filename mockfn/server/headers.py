"""The headers of a request as a server has them: looked at by few, kept by all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

__all__ = ["Headers", "SharedHeaders", "may_leave_at_once"]


class Headers(Mapping[str, str]):
    """Headers by their lower-case names, decoded when they are asked for; of one that is repeated, the last.

    `pack` makes one text of them. A journal holds a thousand requests, and thirty small objects each would be most of
    what has to be given up when a request leaves it.
    """

    __slots__ = ("_packed", "_raw")

    def __init__(self, raw: Iterable[tuple[bytes, bytes]]) -> None:
        self._raw: dict[bytes, bytes] | None = dict(raw)
        self._packed = b""

    @property
    def packed(self) -> bool:
        """Whether they are."""
        return self._raw is None

    def pack(self) -> None:
        """For a request that is answered, about which nobody is expected to ask soon."""
        if self._raw is not None:
            # No header holds a NUL (RFC 9110, 5.5); the parser sees to it.
            self._packed = b"\0".join(chain.from_iterable(self._raw.items()))
            self._raw = None

    def _all(self) -> dict[str, str]:
        if self._raw is not None:
            return {name.decode("latin-1"): value.decode("latin-1") for name, value in self._raw.items()}
        parts = self._packed.decode("latin-1").split("\0") if self._packed else []
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def __getitem__(self, name: str) -> str:
        return self._all()[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a header, `default` where there is none."""
        if self._raw is None:
            return self._all().get(name, default)
        value = self._raw.get(name.encode("latin-1", "replace"))
        return default if value is None else value.decode("latin-1")

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


class SharedHeaders(dict[str, str]):
    """The headers of all requests that have the same head; nobody changes them."""

    __slots__ = ()


def may_leave_at_once(headers: Mapping[str, str]) -> bool:
    """Whether these are headers of a request that is answered without ASGI."""
    return isinstance(headers, SharedHeaders) or (isinstance(headers, Headers) and headers.packed)
