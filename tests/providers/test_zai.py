"""Z.ai: alphabetical bodies, chunks without `object`, thoughts."""

from __future__ import annotations

import re

import pytest

PROVIDER = "zai"


@pytest.mark.parametrize(
    ("model", "members"),
    [
        ("glm-4.7-flash", ["choices", "created", "id", "model", "object", "request_id", "usage"]),
        ("glm-5", ["choices", "created", "id", "model", "object", "request_id", "usage"]),
        ("glm-4.5", ["choices", "created", "id", "model", "request_id", "usage"]),
        ("glm-4.6v", ["choices", "created", "id", "model", "request_id", "usage"]),
    ],
)
def test_a_bodys_members_are_alphabetical_with_object_since_glm_4_7(ask, model, members):
    assert list(ask.body(model=model)) == members


def test_the_id_comes_twice(ask):
    body = ask.body()
    assert re.fullmatch(r"\d{14}[0-9a-f]{16}", body["id"])
    assert body["request_id"] == body["id"]


def test_reasoning_counts_since_glm_4_7(ask):
    assert "completion_tokens_details" in ask.body(model="glm-4.7")["usage"]
    assert "completion_tokens_details" not in ask.body(model="glm-4.6")["usage"]


def test_a_message_says_its_thoughts(ask):
    message = ask.body(ask.thought)["choices"][0]["message"]
    assert list(message) == ["content", "reasoning_content", "role"]


def test_chunks_have_no_object_and_usage_comes_with_the_finish(ask):
    *chunks, last, done = ask.events()
    assert not any("object" in chunk or "usage" in chunk for chunk in chunks)
    assert last["usage"]["total_tokens"] > 0
    assert done == "[DONE]"


def test_a_call_streams_whole(ask):
    call, last = ask.deltas(ask.call)
    assert call["tool_calls"][0]["function"]["arguments"] == '{"city":"Paris","days":3}'
    assert last == {"role": "assistant", "content": ""}


def test_a_blank_thought_has_empty_content(ask):
    reply = type(ask.thought)("It is sunny.", reasoning="\nThe user\n asks.")
    thoughts = [delta for delta in ask.deltas(reply) if "reasoning_content" in delta]
    assert thoughts[0] == {"role": "assistant", "content": "", "reasoning_content": "\n"}
    assert thoughts[1] == {"role": "assistant", "reasoning_content": "The"}
    assert all(("content" in delta) is not bool(delta["reasoning_content"].strip()) for delta in thoughts)


@pytest.mark.parametrize(("reasoning", "first"), [("Thinking.", "\n"), ("\nThinking.", "")])
def test_a_line_end_that_opens_the_text_comes_before_the_thoughts(ask, reasoning, first):
    reply = type(ask.thought)("\nIt is sunny.", reasoning=reasoning)
    assert ask.deltas(reply)[0]["content"] == first


def test_a_wrong_key_has_a_code_of_text(keyed):
    assert keyed("zai", {}) == (401, {"error": {"code": "401", "message": "token expired or incorrect"}})
