"""A cassette in use: what it answers, what it lets pass and records, and what is to be written when it is closed.

For every shell alike: clients turned on it in this process, a proxy, the plugin. A shell asks `take` when a request
starts. It gets a response to send, or a `Taping` that hears the real one: `head`, `data` a piece, `end` once.

| mode | a request that matches | any other | when it closes |
|---|---|---|---|
| none | played | a miss | nothing is written |
| once | played, where there is a file | recorded, where there is none; else a miss | a new file |
| update | played | recorded | played and recorded ones; what a passing run left unplayed goes |
| rewrite | recorded | recorded | the recorded ones replace the file |
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Literal, get_args

from msgspec import Struct

from mockfn.cassette import (
    Cassette,
    Finding,
    Interaction,
    Matching,
    Miss,
    Played,
    Player,
    Recording,
    Scrubber,
    Tape,
    dumps,
    replay,
)
from mockfn.cassette.recording import Ending
from mockfn.errors import SettingError, did_you_mean
from mockfn.http import Request, Response
from mockfn.ownerrors import own_error

__all__ = ["Closed", "Mode", "Recorder", "Taping"]

Mode = Literal["none", "once", "update", "rewrite"]


class Closed(Struct, frozen=True):
    """What a recorder leaves: `cassette` to be written (None: nothing is), and what in it looks like a secret."""

    cassette: Cassette | None
    findings: tuple[Finding, ...] = ()


class Taping:
    """Hears one response as it passes to the client."""

    def __init__(self, tape: Tape, over: Callable[[Taping], None]) -> None:
        self._tape, self._over = tape, over
        self._started, self._when = time.monotonic(), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._head: tuple[int, Mapping[str, str]] | None = None
        self._ended = threading.Event()
        self._lock = threading.Lock()

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        """The status and headers came."""
        self._head = (status, dict(headers))

    @property
    def begun(self) -> bool:
        """Whether a response came."""
        return self._head is not None

    def data(self, piece: bytes) -> None:
        """A piece of the body came, as it was on the wire."""
        if not self._ended.is_set():
            self._tape.frame(bytes(piece), time.monotonic() - self._started)

    def end(self, how: Ending, error: BaseException | None = None) -> None:  # noqa: ARG002 - told to every tap
        """The response is over: "whole", "left" by the client before its end, or "cut". Only the first call counts."""
        with self._lock:
            if self._ended.is_set():
                return
            self._ended.set()
        if self._head is not None:
            self._tape.finish(*self._head, ending=how, when=self._when)
        self._over(self)


class Recorder:
    """A cassette in use. Safe to share between threads and tasks.

    `cassette` is what its file held, None where there is none; `salvaged` are exchanges that an earlier recording was
    killed over: they are played as if they had been on file. `keep_unplayed` keeps what was not played, also of a use
    that went well. `on_finish` hears each new exchange, scrubbed, as it ends.
    """

    def __init__(
        self,
        mode: Mode,
        cassette: Cassette | None,
        *,
        path: str | None = None,
        salvaged: tuple[Interaction, ...] = (),
        matching: Matching | None = None,
        scrubber: Scrubber | None = None,
        replay_speed: float = 0,
        versions: Mapping[str, str] | None = None,
        remedy: str = "",
        keep_errors: bool = False,
        keep_unplayed: bool = False,
        on_finish: Callable[[Interaction], None] | None = None,
    ) -> None:
        if mode not in get_args(Mode):
            raise SettingError(
                f"a cassette cannot be used in mode {mode!r}.", remedy=did_you_mean(mode, get_args(Mode))
            )
        self.mode = mode
        self.records = mode in ("update", "rewrite") or (mode == "once" and cassette is None)
        self.matching, self.scrubber = matching or Matching(), scrubber or Scrubber()
        held = () if mode == "rewrite" else (*(cassette.interactions if cassette else ()), *salvaged)
        self._format = cassette.format if cassette else "mockfn"
        self.player = Player(Cassette(held, path), matching=self.matching, scrubber=self.scrubber, remedy=remedy)
        self.recording = Recording(scrubber=self.scrubber, versions=versions, on_finish=on_finish)
        self._speed, self._keep_errors, self._keep_unplayed = replay_speed, keep_errors, keep_unplayed
        self._open: set[Taping] = set()
        self._lock = threading.Lock()
        self.drifted: list[str] = []
        replay(Interaction(Request("", ""), Response(200)), replay_speed)  # refuses a speed that is none

    def take(self, request: Request) -> Response | Taping:
        """What the cassette answers, or who is to hear the answer of the provider."""
        played = self.player.find(request) if self.records else self.player.take(request)
        if isinstance(played, Played) and not (played.drift and self.records):
            if self.records:
                self.recording.play(played.interaction)
            return self._drift(played) if played.drift else replay(played.interaction, self._speed)
        if isinstance(played, Miss):
            return own_error("mockfn_miss", played.message)
        taping = Taping(self.recording.start(request), self._close_one)
        with self._lock:
            self._open.add(taping)
        return taping

    def close(self, passed: bool) -> Closed:
        """The use is over. `passed` says that it went well: only then does what was not played go.

        Responses still under way end here; what of them came whole is kept.
        """
        for taping in list(self._open):
            taping.end("left")
        if not self.records:
            return Closed(None)
        kept = self.recording.kept(keep_errors=self._keep_errors, matching=self.matching)
        if self._keep_unplayed or not passed:
            old = self.player.cassette.interactions
            kept += [self.scrubber.interaction(old[turn]) for turn in self.player.unplayed]
        findings = tuple(
            Finding(f"interaction {turn}, {finding.place}", finding.kind)
            for turn, one in enumerate(kept, 1)
            for finding in one.findings
        )
        cassette = Cassette(tuple(one.interaction for one in kept), format=self._format)
        if not findings and self.scrubber.leaks(dumps(cassette)):
            findings = (Finding("the text of the cassette", "a known secret, or the form of a key"),)
        return Closed(cassette, findings)

    @property
    def is_hearing(self) -> bool:
        """Whether a response has begun that its client has neither read to the end nor closed: closing keeps it."""
        with self._lock:
            return any(taping.begun for taping in self._open)

    def _drift(self, played: Played) -> Response:
        lines = [f"interaction {played.turn + 1} was recorded for other tools than the app offers today:"]
        message = "\n".join([*lines, *(f"  {drift}" for drift in played.drift), *self._again()])
        self.drifted.append(message)
        return own_error("mockfn_drift", message)

    def _again(self) -> list[str]:
        return ["", f"To record it again: {self.player.remedy}"] if self.player.remedy else []

    def _close_one(self, taping: Taping) -> None:
        with self._lock:
            self._open.discard(taping)
