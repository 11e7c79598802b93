"""A verdict as an object, as text and as data."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mockfn import SettingError
from mockfn.verdict import FINDINGS, Verdict, verdict_data

HI = {"role": "user", "content": "hi"}


@pytest.fixture
def guilty(client: Any) -> Verdict:
    client.mock.when().fail("invalid_key")
    client.ask(HI)
    client.ask(HI)
    found: Verdict = client.mock.verdict
    return found


def test_a_verdict_reads_as_its_sentences(guilty: Verdict) -> None:
    sentence = "Request 2 repeats request 1, which no retry can help: its answer was 401."
    assert str(guilty) == repr(guilty) == f"forbidden_retry: {sentence}"
    assert repr(guilty.findings[0]) == f"<Finding forbidden_retry: {sentence}>"


def test_a_verdict_is_clean_where_nothing_was_found(guilty: Verdict) -> None:
    assert not guilty.clean
    assert len(guilty) == 1
    assert Verdict((), 1).clean
    assert str(Verdict((), 1)) == "Nothing wrong was found in 1 request."


def test_findings_are_had_by_name(guilty: Verdict) -> None:
    assert guilty.of("forbidden_retry") == tuple(guilty)
    assert guilty.of("looped") == ()
    with pytest.raises(SettingError, match=re.escape("There is no finding 'loop'. Did you mean 'looped'?")):
        guilty.of("loop")


def test_a_verdict_is_data_without_headers_and_bodies(guilty: Verdict) -> None:
    data = json.loads(json.dumps(verdict_data(guilty)))
    assert [request.pop("at") > 0 for request in data["findings"][0]["requests"]] == [True, True]
    request = {"method": "POST", "path": "/v1/chat/completions", "status": 401}
    assert data == {
        "clean": False,
        "judged": 2,
        "findings": [
            {
                "name": "forbidden_retry",
                "means": FINDINGS["forbidden_retry"],
                "sentence": "Request 2 repeats request 1, which no retry can help: its answer was 401.",
                "requests": [{"number": 1, "attempt": 0, **request}, {"number": 2, "attempt": 1, **request}],
            }
        ],
    }
