"""Several processes that answer on one socket: each makes its own mock; one that dies is replaced."""

from __future__ import annotations

import multiprocessing
import signal
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import wait
from types import FrameType
from typing import Any

from mockfn.errors import SettingError
from mockfn.mock import MockProvider
from mockfn.server.uvicorns import run

__all__ = ["serve_with_workers"]

# A worker that ends within these seconds would end the next time too.
_STILLBORN = 2.0

# Spawned, not forked: a fork copies locks of threads that do not exist in the copy.
_PROCESSES = multiprocessing.get_context("spawn")


def serve_with_workers(
    make: Callable[[], MockProvider], count: int, listening: socket.socket, reload: str | None = None
) -> None:
    """Serves from `count` processes until interrupted. `make` can be pickled. Raises SettingError where none lives.

    `reload` is the path of the script, to be loaded again whenever it is saved.
    """
    work = partial(_work, make, listening, reload)
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    workers = [_started(work) for _ in range(count)]
    try:
        while not stopping.is_set():
            wait([worker.sentinel for worker, _ in workers], timeout=0.2)
            workers = [_living(worker, born, work, stopping) for worker, born in workers]
    finally:
        for worker, _ in workers:
            worker.terminate()
        for worker, _ in workers:
            worker.join(timeout=10)
        for one, previous in before.items():
            signal.signal(one, previous)


_Worker = tuple[Any, float]


def _started(work: Callable[[], None]) -> _Worker:
    worker = _PROCESSES.Process(target=work, name="mockfn-worker", daemon=True)
    worker.start()
    return worker, time.monotonic()


def _living(worker: Any, born: float, work: Callable[[], None], stopping: threading.Event) -> _Worker:
    if worker.is_alive() or stopping.is_set():
        return worker, born
    if time.monotonic() - born < _STILLBORN:
        raise SettingError("A worker ended as soon as it had begun.", remedy="What it wrote above says why.")
    return _started(work)


def _work(make: Callable[[], MockProvider], listening: socket.socket, reload: str | None) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    run(make(), listening, reload)


def _end_with_parent() -> None:
    """A worker whose parent was killed would hold the port for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)
