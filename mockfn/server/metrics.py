"""`/metrics`: what was answered, in the text that Prometheus reads, put together when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mockfn.server.desk import Desk
from mockfn.server.tally import BOUNDS, Tally

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

__all__ = ["exposition"]


def exposition(desk: Desk) -> tuple[bytes, str]:
    """The metrics of a server, and the media type they are written in."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
    from prometheus_client.registry import Collector

    class Collected(Collector):
        def collect(self) -> Iterator[Metric]:
            return _metrics(desk)

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Collected())
    return generate_latest(registry), CONTENT_TYPE_LATEST


def _metrics(desk: Desk) -> Iterator[Metric]:
    from prometheus_client import metrics_core as core

    tally = desk.tally
    responses = core.CounterMetricFamily(
        "mockfn_responses", "Responses that are over.", labels=("source", "status", "outcome")
    )
    for (source, status, outcome), count in sorted(tally.responses.items()):
        responses.add_metric((source, str(status), outcome), count)
    yield responses
    faults = core.CounterMetricFamily("mockfn_faults", "Faults that struck.", labels=("fault",))
    for fault, count in sorted(tally.faults.copy().items()):
        faults.add_metric((fault,), count)
    yield faults
    yield _spans(tally)
    gauges: dict[str, tuple[str, Any]] = {
        "mockfn_open_responses": ("Responses on their way.", tally.open),
        "mockfn_journal_exchanges": ("Exchanges in the journals.", sum(len(m.journal) for _, m in desk.scopes.all())),
        "mockfn_scopes": ("Scopes that have begun.", len(desk.scopes.all()) - 1),
        "mockfn_script_rules": ("Rules of the script.", len(desk.scopes.mock.script.rules)),
    }
    for name, (about, value) in gauges.items():
        yield core.GaugeMetricFamily(name, about, value=value)


def _spans(tally: Tally) -> Metric:
    from prometheus_client import metrics_core as core

    buckets, total = [], 0
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), tally.spans, strict=True):
        total += count
        buckets.append((bound, total))
    about = "Seconds from the decision to the last byte, latency on purpose included."
    return core.HistogramMetricFamily("mockfn_response_seconds", about, buckets=buckets, sum_value=tally.seconds)
