"""What the exchanges of a journal say about the client that asked: whether it would survive a real provider.

`judge` reads them once, oldest first. It accuses only of what requests show: a client that never came back is clean.
"""

from __future__ import annotations

from collections.abc import Iterable

from mockfn.journal import Exchange
from mockfn.verdict.finding import FINDINGS, Finding, Verdict, verdict_data
from mockfn.verdict.histories import Histories
from mockfn.verdict.retries import retry_findings

__all__ = ["FINDINGS", "Finding", "Verdict", "joined", "judge", "verdict_data"]


def judge(numbered: Iterable[tuple[int, Exchange]]) -> Verdict:
    """The verdict on the client of these exchanges, each with the number that sentences call it by."""
    exchanges = list(numbered)
    histories = Histories()
    for number, exchange in exchanges:
        histories.read(number, exchange)
    found = [*retry_findings(exchanges), *histories.findings]
    return Verdict(_sorted(found), len(exchanges))


def joined(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict of several on different clients, whose requests are no retries of each other."""
    all_of_them = list(verdicts)
    found = [finding for verdict in all_of_them for finding in verdict]
    return Verdict(_sorted(found), sum(verdict.judged for verdict in all_of_them))


def _sorted(found: list[Finding]) -> tuple[Finding, ...]:
    """As they came to light; the table's order where one request shows several."""
    order = list(FINDINGS)
    return tuple(sorted(found, key=lambda finding: (finding.numbers[-1], order.index(finding.name))))
