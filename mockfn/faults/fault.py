"""A row of the table of faults."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

__all__ = ["Fault", "Kind"]

Kind = Literal["instead", "reply", "wire"]


class Fault(Struct, frozen=True):
    """Its kind, what happens, and what makes it happen: an APIError, a function of a reply, or one of a response.

    One that is `endless` makes the last reply of a rule be given again on every later turn.
    """

    kind: Kind
    happens: str
    make: Any
    endless: bool = False
