"""One wrong call for each way to get a call wrong, proven to be wrong, in a rule like any other call."""

import json

import pytest

from mockfn import MockProvider, Request, SchemaError, SettingError, wrong_calls
from mockfn.schema import validator
from mockfn.testkit.broken_json import is_strict_json

PARAMETERS = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "days": {"type": "integer", "minimum": 1}},
    "required": ["city", "days"],
}
TOOL = {"type": "function", "function": {"name": "get_weather", "parameters": PARAMETERS}}
WRONG = {call.name: call for call in wrong_calls(TOOL)}

NOT_OF_THE_SCHEMA = {
    "json-cut": "the arguments end in the middle",
    "json-trailing-text": "text follows the arguments",
    "json-code-fence": "the arguments stand in a code fence",
    "json-comment": "a comment stands in the arguments",
    "json-trailing-comma": "a comma follows the last argument",
    "json-single-quotes": "the arguments are written as Python",
    "json-nan": "a value is NaN",
    "json-duplicate-key": "an argument is given twice",
    "no-arguments": "the arguments are empty",
    "unknown-function": "no function is called 'get_weather_v2'",
    "empty-name": "the function has no name",
    "same-id-twice": "two calls have the same id",
}


def test_every_way_says_what_is_wrong():
    assert {name: call.why for name, call in WRONG.items() if not call.keyword} == NOT_OF_THE_SCHEMA


OF_THE_SCHEMA = {
    "required-city": ("'city' is a required property", ""),
    "required-days": ("'days' is a required property", ""),
    "type-city": ("(at /city)", "/city"),
    "type-days": ("(at /days)", "/days"),
    "minimum-days": ("0 is less than the minimum of 1 (at /days)", "/days"),
    "type": ("is not of type 'object'", ""),
}


def test_each_keyword_of_the_schema_is_violated_once():
    assert {name for name, call in WRONG.items() if call.keyword} == {*OF_THE_SCHEMA}


@pytest.mark.parametrize(("name", "said"), OF_THE_SCHEMA.items())
def test_what_violates_the_schema_says_what_and_where(name, said):
    wrong = WRONG[name]
    assert wrong.why.endswith(said[0])
    assert (wrong.keyword, wrong.path) == (name.partition("-")[0], said[1])


@pytest.mark.parametrize("name", OF_THE_SCHEMA)
def test_what_violates_the_schema_is_proven_invalid(name):
    (call,) = WRONG[name].calls
    broken = {keyword for _, keyword, _ in validator(PARAMETERS).errors(json.loads(call.arguments))}
    assert broken == {WRONG[name].keyword}


def test_a_place_deep_in_the_arguments_is_part_of_the_name():
    seat = {"type": "object", "properties": {"row/no": {"enum": [1, 2]}}, "required": ["row/no"]}
    schema = {"type": "object", "properties": {"seats": {"type": "array", "items": seat, "minItems": 1}}}
    names = {call.name for call in wrong_calls({"name": "book", "parameters": schema})}
    assert names >= {"minItems-seats", "required-seats-0-row-no", "enum-seats-0-row-no"}


def test_a_property_too_many_is_wrong_where_the_schema_says_so():
    closed = {**PARAMETERS, "additionalProperties": False}
    names = {call.name for call in wrong_calls({"name": "f", "parameters": closed})}
    assert "additionalProperties" in names


@pytest.mark.parametrize("name", [name for name in NOT_OF_THE_SCHEMA if name.startswith("json-")] + ["no-arguments"])
def test_what_is_no_json_is_none(name):
    (call,) = WRONG[name].calls
    assert call.name == "get_weather"
    assert not is_strict_json(call.arguments)


@pytest.mark.parametrize("name", ["unknown-function", "empty-name", "same-id-twice"])
def test_what_is_wrong_elsewhere_has_right_arguments(name):
    for call in WRONG[name].calls:
        assert {*json.loads(call.arguments)} == {"city", "days"}


def test_the_function_is_another_or_none():
    assert (WRONG["unknown-function"].calls[0].name, WRONG["empty-name"].calls[0].name) == ("get_weather_v2", "")


def test_two_calls_have_one_id():
    one, other = WRONG["same-id-twice"].calls
    assert one.id == other.id is not None


def test_the_calls_are_the_same_each_time():
    assert wrong_calls(TOOL) == wrong_calls(TOOL)


def test_the_seed_changes_the_right_part():
    assert wrong_calls(TOOL, seed=1) != wrong_calls(TOOL)


def test_ids_are_unique_and_shown_by_pytest():
    names = [call.__name__ for call in wrong_calls(TOOL)]
    assert len({*names}) == len(names)
    assert repr(WRONG["json-nan"]) == "<WrongCall json-nan: a value is NaN>"


def test_a_tool_without_parameters_can_be_called_wrong_too():
    assert {call.name for call in wrong_calls({"name": "now"})} >= {*NOT_OF_THE_SCHEMA}


def test_what_is_no_tool_is_an_error():
    with pytest.raises(SettingError):
        wrong_calls([TOOL])


def test_parameters_that_are_no_schema_are_an_error():
    with pytest.raises(SchemaError):
        wrong_calls({"name": "f", "parameters": ["city"]})


@pytest.mark.parametrize("stream", [False, True], ids=["JSON", "streamed"])
@pytest.mark.parametrize("wrong", wrong_calls(TOOL))
def test_a_wrong_call_goes_where_a_call_goes_and_is_sent_as_it_is(wrong, stream):
    mock = MockProvider()
    mock.when(user="weather").call(wrong).then.say("sorry")
    messages = [{"role": "user", "content": "weather"}]
    body = {"model": "gpt-4o", "messages": messages, "tools": [TOOL], "stream": stream, "parallel_tool_calls": False}
    exchange = mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(body).encode()))
    assert exchange.decision.answer.tool_calls == wrong.calls
    given = mock.tool_calls
    assert [call.name for call in given] == [call.name for call in wrong.calls]
    assert not mock.misses
