"""One cassette on the disk: read with an error that names the line, written whole, never over what was not read."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable
from pathlib import Path

from mockfn.cassette import Cassette, Scrubber, Shelf, dumps, loads, secrets_in, vcrpy
from mockfn.errors import CassetteError
from mockfn.files.atomic import locked, replace_file
from mockfn.files.listing import cassettes_in

__all__ = ["CassetteFile", "read_cassettes"]


def read_cassettes(paths: str | Path | Iterable[str | Path]) -> Shelf | None:
    """The recordings in these files and folders; None where no path is given. Raises CassetteError for what is none."""
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    if not given:
        return None
    found = cassettes_in(given)
    held = [CassetteFile(path).load() or Cassette() for path in found]
    return Shelf(held, scrubber=Scrubber(secrets=secrets_in(os.environ)))


class CassetteFile:
    """The file at `path`: YAML or JSON, ours or vcrpy's, compressed where its name ends with `.gz`."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._read: bytes | None = None

    def load(self) -> Cassette | None:
        """The cassette; None where there is no file. Raises CassetteError for a file that is no cassette."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            self._read = None
            return None
        except OSError as error:
            raise CassetteError(f"cannot be read: {error.strerror}.", path=str(self.path)) from None
        cassette = loads(data, path=str(self.path))
        self._read = data
        return cassette

    def save(self, cassette: Cassette) -> None:
        """Replace the file by `cassette`, in the format it was read in.

        What somebody else wrote there since `load` is kept before it, once. Raises CassetteError where what is there
        is no cassette, or cannot be written.
        """
        with locked(self.path):
            before = self._read
            there = self.load()
            if there is not None and self._read != before:
                ours = [one for one in cassette.interactions if one not in there.interactions]
                cassette = Cassette((*there.interactions, *ours), format=there.format)
            try:
                replace_file(self.path, self._text(cassette))
            except OSError as error:
                raise CassetteError(f"cannot be written: {error.strerror}.", path=str(self.path)) from None
            self._read = self.path.read_bytes()

    @property
    def aside(self) -> Path:
        """Where a recording goes that must not be written here: `<name>.failed.yaml`."""
        name = self.path.name.removesuffix(".gz").removesuffix(".yaml").removesuffix(".yml").removesuffix(".json")
        return self.path.with_name(f"{name}.failed.yaml")

    def set_aside(self, cassette: Cassette) -> None:
        """Write `cassette` to `aside` instead."""
        try:
            replace_file(self.aside, dumps(cassette).encode())
        except OSError as error:
            raise CassetteError(f"cannot be written: {error.strerror}.", path=str(self.aside)) from None

    def _text(self, cassette: Cassette) -> bytes:
        if cassette.format == "vcrpy":
            as_json = self.path.name.removesuffix(".gz").endswith(".json")
            text = vcrpy.dumps_json(cassette) if as_json else vcrpy.dumps(cassette)
        else:
            text = dumps(cassette)
        data = text.encode()
        return gzip.compress(data, mtime=0) if self.path.suffix == ".gz" else data
