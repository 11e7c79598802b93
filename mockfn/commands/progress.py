"""How far a command is: a bar on standard error, where that is a terminal and the work takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["AFTER", "tracked"]

_T = TypeVar("_T")

AFTER = 1.0  # seconds of work before the bar appears


def tracked(work: Iterable[_T], total: int, what: str, *, printing: bool = False) -> Iterator[_T]:
    """The `total` items of `work`, one after the other. The bar is gone when they end.

    Where each item is `printing` lines of its own to a terminal, those are progress enough.
    """
    items = iter(work)
    if not sys.stderr.isatty() or (printing and sys.stdout.isatty()):
        yield from items
        return
    start = time.monotonic()
    for done, item in enumerate(items):
        yield item
        if time.monotonic() - start >= AFTER:
            yield from _barred(items, done + 1, total, what)


def _barred(rest: Iterator[_T], done: int, total: int, what: str) -> Iterator[_T]:
    from rich.console import Console
    from rich.progress import Progress

    # What the command prints goes where it went before: rich would send it to the bar's own stream.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task(what, total=total, completed=done)
        for item in rest:
            yield item
            progress.advance(task)
