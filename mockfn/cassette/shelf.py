"""Many cassettes as one source of answers that never runs out: for a server, which does not know when a test begins.

Nothing is counted here. The caller says how often the same was asked before, and the nth asking gets the nth recorded
answer, in rounds. The host does not count, nor does a provider's name before the path: a server has its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from mockfn.cassette.misses import explain
from mockfn.cassette.model import Cassette
from mockfn.cassette.normalise import Matching, key
from mockfn.cassette.player import Played
from mockfn.cassette.replay import replay
from mockfn.cassette.scrub import Scrubber
from mockfn.http import Request, Response

__all__ = ["Shelf"]


class Shelf:
    """Recorded answers by what their requests mean, the tools they offer included: what is found fits them."""

    def __init__(
        self,
        cassettes: Iterable[Cassette],
        *,
        scrubber: Scrubber | None = None,
    ) -> None:
        self._matching = Matching(host=False)
        self._scrubber = scrubber or Scrubber()
        found = [interaction for cassette in cassettes for interaction in cassette.interactions]
        self._all = Cassette(tuple(found))
        self._turns: dict[str, list[int]] = {}
        for turn, interaction in enumerate(found):
            self._turns.setdefault(key(interaction.request, self._matching), []).append(turn)

    def __len__(self) -> int:
        return len(self._all.interactions)

    def find(self, request: Request, attempt: int = 0) -> Played | None:
        """The interaction for the `attempt`-th asking (from 0)."""
        for candidate in self._spellings(request):
            turns = self._turns.get(key(candidate, self._matching))
            if turns:
                turn = turns[attempt % len(turns)]
                return Played(self._all.interactions[turn], turn)
        return None

    def replay(self, played: Played) -> Response:
        """The answer to send, at once."""
        return replay(played.interaction)

    def miss(self, request: Request) -> str:
        """Why nothing recorded answers a request."""
        return explain(self._scrubber.request(request), self._all, (), self._matching)

    def _spellings(self, request: Request) -> Iterable[Request]:
        """The request as sent, as it would have been stored, and below a provider's name as without it."""
        yield request
        stored = self._scrubber.request(request)
        yield stored
        head, slash, rest = stored.path.lstrip("/").partition("/")
        if head and slash:
            query = f"?{stored.query}" if stored.query else ""
            yield Request(stored.method, f"/{rest}{query}", stored.headers, stored.body)
