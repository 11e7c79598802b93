"""MockProvider: the object people hold."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, Protocol

from msgspec.structs import replace

from mockfn.answer import Remembering, answer
from mockfn.apis import find
from mockfn.apis.openai_chat_checks import ROWS
from mockfn.assertions import Assertions
from mockfn.chat import APIError, ChatRequest
from mockfn.errors import SettingError, did_you_mean, no_member
from mockfn.http import Request, Response
from mockfn.journal import Exchange, GivenCall, Journal
from mockfn.jsontext import decode
from mockfn.latency import Latency
from mockfn.matchers import Facts
from mockfn.memory import Memory
from mockfn.providers import PROVIDERS, Provider, provider_named
from mockfn.script import Rule, Rules, RuleWriter, Script, Try, Where
from mockfn.settings import Settings
from mockfn.testkit import Fragmentation, fragmentation_named

if TYPE_CHECKING:
    from pathlib import Path

    from mockfn.cassette import Shelf
    from mockfn.intercept import Interception
    from mockfn.shared import SharedState
    from mockfn.verdict import Verdict

__all__ = ["MockProvider"]

_MOST, _MOST_BYTES = 1_000, 16 * 1024 * 1024

# Unix time by a clock that never steps back, so that no request comes before the one it follows.
_STARTED = time.time_ns() / 1e9 - time.monotonic()


class _Memory(Remembering, Protocol):
    """What `reset` can empty as well."""

    def clear(self) -> None: ...


class MockProvider(Assertions):
    """An imitated provider: rules in, exchanges out. Safe from any thread.

    `provider` is a provider's name or a `Provider`, `mode` one of its modes. `script` is the path of a file, its text
    (several lines), plain data, or a `Script`; the rules of `when` come before it. `otherwise` says what answers when
    no rule holds: "generate" or "miss" (default: generate while there are no rules, miss when there are). `checks`
    switches rejections: False makes none; a mapping of names leaves out those given False, and makes those given True
    that the provider does not make. `api_key` is the one key that
    is accepted (default: any). `strict_models` answers a model that the provider does not list with its 404.
    `latency` is how fast answers come whose rule says nothing of it, `chaos` the share of requests that a fault
    strikes. `state` is where attempts, stored completions and the journal are: in this process, or in the Redis of a
    `redis://` URL, for all who name it.
    `cassettes` are recordings, files or folders of them: they answer what no rule does, the nth asking of the
    same with the nth recorded answer.

    Raises SettingError for a name that does not exist, ScriptError for a script that can never hold.
    """

    def __init__(
        self,
        provider: str | Provider = "openai",
        *,
        mode: str | None = None,
        seed: int = 0,
        script: str | Path | Mapping[str, Any] | Script | None = None,
        otherwise: Literal["generate", "miss"] | None = None,
        checks: bool | Mapping[str, bool] | None = None,
        api_key: str | None = None,
        strict_models: bool = False,
        latency: Latency | None = None,
        chaos: float = 0.0,
        state: str | None = None,
        cassettes: str | Path | Collection[str | Path] = (),
    ) -> None:
        self._lock = Lock()
        self._remember_in(state)
        self._misses, self._rejections = list[Exchange](), list[Exchange]()
        self._rejections_allowed = False
        self._used: set[Any] = set()
        self._fragmentation: Fragmentation | None = None
        self._rules = Rules(
            requests=self._seen_requests, tool_calls=self._seen_calls, root=os.path.join(os.getcwd(), "")
        )
        self._settings = Settings(
            provider=_with_checks(provider_named(provider, mode), checks),
            seed=seed,
            rules=self._rules.script,
            script=_script(script),
            otherwise=otherwise,
            skip=_skipped(checks),
            api_key=api_key,
            strict_models=strict_models,
            latency=latency,
            chaos=chaos,
            cassette=_recordings(cassettes) if cassettes else None,
        )

    # What it says

    def when(
        self,
        *callables: Callable[[ChatRequest], object],
        optional: bool = False,
        misbehave: bool = False,
        **conditions: Any,
    ) -> RuleWriter:
        """A rule for the requests that meet all conditions; what it says is written with the verbs that follow.

        Raises ScriptError for a condition that does not exist or can never hold.
        """
        return self._rules.when(*callables, optional=optional, misbehave=misbehave, **conditions)

    def where(self, *callables: Callable[[ChatRequest], object], **conditions: Any) -> Where:
        """The same verbs within a condition, with `.requests` and `.tool_calls` of their own."""
        return self._rules.where(*callables, **conditions)

    @property
    def otherwise(self) -> RuleWriter:
        """What is said when no rule holds: `mock.otherwise.say("...")`, `.generate()`, `.miss()`."""
        return self._rules.otherwise

    @property
    def provider(self) -> Provider:
        """Who is imitated."""
        return self._settings.provider

    @property
    def script(self) -> Script:
        """The script, asked after the rules of `when`. Set it to another: a path, a text, plain data, or a `Script`."""
        return self._settings.script

    @script.setter
    def script(self, source: str | Path | Mapping[str, Any] | Script | None) -> None:
        script = _script(source)
        with self._lock:
            self._settings = replace(self._settings, script=script)

    @property
    def seed(self) -> int:
        """What ids and generated values derive from, with the request; it can be set."""
        return self._settings.seed

    @seed.setter
    def seed(self, seed: int) -> None:
        with self._lock:
            self._settings = replace(self._settings, seed=seed)

    # The exchange

    def respond(self, request: Request, *, keep: Callable[[Exchange], bool] | None = None) -> Exchange:
        """Answers a request and keeps the exchange in the journal. Never raises for what a client sent.

        `keep` says of the exchange whether it happened: False where somebody else is to answer instead.
        """
        exchange = answer(request, self._current(), self._memory, _STARTED + time.monotonic())
        if self._fragmentation is not None:
            exchange = replace(exchange, response=self._fragmentation.apply(exchange.response))
        if keep is None or keep(exchange):
            self._keep(exchange)
        return exchange

    def fragment(self, how: Fragmentation | str | None) -> None:
        """Cuts every stream this way from now on: one of `mockfn.fragmentations`, or its name; None as the provider.

        Raises SettingError for a name that is none of them.
        """
        self._fragmentation = fragmentation_named(how) if isinstance(how, str) else how

    @contextmanager
    def intercept(
        self, *, hosts: str | Collection[str] = (), passthrough: str | Collection[str] = (), leave: bool = False
    ) -> Iterator[Interception]:
        """Answers what the HTTP clients of this process send to a known provider, until the block is left.

        A known provider is one of `PROVIDERS`, the one imitated here, the host that a base-URL variable of the
        environment names, or one of `hosts`. What goes to `passthrough` is left alone. What a client sends to another
        path than those of an API, such as telemetry, gets an empty 204 and is not kept. With `leave`, what no rule
        answers is left to what stands outside: a cassette, another mock, the network.
        """
        from mockfn.intercept import intercept

        known = [host for provider in (*PROVIDERS.values(), self.provider) for host in provider.hosts]
        named = (hosts,) if isinstance(hosts, str) else hosts
        respond = self._answered_by_rule if leave else self._answered
        with intercept(respond, hosts=[*known, *named], passthrough=passthrough) as interception:
            yield interception

    def _remember_in(self, state: str | None) -> None:
        """Sets where it remembers: in this process, or in the Redis of that URL."""
        self.state: SharedState | None = None
        self._journal = Journal()
        self._memory: _Memory = Memory()
        if state is not None:
            from mockfn.shared import SharedJournal, SharedMemory, SharedState

            self.state = SharedState(state)
            self._journal = SharedJournal(self.state, self._current)
            self._memory = SharedMemory(self.state)

    def _current(self) -> Settings:
        """The settings with the rules as they stand."""
        settings, rules = self._settings, self._rules.script
        if settings.rules is not rules:
            with self._lock:
                settings = self._settings = replace(self._settings, rules=rules)
        return settings

    def _answered(self, request: Request) -> Response:
        found = find(request, self.provider)
        if isinstance(found, APIError) and found.name == "unknown-url" and not _names_a_model(request):
            return Response(204)
        return self.respond(request).response

    def _answered_by_rule(self, request: Request) -> Response | None:
        exchange = self.respond(request, keep=_is_said)
        return exchange.response if _is_said(exchange) else None

    # What happened

    @property
    def journal(self) -> Journal:
        """The latest exchanges, oldest first."""
        return self._journal

    @property
    def requests(self) -> list[ChatRequest]:
        """The conversations that came; `.messages` and `.json` of each are plain data."""
        return self._journal.requests

    @property
    def tool_calls(self) -> list[GivenCall]:
        """The calls that the app was given, each with the result it sent back."""
        return self._journal.tool_calls

    @property
    def verdict(self) -> Verdict:
        """What the exchanges of the journal say about the client: how it retries, what it sends back."""
        from mockfn.verdict import judge

        return judge(self._journal.numbered())

    @property
    def misses(self) -> list[Exchange]:
        """The exchanges that nothing answered, or whose script was wrong; they fail a test. `clear()` forgives."""
        return self._misses

    @property
    def rejections(self) -> list[Exchange]:
        """The exchanges that the provider would reject. They fail a test; `allow_rejections()` forgives them."""
        return self._rejections

    def allow_rejections(self) -> None:
        """Rejections, those that came included, are what this test is about."""
        self._rejections_allowed = True
        self._rejections.clear()

    @property
    def unused_rules(self) -> list[Rule]:
        """The rules of `when` that no request used and that are not optional."""
        return [rule for rule in self._rules.script.rules if not rule.optional and rule.key not in self._used]

    def tries(self, exchange: Exchange) -> Iterator[Try]:
        """The rules as they are at this moment, but for the one that answered, each with why it did not hold."""
        settings = self._current()
        if exchange.chat is not None:
            facts = Facts(exchange.chat, exchange.attempt)
            rules = (rule for script in (settings.rules, settings.script) for rule in script.rules)
            yield from (Try(rule, facts) for rule in rules if rule is not exchange.decision.rule)

    def reset(self) -> None:
        """Forgets the rules of `when`, journal, attempts and stored completions; script and settings stay."""
        self._rules.clear()
        self._journal.clear()
        self._memory.clear()
        self._misses.clear()
        self._rejections.clear()
        self._used.clear()

    def __repr__(self) -> str:
        rules = len(self._rules.script.rules) + len(self._settings.script.rules)
        return f"<MockProvider {self.provider.name}: {rules} rules, {len(self._journal)} exchanges>"

    if not TYPE_CHECKING:  # whoever checks types is told as well, by the checker

        def __getattr__(self, name: str) -> Any:
            __tracebackhide__ = True
            raise no_member(self, "A mock", name)

    def _keep(self, exchange: Exchange) -> None:
        decision = exchange.decision
        self._journal.append(exchange)
        if decision.rule is not None:
            self._used.add(decision.rule.key)
        if type(decision.answer) is not APIError:
            return
        # Nobody's path, and no model named: a client that warms its connection up, telemetry.
        stray = decision.answer.name == "unknown-url" and not _names_a_model(exchange.request)
        rejected = decision.source == "rejection" and not stray and not self._rejections_allowed
        kept = self._misses if decision.missed else self._rejections if rejected else None
        # Bounded like the journal, but the first tell more than the latest.
        if kept is not None and len(kept) < _MOST and sum(len(one.request.body) for one in kept) < _MOST_BYTES:
            kept.append(exchange)

    def _seen(self, test: Callable[[ChatRequest, Rule | None], bool]) -> list[Exchange]:
        return [one for one in self._journal if one.chat is not None and test(one.chat, one.decision.rule)]

    def _seen_requests(self, test: Callable[[ChatRequest, Rule | None], bool]) -> list[ChatRequest]:
        return [exchange.chat for exchange in self._seen(test) if exchange.chat is not None]

    def _seen_calls(self, test: Callable[[ChatRequest, Rule | None], bool]) -> list[GivenCall]:
        return self._journal.calls_of(self._seen(test))


def _is_said(exchange: Exchange) -> bool:
    """Whether a rule answered, of the test or of the script, or what they say otherwise."""
    return exchange.decision.source in ("rule", "script", "otherwise")


def _script(source: str | Path | Mapping[str, Any] | Script | None) -> Script:
    if source is None or isinstance(source, Script):
        return source or Script()
    from mockfn.files import read_script

    return read_script(source)


def _recordings(paths: str | Path | Collection[str | Path]) -> Shelf | None:
    from mockfn.files.cassettes import read_cassettes

    return read_cassettes(paths)


def _skipped(checks: bool | Mapping[str, bool] | None) -> frozenset[str]:
    if checks is None or checks is True:
        return frozenset()
    if checks is False:
        return frozenset(ROWS)
    for name in checks:
        if name not in ROWS:
            raise SettingError(f"There is no check {name!r}.", remedy=did_you_mean(name, ROWS))
    return frozenset(name for name, made in checks.items() if not made)


def _with_checks(provider: Provider, checks: bool | Mapping[str, bool] | None) -> Provider:
    """The provider, making also the checks that are switched on."""
    wanted = {} if checks is None or isinstance(checks, bool) else checks
    made: dict[str, Any] = {
        name: {} for name, switched in wanted.items() if switched and provider.checks.get(name) is None
    }
    return replace(provider, checks={**provider.checks, **made}) if made else provider


def _names_a_model(request: Request) -> bool:
    """Whoever names a model expects its answer, and gets what is served here instead of silence.

    Telemetry tells of models too, but deeper down: spans of a trace.
    """
    if b'"model"' not in request.body:
        return "/models/" in request.path
    try:
        body = decode(request.body)
    except ValueError:
        return True  # a form: name="model"
    return isinstance(body, dict) and "model" in body
