"""What Prometheus reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prometheus_client.parser import text_string_to_metric_families


def read(client: Any) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels, by their names."""
    status, headers, body = client.answer("GET", "/metrics")
    assert status == 200
    assert headers["content-type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(body.decode())
    return {
        (one.name, *(one.labels[name] for name in sorted(one.labels))): one.value
        for family in families
        for one in family.samples
    }


def test_every_response_is_counted(talk: Callable[..., Any]) -> None:
    client = talk(script={"rules": [{"when": {"user": "hi"}, "say": "hello"}]})
    client.chat("hi")
    client.chat("hi", x_mockfn_scope="a")
    client.chat("nobody knows", x_mockfn_fail="rate_limit")
    client.chat("nobody knows")
    found = read(client)
    assert found["mockfn_responses_total", "whole", "script", "200"] == 2
    assert found["mockfn_responses_total", "whole", "miss", "400"] == 1
    assert found["mockfn_responses_total", "whole", "fault", "429"] == 1
    assert found["mockfn_faults_total", "rate_limit"] == 1
    assert found["mockfn_response_seconds_count",] == found["mockfn_response_seconds_bucket", "+Inf"] == 4
    assert found["mockfn_open_responses",] == 0
    assert (found["mockfn_journal_exchanges",], found["mockfn_scopes",], found["mockfn_script_rules",]) == (4, 1, 1)


def test_a_reset_leaves_the_counts(talk: Callable[..., Any]) -> None:
    client = talk(seed=1)
    client.chat("hi")
    client.server.reset()
    found = read(client)
    assert found["mockfn_response_seconds_count",] == 1
    assert found["mockfn_journal_exchanges",] == 0
