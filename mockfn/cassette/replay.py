"""A recorded answer as one to send: at once, at the pace it came, or that many times faster."""

from __future__ import annotations

from mockfn.cassette.model import Interaction
from mockfn.errors import SettingError
from mockfn.http import Frame, Response

__all__ = ["replay"]


def replay(interaction: Interaction, speed: float = 0) -> Response:
    """The answer, chunk for chunk. `speed` 0 waits for nothing, 1 as the provider did, 10 a tenth of it.

    At speed 0 an error's `retry-after` is a millisecond: clients sleep by that header, not by the wire.
    """
    if not speed >= 0:
        raise SettingError(
            f"replay_speed is {speed}: expected 0 (at once), 1 (as recorded) or more (that much faster)."
        )
    response = interaction.response
    delays = [frame.delay / speed if speed else 0.0 for frame in response.frames]
    frames = tuple(Frame(frame.data, delay) for frame, delay in zip(response.frames, delays, strict=True))
    headers = dict(response.headers)
    if not speed and response.status >= 400 and ("retry-after" in headers or "retry-after-ms" in headers):
        headers |= {"retry-after-ms": "1"} | ({"retry-after": "0"} if "retry-after" in headers else {})
    return Response(response.status, headers, frames, response.cut)
