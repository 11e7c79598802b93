"""OpenAI's bodies, chunks and errors, member by member in their order."""

import pytest

from mockfn.chat import APIError, ChatRequest, Reply, ToolCall, ToolChoice, Usage
from mockfn.providers.openai import OPENAI, SHAPE, call, chunks, completion, finish, headers, usage
from mockfn.providers.provider import Choice, Model, Said, SaidCall
from mockfn.seeds import Chance

CHANCE = Chance(0, b"request")
PLAIN, THINKER = Model(name="gpt-4o"), Model(name="o3", reasoning=True, logprobs=False)
PARIS, ROME = (SaidCall(i, f"call_{i}", "weather", f'{{"city":"{city}"}}') for i, city in enumerate(("Paris", "Rome")))


def said(content=None, calls=(), refusal=None, *, legacy=False, model=PLAIN, asked_usage=False, deltas=None):
    chat = ChatRequest(json={}, model=model.name, conversation=(), legacy=legacy)
    choice = Choice(0, content, None, refusal, tuple(calls), "stop", None, deltas)
    return Said("chatcmpl-1", 1, model.name, "fp_1", (choice,), {"total_tokens": 3}, asked_usage, chat, model, CHANCE)


def deltas(answer):
    return [chunk["choices"][0]["delta"] for chunk in chunks(answer) if chunk["choices"]]


def test_the_body_has_its_members_in_order():
    body = completion(said("Hi"))
    members = "id object created model choices usage service_tier system_fingerprint"
    assert list(body) == members.split()
    assert list(body["choices"][0]) == ["index", "message", "logprobs", "finish_reason"]
    assert body["choices"][0]["message"] == {"role": "assistant", "content": "Hi", "refusal": None, "annotations": []}


def test_a_reasoning_model_has_no_logprobs_member():
    assert list(completion(said("Hi", model=THINKER))["choices"][0]) == ["index", "message", "finish_reason"]


def test_calls_stand_between_content_and_refusal():
    message = completion(said(calls=[PARIS, ROME]))["choices"][0]["message"]
    assert list(message) == ["role", "content", "tool_calls", "refusal", "annotations"]
    assert message["tool_calls"] == [call(PARIS), call(ROME)]


@pytest.mark.parametrize(
    ("one", "body"),
    [
        (PARIS, {"id": "call_0", "type": "function", "function": {"name": "weather", "arguments": '{"city":"Paris"}'}}),
        (
            SaidCall(0, "call_1", "run", "print(1)", custom=True),
            {"id": "call_1", "type": "custom", "custom": {"name": "run", "input": "print(1)"}},
        ),
    ],
    ids=["function", "custom"],
)
def test_a_call_has_no_index_in_a_body(one, body):
    assert call(one) == body


def test_a_text_streams_role_pieces_and_end():
    opening = {"role": "assistant", "content": "", "refusal": None}
    assert deltas(said("Hello there")) == [opening, {"content": "Hello"}, {"content": " there"}, {}]


def test_given_deltas_are_the_pieces():
    assert deltas(said("Hello", deltas=("Hel", "lo")))[1:] == [{"content": "Hel"}, {"content": "lo"}, {}]


def test_a_single_call_is_opened_by_the_first_chunk():
    first, *rest, last = deltas(said(calls=[PARIS]))
    opening = {"index": 0, "id": "call_0", "type": "function", "function": {"name": "weather", "arguments": ""}}
    assert first == {"role": "assistant", "content": None, "tool_calls": [opening], "refusal": None}
    assert "".join(delta["tool_calls"][0]["function"]["arguments"] for delta in rest) == '{"city":"Paris"}'
    assert last == {}


def test_several_calls_follow_one_another_after_the_role():
    first, *rest, _ = deltas(said(calls=[PARIS, ROME]))
    assert first == {"role": "assistant", "content": None}
    indices = [delta["tool_calls"][0]["index"] for delta in rest]
    assert indices == sorted(indices)
    assert set(indices) == {0, 1}


def test_a_refusal_streams_as_refusal():
    first, *rest, last = deltas(said(refusal="I cannot."))
    assert first == {"role": "assistant", "content": None, "refusal": ""}
    assert "".join(delta["refusal"] for delta in rest) == "I cannot."
    assert last == {}


def test_a_custom_call_streams_its_input():
    _, *rest, _ = deltas(said(calls=[SaidCall(0, "call_1", "run", "print(1)", custom=True)]))
    assert "".join(delta["tool_calls"][0]["custom"]["input"] for delta in rest) == "print(1)"


def test_usage_comes_last_in_a_chunk_of_its_own_and_is_null_before():
    *before, last = chunks(said("Hi", asked_usage=True))
    assert (last["choices"], last["usage"]) == ([], {"total_tokens": 3})
    assert {chunk["usage"] for chunk in before} == {None}


def test_usage_that_nobody_asked_for_is_no_member():
    assert not any("usage" in chunk for chunk in chunks(said("Hi")))


def test_usage_has_both_details():
    body = usage(Usage(10, 5, 2, 4), PLAIN)
    assert list(body) == [
        *("prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details")
    ]
    assert body["total_tokens"] == 15
    assert body["prompt_tokens_details"]["cached_tokens"] == 4
    assert body["completion_tokens_details"]["reasoning_tokens"] == 2


CALLS = Reply(tool_calls=(ToolCall("weather"),))


@pytest.mark.parametrize(
    ("reply", "named", "legacy", "model", "reason"),
    [
        (Reply("Hi"), False, False, PLAIN, "stop"),
        (CALLS, False, False, PLAIN, "tool_calls"),
        (CALLS, True, False, PLAIN, "stop"),
        (CALLS, True, False, THINKER, "tool_calls"),
        (CALLS, False, True, PLAIN, "function_call"),
    ],
    ids=["text", "call", "forced", "forced, reasoning", "legacy"],
)
def test_the_finish_reason(reply, named, legacy, model, reason):
    choice = ToolChoice("required", ("weather",), named=True) if named else ToolChoice()
    chat = ChatRequest(json={}, model=model.name, conversation=(), tool_choice=choice, legacy=legacy)
    assert finish(chat, reply, model) == reason


def test_an_error_has_all_four_members():
    error = APIError(400, "No.", param="tools", code="bad")
    members = {"message": "No.", "type": "invalid_request_error", "param": "tools", "code": "bad"}
    assert OPENAI.envelope(error, CHANCE) == {"error": members}


def test_the_headers_are_those_that_clients_read():
    sent = headers(None, CHANCE)
    assert list(sent) == ["x-request-id", "openai-version", "openai-processing-ms"]
    assert sent["openai-processing-ms"].isdigit()


def test_the_profile_uses_the_shape():
    assert OPENAI.shape is SHAPE
    assert OPENAI.model("gpt-4o").name == "gpt-4o"
