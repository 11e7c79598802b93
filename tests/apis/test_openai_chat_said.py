"""What the request limits, the answer obeys: stop, tokens, choices, logprobs; ids and spacing are the provider's."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mockfn import tokens
from mockfn.apis.openai_chat_said import say
from mockfn.chat import ChatRequest, Reply, ToolCall, Usage
from mockfn.providers.openai import OPENAI
from mockfn.providers.provider import Said
from mockfn.seeds import Chance

LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen."


def said(reply: Reply, model: str = "gpt-4o", **body: Any) -> Said:
    return say(ChatRequest(json=body, model=model, conversation=()), reply, OPENAI, Chance(0, b"x"))


@pytest.mark.parametrize("stop", ["five", ["nothing", "five"], ["seven", "five"]])
def test_text_ends_before_the_first_stop_sequence(stop: Any) -> None:
    (choice,) = said(Reply(LONG), stop=stop).choices
    assert (choice.content, choice.finish) == ("One two three four ", "stop")


@pytest.mark.parametrize("limit", ["max_tokens", "max_completion_tokens"])
def test_text_is_cut_where_the_tokens_end(limit: str) -> None:
    (choice,) = said(Reply(LONG), **{limit: 5}).choices
    assert choice.content is not None
    assert LONG.startswith(choice.content)
    assert tokens.count(choice.content) <= 5
    assert choice.finish == "length"


def test_arguments_are_cut_in_the_middle_of_their_json() -> None:
    call = ToolCall("f", {"first": LONG, "second": LONG})
    (choice,) = said(Reply(tool_calls=(call,)), max_completion_tokens=12).choices
    assert choice.finish == "length"
    assert choice.calls[0].arguments.startswith('{"first":"One')
    with pytest.raises(ValueError, match="Unterminated"):
        json.loads(choice.calls[0].arguments)


def test_no_call_is_said_that_the_tokens_do_not_reach() -> None:
    (choice,) = said(Reply(tool_calls=(ToolCall("f", {"a": LONG}),)), max_completion_tokens=2).choices
    assert (choice.calls, choice.finish) == ((), "length")


def test_what_fits_is_not_cut() -> None:
    (choice,) = said(Reply("short", tool_calls=(ToolCall("f"),)), max_completion_tokens=100).choices
    assert (choice.content, len(choice.calls), choice.finish) == ("short", 1, "tool_calls")


def test_one_call_is_written_compact_and_parallel_calls_spaced() -> None:
    call = ToolCall("f", {"a": 1, "b": [1, 2]})
    assert said(Reply(tool_calls=(call,))).choices[0].calls[0].arguments == '{"a":1,"b":[1,2]}'
    assert said(Reply(tool_calls=(call, call))).choices[0].calls[1].arguments == '{"a": 1, "b": [1, 2]}'


def test_arguments_given_as_text_are_not_touched() -> None:
    assert said(Reply(tool_calls=(ToolCall("f", "{ not json"),))).choices[0].calls[0].arguments == "{ not json"


def test_ids_have_the_providers_shape_and_differ() -> None:
    answer = said(Reply(tool_calls=(ToolCall("f"), ToolCall("g"))), n=2)
    ids = [call.id for choice in answer.choices for call in choice.calls]
    assert re.fullmatch(r"chatcmpl-[A-Za-z0-9]{29}", answer.id)
    assert all(re.fullmatch(r"call_[A-Za-z0-9]{24}", one) for one in ids)
    assert len(set(ids)) == 4


def test_a_call_keeps_the_id_it_was_given() -> None:
    assert said(Reply(tool_calls=(ToolCall("f", {}, "mine"),))).choices[0].calls[0].id == "mine"


@pytest.mark.parametrize(("n", "count"), [(None, 1), (1, 1), (3, 3), (10_000, 1), ("3", 1)])
def test_there_are_as_many_choices_as_asked_for(n: Any, count: int) -> None:
    assert [choice.index for choice in said(Reply("hi"), n=n).choices] == list(range(count))


def test_usage_given_with_a_reply_is_used() -> None:
    usage = said(Reply("hi", usage=Usage(11, 7, 3, 2))).usage
    assert (usage["prompt_tokens"], usage["completion_tokens"], usage["total_tokens"]) == (11, 7, 18)
    assert usage["completion_tokens_details"]["reasoning_tokens"] == 3
    assert usage["prompt_tokens_details"]["cached_tokens"] == 2


def test_an_alias_is_answered_by_its_dated_name_and_an_unlisted_model_by_its_own() -> None:
    assert said(Reply("hi"), model="gpt-4o").model == "gpt-4o-2024-08-06"
    assert said(Reply("hi"), model="my-model").model == "my-model"


def test_logprobs_cover_the_whole_text_with_as_many_alternatives_as_asked_for() -> None:
    (choice,) = said(Reply("Hello, wörld"), logprobs=True, top_logprobs=3).choices
    entries = choice.logprobs["content"]
    assert "".join(entry["token"] for entry in entries) == "Hello, wörld"
    assert all(bytes(entry["bytes"]).decode() == entry["token"] for entry in entries)
    assert {len(entry["top_logprobs"]) for entry in entries} == {3}


@pytest.mark.parametrize(("body", "model"), [({}, "gpt-4o"), ({"logprobs": True}, "gpt-5")])
def test_there_are_no_logprobs_unless_asked_for_and_given_by_the_model(body: dict[str, Any], model: str) -> None:
    assert said(Reply("hi"), model, **body).choices[0].logprobs is None
