"""Names and ids: which characters, how long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mockfn.apis.checks.kinds import kind
from mockfn.apis.checks.row import Finding

__all__ = ["NAME_PATTERN", "missing", "name_findings", "wrong_type"]

NAME_PATTERN = "^[a-zA-Z0-9_-]+$"
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def missing(param: str) -> Finding:
    """A required member that is not there."""
    return Finding("missing-parameter", {"param": param})


def wrong_type(param: str, expected: str, value: Any) -> Finding:
    """A member of another type than `expected` ("an object", "a string")."""
    return Finding("invalid-type", {"param": param, "expected": expected, "got": kind(value)})


def name_findings(param: str, name: Any) -> Iterator[Finding]:
    """What is wrong with the name of a tool, function or format."""
    if type(name) is str and _NAME.fullmatch(name):
        return
    if name is None:
        yield missing(param)
    elif not isinstance(name, str):
        yield wrong_type(param, "a string", name)
    elif not name:
        yield Finding("empty-tool-name", {"param": param})
    elif not _NAME.fullmatch(name[:64]):
        yield Finding("tool-name-pattern", {"param": param, "pattern": NAME_PATTERN})
    else:
        yield Finding("tool-name-too-long", {"param": param, "length": len(name)})
