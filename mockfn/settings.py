"""What the user asked for, as one immutable value. A change makes a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from mockfn.latency import Latency
from mockfn.providers.provider import Provider
from mockfn.script import Script

if TYPE_CHECKING:
    from mockfn.cassette import Shelf

__all__ = ["Settings"]


class Settings(Struct, frozen=True, kw_only=True):
    """How requests are answered.

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
