"""One cassette while it is used: opened, asked, judged, written."""

from __future__ import annotations

import os
import sys
import threading
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from platform import python_version
from typing import Any

import msgspec

from mockfn.cassette import Cassette, Finding, Interaction, Matching, Scrubber, secrets_in
from mockfn.errors import CassetteError, SettingError, did_you_mean
from mockfn.files.cassettes import CassetteFile
from mockfn.files.partial import Partial, leftovers, recover
from mockfn.guard import guarded
from mockfn.http import Request, Response
from mockfn.intercept import layered
from mockfn.ownerrors import own_error
from mockfn.recorder import Mode, Recorder, Taping
from mockfn.recording.layer import CassetteLayer

__all__ = ["OpenCassette"]

# The clients whose versions a recording names, where they are loaded.
_CLIENTS = ("openai", "anthropic", "litellm", "httpx", "httpx2", "requests", "aiohttp", "urllib3")

_UNUSED = ("fail", "ignore")
_SCRUB = ("keep_headers", "members", "allow")


class OpenCassette:
    """A cassette in use. Whoever opens one closes it: `with cassette.playing(): ...`, then `close`.

    `record` is "none" (replay, never the network), "once" (record where there is no file), "update" (replay what
    matches, record the rest) or "rewrite" (record anew; the old file goes when all went well). `hosts` defaults to the
    known providers', those that base-URL variables name, those in the cassette, and every host beyond this machine that
    is asked for a chat completion.
    `replay_speed` is 0 for at once, 1 for the recorded pace, N for N times faster. `match` says what makes two requests
    the same: a `Matching`, or a mapping of its members. `scrub` holds what `Scrubber` takes: `keep_headers`, `members`,
    `allow`. `unused="ignore"` lets recorded interactions go unplayed. `keep_errors` keeps the errors that a client
    retried with success, `keep_unplayed` what an update did not play. `remedy` is the command that records again.

    Raises CassetteError for a file that is no cassette, SettingError for what cannot be.
    """

    def __init__(
        self,
        path: str | Path,
        record: Mode = "none",
        hosts: str | Collection[str] | None = None,
        replay_speed: float = 0,
        *,
        match: Matching | Mapping[str, Any] | None = None,
        scrub: Mapping[str, Any] | None = None,
        unused: str = "fail",
        keep_errors: bool = False,
        keep_unplayed: bool = False,
        remedy: str = "",
    ) -> None:
        if unused not in _UNUSED:
            raise SettingError(f"unused cannot be {unused!r}.", remedy=did_you_mean(unused, _UNUSED))
        matching, scrubber = _matching(match), _scrubber(scrub or {})
        self.path, self._unused = Path(path), unused
        self._file, self._partial = CassetteFile(self.path), Partial(self.path)
        held = self._load(record, remedy)
        self._held = held.interactions if held else ()
        self._leftovers = leftovers(self.path) if record in ("once", "update") else []
        self._unwritten = ""
        self._lock = threading.Lock()
        self.escaped: list[str] = []
        self._recorder = Recorder(
            record,
            held,
            path=str(self.path),
            salvaged=_salvaged(self._leftovers, self._held),
            matching=matching,
            scrubber=scrubber,
            replay_speed=replay_speed,
            versions=_versions(),
            remedy=remedy,
            keep_errors=keep_errors,
            keep_unplayed=keep_unplayed,
            on_finish=self._keep,
        )
        self._layer = CassetteLayer(self, hosts, [one.request.url for one in self._held])

    def __repr__(self) -> str:
        return f"<OpenCassette {self.path}: {len(self.played)} of {len(self.interactions)} played>"

    def _load(self, record: Mode, remedy: str) -> Cassette | None:
        held = self._file.load()
        if held is None and record == "none":
            again = f" To record it: {remedy}" if remedy else ""
            raise CassetteError(f"there is no such cassette.{again}", path=str(self.path))
        return held

    @property
    def records(self) -> bool:
        """Whether requests that the cassette does not answer go to the provider."""
        return self._recorder.records

    @property
    def interactions(self) -> tuple[Interaction, ...]:
        """What the cassette held when it was opened."""
        return self._recorder.player.cassette.interactions

    @property
    def played(self) -> tuple[Interaction, ...]:
        """The interactions that answered, in that order."""
        return tuple(self.interactions[turn] for turn in self._recorder.player.played)

    @property
    def recorded(self) -> tuple[Interaction, ...]:
        """What was recorded or played for recording so far, as it will be written."""
        return self._recorder.recording.cassette().interactions

    @contextmanager
    def playing(self) -> Iterator[OpenCassette]:
        """Turn this process's HTTP clients on the cassette until the block is left."""
        with ExitStack() as stack:
            if not self.records:
                stack.enter_context(guarded(self._escape))
            stack.enter_context(layered(self._layer))
            yield self

    def respond(self, request: Request) -> Response | Taping:
        """What answers a request, or who is to hear its answer; for shells of their own, such as a proxy."""
        return self._recorder.take(request)

    @property
    def unplayed(self) -> str:
        """What says that recorded interactions were not played; '' where all were, or where something is recorded."""
        turns = () if self.records else self._recorder.player.unplayed
        numbers = ", ".join(str(turn + 1) for turn in turns)
        return f"recorded and not played: interaction {numbers} of {len(self.interactions)}" if turns else ""

    @property
    def unrecorded(self) -> str:
        """What says that there was nothing to record, and how to change that; '' where something was, or is held."""
        if not self.records or self.recorded or self._held or self._recorder.is_hearing:
            return ""
        passed = sorted(self._layer.passed)
        named = "Name its host: hosts=[...]. A client with network code of its own is recorded by `mockfn record`."
        remedy = f"To record what went to this machine: hosts={passed!r}." if passed else named
        return f"nothing was recorded: no request went to a host that is recorded. {remedy}"

    @property
    def secrets(self) -> str:
        """What says that exchanges recorded so far hold what looks like a secret; '' where none does."""
        kept = self._recorder.recording.kept()
        return self._told(tuple(finding for one in kept for finding in one.findings))

    def problems(self, *, passed: bool) -> list[str]:
        """What went wrong, one text each: misses, drift, escapes and, if all else `passed`, what was not played."""
        recorder = self._recorder
        found = list(dict.fromkeys([*(miss.message for miss in recorder.player.misses), *recorder.drifted]))
        found += [
            f"a replayed cassette lets nothing leave this machine: {where}" for where in dict.fromkeys(self.escaped)
        ]
        if passed and not found and self._unused == "fail" and (self.unplayed or self.unrecorded):
            found.append(self.unplayed or self.unrecorded)
        return found

    def close(self, *, passed: bool) -> None:
        """Write what was recorded: over the cassette where all went well, else beside it.

        Raises CassetteError where nothing was written over the cassette although it should have been.
        """
        closed = self._recorder.close(passed)
        if closed.cassette is None or closed.cassette.interactions == self._held:
            self._partial.close()
            return
        problem = self._told(closed.findings)
        if passed and not problem:
            problem = self._save(closed.cassette)
        else:
            self._file.set_aside(closed.cassette)
        self._partial.close()
        for path in self._leftovers:
            path.unlink(missing_ok=True)
        if self._unwritten:
            warnings.warn(f"mockfn could not keep exchanges while they were recorded: {self._unwritten}", stacklevel=2)
        if problem:
            raise CassetteError(problem, path=str(self.path))

    def _save(self, cassette: Cassette) -> str:
        """Write over the file; what kept it from being written, where something did."""
        try:
            self._file.save(cassette)
        except CassetteError as error:
            self._file.set_aside(cassette)
            return f"not written: {error} What was recorded is in {self._file.aside}."
        return ""

    def _told(self, findings: tuple[Finding, ...]) -> str:
        if not findings:
            return ""
        places = "\n".join(f"  {finding}" for finding in dict.fromkeys(findings))
        return (
            f"not written, for it holds what looks like a secret:\n{places}\n"
            f"The recording, with these places blanked, is in {self._file.aside}. "
            'Keep the secret out of the request, or name what is harmless: scrub={"allow": [...]}.'
        )

    def escape(self, request: Request) -> Response:
        """Answer a request to a host that the cassette is not for, which must not leave this machine."""
        self._escape(f"{request.method} {request.url}")
        message = f"mockfn replays {self.path} and lets nothing leave this machine: {request.method} {request.url}."
        return own_error("mockfn_offline", f"{message} To have it answered, name the host: hosts=[{request.host!r}].")

    def _escape(self, where: str) -> None:
        with self._lock:
            self.escaped.append(where)

    def _keep(self, interaction: Interaction) -> None:
        """Put an exchange on the disk as it ends. A full disk must not break the app that made the call."""
        try:
            with self._lock:
                self._partial.append(interaction)
        except OSError as error:
            self._unwritten = str(error)


