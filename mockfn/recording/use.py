"""`use_cassette`: record and replay without pytest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from mockfn.cassette import Matching
from mockfn.errors import CassetteError, MockfnError
from mockfn.recorder import Mode
from mockfn.recording.opened import OpenCassette

__all__ = ["use_cassette"]


@contextmanager
def use_cassette(
    path: str | Path,
    record: Mode = "none",
    hosts: str | Collection[str] | None = None,
    replay_speed: float = 0,
    *,
    match: Matching | Mapping[str, Any] | None = None,
    scrub: Mapping[str, Any] | None = None,
    unused: Literal["fail", "ignore"] = "fail",
    keep_errors: bool = False,
) -> Iterator[OpenCassette]:
    """Answer what this process sends to `hosts` from the cassette at `path`, ours or vcrpy's, until the block is left.

    The arguments are those of `OpenCassette`. Raises CassetteError for a file that is no cassette; on leaving, for
    requests that nothing answered, calls that do not fit the tools of today, interactions that were not played, and
    recordings that hold what looks like a secret (they are set aside in `<name>.failed.yaml`). Where the block itself
    raises, its error gets these as notes.
    """
    again = f"use_cassette({str(path)!r}, record={'update' if Path(path).exists() else 'once'!r})"
    options: dict[str, Any] = {"match": match, "scrub": scrub, "unused": unused, "keep_errors": keep_errors}
    cassette = OpenCassette(path, record, hosts, replay_speed, remedy=again, **options)
    try:
        with cassette.playing():
            yield cassette
    except BaseException as error:
        for problem in (*cassette.problems(passed=False), _closed(cassette)):
            if problem and problem not in str(error):  # a client's error may say it already
                error.add_note(f"mockfn: {problem}")
        raise
    problems = cassette.problems(passed=True)
    cassette.close(passed=not problems)
    if problems:
        raise CassetteError("\n\n".join(problems), path=str(cassette.path))


def _closed(cassette: OpenCassette) -> str:
    """Close after a failure, and say what went wrong with that."""
    try:
        cassette.close(passed=False)
    except MockfnError as problem:
        return str(problem)
    return ""
