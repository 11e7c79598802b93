"""How ids look: a template with slots, filled from an exchange's chance."""

from __future__ import annotations

import re

from mockfn.jsontext import encode
from mockfn.seeds import POOL, POOLED, Chance

__all__ = ["IdShape"]

_DRAWN = ("base62", "lower36", "digits", "hex")
_WRITTEN = re.compile(r"[A-Za-z0-9_.:-]*")
_SLOT = re.compile(r"\{(\w+)(?::(\d+))?\}")


class IdShape:
    """A template with slots `{base62:N}`, `{hex:N}`, `{digits:N}`, `{lower36:N}`, `{uuid}`, `{created}`,
    `{name}` (of the called tool) and `{index}` (of the call; `{index:2}` with two digits)."""

    __slots__ = ("_plain", "_prefix", "_slot", "template")

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
        # Of characters that JSON writes as they are.
        plain = self._prefix is not None and self._slot[0] == "base62" and _WRITTEN.fullmatch(self._prefix)
        self._plain = self._prefix.encode() if plain and self._prefix is not None else None

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

    def written(self, chance: Chance, label: str, *, name: str = "", index: int = 0) -> bytes:
        """The same id as JSON."""
        start, length = POOL.get(label), self._slot[1]
        if self._plain is None or start is None or length > POOLED:
            return encode(self.make(chance, label, name=name, index=index))
        return b'"%b%b"' % (self._plain, chance.pool[start : start + length])

    def __repr__(self) -> str:
        return f"IdShape({self.template!r})"
