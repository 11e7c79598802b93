"""What a test says about an app's tool calls, as sentences that fail with what happened instead.

A tool *ran* when a reply called it and the app sent a result back. Arguments and results given as a mapping say what
must be in them, nested mappings included; everything else must be equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from mockfn import jsontext
from mockfn.chat import ChatRequest
from mockfn.errors import UnknownToolError, did_you_mean

__all__ = ["Assertions", "Given"]


class Given(Protocol):
    """A call that an app was given, as a journal tells it: `result` counts where it is `answered`."""

    @property
    def name(self) -> str: ...
    @property
    def arguments(self) -> Any: ...
    @property
    def result(self) -> Any: ...
    @property
    def answered(self) -> bool: ...


class Assertions:
    """The assertions of whatever has `requests` and `tool_calls`."""

    @property
    def requests(self) -> Sequence[ChatRequest]:
        """The conversations that came."""
        raise NotImplementedError

    @property
    def tool_calls(self) -> Sequence[Given]:
        """The calls that the app was given, in order."""
        raise NotImplementedError

    def assert_ran(
        self, name: str, arguments: Mapping[str, Any] | None = None, *, result: Any = ..., times: int | None = None
    ) -> None:
        """The app was given a call of `name` with at least these `arguments`, and sent this `result` back for it.

        Without `arguments` or `result` any will do. `times` says how many such calls there were (default: one or
        more). Raises AssertionError, and UnknownToolError where no request offered the tool.
        """
        __tracebackhide__ = True
        calls = self._calls_of(name)
        reasons = [_why_not(call, arguments, result) for call in calls]
        ran = reasons.count(None)
        if ran >= 1 if times is None else ran == times:
            return
        wanted = _wanted(name, arguments, result)
        if times is not None and ran:
            raise AssertionError(f"{wanted} ran {_times(ran)}, not {_times(times)}.\n{_listed(calls, reasons)}")
        problem = _only_problem(calls, reasons) or f"{wanted} did not run."
        raise AssertionError(f"{problem}\n{_listed(calls, reasons) if calls else self._called()}")

    def assert_not_called(self, name: str, arguments: Mapping[str, Any] | None = None) -> None:
        """No reply called `name` (with at least these `arguments`).

        Raises AssertionError, and UnknownToolError where requests came and none offered the tool.
        """
        __tracebackhide__ = True
        calls = [call for call in self._calls_of(name) if not _differences(arguments, call.arguments)]
        if calls:
            listed = _listed(calls, [None] * len(calls))
            raise AssertionError(f"{_wanted(name, arguments, ...)} was called.\n{listed}")

    def assert_order(self, *names: str) -> None:
        """The tools were called in this order; others may stand between.

        Raises AssertionError, and UnknownToolError where no request offered one of them.
        """
        __tracebackhide__ = True
        for name in names:
            self._calls_of(name)
        called = iter([call.name for call in self.tool_calls])
        for number, name in enumerate(names):
            if name not in called:
                after = (
                    f"after {names[number - 1]!r} no call of {name!r} follows" if number else f"{name!r} was not called"
                )
                raise AssertionError(f"Not called in the order {', '.join(names)}: {after}.\n{self._called()}")

    def _calls_of(self, name: str) -> list[Given]:
        __tracebackhide__ = True
        calls, requests = self.tool_calls, self.requests
        known = {tool.name for request in requests for tool in request.tools} | {call.name for call in calls}
        if requests and name not in known:
            raise UnknownToolError(
                f"No request offered a tool {name!r}, and no reply called one.", remedy=did_you_mean(name, known)
            )
        return [call for call in calls if call.name == name]

    def _called(self) -> str:
        if not self.requests:
            return "No request came."
        calls = self.tool_calls
        return f"Called, in order: {', '.join(call.name for call in calls)}." if calls else "Nothing was called."


def _wanted(name: str, arguments: Mapping[str, Any] | None, result: Any) -> str:
    said = name if arguments is None else f"{name} with {dict(arguments)!r}"
    return said if result is ... else f"{said} and result {result!r}"


def _why_not(call: Given, arguments: Mapping[str, Any] | None, result: Any) -> str | None:
    """Why a call is not the one that is meant; None where it is."""
    differences = _differences(arguments, call.arguments)
    if not differences and not call.answered:
        return "the app sent no result back"
    if not differences and result is not ...:
        differences = _differences(_like(call.result, result), _read(call.result, result), "the result")
    return ", ".join(differences) or None


def _like(actual: Any, expected: Any) -> Any:
    """`expected` as data where the app's text was read as data: "22" is said of 22 as well."""
    if isinstance(expected, str) and not isinstance(actual, str):
        try:
            return jsontext.decode(expected)
        except ValueError:
            return expected
    return expected


def _read(actual: Any, expected: Any) -> Any:
    """What the app sent as data where data is expected: some clients send `str(result)`."""
    if isinstance(actual, str) and isinstance(expected, Mapping | list):
        from mockfn import reprs  # brings a parser that few need

        return reprs.read(actual)
    return actual


def _differences(expected: Any, actual: Any, path: str = "") -> list[str]:
    if expected is None and not path:
        return []
    if not isinstance(expected, Mapping) or not isinstance(actual, Mapping):
        return [] if expected == actual else [f"{path or 'the arguments'} is {actual!r}, not {expected!r}"]
    found: list[str] = []
    for key, value in expected.items():
        inner = f"{path}.{key}" if path else str(key)
        found += _differences(value, actual[key], inner) if key in actual else [f"{inner} is missing"]
    return found


def _only_problem(calls: list[Given], reasons: list[str | None]) -> str | None:
    """The headline where a single call explains everything."""
    if len(calls) != 1 or reasons[0] is None:
        return None
    return f"{calls[0].name} was called, but {reasons[0]}."


def _listed(calls: Iterable[Given], reasons: Iterable[str | None]) -> str:
    lines = [f"  {call!r}{f': {reason}' if reason else ''}" for call, reason in zip(calls, reasons, strict=True)]
    return "\n".join(["Calls of it:", *lines])


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
