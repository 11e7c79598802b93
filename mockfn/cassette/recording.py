"""Exchanges as they happen, becoming a cassette: scrubbed when each ends, in the order their requests started."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from mockfn.cassette.encodings import decode_chunks
from mockfn.cassette.model import Cassette, Interaction, at_offsets
from mockfn.cassette.normalise import Matching, key
from mockfn.cassette.scrub import Finding, Scrubber
from mockfn.http import Request, Response

__all__ = ["Recording", "Tape"]

# What clients ask again for, after which the answer that counts is the next one.
_RETRIED = frozenset({408, 409, 429})

# They describe the bytes on the wire; what is kept is the body.
_WIRE = ("content-encoding", "content-length", "transfer-encoding")


class Tape:
    """One exchange under way. `frame` each chunk as it passes, then `finish`; or `drop` it."""

    def __init__(self, recording: Recording, request: Request, turn: int) -> None:
        self._recording, self._request, self.turn = recording, request, turn
        self._chunks: list[tuple[float, bytes]] = []

    def frame(self, data: bytes, offset: float) -> None:
        """A chunk of the response, as received, `offset` seconds after the request started."""
        self._chunks.append((offset, data))

    def finish(
        self, status: int, headers: Mapping[str, str], *, cut: bool = False, when: str | None = None
    ) -> tuple[Finding, ...]:
        """The response ended; `cut` says before it was complete, `when` (ISO 8601) when it was asked for.

        Returns what looks like a secret in it.
        """
        sent = {name.lower(): value for name, value in headers.items()}
        chunks = decode_chunks(self._chunks, sent.get("content-encoding"))
        unread = chunks is None
        kept = sent if unread else {name: value for name, value in sent.items() if name not in _WIRE}
        frames = at_offsets(self._chunks if chunks is None else chunks)
        response = Response(status, kept, frames, "close" if cut else None)
        interaction = Interaction(self._request, response, when, self._recording.versions)
        return self._recording.finished(self.turn, interaction, unread=sent["content-encoding"] if unread else "")

    def drop(self) -> None:
        """Nothing came of it: no response, or none worth keeping."""
        self._recording.dropped(self.turn)


class Recording:
    """Exchanges under way and finished. Safe to share between threads.

    `on_finish` is called with each interaction, already scrubbed, as it ends: what a journal writes. `versions` goes
    into every interaction. `keep_errors` keeps the errors that a client retried with success.
    """

    def __init__(
        self,
        *,
        scrubber: Scrubber | None = None,
        versions: Mapping[str, str] | None = None,
        on_finish: Callable[[Interaction, tuple[Finding, ...]], None] | None = None,
    ) -> None:
        self.versions = versions or {}
        self._scrubber = scrubber or Scrubber()
        self._on_finish = on_finish
        self._lock = threading.Lock()
        self._turns = 0
        self._open: set[int] = set()
        self._done: dict[int, Interaction] = {}
        self.findings: list[Finding] = []

    def start(self, request: Request) -> Tape:
        """A request starts now: its place in the cassette is taken."""
        with self._lock:
            tape = Tape(self, request, self._turns)
            self._open.add(tape.turn)
            self._turns += 1
        return tape

    def play(self, interaction: Interaction) -> None:
        """An interaction of the old cassette was played instead: it keeps its place among the new ones."""
        with self._lock:
            self._done[self._turns] = interaction
            self._turns += 1

    @property
    def in_flight(self) -> int:
        """How many requests have started and not ended."""
        return len(self._open)

    def finished(self, turn: int, interaction: Interaction, *, unread: str = "") -> tuple[Finding, ...]:
        """What a `Tape` reports: scrubs, keeps and journals."""
        scrubbed = self._scrubber.interaction(interaction)
        findings = scrubbed.findings
        if unread:
            kind = f"content-encoding {unread!r} cannot be decoded here, so nobody can say it holds no secret"
            findings = (*findings, Finding("the response's body", kind))
        with self._lock:
            self._open.discard(turn)
            self._done[turn] = scrubbed.interaction
            self.findings += [Finding(f"interaction {turn + 1}, {f.place}", f.kind) for f in findings]
        if self._on_finish:
            self._on_finish(scrubbed.interaction, findings)
        return findings

    def dropped(self, turn: int) -> None:
        """What a `Tape` reports that ended without an answer."""
        with self._lock:
            self._open.discard(turn)

    def cassette(self, *, keep_errors: bool = False, matching: Matching | None = None) -> Cassette:
        """What was recorded so far, scrubbed, in the order requests started; retried errors only on demand."""
        with self._lock:
            found = [self._done[turn] for turn in sorted(self._done)]
        return Cassette(tuple(found if keep_errors else _without_retried(found, matching or Matching())))


def _without_retried(found: list[Interaction], matching: Matching) -> list[Interaction]:
    """The interactions but for errors that the same request, asked again, did not meet."""
    answered: set[str] = set()
    kept: list[Interaction] = []
    for interaction in reversed(found):
        name = key(interaction.request, matching)
        status = interaction.response.status
        if status in _RETRIED or status >= 500 or interaction.response.cut:
            if name in answered:
                continue
        else:
            answered.add(name)
        kept.append(interaction)
    return kept[::-1]