def _matching(match: Matching | Mapping[str, Any] | None) -> Matching:
    """`match` as a user writes it: a `Matching`, or a mapping of what it takes."""
    if match is None or isinstance(match, Matching):
        return match or Matching()
    for name in match:
        if name not in Matching.__struct_fields__:
            remedy = did_you_mean(str(name), Matching.__struct_fields__)
            raise SettingError(f"match takes no {name!r}.", remedy=remedy)
    try:
        return msgspec.convert(dict(match), Matching)
    except msgspec.ValidationError as error:
        raise SettingError(f"match cannot be {dict(match)!r}: {error}.") from None


def _scrubber(scrub: Mapping[str, Any]) -> Scrubber:
    """The scrubber that knows this process's environment, with what a user adds."""
    for name in scrub:
        if name not in _SCRUB:
            raise SettingError(f"scrub takes no {name!r}.", remedy=did_you_mean(str(name), _SCRUB))
    return Scrubber(secrets=secrets_in(os.environ), **scrub)


def _salvaged(paths: list[Path], held: tuple[Interaction, ...]) -> tuple[Interaction, ...]:
    """What recordings that were killed had finished, and the cassette does not have."""
    found = [one for path in paths for one in recover(path).interactions]
    return tuple(one for one in found if one not in held)


def _versions() -> dict[str, str]:
    """What a recording is made by."""
    from importlib.metadata import PackageNotFoundError, version  # it loads zip files, mails and more

    found = {"mockfn": version("mockfn"), "python": python_version()}
    for name in _CLIENTS:
        if name in sys.modules:
            try:
                found[name] = version(name)
            except PackageNotFoundError:
                continue
    return found
