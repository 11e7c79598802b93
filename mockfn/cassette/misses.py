"""Why no recorded interaction answers a request, as text: what came, what is nearest, what differs, what to do."""

from __future__ import annotations

from itertools import islice
from typing import Any

import msgspec

from mockfn.cassette.conversation import summary, tools_of
from mockfn.cassette.differences import Difference, differences
from mockfn.cassette.drift import changes
from mockfn.cassette.model import Cassette, Interaction
from mockfn.cassette.normalise import Matching, canonical, key
from mockfn.http import Request

__all__ = ["explain"]

# The differences shown: the first tells most, more than a handful tells nothing.
_SHOWN = 5


def explain(request: Request, cassette: Cassette, played: tuple[int, ...], matching: Matching, remedy: str = "") -> str:
    """The message of a miss. `request` is already scrubbed; `remedy` is the command that records again."""
    name = f" in {cassette.path}" if cassette.path else ""
    lines = [f"no recorded interaction{name} answers {request.method} {request.url}"]
    count = len(cassette.interactions)
    lines.append(f"  ({count} recorded, {len(played)} played)")
    sent = canonical(request, matching)
    wanted = key(request, matching)
    same = [turn for turn, one in enumerate(cassette.interactions) if key(one.request, matching) == wanted]
    if same:
        turns = ", ".join(str(turn + 1) for turn in same)
        lines.append(f"  recorded {_times(len(same))} (interaction {turns}), and played as often already")
    elif count:
        lines += _nearest(request, sent, cassette, played, matching)
    if remedy:
        lines += ["", f"If the request changed on purpose, record it again: {remedy}"]
    return "\n".join(lines)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _messages(body: Any) -> list[Any]:
    if isinstance(body, dict):
        found = body.get("messages", body.get("input"))
        return found if isinstance(found, list) else []
    return []


def _prefix(a: list[Any], b: list[Any]) -> int:
    """How many messages two conversations have in common from their beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _nearest(request: Request, sent: Any, cassette: Cassette, played: tuple[int, ...], matching: Matching) -> list[str]:
    """The recorded request with the longest common conversation, then the fewest differences; unplayed ones first."""
    ranked: list[tuple[tuple[Any, ...], int, Any]] = []
    for turn, interaction in enumerate(cassette.interactions):
        recorded = canonical(interaction.request, matching)
        common = _prefix(_messages(recorded), _messages(sent))
        elsewhere = _line(interaction.request, matching) != _line(request, matching)
        rest = sum(1 for _ in islice(differences(recorded, sent), 50))
        ranked.append(((elsewhere, -common, rest, turn in played), turn, recorded))
    _, turn, recorded = min(ranked, key=lambda entry: (entry[0], entry[1]))
    interaction = cassette.interactions[turn]
    state = "already played" if turn in played else "not played"
    lines = ["", f"nearest: interaction {turn + 1} ({state}): {summary(interaction)}"]
    if _line(interaction.request, matching) != _line(request, matching):
        lines.append(f"  recorded for {interaction.request.method} {interaction.request.url}")
        if _elsewhere(interaction.request, request, matching):
            lines.append("  only the host differs; where that is no matter: match={'host': False}")
    common = _prefix(_messages(recorded), _messages(sent))
    if common:
        lines.append(f"  the first {common} of {len(_messages(sent))} messages are the same")
    found = list(islice(differences(recorded, sent), _SHOWN + 1))
    lines += [line for difference in found[:_SHOWN] for line in _shown(difference)]
    if len(found) > _SHOWN:
        lines.append("  ... and more")
    if any(difference.path.startswith(("$.tools", "$.functions")) for difference in found):
        lines += _tools(interaction, request)
    return lines


def _elsewhere(recorded: Request, sent: Request, matching: Matching) -> bool:
    """Whether a request would have been answered, had it gone to the host that was recorded."""
    anywhere = msgspec.structs.replace(matching, host=False)
    return key(recorded, anywhere) == key(sent, anywhere)


def _line(request: Request, matching: Matching) -> str:
    return key(Request(request.method, request.url), matching)


def _shown(difference: Difference) -> list[str]:
    return [f"  {difference.path}", f"    recorded: {difference.recorded}", f"    sent:     {difference.sent}"]


def _tools(interaction: Interaction, request: Request) -> list[str]:
    return [f"  {change}" for change in islice(changes(tools_of(interaction.request), tools_of(request)), _SHOWN)]
