"""Scopes: parallel tests of one server, each with rules, a seed, attempts and a journal of its own.

A request names its scope in the header `X-Mockfn-Scope`, or by an API key `mockfn-scope-NAME` where an app lets its
tests choose nothing but the key. A scope begins with its first mention. It says what its own script says, and whatever
the server says where none of its own rules holds. A request that names no scope is the server's own.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from itertools import chain
from threading import Lock

from msgspec.structs import replace

from mockfn.apis import OPENAI_CHAT
from mockfn.chat import APIError
from mockfn.decide import Decision
from mockfn.errors import SettingError, did_you_mean
from mockfn.files import read_script
from mockfn.http import Request
from mockfn.journal import Exchange, Journal
from mockfn.mock import MockProvider
from mockfn.script import Script
from mockfn.seeds import Chance
from mockfn.settings import Settings
from mockfn.shared import SharedJournal, SharedMemory, StateError
from mockfn.testkit import Fragmentation

__all__ = ["HEADERS", "KEY", "RawHeaders", "ScopedMock", "Scopes", "check_name", "scope_name", "tells_of_scope"]

# The headers of mockfn's own that a request may have.
HEADERS = {"x-mockfn-fail": "the fault that strikes this request", "x-mockfn-scope": "the scope that answers"}

KEY = "mockfn-scope-"

_OWN, _SCOPE = b"x-mockfn-", b"x-mockfn-scope"
_KEYS = {b"authorization": b"bearer ", b"api-key": b"", b"x-api-key": b""}
_KEY = KEY.encode()

# More than a suite runs in parallel; the scope used longest ago leaves first.
_MOST = 256
_JOURNAL = {"limit": 500, "size": 2 * 1024 * 1024}
_LONGEST, _SHOWN = 300, 60

RawHeaders = Iterable[tuple[bytes, bytes]]


class ScopedMock(MockProvider):
    """One scope's mock: its own rules first, then its parent's. Its seed is the parent's until it has one set."""

    def __init__(self, parent: MockProvider, name: str = "") -> None:
        super().__init__(parent.provider)
        self._parent = parent
        self._own_seed: int | None = None
        if parent.state is None:
            self._journal = Journal(numbers=parent.journal.numbers, **_JOURNAL)
        else:
            self._journal = SharedJournal(parent.state, self._current, name, **_JOURNAL)
            self._memory = SharedMemory(parent.state, name)
        self._joined: tuple[Settings, Settings, int | None, Settings] | None = None

    @property
    def seed(self) -> int:
        """What ids and generated values derive from, with the request; it can be set."""
        return self._parent.seed if self._own_seed is None else self._own_seed

    @seed.setter
    def seed(self, seed: int) -> None:
        self._own_seed = seed

    @property
    def _fragmentation(self) -> Fragmentation | None:
        """How streams are cut: as its parent's, where nothing else was said."""
        return self._own_fragmentation or self._parent._fragmentation

    @_fragmentation.setter
    def _fragmentation(self, how: Fragmentation | None) -> None:
        self._own_fragmentation = how

    def _current(self) -> Settings:
        own, above, joined = super()._current(), self._parent._current(), self._joined
        if joined is None or joined[0] is not own or joined[1] is not above or joined[2] != self._own_seed:
            rules = _joined(own.rules, own.script, above.rules)
            settings = replace(above, rules=rules, seed=self.seed)
            joined = self._joined = (own, above, self._own_seed, settings)
        return joined[3]


