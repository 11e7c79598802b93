"""What a verdict is made of: findings, each with the requests that show it and a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mockfn.errors import SettingError, did_you_mean
from mockfn.journal import Exchange

__all__ = ["FINDINGS", "Finding", "Verdict", "verdict_data"]

# Every finding by name, and what it accuses a client of.
FINDINGS: dict[str, str] = {
    "retried_too_soon": "a failed request came again at once, without waiting",
    "forbidden_retry": "a request came again that no retry can help",
    "ignored_retry_after": "a request came again before the time that the answer named",
    "accepted_truncated": "an answer that broke off was taken for the whole",
    "unknown_call_id": "a tool result was sent for a call that nobody made",
    "dropped_call": "a call of the answer got no result",
    "changed_history": "what was said before was sent back otherwise than it was said",
    "looped": "the same call was answered with the same result again and again",
}


class Finding(Struct, frozen=True):
    """One thing a client did wrong: its `name` in `FINDINGS`, a `sentence` that says it of these requests, and the
    `exchanges` that show it with their `numbers`, oldest first."""

    name: str
    sentence: str
    numbers: tuple[int, ...]
    exchanges: tuple[Exchange, ...]

    def __repr__(self) -> str:
        return f"<Finding {self.name}: {self.sentence}>"


class Verdict(Struct, frozen=True):
    """What a client did wrong in so many `judged` exchanges. A test says `assert mock.verdict.clean, mock.verdict`."""

    findings: tuple[Finding, ...]
    judged: int

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def of(self, name: str) -> tuple[Finding, ...]:
        """The findings of one name. Raises SettingError where there is no such name."""
        if name not in FINDINGS:
            raise SettingError(f"There is no finding {name!r}.", remedy=did_you_mean(name, FINDINGS))
        return tuple(finding for finding in self.findings if finding.name == name)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __str__(self) -> str:
        if self.clean:
            return f"Nothing wrong was found in {self.judged} request{'s' * (self.judged != 1)}."
        return "\n".join(f"{finding.name}: {finding.sentence}" for finding in self.findings)

    __repr__ = __str__


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain data, with no header and no body of a request."""
    return {
        "clean": verdict.clean,
        "judged": verdict.judged,
        "findings": [
            {
                "name": finding.name,
                "means": FINDINGS[finding.name],
                "sentence": finding.sentence,
                "requests": [
                    {
                        "number": number,
                        "at": exchange.at,
                        "method": exchange.request.method,
                        "path": exchange.request.path,
                        "status": exchange.response.status,
                        "attempt": exchange.attempt,
                    }
                    for number, exchange in zip(finding.numbers, finding.exchanges, strict=True)
                ],
            }
            for finding in verdict.findings
        ],
    }
