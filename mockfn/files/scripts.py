"""Scripts, from wherever a user keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mockfn.errors import ScriptError
from mockfn.jsontext import text as json_text
from mockfn.script import Script

__all__ = ["read_script"]


def read_script(source: str | Path | Mapping[str, Any] | None) -> Script:
    """A script from the path of a file, from its text (a str of several lines), or from plain data.

    None is a script without rules. Raises ScriptError for a file that cannot be read and for what no script can be.
    """
    if source is None:
        return Script()
    from mockfn.scriptfile import load

    if isinstance(source, Mapping):
        return load(json_text(source, "pretty2"), "the script")
    if isinstance(source, str) and "\n" in source:
        return load(source, "the script")
    path = Path(source)
    try:
        return load(path.read_text(encoding="utf-8-sig"), str(path))
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise ScriptError(f"cannot be read: {why}.", file=str(path), remedy="Give the path of a script.") from problem
    except UnicodeDecodeError as problem:
        raise ScriptError(
            "is no UTF-8 text.", file=str(path), line=problem.object[: problem.start].count(b"\n") + 1
        ) from problem
