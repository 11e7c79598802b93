"""Errors that are answered instead."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockfn import MockProvider
from mockfn.faults.instead import INSTEAD


@pytest.mark.parametrize("name", INSTEAD)
def test_an_error_is_answered_instead_with_its_status(ask: Any, name: str) -> None:
    mock = MockProvider()
    mock.when().fail(name)
    exchange = ask(mock)
    assert exchange.response.status == INSTEAD[name].make.status
    assert json.loads(exchange.response.body)["error"]["message"]
    assert any(f"The fault {name} strikes" in sentence for sentence in exchange.decision.because)
    assert mock.misses == []


def test_a_rate_limit_says_when_to_come_again(ask: Any) -> None:
    mock = MockProvider()
    mock.when().fail(429)
    headers = ask(mock).response.headers
    assert headers["retry-after"] == "1"
    assert headers["retry-after-ms"] == "1000"
    assert headers["x-ratelimit-remaining-requests"] == "0"
