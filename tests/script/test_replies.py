"""A reply given whole, in each form that people hold one."""

import pytest

from mockfn.chat import APIError, Reply, ToolCall, Usage
from mockfn.errors import ScriptError
from mockfn.place import Place
from mockfn.script.replies import reply_of

HERE = Place("rules.py", 3, "rule 1")
CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}


class Message:
    def model_dump(self):
        return {"role": "assistant", "content": "hi"}


@pytest.mark.parametrize(
    ("value", "reply"),
    [
        (Reply("hi"), Reply("hi")),
        (APIError(429, "slow"), APIError(429, "slow")),
        ("hi", Reply("hi")),
        (ToolCall("f"), Reply(tool_calls=(ToolCall("f"),))),
        (Message(), Reply("hi")),
        ({"content": "hi"}, Reply("hi")),
        ({"content": ["h", "i"]}, Reply(("h", "i"))),
        ({"content": [{"type": "text", "text": "h"}, {"type": "text", "text": "i"}]}, Reply("hi")),
        ({"role": "assistant", "content": None, "refusal": "no"}, Reply(refusal="no")),
        ({"content": "x", "reasoning_content": "hm"}, Reply("x", reasoning="hm")),
        ({"content": "x", "reasoning": "hm"}, Reply("x", reasoning="hm")),
        ({"tool_calls": [CALL]}, Reply(tool_calls=(ToolCall("f", '{"a": 1}', "call_1"),))),
        (
            {"tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]},
            Reply(tool_calls=(ToolCall("f", {"a": 1}),)),
        ),
        (
            {"tool_calls": [{"id": "c", "type": "custom", "custom": {"name": "f", "input": "x"}}]},
            Reply(tool_calls=(ToolCall("f", "x", "c", "custom"),)),
        ),
        ({"function_call": {"name": "f", "arguments": "{}"}}, Reply(tool_calls=(ToolCall("f", "{}"),))),
        (
            {
                "choices": [{"finish_reason": "length", "message": {"role": "assistant", "content": "hi"}}],
                "usage": {
                    "prompt_tokens": 1,
                    "completion_tokens": 2,
                    "total_tokens": 3,
                    "completion_tokens_details": {"reasoning_tokens": 4},
                    "prompt_tokens_details": {"cached_tokens": 5},
                },
            },
            Reply("hi", finish_reason="length", usage=Usage(1, 2, 4, 5)),
        ),
        ({"choices": [{"message": {"content": "hi"}}], "usage": None}, Reply("hi")),
    ],
)
def test_a_reply_in_any_form(value, reply):
    assert reply_of(value, HERE) == reply


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            {"contnet": "x"},
            "is no answer: {'contnet': 'x'}. "
            "Give a Reply, an OpenAI message or completion, or a function of the request that returns one.",
        ),
        (
            None,
            "is no answer: None. "
            "Give a Reply, an OpenAI message or completion, or a function of the request that returns one.",
        ),
        ({"content": 5}, "takes content as text or a list of parts, not 5"),
        ({"tool_calls": [{"id": "x"}]}, "holds a tool call without function and name: {'id': 'x'}"),
        ({"tool_calls": ["x"]}, "holds a tool call without function and name: 'x'"),
        (
            {"tool_calls": [{"function": {"name": "f", "arguments": 5}}]},
            "holds arguments of 'f' that are neither text nor a mapping: 5",
        ),
    ],
)
def test_what_is_no_reply(value, message):
    with pytest.raises(ScriptError) as caught:
        reply_of(value, HERE)
    assert str(caught.value) == f"rules.py:3, rule 1, answer: {message}"
