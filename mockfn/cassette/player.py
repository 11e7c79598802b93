"""A cassette being played: each interaction once, in the order recorded, to the request that means the same."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Iterator

from msgspec import Struct

from mockfn.cassette.drift import Drift, drift
from mockfn.cassette.misses import explain
from mockfn.cassette.model import Cassette, Interaction
from mockfn.cassette.normalise import Matching, key
from mockfn.cassette.scrub import Scrubber
from mockfn.http import Request

__all__ = ["Miss", "Played", "Player"]


class Played(Struct, frozen=True):
    """The interaction that answers, its number in the cassette (from 0), and where its calls do not fit the request."""

    interaction: Interaction
    turn: int
    drift: tuple[Drift, ...] = ()


class Miss(Struct, frozen=True):
    """No interaction answers `request`; `message` says what came, what is nearest and what to do."""

    request: Request
    message: str

    def __str__(self) -> str:
        return self.message


class Player:
    """Plays a cassette. Safe to share between threads; call `take` in the order in which requests start.

    `remedy` is the command that records again. `scrubber` makes live requests comparable with stored ones.
    """

    def __init__(
        self,
        cassette: Cassette,
        *,
        matching: Matching | None = None,
        scrubber: Scrubber | None = None,
        remedy: str = "",
    ) -> None:
        self.cassette = cassette
        self.matching = matching or Matching()
        self.remedy = remedy
        self.misses: list[Miss] = []
        self._scrubber = scrubber or Scrubber()
        self._lock = threading.Lock()
        self._played: list[int] = []
        self._waiting: dict[str, deque[int]] = defaultdict(deque)
        for turn, interaction in enumerate(cassette.interactions):
            self._waiting[key(interaction.request, self.matching)].append(turn)

    @property
    def played(self) -> tuple[int, ...]:
        """The numbers of the interactions that were played, in that order."""
        return tuple(self._played)

    @property
    def unplayed(self) -> tuple[int, ...]:
        """The numbers of those that were not."""
        played = set(self._played)
        return tuple(turn for turn in range(len(self.cassette.interactions)) if turn not in played)

    def take(self, request: Request) -> Played | Miss:
        """The interaction for this request, which then is played; else a `Miss`, which is remembered."""
        played = self.find(request)
        if played is not None:
            return played
        miss = Miss(
            request, explain(self._scrubber.request(request), self.cassette, self.played, self.matching, self.remedy)
        )
        with self._lock:
            self.misses.append(miss)
        return miss

    def find(self, request: Request) -> Played | None:
        """As `take`, but None and unremembered where there is none: for those who then ask the provider."""
        turn = self._next(request)
        if turn is None:
            return None
        interaction = self.cassette.interactions[turn]
        return Played(interaction, turn, drift(interaction, request))

    def _next(self, request: Request) -> int | None:
        for name in self._keys(request):
            with self._lock:
                waiting = self._waiting.get(name)
                if waiting:
                    turn = waiting.popleft()
                    self._played.append(turn)
                    return turn
        return None

    def _keys(self, request: Request) -> Iterator[str]:
        """The digests to look under: as sent, then, where that finds nothing, as it would have been stored."""
        yield key(request, self.matching)
        yield key(self._scrubber.request(request), self.matching)
