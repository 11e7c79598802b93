"""What several providers write alike."""

from __future__ import annotations

import pytest

from mockfn.chat import APIError, Usage
from mockfn.providers.parts import (
    cached_usage,
    error_envelope,
    fragment,
    indexed,
    last_indexed,
    message,
    only,
    opening,
    plain_usage,
    second_indexed,
    sorted_keys,
    sorted_usage,
    streamed,
    texts,
    total_second,
    unindexed,
)
from mockfn.providers.provider import Choice, Model, SaidCall
from mockfn.seeds import Chance

CALL = SaidCall(1, "call_1", "f", "{}")


def choice(content, deltas=None):
    return Choice(0, content, None, None, (), "stop", None, deltas)


@pytest.mark.parametrize(
    ("count", "order"),
    [
        (plain_usage, "prompt_tokens completion_tokens total_tokens"),
        (total_second, "prompt_tokens total_tokens completion_tokens"),
        (sorted_usage, "completion_tokens prompt_tokens total_tokens"),
    ],
)
def test_usage_is_three_counts_in_one_of_three_orders(count, order):
    counted = count(Usage(2, 3), Model(name="m"))
    assert counted == {"prompt_tokens": 2, "completion_tokens": 3, "total_tokens": 5}
    assert list(counted) == order.split()


def test_what_was_cached_follows_the_counts():
    counted = cached_usage(Usage(2, 3, cached_tokens=1), Model(name="m"))
    assert counted == {**plain_usage(Usage(2, 3), Model(name="m")), "prompt_tokens_details": {"cached_tokens": 1}}


@pytest.mark.parametrize(
    ("write", "order"),
    [
        (indexed, "index id type function"),
        (second_indexed, "id index type function"),
        (unindexed, "id type function"),
        (last_indexed, "id type function index"),
    ],
)
def test_a_whole_call_has_its_index_in_one_of_three_places_or_not_at_all(write, order):
    assert list(write(CALL)) == order.split()
    assert write(CALL)["function"] == {"name": "f", "arguments": "{}"}


def test_a_call_opens_without_arguments_and_goes_on_without_a_name():
    assert opening(CALL)["function"] == {"name": "f", "arguments": ""}
    assert fragment(CALL, "{") == {"index": 1, "function": {"arguments": "{"}}


def test_a_streamed_call_opens_and_goes_on_by_the_token():
    assert list(streamed(SaidCall(0, "call_1", "f", "a b"))) == [
        opening(SaidCall(0, "call_1", "f", "")),
        fragment(CALL, "a") | {"index": 0},
        fragment(CALL, " b") | {"index": 0},
    ]


@pytest.mark.parametrize(
    ("said", "made"),
    [
        (choice(None), {"role": "assistant", "content": ""}),
        (
            Choice(0, "Hi", "Hm", None, (CALL,), "stop"),
            {"role": "assistant", "content": "Hi", "thoughts": "Hm", "tool_calls": [unindexed(CALL)]},
        ),
    ],
)
def test_a_message_has_thoughts_and_calls_where_there_are_any(said, made):
    assert list(message(said, unindexed, thoughts="thoughts").items()) == list(made.items())


@pytest.mark.parametrize(
    ("said", "pieces"),
    [(choice("a b"), ["a", " b"]), (choice("ab", ("a", "b")), ["a", "b"]), (choice(None), [])],
)
def test_text_is_cut_by_token_unless_it_comes_cut(said, pieces):
    assert texts(said) == pieces


def test_keys_are_sorted_at_every_depth():
    found = sorted_keys({"b": [{"d": 1, "c": 2}], "a": 0})
    assert list(found) == ["a", "b"]
    assert list(found["b"][0]) == ["c", "d"]


def test_few_checks_are_those_that_any_of_them_makes_and_the_rows_named():
    checks = only({"code": "x"}, {"empty-tools": "No tools.", "invalid-json": None})
    assert checks["*"] is None
    assert checks["empty-tools"] == {"code": "x", "message": "No tools."}
    assert checks["missing-model"] == {"code": "x"}
    assert "invalid-json" not in checks


def test_no_key_is_a_wrong_one_where_nothing_else_is_said():
    assert only({}, {"wrong-key": "No."})["missing-key"] == {"message": "No."}
    assert only({}, {"wrong-key": "Not {last4}."})["missing-key"] == {}


def test_the_common_envelope_has_four_members():
    body = error_envelope(APIError(400, "no", code="c"), Chance(0, b""))
    assert body == {"error": {"message": "no", "type": "invalid_request_error", "param": None, "code": "c"}}
