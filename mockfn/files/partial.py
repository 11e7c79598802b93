"""What a recording has so far, on the disk: each exchange as it ends, already scrubbed, so that a kill costs no call.

    chat.yaml.4711-0.partial        beside chat.yaml, while process 4711 records it
    cassette: 1
    interactions:
    - request: ...
    # end                           only what is followed by this line was written whole

The file is locked by its writer for as long as that lives; without a writer it is a leftover.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from mockfn.cassette import Cassette, Interaction, loads
from mockfn.cassette.text import VERSION, dump_interaction
from mockfn.errors import CassetteError
from mockfn.files.atomic import is_locked, try_lock

__all__ = ["Partial", "leftovers", "recover"]

_HEAD = f"# A recording under way, or what is left of one.\ncassette: {VERSION}\ninteractions:\n"
_END = "# end\n"
_SUFFIX = ".partial"


class Partial:
    """The recording of one cassette under way. The file appears with the first exchange."""

    def __init__(self, cassette: Path) -> None:
        self.path: Path | None = None
        self._cassette = cassette
        self._descriptor = -1

    def append(self, interaction: Interaction) -> None:
        """Write one exchange, whole, and flush it to the disk. Raises OSError."""
        text = dump_interaction(interaction) + _END
        if self.path is None:
            self._open()
            text = _HEAD + text
        data = text.encode()
        while data:
            data = data[os.write(self._descriptor, data) :]
        os.fsync(self._descriptor)

    def _open(self) -> None:
        self._cassette.parent.mkdir(parents=True, exist_ok=True)
        for turn in count():
            path = self._cassette.with_name(f"{self._cassette.name}.{os.getpid()}-{turn}{_SUFFIX}")
            with suppress(FileExistsError):
                self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o666)
                self.path = path
                try_lock(self._descriptor)
                return

    def close(self, *, keep: bool = False) -> None:
        """The recording ended; its file goes unless it is kept."""
        if self.path is not None:
            if not keep:
                self.path.unlink(missing_ok=True)
            os.close(self._descriptor)
            self.path, self._descriptor = None, -1


def leftovers(cassette: Path) -> list[Path]:
    """The partial recordings of a cassette whose writers are gone, oldest first."""
    found = [path for path in cassette.parent.glob(f"*{_SUFFIX}") if path.name.startswith(f"{cassette.name}.")]
    return sorted((path for path in found if not is_locked(path)), key=lambda path: path.stat().st_mtime)


def recover(path: str | Path) -> Cassette:
    """The exchanges that a partial recording holds whole. Raises CassetteError where it cannot be read."""
    try:
        text = Path(path).read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise CassetteError(f"cannot be read: {error.strerror}.", path=str(path)) from None
    whole, end, _ = text.rpartition(f"\n{_END}")
    return loads(whole + "\n", path=str(path)) if end else Cassette(path=str(path))
