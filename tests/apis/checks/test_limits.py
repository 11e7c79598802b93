"""More tokens than a model's context holds."""

import pytest

from mockfn.apis.checks.limits import context_finding
from mockfn.apis.openai_chat_checks import check_context
from mockfn.chat import ChatRequest, Message, Tool
from mockfn.providers.provider import Model

MODEL = Model(name="small", context=100)
START = "This model's maximum context length is 100 tokens. However, "


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            {"messages": 101},
            "your messages resulted in 101 tokens. Please reduce the length of the messages.",
        ),
        (
            {"messages": 91, "functions": 10},
            "your messages resulted in 101 tokens (91 in the messages, 10 in the functions). Please reduce the length"
            " of the messages or functions.",
        ),
        (
            {"messages": 51, "completion": 50},
            "you requested 101 tokens (51 in the messages, 50 in the completion). Please reduce the length of the"
            " messages or completion.",
        ),
        (
            {"messages": 41, "functions": 10, "completion": 50},
            "you requested 101 tokens (41 in the messages, 10 in the functions, and 50 in the completion). Please"
            " reduce the length of the messages, functions, or completion.",
        ),
    ],
)
def test_what_is_too_long_is_counted_out(counts, said):
    slots = context_finding(MODEL, **counts).slots
    assert f"{slots['counted']}. Please reduce the length of the {slots['parts']}." == said
    assert (slots["total"], slots["excess"], slots["prompt"] + slots["completion"]) == (101, 1, 101)


def test_what_just_fits_passes():
    assert context_finding(MODEL, 40, 10, 50) is None


def asked(words, **members):
    text = "word" + " word" * (words - 1)
    body = {"messages": [{"role": "user", "content": text}], **members}
    tools = (Tool("f"),) if "tools" in members else ()
    return ChatRequest(json=body, model="small", conversation=(Message("user", text),), tools=tools)


@pytest.mark.parametrize(
    ("chat", "said"),
    [
        (asked(94), "your messages resulted in 101 tokens. Please reduce the length of the messages."),
        (
            asked(44, max_completion_tokens=50),
            "you requested 101 tokens (51 in the messages, 50 in the completion). Please reduce the length of the"
            " messages or completion.",
        ),
        (
            asked(90, tools=[{}]),
            "your messages resulted in 118 tokens (97 in the messages, 21 in the functions). Please reduce the length"
            " of the messages or functions.",
        ),
    ],
)
def test_a_request_is_counted_against_its_model(chat, said):
    error = check_context(chat, MODEL, 1000)
    kind = (error.status, error.type, error.param, error.code)
    assert kind == (400, "invalid_request_error", "messages", "context_length_exceeded")
    assert error.message == START + said
    assert check_context(chat, MODEL, 1000, skip=frozenset({"limits"})) is None


def test_a_request_that_fits_passes():
    assert check_context(asked(93), MODEL, 1000) is None


def test_a_body_of_fewer_bytes_than_tokens_is_not_counted():
    assert check_context(asked(94), MODEL, 100) is None
