"""What a request chooses among its tools."""

import pytest

KIND = "invalid_request_error"
TOOLS = [{"type": "function", "function": {"name": "f"}}, {"type": "custom", "custom": {"name": "sh"}}]
MODES = "Supported values are: 'none', 'auto', and 'required'."
NO_TOOLS = "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified."
NO_FUNCTIONS = "Invalid value for 'function_call': 'function_call' is only allowed when 'functions' are specified."
UNDECLARED = "Invalid value for 'function_call': no function named 'g' was specified in the 'functions' parameter."


def missing(param):
    return param, "missing_required_parameter", f"Missing required parameter: '{param}'."


def named(name):
    return {"type": "function", "function": {"name": name}}


def allowed(**members):
    return {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": [named("f")], **members}}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("f", ("tool_choice", "invalid_value", f"Invalid value: 'f'. {MODES}")),
        (
            7,
            (
                "tool_choice",
                "invalid_type",
                "Invalid type for 'tool_choice': expected one of one of 'none', 'auto', or 'required' or"
                " object, but got an"
                " integer instead.",
            ),
        ),
        ({}, missing("tool_choice.function")),
        ({"type": "bogus"}, missing("tool_choice.function")),
        ({"type": "function", "function": {}}, missing("tool_choice.function.name")),
        ({"type": "custom"}, missing("tool_choice.custom")),
        ({"type": "allowed_tools"}, missing("tool_choice.allowed_tools")),
        (allowed(mode=None), missing("tool_choice.allowed_tools.mode")),
        (
            allowed(mode="none"),
            (
                "tool_choice.allowed_tools.mode",
                "invalid_value",
                "Invalid value: 'none'. Supported values are: 'auto' and 'required'.",
            ),
        ),
        (allowed(tools=None), missing("tool_choice.allowed_tools.tools")),
        (named("g"), ("function_call", None, UNDECLARED)),
        ({"type": "custom", "custom": {"name": "g"}}, ("function_call", None, UNDECLARED)),
        (allowed(tools=[named("f"), named("g")]), ("function_call", None, UNDECLARED)),
    ],
)
def test_a_choice_that_cannot_be_made(refused, choice, expected):
    assert refused(tools=TOOLS, tool_choice=choice) == (400, KIND, *expected)


@pytest.mark.parametrize(
    "choice",
    [
        "none",
        "auto",
        "required",
        None,
        named("f"),
        {"type": "custom", "custom": {"name": "sh"}},
        allowed(),
        allowed(mode="required", tools=[named("f"), {"type": "custom", "custom": {"name": "sh"}}]),
    ],
)
def test_a_choice_that_can(refused, choice):
    assert refused(tools=TOOLS, tool_choice=choice) is None


@pytest.mark.parametrize("choice", ["auto", "none", named("f")])
def test_a_choice_needs_tools(refused, choice):
    assert refused(tool_choice=choice) == (400, KIND, "tool_choice", None, NO_TOOLS)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, missing("function_call.name")),
        (
            "f",
            ("function_call", "invalid_value", "Invalid value: 'f'. Supported values are: 'none' and 'auto'."),
        ),
        ({"name": "g"}, ("function_call", None, UNDECLARED)),
    ],
)
def test_a_legacy_choice_that_cannot_be_made(refused, choice, expected):
    assert refused(functions=[{"name": "f"}], function_call=choice) == (400, KIND, *expected)


def test_a_legacy_choice_needs_functions(refused):
    assert refused(function_call="auto") == (400, KIND, "function_call", None, NO_FUNCTIONS)


def test_parallel_calls_need_no_tools(refused):
    assert refused(parallel_tool_calls=True) is None
