"""Regular expressions of our own, compiled when first used: forty of them would cost every start some milliseconds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

__all__ = ["Late"]


class Late:
    """Has the methods of a compiled expression that are asked of it; compiles it for the first."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._source = pattern, flags

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Any]
    findall: Callable[..., list[str]]
    split: Callable[..., list[str]]

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)
        return found
