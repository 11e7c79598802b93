"""Dates and times as a field has them: in the form its format, its description or a sample asks for, in an order that
its name implies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from mockfn.schema.realism.scene import Scene
from mockfn.schema.realism.suggest import date_pattern, date_sample

__all__ = ["dated"]

_DATED = frozenset(("date", "day", "deadline", "dob", "birthday", "birthdate", "expiry", "checkin", "checkout"))
_TIMED = frozenset(("time", "clock"))
_MOMENT = frozenset(("datetime", "timestamp", "at", "on", "since", "until", "before", "after"))
_ENDS = frozenset((
    "end", "out", "to", "until", "before", "finish", "checkout", "return", "arrival", "due", "expiry", "expiration",
    "expire", "deadline", "max", "stop", "dropoff", "completion", "close", "ending", "finishing", "leave", "ends",
    "updated", "modified", "changed", "completed", "closed", "finished", "resolved", "delivered",
))  # fmt: skip
_STARTS = frozenset((
    "start", "from", "since", "after", "begin", "checkin", "departure", "min", "pickup", "open", "starting",
    "beginning", "join", "starts",
    "created", "opened", "started",
))  # fmt: skip
_BORN = frozenset(("birth", "dob", "birthday", "birthdate", "born"))


def dated(
    words: tuple[str, ...], description: str, formats: tuple[str, ...], samples: list[str]
) -> Callable[[Scene], str] | None:
    """Dates and times, written as the format, the description or a sample asks, in the order their names imply."""
    written = _WRITTEN.get(formats[0]) if formats else None
    if formats and written is None:
        return None
    said = set(words)
    last = words[-1] if words else ""
    shown = next(filter(None, map(date_sample, samples)), None)
    written = written or date_pattern(description) or shown
    if written is None:
        if last in _DATED or (said & _BORN and said & _DATED) or (last in _MOMENT and "date" in description.lower()):
            written = "%Y-%m-%d"
        elif last in _TIMED or (len(words) > 1 and words[-2:] in (("start", "time"), ("end", "time"))):
            written = "%H:%M" if "stamp" not in description.lower() else "%Y-%m-%dT%H:%M:%SZ"
        elif last in ("published", "updated", "created", "modified", "expires") and _about_dates(description):
            written = "%Y-%m-%d"
        elif last in ("datetime", "timestamp") or (len(words) > 1 and last == "at"):
            written = "%Y-%m-%dT%H:%M:%SZ"
        elif last in ("start", "end", "from", "to", "since", "until", "before", "after") and _about_dates(description):
            written = "%Y-%m-%d"
        else:
            return None
    last_of = "end" if "%d" in written and last != "time" else "end of day"
    role = "birth" if said & _BORN else last_of if said & _ENDS else "start" if said & _STARTS else "_".join(words[:-1])
    return _moment(written, role)


def _about_dates(description: str) -> bool:
    return bool(re.search(r"\bdates?\b|\bdays?\b|日期", description, re.IGNORECASE))


def _moment(written: str, role: str) -> Callable[[Scene], str]:
    def draw(scene: Scene) -> str:
        moment: datetime = scene.moment(role)
        return moment.strftime(written)

    return draw


_WRITTEN = {
    "date": "%Y-%m-%d",
    "time": "%H:%M:%SZ",
    "date-time": "%Y-%m-%dT%H:%M:%SZ",
    "datetime": "%Y-%m-%dT%H:%M:%SZ",
    "timestamp": "%Y-%m-%dT%H:%M:%SZ",
    "HH:mm": "%H:%M",
    "hh:mm": "%H:%M",
}
