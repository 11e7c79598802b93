"""Files that are written where none was: nothing of a user's is ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mockfn.errors import SettingError

__all__ = ["write_new"]


def write_new(folder: str | Path, texts: Mapping[str, str]) -> list[Path]:
    """Writes each text under its name in `folder`, which is made where it is missing; returns their paths.

    All of them or none: raises SettingError where one is there already, or where the folder cannot be written to.
    """
    root = Path(folder)
    paths = [root / name for name in texts]
    there = [path.name for path in paths if path.exists() or path.is_symlink()]
    if there:
        verb = "is" if len(there) == 1 else "are"
        raise SettingError(
            f"{root}: {', '.join(there)} {verb} there already, and nothing is overwritten.",
            remedy="Give another folder.",
        )
    written: list[Path] = []
    try:
        root.mkdir(parents=True, exist_ok=True)
        for path, text in zip(paths, texts.values(), strict=True):
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except (OSError, ValueError) as problem:
        for path in written:
            path.unlink(missing_ok=True)
        why = getattr(problem, "strerror", None) or str(problem)
        raise SettingError(f"{root}: cannot be written to: {why}.") from None
    return paths
