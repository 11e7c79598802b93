"""How ids look: a template with slots, filled from an exchange's chance."""

from __future__ import annotations

import re

from mockfn.seeds import POOLED, Chance

__all__ = ["IdShape"]

_DRAWN = ("base62", "lower36", "digits", "hex")
_SLOT = re.compile(r"\{(\w+)(?::(\d+))?\}")


class IdShape:
    """A template with slots `{base62:N}`, `{hex:N}`, `{digits:N}`, `{lower36:N}`, `{uuid}`, `{created}`,
    `{name}` (of the called tool) and `{index}` (of the call; `{index:2}` with two digits)."""

    __slots__ = ("_prefix", "_slot", "template")

    def __init__(self, template: str) -> None:
        self.template = template
        slots = list(_SLOT.finditer(template))
        # One drawn slot at the end, "call_{base62:24}", is nearly every id there is: kept ready.
        only = (
            slots[0]
            if len(slots) == 1 and slots[0].end() == len(template) and slots[0][2] and slots[0][1] in _DRAWN
            else None
        )
        self._prefix = template[: only.start()] if only else None
        self._slot = (only[1], int(only[2])) if only else ("", 0)

    @property
    def plain(self) -> tuple[bytes, int] | None:
        """The text before so many characters of base62, where it is nothing else and `Chance.pool` has them."""
        kind, length = self._slot
        plain = self._prefix is not None and kind == "base62" and length <= POOLED
        return (self._prefix.encode(), length) if plain and self._prefix is not None else None

    def make(self, chance: Chance, label: str, *, name: str = "", index: int = 0) -> str:
        """The id for `label`; equal for equal chance and label."""
        if self._prefix is not None:
            return self._prefix + chance.text(label, self._slot[1], self._slot[0])

        def fill(slot: re.Match[str]) -> str:
            kind = slot[1]
            if kind == "uuid":
                return chance.uuid(label)
            if kind in ("created", "name", "index"):
                value = {"created": chance.created, "name": name, "index": index}[kind]
                return f"{value:0{slot[2]}}" if slot[2] else str(value)
            return chance.text(f"{label}@{slot.start()}", int(slot[2] or 8), kind)

        return _SLOT.sub(fill, self.template)

    def __repr__(self) -> str:
        return f"IdShape({self.template!r})"
