"""Conditions on a request: each says whether it holds, why not, and what it captured.

Text conditions (`user`, `system`) are for people's words: contained, without case, white space equal. Names are never
"contained": tools and tool results are exact, a model is exact or a glob. A callable of the request decides for itself;
what it raises is an error of the script and never a "no".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from mockfn.chat import ChatRequest
from mockfn.errors import did_you_mean
from mockfn.matchers.facts import Facts
from mockfn.matchers.said import Said
from mockfn.matchers.texts import TextTest, alike
from mockfn.matchers.wording import name_test, text_test
from mockfn.place import Place

__all__ = [
    "MATCHERS",
    "Matcher",
    "NumberMatcher",
    "ResultMatcher",
    "SystemMatcher",
    "ToolsMatcher",
    "UserMatcher",
    "compile_conditions",
]

_NOTHING: dict[str, str] = {}


class Matcher:
    """One condition, compiled. `key` is its name, `shown` how a rule writes it, `names` the captures it makes."""

    __slots__ = ("key", "names", "shown")

    def __init__(self, key: str, shown: str, names: tuple[str, ...] = ()) -> None:
        self.key, self.shown, self.names = key, shown, names

    def match(self, facts: Facts) -> Mapping[str, str] | None:
        """The captures, where the condition holds; else None."""
        raise NotImplementedError

    def why(self, facts: Facts) -> str:
        """Why it does not hold, as a clause. Only for a request for which it does not."""
        raise NotImplementedError

    def nearness(self, facts: Facts) -> float:
        """How close a failing request comes, from 0.0 to 1.0."""
        del facts
        return 0.0

    def covers(self, other: Matcher) -> bool:
        """Whether this holds wherever `other` does. False where that cannot be told."""
        del other
        return False


class UserMatcher(Matcher):
    """A user message fits. Which one is the rule's affair (it counts from there); by itself, any of them."""

    __slots__ = ("test",)

    def __init__(self, test: TextTest) -> None:
        super().__init__("user", f"user={test.shown}", test.names)
        self.test = test

    def match(self, facts: Facts) -> Mapping[str, str] | None:
        for turn in facts.users:
            captures = self.test.search(turn.said)
            if captures is not None:
                return captures
        return None

    def why(self, facts: Facts) -> str:
        if not facts.users:
            return "there is no user message"
        said = facts.users[0].said
        return f"the latest user message, {said.excerpt}, {self.test.why(said)}"

    def nearness(self, facts: Facts) -> float:
        return max((self.test.nearness(turn.said) for turn in facts.users[:4]), default=0.0)


class SystemMatcher(Matcher):
    """What system and developer messages say fits."""

    __slots__ = ("test",)

    def __init__(self, test: TextTest) -> None:
        super().__init__("system", f"system={test.shown}", test.names)
        self.test = test

    def covers(self, other: Matcher) -> bool:
        return isinstance(other, SystemMatcher) and self.test.covers(other.test)

    def match(self, facts: Facts) -> Mapping[str, str] | None:
        return self.test.search(facts.system)

    def why(self, facts: Facts) -> str:
        said = facts.system
        if not said.raw:
            return "there is no system message"
        return f"the system message, {said.excerpt}, {self.test.why(said)}"

    def nearness(self, facts: Facts) -> float:
        return self.test.nearness(facts.system)


class ResultMatcher(Matcher):
    """A tool's result is there. Which one is the rule's affair; by itself, one after the last assistant message."""

    __slots__ = ("tool",)

    def __init__(self, tool: str) -> None:
        super().__init__("tool_result", f'tool_result="{tool}"')
        self.tool = tool

    def match(self, facts: Facts) -> Mapping[str, str] | None:
        found = facts.results.get(self.tool)
        return _NOTHING if found is not None and found.after == 0 else None

    def why(self, facts: Facts) -> str:
        last = [name for name, found in facts.results.items() if found.after == 0]
        there = f"there is one of {_listed(sorted(last))}" if last else "there is none of any tool"
        return f'no result of "{self.tool}" follows the last assistant message: {there}'

    def nearness(self, facts: Facts) -> float:
        return alike(self.tool, facts.results)


