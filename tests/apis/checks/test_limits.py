"""More tokens than a model's context holds."""

import pytest

from mockfn.apis.checks.limits import context_finding
from mockfn.apis.openai_chat_checks import check_context
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
            "your messages resulted in 101 tokens (91 in the messages, 10 in the functions). Please reduce the"
            " length of"
            " the messages or functions.",
        ),
        (
            {"messages": 51, "completion": 50},
            "you requested 101 tokens (51 in the messages, 50 in the completion). Please reduce the length of"
            " the messages"
            " or completion.",
        ),
        (
            {"messages": 41, "functions": 10, "completion": 50},
            "you requested 101 tokens (41 in the messages, 10 in the functions, and 50 in the completion)."
            " Please reduce"
            " the length of the messages, functions, or completion.",
        ),
    ],
)
def test_what_is_too_long_is_counted_out(counts, said):
    error = check_context(MODEL, **counts)
    assert (error.status, error.type, error.param, error.code) == (
        400,
        "invalid_request_error",
        "messages",
        "context_length_exceeded",
    )
    assert error.message == START + said


def test_what_just_fits_passes():
    assert context_finding(MODEL, 40, 10, 50) is None
    assert check_context(MODEL, 100) is None
