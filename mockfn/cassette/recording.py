"""Exchanges as they happen, becoming a cassette: scrubbed when each ends, in the order their requests started."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from mockfn.cassette.conversation import body_of
from mockfn.cassette.encodings import decode_chunks
from mockfn.cassette.model import Cassette, Interaction, at_offsets
from mockfn.cassette.normalise import Matching, key
from mockfn.cassette.scrub import Finding, Scrubbed, Scrubber
from mockfn.http import Request, Response

__all__ = ["Ending", "Recording", "Tape"]

Ending = Literal["whole", "left", "cut"]

# What clients ask again for, after which the answer that counts is the next one.
_RETRIED = frozenset({408, 409, 429})

# They describe the bytes on the wire; what is kept is the body.
_WIRE = ("content-encoding", "content-length", "transfer-encoding")


class Tape:
    """One exchange under way: `frame` each chunk as it passes, then `finish`. What is never finished is not kept."""

    def __init__(self, recording: Recording, request: Request, turn: int) -> None:
        self._recording, self._request, self.turn = recording, request, turn
        self._chunks: list[tuple[float, bytes]] = []

    def frame(self, data: bytes, offset: float) -> None:
        """A chunk of the response, as received, `offset` seconds after the request started."""
        self._chunks.append((offset, data))

    def finish(
        self, status: int, headers: Mapping[str, str], *, ending: Ending = "whole", when: str | None = None
    ) -> tuple[Finding, ...]:
        """The response ended: "whole", "left" by its reader before the end, or "cut". `when` is when it was asked for.

        Returns what looks like a secret in it. A response that was left is whole where its last event, or its length,
        says so: clients stop reading at `[DONE]`.
        """
        sent = {name.lower(): value for name, value in headers.items()}
        chunks = decode_chunks(self._chunks, sent.get("content-encoding"))
        unread = sent["content-encoding"] if chunks is None else ""
        kept = sent if unread else {name: value for name, value in sent.items() if name not in _WIRE}
        received = sum(len(data) for _, data in self._chunks)
        response = Response(status, kept, at_offsets(self._chunks if chunks is None else chunks))
        if ending == "cut" or (ending == "left" and not _is_whole(response, received, sent.get("content-length", ""))):
            response = msgspec.structs.replace(response, cut="close")
        interaction = Interaction(self._request, response, when, self._recording.versions)
        return self._recording.finished(self.turn, interaction, unread=unread)


# What ends a stream, in the APIs that say so.
_LAST_EVENTS = (
    b"data: [DONE]",
    b"data:[DONE]",
    b"event: message_stop",
    b"event: response.completed",
    b'"finishReason"',
)


def _is_whole(response: Response, received: int, length: str) -> bool:
    """Whether the body is complete though nobody read on to its end."""
    if length.isdigit():
        return received >= int(length)
    body = response.body
    if response.headers.get("content-type", "").startswith("text/event-stream"):
        return any(mark in body[-4096:] for mark in _LAST_EVENTS)
    return bool(body) and body_of(body) is not None


class Recording:
    """Exchanges under way and finished. Safe to share between threads.

    `on_finish` is called with each interaction, already scrubbed, as it ends. `versions` goes into every interaction.
    """

    def __init__(
        self,
        *,
        scrubber: Scrubber | None = None,
        versions: Mapping[str, str] | None = None,
        on_finish: Callable[[Interaction], None] | None = None,
    ) -> None:
        self.versions = versions or {}
        self._scrubber = scrubber or Scrubber()
        self._on_finish = on_finish
        self._lock = threading.Lock()
        self._turns = 0
        self._done: dict[int, Scrubbed] = {}

    def start(self, request: Request) -> Tape:
        """A request starts now: its place in the cassette is taken."""
        with self._lock:
            tape = Tape(self, request, self._turns)
            self._turns += 1
        return tape

    def play(self, interaction: Interaction) -> None:
        """An interaction of the old cassette was played instead: it keeps its place among the new ones."""
        scrubbed = self._scrubber.interaction(interaction)
        with self._lock:
            self._done[self._turns] = scrubbed
            self._turns += 1

    def finished(self, turn: int, interaction: Interaction, *, unread: str = "") -> tuple[Finding, ...]:
        """What a `Tape` reports: scrubs, keeps and tells. `unread` is an encoding of the body that is not read here."""
        scrubbed = self._scrubber.interaction(interaction)
        if unread:
            kind = f"content-encoding {unread!r} cannot be decoded here, so nobody can say it holds no secret"
            found = (*scrubbed.findings, Finding("the response's body", kind))
            scrubbed = Scrubbed(scrubbed.interaction, found)
        with self._lock:
            self._done[turn] = scrubbed
        if self._on_finish:
            self._on_finish(scrubbed.interaction)
        return scrubbed.findings

    def kept(self, *, keep_errors: bool = False, matching: Matching | None = None) -> list[Scrubbed]:
        """What was recorded so far, in the order requests started, with what looks like a secret in it.

        Errors that the same request, asked again, did not meet are left out unless `keep_errors`.
        """
        with self._lock:
            found = [self._done[turn] for turn in sorted(self._done)]
        return found if keep_errors else _without_retried(found, matching or Matching())

    def cassette(self) -> Cassette:
        """What is `kept`, as a cassette."""
        return Cassette(tuple(scrubbed.interaction for scrubbed in self.kept()))


def _without_retried(found: list[Scrubbed], matching: Matching) -> list[Scrubbed]:
    answered: set[str] = set()
    kept: list[Scrubbed] = []
    for scrubbed in reversed(found):
        request, response = scrubbed.interaction.request, scrubbed.interaction.response
        name = key(request, matching)
        if response.status in _RETRIED or response.status >= 500 or response.cut:
            if name in answered:
                continue
        else:
            answered.add(name)
        kept.append(scrubbed)
    return kept[::-1]