class _Named(Matcher):
    """What a request says in a word, or in one of several words."""

    __slots__ = ("_noun", "_read", "_test")

    def __init__(self, key: str, noun: str, test: TextTest, read: Callable[[Facts], Sequence[Said]]) -> None:
        super().__init__(key, f"{key}={test.shown}", test.names)
        self._noun, self._test, self._read = noun, test, read

    def covers(self, other: Matcher) -> bool:
        return isinstance(other, _Named) and self.key == other.key and self._test.covers(other._test)

    def match(self, facts: Facts) -> Mapping[str, str] | None:
        for said in self._read(facts):
            captures = self._test.search(said)
            if captures is not None:
                return captures
        return None

    def why(self, facts: Facts) -> str:
        said = self._read(facts)[0]
        return f"{self._noun}, {said.excerpt}, {self._test.why(said)}"

    def nearness(self, facts: Facts) -> float:
        return max(self._test.nearness(said) for said in self._read(facts))


class ToolsMatcher(Matcher):
    """All of these tools are offered, or none is where none is named."""

    __slots__ = ("wanted",)

    def __init__(self, wanted: tuple[str, ...]) -> None:
        super().__init__("tools", f"tools={_listed(wanted) if len(wanted) == 1 else list(wanted)}")
        self.wanted = wanted

    def covers(self, other: Matcher) -> bool:
        if not isinstance(other, ToolsMatcher) or not other.wanted:
            return isinstance(other, ToolsMatcher) and not self.wanted
        return bool(self.wanted) and set(self.wanted) <= set(other.wanted)

    def match(self, facts: Facts) -> Mapping[str, str] | None:
        tools = facts.chat.tools
        if not self.wanted:
            return None if tools else _NOTHING
        offered = {tool.name for tool in tools}
        return _NOTHING if offered.issuperset(self.wanted) else None

    def why(self, facts: Facts) -> str:
        offered = [tool.name for tool in facts.chat.tools]
        missing = [name for name in self.wanted if name not in offered]
        said = f"offered: {_listed(offered)}" if offered else "no tool is offered"
        return f"{_listed(missing)} is not offered; {said}" if missing else f"the request offers {_listed(offered)}"

    def nearness(self, facts: Facts) -> float:
        offered = [tool.name for tool in facts.chat.tools]
        near = [alike(name, offered) for name in self.wanted]
        return sum(near) / len(near) if near else 0.0


class NumberMatcher(Matcher):
    """A number of the request is one of these."""

    __slots__ = ("_read", "wanted")

    def __init__(self, key: str, value: Any, read: Callable[[Facts], int], place: Place) -> None:
        numbers = [value] if isinstance(value, int) else value
        if not isinstance(numbers, list | tuple | set | frozenset | range) or any(
            isinstance(number, bool) or not isinstance(number, int) or number < 0 for number in numbers
        ):
            raise place.error(f"takes a number from 0 or a list of them, not {value!r}", key=key)
        super().__init__(key, f"{key}={value!r}")
        self.wanted, self._read = frozenset(numbers), read

    def covers(self, other: Matcher) -> bool:
        return isinstance(other, NumberMatcher) and self.key == other.key and self.wanted >= other.wanted

    def match(self, facts: Facts) -> Mapping[str, str] | None:
        return _NOTHING if self._read(facts) in self.wanted else None

    def why(self, facts: Facts) -> str:
        wanted = " or ".join(str(number) for number in sorted(self.wanted))
        return f"the {self.key} is {self._read(facts)}, not {wanted or 'any'}"

    def nearness(self, facts: Facts) -> float:
        return 1 / (1 + min((abs(self._read(facts) - number) for number in self.wanted), default=9))


class _Header(Matcher):
    """A header: one that is there, one that is not, or one whose value fits."""

    __slots__ = ("_name", "_test", "_there")

    def __init__(self, name: str, value: Any, place: Place) -> None:
        self._name, self._there = name.lower(), value is not False
        self._test = None if isinstance(value, bool) else name_test(value, place, "header")
        wanted = value if self._test is None else self._test.shown
        super().__init__("header", f"header={{{json.dumps(name)}: {wanted}}}", self._test.names if self._test else ())

    def covers(self, other: Matcher) -> bool:
        if not isinstance(other, _Header) or (self._name, self._there) != (other._name, other._there):
            return False
        return self._test is None or (other._test is not None and self._test.covers(other._test))

    def match(self, facts: Facts) -> Mapping[str, str] | None:
        said = facts.headers.get(self._name)
        if said is None or self._test is None:
            return _NOTHING if (said is not None) == self._there else None
        return self._test.search(said)

    def why(self, facts: Facts) -> str:
        said = facts.headers.get(self._name)
        if said is None:
            return f'there is no header "{self._name}"'
        wrong = self._test.why(said) if self._test else "is there"
        return f'the header "{self._name}", {said.excerpt}, {wrong}'


