"""When frames leave: the time to the first token, then so many tokens a second, with jitter. Seeded, so it repeats."""

from __future__ import annotations

from math import inf

from msgspec import Struct
from msgspec.structs import replace

from mockfn.errors import SettingError
from mockfn.http import Frame, Response
from mockfn.seeds import Chance

__all__ = ["Latency", "pace"]


class Latency(Struct, frozen=True):
    """How fast a model seems: `first` seconds until the first token, then `per_second` tokens (None: no wait between
    them), each gap longer or shorter by up to the share `jitter` (0.0 to 1.0)."""

    first: float = 0.0
    per_second: float | None = None
    jitter: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.first < inf:
            raise SettingError(
                f"The time to the first token cannot be {self.first}.", remedy="Give seconds, 0 or more."
            )
        if self.per_second is not None and not self.per_second > 0:
            raise SettingError(f"Tokens per second cannot be {self.per_second}.", remedy="Give a number above 0.")
        if not 0 <= self.jitter <= 1:
            raise SettingError(f"Jitter cannot be {self.jitter}.", remedy="Give a share between 0 and 1.")


def pace(response: Response, latency: Latency | None, chance: Chance, tokens: int) -> Response:
    """The response with a delay before each frame. A body in one piece waits for all its `tokens`."""
    if latency is None or not response.frames:
        return response
    draw = chance.random("latency")

    def gap(count: int) -> float:
        if latency.per_second is None:
            return 0.0
        return count / latency.per_second * (1 + latency.jitter * (2 * draw.random() - 1))

    first = latency.first * (1 + latency.jitter * (2 * draw.random() - 1))
    if len(response.frames) == 1:
        return replace(response, frames=(Frame(response.frames[0].data, first + gap(tokens)),))
    opening, *rest = response.frames
    paced = [Frame(opening.data, first)]
    # What ends a stream carries no token and comes at once: usage, [DONE].
    paced += [Frame(frame.data, 0.0 if _ends(frame.data) else gap(1)) for frame in rest]
    return replace(response, frames=tuple(paced))


def _ends(data: bytes) -> bool:
    return data.startswith(b"data: [DONE]") or b'"choices":[]' in data
