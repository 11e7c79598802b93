"""A script that is loaded again when its file is saved. A wrong one is told, and changes nothing."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from types import TracebackType

from mockfn.errors import ScriptError
from mockfn.files import read_script
from mockfn.server.scopes import Scopes

__all__ = ["Reload"]

_PAUSE = 0.1

_Stamp = tuple[int, int, int] | None


class Reload:
    """Watches the script file of a server, in a thread, inside a `with` block.

    A change counts when the file has stood still for a moment: editors write in pieces, or put a new file in its place.
    `say` gets a line for each load.
    """

    def __init__(self, scopes: Scopes, path: str, say: Callable[[str], None]) -> None:
        self._scopes, self._path, self._say = scopes, path, say
        self._stop = threading.Event()
        self._loaded = self._seen = self._stamp()
        self._thread = threading.Thread(target=self._run, name="mockfn-reload", daemon=True)

    def look(self) -> None:
        """Looks at the file once, and loads it where it has changed and stood still since the last look."""
        stamp = self._stamp()
        if stamp is not None and stamp == self._seen and stamp != self._loaded:
            self._loaded = stamp
            self._load()
        self._seen = stamp

    def _load(self) -> None:
        try:
            script = read_script(os.fspath(self._path))
        except ScriptError as wrong:
            self._say(f"{wrong} The rules stay as they were.")
            return
        self._scopes.rebase(script)
        count = len(script.rules)
        self._say(f"{self._path} was loaded again: {count} rule{'' if count == 1 else 's'}.")

    def _stamp(self) -> _Stamp:
        try:
            found = os.stat(self._path)
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _run(self) -> None:
        while not self._stop.wait(_PAUSE):
            self.look()

    def __enter__(self) -> Reload:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=5)
