"""What the user asked for, as one immutable value. A change makes a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from mockfn.errors import SettingError, did_you_mean
from mockfn.latency import Latency
from mockfn.providers.provider import Provider
from mockfn.script import Script

if TYPE_CHECKING:
    from mockfn.cassette import Shelf

__all__ = ["Settings"]

_OTHERWISE = ("generate", "miss")


class Settings(Struct, frozen=True, kw_only=True):
    """How requests are answered. Raises SettingError for what cannot be.

    `rules` are those of the test, `script` those of a file; `otherwise` is what answers when none holds (None:
    `generate` where there are no rules, `miss` where there are). `cassette` holds recordings, which answer what no rule
    does and come before what is said otherwise. `skip` names checks that are not made. `api_key` is
    the one key that is accepted (None: any). `strict_models` makes an unlisted model an error. `latency` is how fast
    answers come whose rule says nothing of it; `chaos` is the share of requests (0.0 to 1.0) that a fault strikes.
    """

    provider: Provider
    seed: int = 0
    rules: Script
    script: Script
    otherwise: Literal["generate", "miss"] | None = None
    cassette: Shelf | None = None
    skip: frozenset[str] = frozenset()
    api_key: str | None = None
    strict_models: bool = False
    latency: Latency | None = None
    chaos: float = 0.0

    def __post_init__(self) -> None:
        if not isinstance(self.seed, int):
            raise SettingError(f"The seed cannot be {self.seed!r}.", remedy="Give a whole number.")
        if self.otherwise is not None and self.otherwise not in _OTHERWISE:
            remedy = did_you_mean(str(self.otherwise), _OTHERWISE)
            raise SettingError(f"otherwise cannot be {self.otherwise!r}.", remedy=remedy)
        if self.api_key is not None and not isinstance(self.api_key, str):
            raise SettingError(f"api_key cannot be {self.api_key!r}.", remedy="Give the key that is accepted, a text.")
        if self.latency is not None and not isinstance(self.latency, Latency):
            remedy = "Give a Latency: Latency(first=0.4, per_second=50)."
            raise SettingError(f"The latency cannot be {self.latency!r}.", remedy=remedy)
        if not isinstance(self.chaos, int | float) or not 0 <= self.chaos <= 1:
            raise SettingError(f"The share of chaos cannot be {self.chaos!r}.", remedy="Give a number between 0 and 1.")
