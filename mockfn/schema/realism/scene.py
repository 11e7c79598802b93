"""The people, places and dates of one value, so that its fields agree with each other.

A role ("sender", "destination", "end") has its own person or place; the same role gives the same one within a scene.
Each item of a list plays in a scene of its own.
"""

from __future__ import annotations

import random as _random
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from mockfn.schema.realism import names
from mockfn.schema.realism.places import PLACES, Place

__all__ = ["Person", "Scene"]

# Dates lie in 2026 and do not follow the clock: a value is the same today and next year.
_START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
_DAYS = 340


class Person(msgspec.Struct, frozen=True, gc=False):
    """Someone."""

    first: str
    last: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def handle(self) -> str:
        """The name as an account has it."""
        return f"{self.first}.{self.last}".lower().replace(" ", "").replace("'", "")


class Scene:
    """Who and what a value is about."""

    __slots__ = ("_cast", "_day", "random")

    def __init__(self, random: _random.Random) -> None:
        self.random = random
        self._cast: dict[tuple[str, str], Any] = {}
        self._day: datetime | None = None

    def fresh(self) -> Scene:
        """The scene of the next item of a list: other people and places, a little later."""
        scene = Scene(self.random)
        scene._day = self.day() + timedelta(days=self.number(0, 2), minutes=15 * self.number(1, 40))
        return scene

    def day(self) -> datetime:
        """The day around which all of this happens."""
        if self._day is None:
            self._day = _START + timedelta(days=self.number(0, _DAYS), minutes=15 * self.number(0, 36))
        return self._day

    def person(self, role: str = "") -> Person:
        """The person in a role."""
        found: Person | None = self._cast.get(("person", role))
        if found is None and not role:  # whoever it is about, where only one is named
            others = [one for (kind, _), one in self._cast.items() if kind == "person"]
            found = others[0] if len(others) == 1 else None
        if found is None:
            found = Person(self.one(names.first_names()), self.one(names.last_names()))
            self._cast["person", role] = found
        return found

    def place(self, role: str = "") -> Place:
        """The city in a role; two roles have two cities."""
        found: Place | None = self._cast.get(("place", role))
        if found is None:
            taken = [place for (kind, _), place in self._cast.items() if kind == "place"]
            found = self.one(PLACES)
            while found in taken and len(taken) < len(PLACES) // 2:
                found = self.one(PLACES)
            self._cast["place", role] = found
        return found

    def company(self) -> str:
        """The company."""
        found: str | None = self._cast.get(("company", ""))
        if found is None:
            found = f"{self.one(names.last_names())} {self.one(names.company_suffixes())}"
            self._cast["company", ""] = found
        return found

    def moment(self, role: str = "") -> datetime:
        """A point in time: the "end" comes after the "start", a "birth" long before both."""
        found: datetime | None = self._cast.get(("moment", role))
        if found is None:
            if role == "birth":
                found = datetime(1960, 1, 1, tzinfo=UTC) + timedelta(days=self.number(0, 16_000))
            elif role == "end":
                found = self.moment("start") + timedelta(days=self.number(1, 14), minutes=15 * self.number(1, 24))
            elif role == "end of day":
                found = self.moment("start") + timedelta(minutes=15 * self.number(2, 14))
            else:
                found = self.day() + timedelta(hours=0 if role in ("", "start") else self.number(1, 20))
            self._cast["moment", role] = found
        return found

    def one(self, values: Any) -> Any:
        """One of a sequence."""
        return values[int(self.random.random() * len(values))]

    def number(self, low: int, high: int) -> int:
        """An integer from `low` to `high`."""
        return low + int(self.random.random() * (high - low + 1))
