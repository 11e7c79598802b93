"""What goes wrong inside this room, before it has a place in the schema. No other room sees these.

A `Dead` end is caught by whoever has another choice; at the door the last one becomes `Unsatisfiable`, a `Malformed`
becomes `SchemaError`, and both get the JSON Pointer of the subschema they name.
"""

from __future__ import annotations

from typing import Any

__all__ = ["Dead", "Malformed", "Spent"]


class Dead(Exception):  # noqa: N818 - a dead end of a search, not an error
    """No value meets `keyword` of the subschema `raw` together with the rest."""

    def __init__(self, keyword: str, raw: Any, why: str) -> None:
        super().__init__(why)
        self.keyword, self.raw, self.why = keyword, raw, why


class Spent(Dead):
    """The budget of steps ran out before a value was found. Nobody may try on."""


class Malformed(Exception):  # noqa: N818 - a sign for whoever searches, not an error
    """`keyword` of the subschema `raw` is not what any draft allows."""

    def __init__(self, keyword: str, raw: Any, why: str) -> None:
        super().__init__(why)
        self.keyword, self.raw, self.why = keyword, raw, why
