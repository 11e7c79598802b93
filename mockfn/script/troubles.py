"""The verbs that make an answer slow or wrong: `fail`, `misbehave`, `cut` and `pace`. They stand beside any reply."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import replace

from mockfn.errors import SettingError
from mockfn.faults import FAULTS, Strike, strike_named
from mockfn.latency import Latency
from mockfn.place import Place
from mockfn.script.steps import Step

__all__ = ["TROUBLES", "add_cut", "add_fail", "add_misbehave", "set_pace"]


def add_fail(
    step: Step, name: str | int, place: Place, *, times: int | None = None, after: int | None = None, key: str = "fail"
) -> Step:
    """A fault of any kind, by name or HTTP status; `times` attempts long, `after` so many events of a stream."""
    try:
        strike = strike_named(name, times=times, after=1 if after is None else after)
    except SettingError as wrong:
        raise place.error(str(wrong), key=key) from None
    endless = step.endless or FAULTS[strike.name].endless
    return replace(step, faults=(*step.faults, strike), endless=endless)


def add_misbehave(step: Step, name: str, place: Place, *, times: int | None = None) -> Step:
    """A model that gets it wrong, by the name of a fault of that kind."""
    changed = add_fail(step, name, place, times=times, key="misbehave")
    strike: Strike = changed.faults[-1]
    if strike.kind != "reply":
        raise place.error(f"{name!r} is no way for a model to misbehave", key="misbehave", remedy=f"Use fail: {name}.")
    return changed


def add_cut(step: Step, after: int, place: Place, *, times: int | None = None) -> Step:
    """The connection closes after so many events."""
    return add_fail(step, "cut", place, times=times, after=after, key="cut")


def set_pace(
    step: Step, place: Place, *, first: float = 0.0, per_second: float | None = None, jitter: float = 0.0
) -> Step:
    """How fast this reply comes: seconds to the first token, tokens a second, and the share both vary by."""
    try:
        return replace(step, latency=Latency(first, per_second, jitter))
    except (SettingError, TypeError) as wrong:
        raise place.error(str(wrong), key="pace") from wrong


def _fail(step: Step, value: Any, _names: Collection[str], place: Place) -> Step:
    """As data: a name, a status, {name: times}, or a list of these."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping) and item:
            for name, times in item.items():
                step = add_fail(step, name, place, times=_count(times, "fail", place))
        elif isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool)):
            step = add_fail(step, item, place)
        else:
            remedy = "Write, say, `fail: rate_limit` or `fail: {rate_limit: 2}`."
            raise place.error(f"takes the name of a fault, or its status, not {item!r}", key="fail", remedy=remedy)
    return step


def _misbehave(step: Step, value: Any, _names: Collection[str], place: Place) -> Step:
    if isinstance(value, str):
        return add_misbehave(step, value, place)
    if isinstance(value, Mapping) and len(value) == 1:
        ((name, times),) = value.items()
        return add_misbehave(step, name, place, times=_count(times, "misbehave", place))
    raise place.error(f"takes the name of a fault, not {value!r}", key="misbehave")


def _cut(step: Step, value: Any, _names: Collection[str], place: Place) -> Step:
    after = value.get("after") if isinstance(value, Mapping) and set(value) == {"after"} else value
    return add_cut(step, _count(after, "cut", place, least=0), place)


def _pace(step: Step, value: Any, _names: Collection[str], place: Place) -> Step:
    known = ("first", "per_second", "jitter")
    if not isinstance(value, Mapping) or not value or any(name not in known for name in value):
        raise place.error(f"takes {', '.join(known)}, not {value!r}", key="pace")
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in value.values()):
        raise place.error(f"takes numbers, not {dict(value)!r}", key="pace")
    return set_pace(step, place, **value)


def _count(value: Any, key: str, place: Place, least: int = 1) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise place.error(f"takes a whole number, {least} or more, not {value!r}", key=key)
    return value


# What a step of a script file may hold beside what it says.
TROUBLES = {"fail": _fail, "misbehave": _misbehave, "cut": _cut, "pace": _pace}
