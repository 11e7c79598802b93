"""Tools and legacy functions: their form, their names, how many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.apis.openai_chat_checks import judge_functions, judge_tools

KIND = "invalid_request_error"
PATTERN = "string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."
EMPTY = "Expected an array with minimum length 1, but got an empty array instead."
KINDS = "Invalid value: 'retrieval'. Supported values are: 'function' and 'custom'."

MEMBERS = ("type", "function", "custom", "name", "parameters", "strict", "properties", "items", "required", "$ref")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(MEMBERS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


def function(**members):
    return {"type": "function", "function": {"name": "f", **members}}


def missing(param):
    return param, "missing_required_parameter", f"Missing required parameter: '{param}'."


def wrong_type(param, expected, got):
    return param, "invalid_type", f"Invalid type for '{param}': expected {expected}, but got {got} instead."


def too_long(param, bound, length):
    message = (
        f"Invalid '{param}': string too long. Expected a string with maximum length {bound}, but got a string"
        " with length"
        f" {length} instead."
    )
    return param, "string_above_max_length", message


NAME = "tools[0].function.name"
TOOLS = [
    ("none", wrong_type("tools", "an array of objects", "a string")),
    ([], ("tools", "empty_array", f"Invalid 'tools': empty array. {EMPTY}")),
    (
        [function()] * 129,
        (
            "tools",
            "array_above_max_length",
            "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with"
            " length 129"
            " instead.",
        ),
    ),
    (["f"], wrong_type("tools[0]", "an object", "a string")),
    ([{"type": "function", "name": "f"}], missing("tools[0].function")),
    ([{"name": "f", "parameters": {}}], missing("tools[0].type")),
    ([function(), {"function": {"name": "f"}}], missing("tools[1].type")),
    ([{"type": "retrieval"}], ("tools[0].type", "invalid_value", KINDS)),
    ([{"type": "function", "function": "f"}], wrong_type("tools[0].function", "an object", "a string")),
    ([{"type": "function", "function": {"parameters": {}}}], missing(NAME)),
    ([function(name=7)], wrong_type(NAME, "a string", "an integer")),
    (
        [function(name="")],
        (
            NAME,
            "empty_string",
            f"Invalid '{NAME}': empty string. Expected a string with minimum length 1, but got an empty string"
            " instead.",
        ),
    ),
    ([function(name="a b")], (NAME, "invalid_value", f"Invalid '{NAME}': {PATTERN}")),
    ([function(), function(name="a.b")], ("tools[1].function.name", "invalid_value", None)),
    ([function(name="a" * 65)], too_long(NAME, 64, 65)),
    ([function(description=7)], wrong_type("tools[0].function.description", "a string", "an integer")),
    ([function(strict="yes")], wrong_type("tools[0].function.strict", "a boolean", "a string")),
    ([{"type": "custom"}], missing("tools[0].custom")),
    ([{"type": "custom", "custom": {}}], missing("tools[0].custom.name")),
]
FUNCTIONS = [
    ("x", wrong_type("functions", "an array of function definitions", "a string")),
    (["x"], wrong_type("functions[0]", "an object", "a string")),
    ([{"parameters": {}}], missing("functions[0].name")),
    ([{"name": "a b"}], ("functions[0].name", "invalid_value", f"Invalid 'functions[0].name': {PATTERN}")),
    ([{"name": "a" * 65}], too_long("functions[0].name", 64, 65)),
    ([], ("functions", "empty_array", f"Invalid 'functions': empty array. {EMPTY}")),
]


@pytest.mark.parametrize(("tools", "expected"), TOOLS)
def test_a_tool_that_is_not_well_formed(refused, tools, expected):
    param, code, message = expected
    message = message or f"Invalid '{param}': {PATTERN}"
    assert refused(tools=tools) == (400, KIND, param, code, message)


@pytest.mark.parametrize(("functions", "expected"), FUNCTIONS)
def test_a_function_that_is_not_well_formed(refused, functions, expected):
    assert refused(functions=functions) == (400, KIND, *expected)


@pytest.mark.parametrize(
    "tools",
    [
        [function()],
        [function(parameters=None, strict=None, description=None)],
        [function(name="a" * 64)],
        [function(name="a-B_9")] * 2,
        [{"type": "custom", "custom": {"name": "sh", "format": {"type": "text"}}}],
        [function()] * 128,
        [function(description="x" * 2000)],
    ],
)
def test_tools_the_provider_accepts(refused, tools):
    assert refused(tools=tools) is None


def test_a_verdict_holds_the_tools_that_could_be_read():
    sent = [function(description="d", parameters={"type": "object", "properties": {}}, strict=True), {"type": "custom"}]
    verdict = judge_tools([*sent, {"type": "custom", "custom": {"name": "sh", "description": "runs"}}])
    first, second = verdict.tools
    assert (first.name, first.description, first.strict, first.kind, first.raw) == ("f", "d", True, "function", sent[0])
    assert first.parameters == {"type": "object", "properties": {}}
    assert (second.name, second.description, second.kind, second.parameters) == ("sh", "runs", "custom", None)
    assert verdict.names == {"f", "sh"}


def test_a_verdict_on_functions_holds_them_as_tools():
    verdict = judge_functions([{"name": "f", "description": "d"}])
    assert [(tool.name, tool.description, tool.kind) for tool in verdict.tools] == [("f", "d", "function")]


@given(JSON)
def test_whatever_is_sent_as_tools_is_judged(value):
    judge_tools(value)
    judge_tools([{"type": "function", "function": {"name": "f", "parameters": value, "strict": True}}])
    judge_functions([value])
