"""Rules as people write them in Python: `mock.when(user="weather in {city}").call("get_weather", location="{city}")`.

A rule is in force from its first verb on, and each further verb extends it at once and as a whole: a request in flight
sees the rule before the verb or after it. Several threads may write and read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from threading import RLock
from typing import TYPE_CHECKING, Any

from mockfn.assertions import Assertions
from mockfn.chat import ChatRequest
from mockfn.errors import no_member
from mockfn.matchers import Facts, Matcher, compile_conditions
from mockfn.place import Place
from mockfn.script.ordered import Script
from mockfn.script.rules import Rule, captured
from mockfn.script.steps import Step, add_answer, add_call, add_output, add_say, set_action
from mockfn.script.troubles import add_cut, add_fail, add_misbehave, set_pace
from mockfn.testkit import WrongCall

__all__ = ["RuleWriter", "Rules", "Seen", "Where"]

# What a journal holds of the requests that a test says yes to, given the request and the rule that answered it.
Seen = Callable[[Callable[[ChatRequest, Rule | None], bool]], Sequence[Any]]
_Verb = Callable[[Step], Step]


def _nothing(test: Callable[[ChatRequest, Rule | None], bool]) -> Sequence[Any]:
    del test
    return ()


class Rules:
    """The rules of one mock, in the order they were written. `script` is what they are at this moment.

    `requests` and `tool_calls` are where rules look up what they were asked; `root` is the folder that file names are
    shown below.
    """

    def __init__(self, *, requests: Seen = _nothing, tool_calls: Seen = _nothing, root: str = "") -> None:
        self._lock = RLock()
        self._seen, self._called, self._root = requests, tool_calls, root
        self._script: Script | None = None
        self._drafts: list[_Draft] = []
        self._otherwise: dict[Where, _Draft] = {}

    @property
    def script(self) -> Script:
        """The rules as an immutable value."""
        script = self._script
        if script is None:
            with self._lock:
                # The narrower comes first: what holds for every request would leave it nothing.
                last = sorted(self._otherwise.items(), key=lambda item: not item[0].conditions)
                script = Script(tuple(draft.rule for draft in self._drafts), tuple(draft.rule for _, draft in last))
                self._script = script
        return script

    def clear(self) -> None:
        """Forget all rules."""
        with self._lock:
            self._drafts.clear()
            self._otherwise.clear()
            self._script = None

    def where(self, *callables: Callable[[ChatRequest], object], **conditions: Any) -> Where:
        """The same verbs for the requests that meet these conditions."""
        place = self._place("where()")
        return Where(self, _matchers(callables, conditions, place))

    def when(
        self,
        *callables: Callable[[ChatRequest], object],
        optional: bool = False,
        misbehave: bool = False,
        **conditions: Any,
    ) -> RuleWriter:
        """A rule for the requests that meet all conditions; what it says is written with the verbs that follow."""
        return self.where().when(*callables, optional=optional, misbehave=misbehave, **conditions)

    @property
    def otherwise(self) -> RuleWriter:
        """What to say where no rule holds."""
        return self.where().otherwise

    def add(self, where: Where, callables: Sequence[Any], conditions: Mapping[str, Any], **flags: bool) -> RuleWriter:
        """A new rule, last of all."""
        with self._lock:
            place = self._place(f"rule {len(self._drafts) + 1}")
            matchers = where.conditions + _matchers(callables, conditions, place)
            draft = _Draft(self, matchers, place, flags)
            self._drafts.append(draft)
            self._script = None
        return RuleWriter(draft)

    def last(self, where: Where) -> RuleWriter:
        """What is said within a condition where no rule holds. Its first verb replaces what was said there."""
        return RuleWriter(_Draft(self, where.conditions, self._place("otherwise"), {}, where))

    def change(self, draft: _Draft, change: Callable[[Rule], Rule]) -> None:
        """Replace a rule by its next version."""
        with self._lock:
            draft.rule = change(draft.rule)
            if draft.where is not None:
                same = [where for where in self._otherwise if where.conditions == draft.where.conditions]
                for where in same:
                    del self._otherwise[where]
                self._otherwise[draft.where] = draft
            self._script = None

    def requests(self, test: Callable[[ChatRequest, Rule | None], bool]) -> Sequence[Any]:
        """The requests seen of which `test` says yes."""
        return self._seen(test)

    def tool_calls(self, test: Callable[[ChatRequest, Rule | None], bool]) -> Sequence[Any]:
        """The tool calls given to requests of which `test` says yes."""
        return self._called(test)

    def _place(self, name: str) -> Place:
        """Where the test calls: the innermost frame that is not ours."""
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] in ("mockfn", "pytest_mockfn"):
            frame = frame.f_back
        return Place(frame.f_code.co_filename.removeprefix(self._root), frame.f_lineno, name)


class Where(Assertions):
    """The verbs and assertions of a mock for the requests that meet a condition."""

    def __init__(self, rules: Rules, conditions: tuple[Matcher, ...]) -> None:
        self._rules, self.conditions = rules, conditions

    def when(
        self,
        *callables: Callable[[ChatRequest], object],
        optional: bool = False,
        misbehave: bool = False,
        **conditions: Any,
    ) -> RuleWriter:
        """A rule for the requests that meet these conditions as well."""
        return self._rules.add(self, callables, conditions, optional=optional, misbehave=misbehave)

    def where(self, *callables: Callable[[ChatRequest], object], **conditions: Any) -> Where:
        """The same, within further conditions."""
        return Where(self._rules, self.conditions + self._rules.where(*callables, **conditions).conditions)

    @property
    def otherwise(self) -> RuleWriter:
        """What to say to such a request where no rule holds."""
        return self._rules.last(self)

    def holds(self, chat: ChatRequest) -> bool:
        """True for a request that meets the conditions."""
        facts = Facts(chat)
        return all(matcher.match(facts) is not None for matcher in self.conditions)

    @property
    def requests(self) -> Sequence[Any]:
        """The requests that met the conditions."""
        return self._rules.requests(lambda chat, _: self.holds(chat))

    @property
    def tool_calls(self) -> Sequence[Any]:
        """The tool calls given to requests that met the conditions."""
        return self._rules.tool_calls(lambda chat, _: self.holds(chat))

    def __repr__(self) -> str:
        return f"<where {', '.join(matcher.shown for matcher in self.conditions) or 'every request'}>"


class _Draft:
    """A rule that may still grow. `rule` is its version of this moment."""

    __slots__ = ("names", "place", "rule", "rules", "where")

    def __init__(
        self,
        rules: Rules,
        conditions: tuple[Matcher, ...],
        place: Place,
        flags: Mapping[str, bool],
        where: Where | None = None,
    ) -> None:
        self.rules, self.place, self.where = rules, place, where
        self.names = captured(conditions, place)
        self.rule = Rule(conditions, (), place, key=self, **flags)


class RuleWriter:
    """The verbs of a rule. Verbs without `.then` between them make one reply; after `.then` begins the next."""

    __slots__ = ("_draft", "_number")

    def __init__(self, draft: _Draft) -> None:
        self._draft = draft
        self._number: int | None = None  # of the reply that the verbs make; None until the first

    def call(self, name: Any, arguments: Mapping[str, Any] | str | None = None, /, **named: Any) -> RuleWriter:
        """Call a tool. Arguments given as a mapping are checked against it, a text is sent as it is.

        Instead of a name, a `ToolCall` or one of `wrong_calls` is sent as it is, too; the latter misbehaves.
        """
        draft = self._draft
        if isinstance(name, WrongCall):
            self.misbehave()
        if isinstance(arguments, str) and named:
            raise draft.place.error("takes arguments as a text or by name, not both", key="call")
        given = arguments if isinstance(arguments, str) else {**(arguments or {}), **named}
        return self._say(lambda step: add_call(step, name, given, draft.names, draft.place))

    def say(self, text: str | Sequence[str]) -> RuleWriter:
        """Say a text; a list of texts are the deltas of a stream."""
        return self._say(lambda step: add_say(step, text, self._draft.names, self._draft.place))

    def answer(self, answer: Any) -> RuleWriter:
        """Answer with a `Reply`, an OpenAI message or completion, or a function of the request that returns one."""
        return self._say(lambda step: add_answer(step, answer, self._draft.place))

    def output(self, value: Any) -> RuleWriter:
        """Give data in the form the request asks for: by its response format, as the call it forces, or as text."""
        return self._say(lambda step: add_output(step, value, self._draft.names, self._draft.place))

    def generate(self) -> RuleWriter:
        """Have the answer invented from the request's own tools."""
        return self._say(lambda step: set_action(step, "generate", self._draft.place))

    def miss(self) -> RuleWriter:
        """Answer that nothing was found, with the explanation why."""
        return self._say(lambda step: set_action(step, "miss", self._draft.place))

    @property
    def then(self) -> RuleWriter:
        """The reply after this one."""
        if self._number is None:
            raise self._draft.place.error("then follows nothing", remedy="Say or call something before it.")
        return RuleWriter(self._draft)

    def optional(self) -> RuleWriter:
        """The rule may stay unused."""
        self._draft.rules.change(self._draft, lambda rule: rule.version(optional=True))
        return self

    def misbehave(self, name: str | None = None, *, times: int | None = None) -> RuleWriter:
        """The rule may say what the request forbids, as models do; by the name of a fault, the reply is made wrong."""
        self._draft.rules.change(self._draft, lambda rule: rule.version(misbehave=True))
        if name is None:
            return self
        return self._say(lambda step: add_misbehave(step, name, self._draft.place, times=times))

    def fail(self, fault: str | int, *, times: int | None = None, after: int | None = None) -> RuleWriter:
        """A fault by name or HTTP status, for `times` attempts (all), `after` so many events of a stream."""
        return self._say(lambda step: add_fail(step, fault, self._draft.place, times=times, after=after))

    def cut(self, after: int = 1, *, times: int | None = None) -> RuleWriter:
        """The connection closes after so many events of the stream."""
        return self._say(lambda step: add_cut(step, after, self._draft.place, times=times))

    def pace(self, *, first: float = 0.0, per_second: float | None = None, jitter: float = 0.0) -> RuleWriter:
        """Seconds to the first token, tokens a second, and the share by which both vary."""
        place = self._draft.place
        return self._say(lambda step: set_pace(step, place, first=first, per_second=per_second, jitter=jitter))

    @property
    def rule(self) -> Rule:
        """The rule as it is at this moment."""
        return self._draft.rule

    @property
    def requests(self) -> Sequence[Any]:
        """The requests that this rule answered."""
        return self._draft.rules.requests(lambda _, rule: rule is not None and rule.key is self._draft)

    @property
    def tool_calls(self) -> Sequence[Any]:
        """The tool calls that this rule made."""
        return self._draft.rules.tool_calls(lambda _, rule: rule is not None and rule.key is self._draft)

    def __repr__(self) -> str:
        return repr(self._draft.rule)

    if not TYPE_CHECKING:  # whoever checks types is told as well, by the checker

        def __getattr__(self, name: str) -> Any:
            __tracebackhide__ = True
            raise no_member(self, "A rule", name)

    def _say(self, verb: _Verb) -> RuleWriter:
        def change(rule: Rule) -> Rule:
            number = len(rule.steps) if self._number is None else self._number
            steps = [*rule.steps, Step()] if number == len(rule.steps) else list(rule.steps)
            steps[number] = verb(steps[number])
            self._number = number
            return rule.version(steps=tuple(steps))

        self._draft.rules.change(self._draft, change)
        return self


def _matchers(callables: Sequence[Any], conditions: Mapping[str, Any], place: Place) -> tuple[Matcher, ...]:
    made = [matcher for ask in callables for matcher in compile_conditions({"where": ask}, place)]
    return (*made, *compile_conditions(conditions, place))
