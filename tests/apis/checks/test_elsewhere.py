"""What only other providers refuse."""

import pytest

USER = {"role": "user", "content": "hi"}
TOOL = {"type": "function", "function": {"name": "f"}}


def calls(*ids, **members):
    made = [{"id": one, "type": "function", "function": {"name": "f", "arguments": "{}"}, **members} for one in ids]
    return {"role": "assistant", "content": None, "tool_calls": made}


def result(identifier):
    return {"role": "tool", "tool_call_id": identifier, "content": "1"}


TWICE = [USER, calls("a"), result("a"), calls("a"), result("a")]


@pytest.mark.parametrize(
    ("row", "members", "param", "message"),
    [
        ("duplicate-tool-names", {"tools": [TOOL, TOOL]}, "tools", "Tool names must be unique."),
        ("repeated-tool-call-id", {"messages": TWICE}, None, "Duplicate value for 'tool_call_id' of a in message[3]"),
        (
            "json-mode-with-tools",
            {
                "tools": [TOOL],
                "messages": [{"role": "user", "content": "json"}],
                "response_format": {"type": "json_object"},
            },
            None,
            "`response_format` json_object cannot be combined with tool/function calling",
        ),
        (
            "unexpected-role",
            {"messages": [USER, calls("a"), result("a"), USER]},
            None,
            "Unexpected role 'user' after role 'tool'",
        ),
        (
            "unequal-results",
            {"messages": [USER, calls("a"), result("a"), result("a")]},
            None,
            "Not the same number of function calls and responses",
        ),
        ("nothing-said", {"messages": [{"role": "user", "content": ""}]}, None, "Input must have at least 1 token."),
        (
            "content-parts-unsupported",
            {"messages": [USER, {"role": "assistant", "content": [{"type": "text", "text": "hi"}]}]},
            "messages[1]",
            'Input should be a valid string, not [{"type":"text","text":"hi"}]',
        ),
        (
            "unknown-member",
            {"messages": [{**USER, "id": True}]},
            "messages[0].id",
            "Extra inputs are not permitted, field: 'messages[0].id', value: True",
        ),
        (
            "unknown-member",
            {"messages": [USER, calls("a", tokens=1), result("a")]},
            "messages[1].tool_calls[0].tokens",
            "Extra inputs are not permitted, field: 'messages[1].tool_calls[0].tokens', value: 1",
        ),
        (
            "unknown-member",
            {"tools": [{**TOOL, "x": "y"}]},
            "tools[0].x",
            "Extra inputs are not permitted, field: 'tools[0].x', value: y",
        ),
        (
            "choice-unsupported",
            {"tools": [TOOL], "tool_choice": "required"},
            "tool_choice",
            "tool_choice required is not supported",
        ),
        (
            "tool-description-too-long",
            {"tools": [{"type": "function", "function": {"name": "f", "description": "x" * 1025}}]},
            "tools[0].function.description",
            "Invalid 'tools[0].function.description': string too long. Expected a string with maximum length 1024, but"
            " got a string with length 1025 instead.",
        ),
        (
            "parallel-without-tools",
            {"parallel_tool_calls": True},
            "parallel_tool_calls",
            "Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are"
            " specified.",
        ),
    ],
)
def test_a_profile_that_names_the_row_refuses_it(refused, row, members, param, message):
    assert refused(words={row: {"code": None}}, **members) == (400, "invalid_request_error", param, None, message)
    assert refused(words={"empty-tools": None}, **members) is None
    assert refused(**members) is None


@pytest.mark.parametrize(("choice", "wrong"), [("auto", True), ("required", True), ("none", False)])
def test_only_none_can_be_chosen_without_tools(refused, choice, wrong):
    words = {"*": None, "choice-of-nothing": {}}
    error = (400, "invalid_request_error", None, None, "When using `tool_choice`, `tools` must be set.")
    assert refused(words=words, tool_choice=choice) == (error if wrong else None)


def test_what_is_fine_stays_fine(refused):
    rows = ("duplicate-tool-names", "repeated-tool-call-id", "unexpected-role", "unequal-results", "unknown-member")
    words = {row: {} for row in rows}
    messages = [USER, calls("a", "b"), result("a"), result("b"), {"role": "assistant", "content": "x"}, USER]
    assert refused(messages=messages, tools=[TOOL], tool_choice="auto", words=words) is None
