"""Where commands print what is read by people: coloured on a terminal, plain and unwrapped in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["console"]


def console() -> Console:
    """Standard output. Whoever reads it may close it early: that is a `BrokenPipeError`, as with `print`."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Piped(highlight=False, soft_wrap=not sys.stdout.isatty())