class _Callable(Matcher):
    __slots__ = ("_ask", "_place")

    def __init__(self, ask: Callable[[ChatRequest], object], place: Place) -> None:
        super().__init__("where", getattr(ask, "__name__", type(ask).__name__))
        self._ask, self._place = ask, place

    def match(self, facts: Facts) -> Mapping[str, str] | None:
        try:
            return _NOTHING if self._ask(facts.chat) else None
        except Exception as problem:
            raise self._place.error(
                f"its condition {self.shown} raised {type(problem).__name__}: {problem}",
                remedy="A condition takes the request and says true or false.",
            ) from problem

    def why(self, facts: Facts) -> str:
        del facts
        return f"{self.shown} said no"


def _listed(names: Collection[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _strings(value: Any, place: Place, key: str) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else value
    if isinstance(names, list | tuple | set | frozenset) and all(isinstance(name, str) for name in names):
        return tuple(sorted(names) if isinstance(names, set | frozenset) else names)
    raise place.error(f"takes the name of a tool, or a list of them, not {value!r}", key=key)


_Made = list[Matcher]


def _user(value: Any, place: Place) -> _Made:
    """a user message: contains the words"""
    return [UserMatcher(text_test(value, place, "user"))]


def _system(value: Any, place: Place) -> _Made:
    """the system and developer messages: contain the words"""
    return [SystemMatcher(text_test(value, place, "system"))]


def _model(value: Any, place: Place) -> _Made:
    """the model asked for: exact, or a glob"""
    return [_Named("model", "the model", name_test(value, place, "model"), lambda facts: facts.model)]


def _tools(value: Any, place: Place) -> _Made:
    """names of tools, all of which the request offers; [] where it offers none"""
    return [ToolsMatcher(_strings(value, place, "tools"))]


def _tool_result(value: Any, place: Place) -> _Made:
    """the name of a tool whose result was sent after the last assistant message; a list where all of them were"""
    names = _strings(value, place, "tool_result")
    if not names:
        raise place.error("takes the name of a tool, or a list of them, not []", key="tool_result")
    return [ResultMatcher(name) for name in names]


def _step(value: Any, place: Place) -> _Made:
    """how many assistant messages follow the latest user message: 0 right after it"""
    return [NumberMatcher("step", value, lambda facts: facts.step, place)]


def _attempt(value: Any, place: Place) -> _Made:
    """how often these same messages were asked before: 0 the first time, 1 at the first retry"""
    return [NumberMatcher("attempt", value, lambda facts: facts.attempt, place)]


def _header(value: Any, place: Place) -> _Made:
    """names and values of headers (exact, or a glob); true where it is there, false where it is not"""
    named = {value: True} if isinstance(value, str) else value
    if not isinstance(named, Mapping) or not named or not all(isinstance(name, str) for name in named):
        raise place.error(f"takes the name of a header, or names with their values, not {value!r}", key="header")
    return [_Header(name, wanted, place) for name, wanted in named.items()]


def _tool_choice(value: Any, place: Place) -> _Made:
    """none, auto, required, or the name of the one tool that is forced"""
    test = name_test(value, place, "tool_choice")
    return [_Named("tool_choice", "the tool choice", test, lambda facts: facts.tool_choice)]


def _response_format(value: Any, place: Place) -> _Made:
    """text, json_object, json_schema, or the name of the schema"""
    test = name_test(value, place, "response_format")
    return [_Named("response_format", "the response format", test, lambda facts: facts.response_format)]


def _where(value: Any, place: Place) -> _Made:
    """a function of the request that says true or false (in Python)"""
    if not callable(value):
        remedy = f"For the user's words, write user={value!r}." if isinstance(value, str | re.Pattern) else ""
        raise place.error(f"takes a function of the request, not {value!r}", key="where", remedy=remedy)
    return [_Callable(value, place)]


MATCHERS: dict[str, Callable[[Any, Place], _Made]] = {
    "user": _user,
    "system": _system,
    "model": _model,
    "tools": _tools,
    "tool_result": _tool_result,
    "step": _step,
    "attempt": _attempt,
    "header": _header,
    "tool_choice": _tool_choice,
    "response_format": _response_format,
    "where": _where,
}


def compile_conditions(
    conditions: Mapping[str, Any], place: Place, places: Callable[[str], Place] | None = None
) -> tuple[Matcher, ...]:
    """The matchers of a rule's conditions, by name. `places` says where each was written, where that is known.

    Raises `ScriptError` for a condition that does not exist, or a value it cannot take.
    """
    made: list[Matcher] = []
    for key, value in conditions.items():
        here = places(key) if places else place
        if key not in MATCHERS:
            raise here.error(f"there is no condition {key!r}", remedy=did_you_mean(key, MATCHERS))
        made += MATCHERS[key](value, here)
    return tuple(made)
