"""Where the cassette of a test lies, and how it is used: the command line, then the ini file; the marker's arguments.

One cassette a test: `<the test file's folder>/cassettes/<module>/<Class.test[parameters]>.yaml`.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_mockfn.options import UNUSED, hint

if TYPE_CHECKING:
    from mockfn.recorder import Mode
    from mockfn.recording import OpenCassette

__all__ = [
    "ARGUMENTS",
    "CASSETTE",
    "declare",
    "describe",
    "is_used",
    "mode_of",
    "path_of",
    "rerecording",
    "said_of",
]

_MARKER = "mockfn_cassette"
_RECORD = "mockfn_record"
_FOLDER = "mockfn_cassette_dir"

_MODES: tuple[Mode, ...] = ("none", "once", "update", "rewrite")

ARGUMENTS: dict[str, str] = {
    "name": "another name for the file",
    "match": "what makes two requests the same",
    "replay_speed": "0: at once; 1: as recorded; N: N times faster",
    "unused": "what a recorded interaction that nothing played does: fail (default), warn or ignore",
    "hosts": "the hosts that are recorded and replayed, instead of the known providers'",
    "scrub": "headers that are kept, members that are replaced, texts that are allowed",
    "keep_errors": "true: errors that a client retried with success are kept",
}

# File systems refuse some of these, shells trip over others.
_UNSAFE = re.compile(r"[^\w.\[\]=,@+-]")
_LONGEST = 150

# The cassette of the test that runs, where it has one.
CASSETTE: pytest.StashKey[OpenCassette] = pytest.StashKey()

_PATHS = pytest.StashKey[dict[str, str]]()


def declare(parser: pytest.Parser) -> None:
    """Declares the option and the ini options."""
    group = parser.getgroup("mockfn")
    group.addoption(
        "--mockfn-record",
        dest=_RECORD,
        choices=_MODES,
        default=None,
        help="cassettes: none replays (default); once records where there is no file; update replays what matches and "
        "records the rest; rewrite records anew.",
    )
    parser.addini(_RECORD, "As --mockfn-record, which beats it; none where CI is set.", default="none")
    parser.addini(
        _FOLDER, "The folder of cassettes, from the root (default: cassettes, beside each test file).", default=""
    )


def describe(config: pytest.Config) -> None:
    """Registers the marker."""
    arguments = ", ".join(f"{name}=..." for name in ARGUMENTS)
    config.addinivalue_line(
        "markers", f"{_MARKER}({arguments}): real exchanges are recorded once and replayed offline."
    )


def is_used(item: pytest.Item) -> bool:
    """Whether a test asks for its cassette, by the fixture or by the marker."""
    if _MARKER in getattr(item, "fixturenames", ()):
        return True
    return _MARKER in item.keywords and item.get_closest_marker(_MARKER) is not None


def mode_of(config: pytest.Config) -> Mode:
    """The record mode: the command line's, else none on CI, else the ini file's."""
    told = config.getoption(_RECORD)
    if told is None:
        on_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
        told = "none" if on_ci else config.getini(_RECORD)
    for mode in _MODES:
        if mode == told:
            return mode
    raise pytest.UsageError(f"{_RECORD} cannot be {told!r}. {hint(str(told), _MODES)}")


def said_of(item: pytest.Item) -> dict[str, Any]:
    """The marker's arguments; the marker nearest to the test beats one on its class or module.

    Raises pytest.UsageError for an argument that does not exist or cannot be what it is.
    """
    said: dict[str, Any] = {}
    for marker in reversed(list(item.iter_markers(_MARKER))):
        if marker.args:
            raise pytest.UsageError(f"@pytest.mark.{_MARKER} takes its arguments by name: name={marker.args[0]!r}.")
        for name in marker.kwargs:
            if name not in ARGUMENTS:
                raise pytest.UsageError(f"@pytest.mark.{_MARKER} has no argument {name!r}. {hint(name, ARGUMENTS)}")
        said.update(marker.kwargs)
    if said.get("unused", "fail") not in UNUSED:
        raise pytest.UsageError(f"unused cannot be {said['unused']!r}. {hint(str(said['unused']), UNUSED)}")
    return said


def path_of(item: pytest.Item, name: str | None = None) -> Path:
    """The file of a test's cassette. Raises pytest.UsageError where another test of the session has the same one."""
    path = _path(item, name)
    paths = item.session.stash.setdefault(_PATHS, {})
    if not paths:
        for other in item.session.items:
            if is_used(other):
                paths.setdefault(_key(_path(other, _name(other))), other.nodeid)
    owner = paths.setdefault(_key(path), item.nodeid)
    if owner != item.nodeid:
        raise pytest.UsageError(f"{path} is the cassette of {owner} already: one test, one cassette.")
    return path


def _key(path: Path) -> str:
    """Two names that some file systems take for one."""
    return str(path).casefold()


def _name(item: pytest.Item) -> str | None:
    return next((marker.kwargs["name"] for marker in item.iter_markers(_MARKER) if "name" in marker.kwargs), None)


def _path(item: pytest.Item, name: str | None) -> Path:
    said = str(item.config.getini(_FOLDER))
    folder = item.config.rootpath / said if said else item.path.parent / "cassettes"
    if name is None:
        name = f"{_safe(_own_name(item))}.yaml"
    elif Path(name).suffix not in (".yaml", ".yml", ".json", ".gz"):
        name = f"{name}.yaml"
    return folder / item.path.stem / name


def _own_name(item: pytest.Item) -> str:
    """ "Class.test[parameters]"."""
    classes = [node.name for node in item.listchain() if isinstance(node, pytest.Class)]
    return ".".join([*classes, item.name])


def _safe(name: str) -> str:
    """A name that every file system takes; where it had to be changed, a digest keeps it apart from others."""
    safe = _UNSAFE.sub("-", name)
    if safe == name and len(name.encode()) <= _LONGEST and not name.endswith("."):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe.encode()[:_LONGEST].decode('utf-8', 'ignore').rstrip('.')}-{digest}"


def rerecording(item: pytest.Item, path: Path) -> str:
    """The command that records a test's cassette, which lies at `path`: the first time, or again."""
    return f"pytest {shlex.quote(item.nodeid)} --mockfn-record={'update' if path.exists() else 'once'}"
