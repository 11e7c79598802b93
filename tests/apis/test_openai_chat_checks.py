"""The order of checks, and the switches."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from mockfn.apis.checks.body import KNOWN
from mockfn.apis.openai_chat_checks import ROWS, check, judge_functions, judge_tools, reject
from mockfn.providers.openai import OPENAI

USER = {"role": "user", "content": "hi"}
BAD_TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}

# One fault of each kind, in the order in which the provider reports them (measured on gpt-5.6-terra).
FAULTS = [
    ("model", None, "missing-model"),
    ("zzz", 1, "unknown-parameter"),
    ("messages", [{"role": "bogus", "content": "x"}], "invalid-value"),
    ("functions", "x", "invalid-type"),
    ("function_call", {}, "function-call-without-functions"),
    ("tools", [], "empty-tools"),
    ("tool_choice", "bogus", "tool-choice-without-tools"),
    ("parallel_tool_calls", "x", "invalid-type"),
    ("max_completion_tokens", 0, "integer-below-minimum"),
    ("n", 0, "integer-below-minimum"),
    ("temperature", "hot", "invalid-type"),
    ("top_p", "x", "invalid-type"),
    ("presence_penalty", 3, "decimal-above-maximum"),
    ("frequency_penalty", -3, "decimal-below-minimum"),
    ("logprobs", "x", "invalid-type"),
    ("top_logprobs", -1, "integer-below-minimum"),
    ("user", 1, "invalid-type"),
    ("seed", 1.5, "invalid-type"),
    ("safety_identifier", 1, "invalid-type"),
    ("prompt_cache_options", {"x": 1}, "unknown-nested-parameter"),
    ("prompt_cache_key", 1, "invalid-type"),
    ("prompt_cache_retention", 1, "invalid-type"),
    ("response_format", {}, "missing-parameter"),
    ("service_tier", "x", "invalid-value"),
    ("max_tokens", 5, "max-tokens-unsupported"),
    ("reasoning_effort", "max", "effort-unsupported"),
    ("logit_bias", {}, "unsupported-parameter"),
    ("stop", "x", "unsupported-parameter"),
    ("stream", "x", "invalid-type"),
    ("stream_options", {}, "stream-options-without-stream"),
    ("store", 1, "invalid-type"),
    ("metadata", 1, "invalid-type"),
    ("prediction", {}, "unsupported-parameter"),
    ("verbosity", "x", "invalid-value"),
]
TYPES = st.sampled_from(["function", "custom", "json_schema", "object", "array", "tool", "assistant", "image_url"])
MEMBERS = st.sampled_from(
    ["role", "content", "type", "text", "tool_calls", "function", "name", "id", "image_url", "json_schema", "schema"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | TYPES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(MEMBERS, inner, max_size=4),
    max_leaves=15,
)


def first_fault(body, **switches):
    model = OPENAI.model(str(body.get("model")))
    tools = judge_tools(body["tools"]) if body.get("tools") is not None else None
    functions = judge_functions(body["functions"]) if body.get("functions") is not None else None
    error = check(body, model, tools, functions, **switches).error
    return error.name if error else None


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(FAULTS, 2)), ids=lambda fault: fault[0])
def test_of_two_faults_the_one_measured_as_first_is_told(first, second):
    body = {"model": "gpt-5.6-terra", "messages": [USER]}
    # The later fault comes first in the body: its place there is of no account.
    body = {second[0]: second[1], **body, second[0]: second[1], first[0]: first[1]}
    assert first_fault(body) == first[2]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"model": "gpt-4", "messages": [{"role": "user"}], "tools": [BAD_TOOL]}, "function-schema-root-properties"),
        ({"model": "o3", "messages": [USER], "tools": [BAD_TOOL], "temperature": 0}, "unsupported-value"),
        ({"model": "gpt-4o", "messages": [{"role": "user"}, {"role": "tool", "content": "x"}]}, "missing-tool-call-id"),
        ({"model": "gpt-4o", "messages": [{"role": "user"}], "temperature": 9}, "decimal-above-maximum"),
        ({"messages": [USER], "zzz": 1}, "missing-model"),
        ({"model": "whisper-1", "messages": [], "zzz": 1}, "unknown-parameter"),
        ({"model": "whisper-1", "messages": []}, "not-a-chat-model"),
    ],
)
def test_phases_follow_one_another(body, name):
    assert first_fault(body) == name


@pytest.mark.parametrize(
    ("skip", "name"),
    [
        (frozenset(), "unknown-parameter"),
        (frozenset({"unknown-parameter"}), "decimal-above-maximum"),
        (frozenset({"unknown", "decimal-above-maximum"}), "orphan-tool-message"),
        (frozenset({"unknown", "fields", "orphan-tool-message"}), None),
        (frozenset({"unknown", "fields", "history"}), None),
    ],
)
def test_what_is_skipped_uncovers_the_next_fault(skip, name):
    tool = {"role": "tool", "tool_call_id": "a", "content": "x"}
    body = {"model": "gpt-4o", "messages": [USER, tool], "temperature": 9, "zzz": 1}
    assert first_fault(body, skip=skip) == name


def test_a_model_is_spared_what_is_unchecked_for_it():
    body = {"model": "m", "messages": [USER, {"role": "tool", "tool_call_id": "a", "content": "x"}]}
    spared = replace(OPENAI.unlisted, unchecked=frozenset({"history"}))
    assert check(body, OPENAI.unlisted, None, None).error.name == "orphan-tool-message"
    assert check(body, spared, None, None).error is None


def test_words_are_those_of_who_gives_them():
    body = {"model": "m", "messages": []}
    error = check(
        body, OPENAI.unlisted, None, None, words={"empty-messages": {"status": 422, "message": "say something"}}
    ).error
    assert (error.status, error.message, error.param, error.name) == (
        422,
        "say something",
        "messages",
        "empty-messages",
    )


def test_tools_that_are_null_are_taken_for_left_out():
    body = {"model": "gpt-4o", "messages": [USER], "tools": None, "functions": None}
    assert check(body, OPENAI.model("gpt-4o"), judge_tools(None), judge_functions(None)).error is None


@pytest.mark.parametrize(
    ("row", "slots", "said"),
    [
        ("unknown-url", {"method": "POST", "path": "/v1/x"}, (404, None, None, "Invalid URL (POST /v1/x)")),
        (
            "method-not-allowed",
            {"method": "GET", "path": "/v1/x"},
            (405, None, None, "Not allowed to GET on /v1/x. (HINT: Perhaps you meant to use a different HTTP method?)"),
        ),
        ("model-not-listed", {"model": "x"}, (404, "model", "model_not_found", "The model 'x' does not exist")),
    ],
)
def test_a_row_can_be_asked_for_by_name(row, slots, said):
    error = reject(row, **slots)
    assert (error.status, error.param, error.code, error.message) == said


@given(st.dictionaries(st.sampled_from(sorted(KNOWN)), JSON, max_size=6))
def test_whatever_is_sent_is_judged_with_and_without_each_check(body):
    """A skipped check leaves the rest to look at values that it would have refused."""
    named = first_fault({"model": "gpt-5.6-terra", "messages": [USER], **body})
    assert named is None or named in ROWS
    assert first_fault(body, skip=frozenset(ROWS)) is None
