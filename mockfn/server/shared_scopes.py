"""Scopes of a server that shares its state: a script, a seed or a reset that one worker is told holds for all.

Before each request a worker asks whether anything was said to another one. So no answer is given by what has been
replaced, whichever worker was told.
"""

from __future__ import annotations

from threading import Lock

from mockfn.files import read_script
from mockfn.http import Request
from mockfn.journal import Exchange
from mockfn.mock import MockProvider
from mockfn.server.scopes import RawHeaders, ScopedMock, Scopes
from mockfn.shared import SharedState, StateError

__all__ = ["SharedScopes", "scopes_of"]


class SharedScopes(Scopes):
    """The scopes of all who share a state."""

    waits = True

    def __init__(self, mock: MockProvider, state: SharedState) -> None:
        super().__init__(mock)
        self._state = state
        self._version = 0
        self._refreshing = Lock()

    def told(self, name: str | None, *, script: str | None = None, seed: int | None = None) -> int | None:
        """Keeps a script (as text) or a seed of a scope; the number of the script's rules. Raises ScriptError."""
        rules = len(read_script(script).rules) if script is not None else None
        for what, value in (("script", script), ("seed", seed)):
            if value is not None:
                self._state.say(name, what, str(value))
        return rules

    def named(self, name: str | None) -> MockProvider:
        """The mock of a scope, as what was said last leaves it."""
        self._refresh()
        return super().named(name)

    def all(self) -> list[tuple[str | None, MockProvider]]:
        """The server's own mock, under None, and those of the scopes that any worker knows."""
        for name in self._state.scopes():
            self.named(name)
        return super().all()

    def reset(self, name: str | None) -> None:
        """Ends a scope for all workers; None ends all, and puts every worker back to its start."""
        self._state.end(name)
        if name is None:
            self.mock.reset()
        self._refresh()

    def respond(self, request: Request, headers: RawHeaders) -> Exchange:
        """Answers a request as its scope does; a 503 while the state cannot be had."""
        try:
            self._refresh()
            return super().respond(request, headers)
        except StateError as wrong:
            # Not kept: the journal is away as well.
            return self._refused(request, 503, "mockfn_state", str(wrong))

    def _begun(self, name: str) -> ScopedMock:
        self._state.mention(name)
        said = self._state.said()
        mock = super()._begun(name)
        if ("script", name) in said:
            mock.script = read_script(said["script", name])
        if ("seed", name) in said:
            mock.seed = int(said["seed", name])
        return mock

    def _refresh(self) -> None:
        if self._state.version == self._version:
            return
        with self._refreshing:
            version = self._state.version
            if version == self._version:
                return
            with self._lock:
                # Journals and attempts of scopes are not here, so nothing is lost with these.
                self._scoped.clear()
            # In one step from what was said before to what was said last: others answer meanwhile.
            said = self._state.said()
            script = said.get(("script", None))
            self.mock.script = self.base if script is None else read_script(script)
            self.mock.seed = int(said.get(("seed", None), self._seed))
            self._version = version


def scopes_of(mock: MockProvider) -> Scopes:
    """The scopes of a server's mock: its own, or shared where its state is."""
    return Scopes(mock) if mock.state is None else SharedScopes(mock, mock.state)
