"""Latency: when frames leave, as data. Nothing here sleeps."""

from __future__ import annotations

import re

import pytest

from mockfn import Frame, Response, SettingError
from mockfn.latency import Latency, pace
from mockfn.seeds import Chance

CHANCE = Chance(0, b"x")
STREAM = Response(
    200,
    {},
    (Frame(b"data: a\n\n"), Frame(b"data: b\n\n"), Frame(b'data: {"choices":[]}\n\n'), Frame(b"data: [DONE]\n\n")),
)


def delays(latency: Latency | None, response: Response = STREAM) -> list[float]:
    return [frame.delay for frame in pace(response, latency, CHANCE, 10).frames]


def test_the_first_token_waits_and_the_others_follow_at_their_rate() -> None:
    assert delays(Latency(first=0.4, per_second=50)) == [0.4, 0.02, 0.0, 0.0]


def test_without_a_rate_only_the_first_token_waits() -> None:
    assert delays(Latency(first=0.4)) == [0.4, 0.0, 0.0, 0.0]


def test_without_latency_the_response_is_itself() -> None:
    assert pace(STREAM, None, CHANCE, 10) is STREAM


def test_a_body_in_one_piece_waits_for_all_its_tokens() -> None:
    assert delays(Latency(first=0.5, per_second=20), Response(200, {}, (Frame(b"{}"),))) == [1.0]


def test_jitter_varies_within_its_share_and_repeats() -> None:
    latency = Latency(first=1.0, per_second=10, jitter=0.5)
    first, gap, *_ = delays(latency)
    assert 0.5 <= first <= 1.5
    assert 0.05 <= gap <= 0.15
    assert delays(latency) == delays(latency)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"first": -1}, "The time to the first token cannot be -1. Give seconds, 0 or more."),
        ({"first": float("nan")}, "The time to the first token cannot be nan. Give seconds, 0 or more."),
        ({"first": float("inf")}, "The time to the first token cannot be inf. Give seconds, 0 or more."),
        ({"per_second": float("nan")}, "Tokens per second cannot be nan. Give a number above 0."),
        ({"per_second": 0}, "Tokens per second cannot be 0. Give a number above 0."),
        ({"jitter": 2}, "Jitter cannot be 2. Give a share between 0 and 1."),
    ],
)
def test_a_latency_that_cannot_be_says_so(values: dict[str, float], message: str) -> None:
    with pytest.raises(SettingError, match=re.escape(message)):
        Latency(**values)
