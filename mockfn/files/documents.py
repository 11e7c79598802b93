"""JSON and YAML documents from wherever a user keeps them: a file, or standard input."""

from __future__ import annotations

import sys
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from mockfn.errors import SettingError
from mockfn.jsontext import decode

__all__ = ["STDIN", "read_bytes", "read_document", "read_text", "shown"]

STDIN = "-"


def shown(source: str) -> str:
    """What messages call a source."""
    return "standard input" if source == STDIN else source


def read_bytes(source: str) -> bytes:
    """What a file holds; of standard input where `source` is "-". Raises SettingError where it cannot be read."""
    if source == STDIN:
        if sys.stdin is None:
            raise SettingError("standard input: is closed.")
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except (OSError, ValueError) as problem:  # a path with a null byte is a ValueError
        why = getattr(problem, "strerror", None) or str(problem)
        raise SettingError(f"{source}: cannot be read: {why}.") from None


def read_text(source: str) -> str:
    """The text of a file, or of standard input where `source` is "-". Raises SettingError where there is none."""
    try:
        return read_bytes(source).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise SettingError(f"{shown(source)}:{line}: is no UTF-8 text.") from None


def read_document(source: str) -> Any:
    """The data of a JSON or YAML file, or of standard input where `source` is "-"; of JSON lines, the list of them.

    YAML keys that are no texts, as the status codes of an OpenAPI description, are taken as they are written. Raises
    SettingError for a file that cannot be read or is no UTF-8, ScriptError for what is neither JSON nor YAML.
    """
    name, text = shown(source), read_text(source)
    try:
        return decode(text)
    except ValueError as problem:
        lines = _lines(text)
        if lines is not None:
            return lines
        if source.endswith(".json"):
            at = f":{problem.lineno}" if isinstance(problem, JSONDecodeError) else ""
            why = problem.msg if isinstance(problem, JSONDecodeError) else str(problem)
            raise SettingError(f"{name}{at}: is not JSON: {why}.") from None
    from mockfn.yamltext import read

    return read(text, name, any_key=True)


def _lines(text: str) -> list[Any] | None:
    """The values of JSON lines; None for what is something else."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        return [decode(line) for line in text.split("\n") if line.strip()]
    except ValueError:
        return None
