"""Cerebras: no [DONE], times, flat errors."""

from __future__ import annotations

import re

import pytest

PROVIDER = "cerebras"


def test_a_stream_has_no_done(ask):
    assert "[DONE]" not in ask.raw(stream=True)


def test_usage_and_times_are_in_the_finish_chunk(ask):
    *others, last = ask.events()
    assert list(last)[-2:] == ["usage", "time_info"]
    assert not any("usage" in chunk for chunk in others)


def test_the_body_has_its_choices_second_and_its_times_last(ask):
    body = ask.body()
    assert (list(body)[1], list(body)[-1]) == ("choices", "time_info")


def test_beside_calls_there_is_no_content(ask):
    message = ask.body(ask.call)["choices"][0]["message"]
    assert list(message) == ["tool_calls", "role"]
    assert re.fullmatch(r"[0-9a-f]{9}", message["tool_calls"][0]["id"])


def test_all_calls_stream_in_one_chunk_the_function_first(ask):
    calls = ask.deltas(ask.calls)[1]["tool_calls"]
    assert [list(call) for call in calls] == [["function", "type", "id", "index"]] * 2


def test_reasoning_is_reasoning(ask):
    assert ask.deltas(ask.thought)[1] == {"reasoning": "The"}


def test_a_wrong_key_is_flat(keyed):
    assert keyed("cerebras", {"authorization": "Bearer no"}) == (
        401,
        {
            "message": "Wrong API Key",
            "type": "invalid_request_error",
            "param": "api_key",
            "code": "wrong_api_key",
        },
    )


@pytest.mark.parametrize("said", ["text", "thought"])
def test_glm_thinks_between_two_empty_thoughts(ask, said):
    deltas = ask.deltas(getattr(ask, said), model="zai-glm-4.6")
    thoughts = [delta["reasoning"] for delta in deltas if "reasoning" in delta]
    assert deltas[0] == {"content": "", "role": "assistant"}
    assert (thoughts[0], thoughts[-1], "".join(thoughts)) == ("", "", getattr(ask, said).reasoning or "")
