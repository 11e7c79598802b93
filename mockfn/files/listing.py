"""The cassettes below some paths, and the files that lie beside them without being any."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from mockfn.errors import CassetteError

__all__ = ["cassettes_in", "orphan", "strays_in"]

_SUFFIXES = (".yaml", ".yml", ".json", ".yaml.gz", ".yml.gz", ".json.gz")
_STRAYS = (".failed.yaml", ".partial")


def cassettes_in(paths: Iterable[str | Path]) -> list[Path]:
    """The files at `paths`, and below those that are folders every file with a cassette's suffix; sorted, once each.

    Raises CassetteError for a path where nothing is.
    """
    found: set[Path] = set()
    for path in map(Path, paths):
        if path.is_dir():
            below = (Path(folder, name) for folder, _, names in os.walk(path) for name in names)
            found.update(one for one in below if one.name.endswith(_SUFFIXES) and not one.name.endswith(_STRAYS))
        elif path.exists():
            found.add(path)
        else:
            raise CassetteError("there is no such file or folder.", path=str(path))
    return sorted(found)


def strays_in(paths: Iterable[str | Path]) -> list[Path]:
    """Recordings set aside, and what killed recordings left, below those of `paths` that are folders."""
    folders = [path for path in map(Path, paths) if path.is_dir()]
    below = (Path(folder, name) for root in folders for folder, _, names in os.walk(root) for name in names)
    return sorted({path for path in below if path.name.endswith(_STRAYS)})


def orphan(path: Path) -> str:
    """Why no test uses the cassette at `<folder>/cassettes/<module>/<Class.test[parameters]>.yaml`; '' where one may.

    Only cassettes that lie so are judged, and by their names: a test of that name stands in the module's text.
    """
    module, folder = path.parent.name, path.parent.parent
    if folder.name != "cassettes":
        return ""
    tests = folder.parent / f"{module}.py"
    if not tests.is_file():
        return f"there is no {tests}"
    text = tests.read_text(encoding="utf-8", errors="replace")
    if re.search(rf"name\s*=\s*[\"']{re.escape(path.name.partition('.')[0])}[\"'.]", text):
        return ""
    names = re.match(r"[\w.]*", path.name.removesuffix(".gz").rpartition(".")[0])
    missing = [name for name in (names[0] if names else "").split(".") if name and not _defined(name, text)]
    return f"{tests} has no {missing[0]}" if missing else ""


def _defined(name: str, text: str) -> bool:
    return re.search(rf"\b(?:def|class)\s+{re.escape(name)}\b", text) is not None