class Scopes:
    """The mock of the server and those of its scopes, by name. Safe from any thread.

    `mock.script` and `mock.seed` as they are at the start are what `reset` goes back to; `base` changes with a script
    file that is loaded again. `waits` says whether answering waits for what is outside this process.
    """

    waits = False

    def __init__(self, mock: MockProvider) -> None:
        self.mock = mock
        self.base = mock.script
        self._seed = mock.seed
        self._scoped: OrderedDict[str, ScopedMock] = OrderedDict()
        self._lock = Lock()

    def named(self, name: str | None) -> MockProvider:
        """The mock of a scope, made where there is none; the server's own for None. Raises SettingError."""
        if name is None:
            return self.mock
        check_name(name)
        with self._lock:
            found = self._scoped.get(name)
            if found is None:
                found = self._scoped[name] = self._begun(name)
                if len(self._scoped) > _MOST:
                    self._scoped.popitem(last=False)
            else:
                self._scoped.move_to_end(name)
        return found

    def _begun(self, name: str) -> ScopedMock:
        """The mock of a scope that begins."""
        return ScopedMock(self.mock, name)

    def all(self) -> list[tuple[str | None, MockProvider]]:
        """The server's own mock, under None, and each scope's."""
        with self._lock:
            return [(None, self.mock), *self._scoped.items()]

    def told(self, name: str | None, *, script: str | None = None, seed: int | None = None) -> int | None:
        """Sets the script (given as text) or the seed of a scope; the number of the script's rules.

        Raises ScriptError.
        """
        mock = self.named(name)
        if seed is not None:
            mock.seed = seed
        if script is None:
            return None
        found = read_script(script)
        mock.script = found
        return len(found.rules)

    def reset(self, name: str | None) -> None:
        """Ends a scope: its next mention begins it anew. None ends all, and puts the server back to its start."""
        with self._lock:
            ended = list(self._scoped.values()) if name is None else [self._scoped.get(name)]
            if name is None:
                self._scoped.clear()
            else:
                self._scoped.pop(name, None)
        for mock in ended:
            # Whoever holds it, a request in flight or a Python test, finds it empty.
            if mock is not None:
                mock.reset()
        if name is None:
            self.mock.reset()
            self.mock.script, self.mock.seed = self.base, self._seed

    def rebase(self, script: Script) -> None:
        """Another script, for this moment and for every reset: the server's file was saved."""
        self.base = self.mock.script = script

    def respond(self, request: Request, headers: RawHeaders) -> Exchange:
        """Answers a request as its scope does."""
        try:
            name = scope_name(headers)
            mock = self.mock if name is None else self.named(name)
        except StateError:
            raise
        except SettingError as wrong:
            exchange = self._refused(request, 400, "mockfn_header", str(wrong))
            self.mock.journal.append(exchange)
            return exchange
        return mock.respond(request)

    def _refused(self, request: Request, status: int, kind: str, message: str) -> Exchange:
        """An error of mockfn's own, in the provider's envelope."""
        error = APIError(status, message, type=kind, code=kind, name=kind)
        response = OPENAI_CHAT.render_error(error, self.mock.provider, Chance(self.mock.seed, request.body))
        return Exchange(request, Decision(error, "rejection", (message,)), response, at=time.time_ns() / 1e9)


def check_name(name: str) -> None:
    """Raises SettingError for what no scope can be called."""
    if not name.isprintable() or not 0 < len(name) <= _LONGEST:
        shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
        remedy = f"Its name is 1 to {_LONGEST} characters that can be printed."
        raise SettingError(f"A scope cannot be called {shown!r}.", remedy=remedy)


def tells_of_scope(headers: RawHeaders) -> bool:
    """Whether headers may name a scope, or tell mockfn anything else. Nearly none do, which is seen in all at once."""
    joined = b"\n".join(chain.from_iterable(headers))
    return _OWN in joined or _KEY in joined


def scope_name(headers: RawHeaders) -> str | None:
    """The scope that the headers of a request name, None where they name none. Raises SettingError."""
    if not tells_of_scope(headers):
        return None
    name = by_key = None
    for key, value in headers:
        if key.startswith(_OWN):
            if key.decode("latin-1") not in HEADERS:
                raise _unknown(key.decode("latin-1"))
            name = _text(value) if key == _SCOPE else name
        elif key in _KEYS and _KEY in value:
            by_key = _of_key(key, value)
    return by_key if name is None else name


def _unknown(name: str) -> SettingError:
    shown = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
    return SettingError(f"There is no header {shown!r}.", remedy=did_you_mean(name, HEADERS))


def _of_key(header: bytes, value: bytes) -> str | None:
    prefix = _KEYS[header] + _KEY
    return _text(value[len(prefix) :]) if value.lower().startswith(prefix) else None


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _joined(*scripts: Script) -> Script:
    rules = tuple(rule for script in scripts for rule in script.rules)
    return Script(rules, tuple(rule for script in scripts for rule in script.otherwise))
