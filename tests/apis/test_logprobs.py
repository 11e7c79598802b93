"""Log probabilities are invented and well-formed."""

import pytest

from mockfn.apis.logprobs import logprobs
from mockfn.seeds import Chance

CHANCE = Chance(0, b"request")


@pytest.mark.parametrize("content", ["", "Paris is sunny.", "Zürich: 18 °C", "\U0001f600", "half \ud83d"])
def test_the_tokens_joined_are_the_content(content):
    entries = logprobs([content], 2, CHANCE)["content"]
    assert "".join(entry["token"] for entry in entries) == content


def test_an_entry_holds_the_bytes_of_its_token():
    for entry in logprobs(["Zürich"], None, CHANCE)["content"]:
        assert bytes(entry["bytes"]).decode() == entry["token"]


@pytest.mark.parametrize(("top", "many"), [(None, 0), (0, 0), (1, 1), (5, 5), (True, 0), ("5", 0)])
def test_there_are_as_many_alternatives_as_asked_for(top, many):
    for entry in logprobs(["Paris is sunny"], top, CHANCE)["content"]:
        assert len(entry["top_logprobs"]) == many


def test_the_token_itself_is_the_likeliest_alternative():
    for entry in logprobs(["It is, a token"], 4, CHANCE)["content"]:
        scores = [other["logprob"] for other in entry["top_logprobs"]]
        assert entry["top_logprobs"][0]["token"] == entry["token"]
        assert scores == sorted(scores, reverse=True)
        assert len({other["token"] for other in entry["top_logprobs"]}) == 4


def test_no_probability_is_above_one():
    assert all(entry["logprob"] <= 0 for entry in logprobs(["Paris is sunny"], 3, CHANCE)["content"])


def test_equal_chance_makes_equal_scores():
    assert logprobs(["Paris"], 2, CHANCE) == logprobs(["Paris"], 2, Chance(0, b"request"))


def test_no_token_is_of_two_texts() -> None:
    tokens = [entry["token"] for entry in logprobs(["par", "is"], 0, CHANCE)["content"]]
    assert tokens == ["par", "is"]
