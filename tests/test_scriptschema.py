"""The schema for editors says what the loader says, and the published file is that schema."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mockfn
from mockfn.errors import ScriptError
from mockfn.scriptfile import load
from mockfn.scriptschema import script_schema

PUBLISHED = Path(mockfn.__file__).with_name("script.schema.json")
JUDGE = jsonschema.Draft7Validator(script_schema())

# What no schema can say.
BEYOND = ("names nothing that this rule captures", "captures {", "is no regular expression", "is no answer", "is {")


def loads(data):
    """Why the loader refuses a script, '' where it does not."""
    try:
        load(json.dumps(data), "a.json")
    except ScriptError as wrong:
        return str(wrong)
    return ""


def agree(data):
    """Both accept, or both refuse, or the loader refuses what no schema can say."""
    accepted, why = JUDGE.is_valid(data), loads(data)
    return accepted == (not why) or (accepted and any(beyond in why for beyond in BEYOND))


def test_it_is_a_schema():
    jsonschema.Draft7Validator.check_schema(script_schema())


def test_the_published_file_is_this_schema():
    """Written by: python -c "import json, mockfn.scriptschema as s; print(json.dumps(s.script_schema(), indent=2))"."""
    assert PUBLISHED.read_text(encoding="utf-8") == json.dumps(script_schema(), indent=2) + "\n"


WORDS = st.sampled_from(["x", "get_weather", "{city}", "", "gpt-*"])
TEXTS = (
    WORDS
    | st.fixed_dictionaries({}, optional={"regex": WORDS | st.just(5), "exact": WORDS})
    | st.sampled_from([5, None, True, ["x"]])
)
NAMES = WORDS | st.lists(WORDS, max_size=2) | st.sampled_from([5, None, [5], {}])
NUMBERS = st.integers(-1, 2) | st.lists(st.integers(-1, 2), max_size=2) | st.sampled_from(["1", None, True, [True]])
HEADERS = WORDS | st.dictionaries(st.sampled_from(["x-a", "x-b"]), TEXTS | st.booleans(), max_size=2) | st.just(5)
WHEN = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "user": TEXTS,
        "system": TEXTS,
        "model": TEXTS,
        "tools": NAMES,
        "tool_result": NAMES,
        "step": NUMBERS,
        "attempt": NUMBERS,
        "header": HEADERS,
        "tool_choice": TEXTS,
        "response_format": TEXTS,
        "where": st.just("x"),
    },
)
ARGUMENTS = st.none() | WORDS | st.fixed_dictionaries({}, optional={"a": WORDS}) | st.sampled_from([5, [1]])
CALL = WORDS | st.dictionaries(WORDS, ARGUMENTS, max_size=2) | st.sampled_from([5, None])
VERBS = {
    "say": WORDS | st.lists(WORDS | st.just(5), max_size=2) | st.sampled_from([5, None, {}]),
    "call": CALL | st.lists(CALL, max_size=2),
    "answer": st.sampled_from(["x", {"content": "x"}, {}, 5, None, ["x"]]),
    "output": st.sampled_from([1, None, {"a": "x"}]),
    "generate": st.sampled_from([True, False, 1]),
    "miss": st.sampled_from([True, "x"]),
    "shout": st.just("x"),
}
REPLY = st.one_of(
    *(st.fixed_dictionaries({verb: values}) for verb, values in VERBS.items()),
    st.fixed_dictionaries({"say": WORDS, "call": CALL}),
    st.fixed_dictionaries({}, optional=VERBS),
)
FLAGS = {"optional": st.booleans() | st.just("yes"), "misbehave": st.booleans(), "when": WHEN}
RULE = (
    st.fixed_dictionaries({"steps": st.lists(REPLY, max_size=2) | st.sampled_from([None, {}])}, optional=FLAGS)
    | st.builds(lambda reply, rest: {**reply, **rest}, REPLY, st.fixed_dictionaries({}, optional=FLAGS))
    | st.fixed_dictionaries({"steps": st.lists(REPLY, min_size=1, max_size=2), "say": WORDS})
    | st.sampled_from(["x", None])
)
SCRIPT = st.fixed_dictionaries(
    {},
    optional={
        "rules": st.lists(RULE, max_size=2) | st.sampled_from([None, {}, "x"]),
        "otherwise": st.sampled_from(["generate", "miss", "x", None, 5]) | REPLY,
        "$schema": st.just("x"),
        "rule": st.just([]),
    },
)


@given(WHEN)
def test_schema_and_loader_agree_on_conditions(when):
    assert agree({"rules": [{"when": when, "say": "x"}]})


@given(REPLY)
def test_schema_and_loader_agree_on_replies(reply):
    assert agree({"rules": [{"steps": [reply]}]})


@given(RULE)
def test_schema_and_loader_agree_on_rules(rule):
    assert agree({"rules": [rule]})


@given(SCRIPT)
def test_schema_and_loader_agree_on_scripts(script):
    assert agree(script)


@pytest.mark.parametrize("data", [[], "x", 5, {"rules": [{"say": "x"}], "otherwise": {"say": "y"}}, {}])
def test_schema_and_loader_agree_on_the_whole(data):
    assert agree(data)
