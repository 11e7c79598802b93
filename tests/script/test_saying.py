"""What a rule says to a request: filled, checked against the request's tools, and never rotten in silence."""

import json

import pytest

from mockfn.chat import APIError, Reply, Tool, ToolCall, ToolChoice
from mockfn.script import Rules, Selected, say, select

WEATHER = Tool(
    "get_weather",
    parameters={
        "type": "object",
        "properties": {
            "location": {"type": "string"},
            "days": {"type": "integer", "minimum": 1},
            "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
        },
        "required": ["location"],
    },
)
STRICT = Tool("strict", parameters={"type": "object", "properties": {"a": {}}, "additionalProperties": False})
OPEN = Tool("open", parameters={"type": "object", "properties": {"a": {}}, "additionalProperties": True})
BARE = Tool("bare")
DAYS = Tool("days", parameters={"type": "object", "properties": {"days": {"type": "integer"}}})
CODE = Tool("run", kind="custom")
TOOLS = (WEATHER, STRICT, OPEN, BARE, CODE)
PLAN = {"type": "object", "properties": {"steps": {"type": "array"}, "n": {"type": "integer"}}, "required": ["steps"]}


@pytest.fixture
def says(conversation):
    """What the one rule that `write` writes says to a request about the weather."""

    def ask(write, *lines, seed=0, user="weather in {city}, {n:word} days", misbehave=False, **given):
        rules = Rules()
        write(rules.when(user=user, misbehave=misbehave))
        chat = conversation("user: weather in Paris, 3 days", *lines, **{"tools": TOOLS, **given})
        found = select(rules.script, chat)
        assert isinstance(found, Selected)
        return say(found, chat, seed=seed)

    return ask


def problem(answer):
    """The message of a script error, after the place of the rule."""
    assert isinstance(answer, APIError)
    assert (answer.status, answer.type) == (400, "mockfn_script_error")
    return answer.message.partition(", rule 1")[2].removeprefix(", ").removeprefix(": ")


@pytest.mark.parametrize(
    ("write", "reply"),
    [
        (lambda rule: rule.say("It is {n} in {city}."), Reply("It is 3 in Paris.")),
        (lambda rule: rule.say(["It ", "is {n}"]), Reply(("It ", "is 3"))),
        (
            lambda rule: rule.call("get_weather", location="{city}", days="{n}"),
            Reply(tool_calls=(ToolCall("get_weather", {"location": "Paris", "days": 3}),)),
        ),
        (
            lambda rule: rule.call("get_weather", {"location": "{city}, {n}"}, unit="celsius"),
            Reply(tool_calls=(ToolCall("get_weather", {"location": "Paris, 3", "unit": "celsius"}),)),
        ),
        (
            lambda rule: rule.call("get_weather", location="a").say("Both.").call("get_weather", location="b"),
            Reply(
                "Both.",
                tool_calls=(ToolCall("get_weather", {"location": "a"}), ToolCall("get_weather", {"location": "b"})),
            ),
        ),
        (lambda rule: rule.call("get_weather", '{"loc'), Reply(tool_calls=(ToolCall("get_weather", '{"loc'),))),
        (lambda rule: rule.call("bare", any="{city}"), Reply(tool_calls=(ToolCall("bare", {"any": "Paris"}),))),
        (lambda rule: rule.call("open", b=1), Reply(tool_calls=(ToolCall("open", {"b": 1}),))),
        (lambda rule: rule.call("run", "print(1)"), Reply(tool_calls=(ToolCall("run", "print(1)", kind="custom"),))),
        (
            lambda rule: rule.call(ToolCall("bare", "{", "call_1")),
            Reply(tool_calls=(ToolCall("bare", "{", "call_1"),)),
        ),
        (lambda rule: rule.answer({"content": "{city}"}), Reply("{city}")),
        (lambda rule: rule.answer(Reply(refusal="no")), Reply(refusal="no")),
        (lambda rule: rule.answer(lambda chat: chat.last_user.upper()), Reply("WEATHER IN PARIS, 3 DAYS")),
        (lambda rule: rule.answer(APIError(429, "slow down")), APIError(429, "slow down")),
        (lambda rule: rule.output("{city}"), Reply("Paris")),
        (lambda rule: rule.output({"city": "{city}"}), Reply('{"city":"Paris"}')),
    ],
)
def test_what_a_rule_says(says, write, reply):
    assert says(write) == reply


def test_a_result_is_data_and_keeps_its_type(says):
    answer = says(
        lambda rule: rule.say("x").then.call("get_weather", location="{result[city]}", days="{results[0][days]}"),
        "assistant: ",
        'tool get_weather: {"city": "Rome", "days": 2}',
    )
    assert answer.tool_calls[0].arguments == {"location": "Rome", "days": 2}


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (("assistant: ", "tool f: 1", "tool g: 2"), "first 1"),
        (("assistant: ", "tool f: 1", "assistant: ", "tool g: 2"), "then 2"),
        (("assistant: ", "tool f: 1", "assistant: "), "then 1"),
    ],
)
def test_the_result_is_that_which_the_rule_counts_from_until_a_later_reply_answers_another(conversation, lines, answer):
    rules = Rules()
    rules.when(tool_result="f").say("first {result}").then.say("then {result}")
    chat = conversation("user: x", *lines)
    assert say(select(rules.script, chat), chat).text == answer


def test_missing_required_arguments_are_generated_from_the_seed(says):
    made = [
        says(lambda rule: rule.call("get_weather", days=2), seed=seed).tool_calls[0].arguments for seed in (1, 1, 2)
    ]
    assert all(isinstance(arguments["location"], str) and arguments["days"] == 2 for arguments in made)
    assert made[0] == made[1]


def test_an_answer_can_be_changed_without_changing_the_next(conversation):
    rules = Rules()
    rules.when().call("open", a={"b": [1]})
    chat = conversation("user: x", tools=TOOLS)
    for _ in range(2):
        arguments = say(select(rules.script, chat), chat).tool_calls[0].arguments
        assert arguments == {"a": {"b": [1]}}
        arguments["a"]["b"].append(2)


def test_a_value_that_is_nested_too_deeply_is_an_error(says):
    result = "tool f: " + "[" * 900 + "]" * 900
    deep = "{" + '"a": {' * 900 + "}" * 901
    answer = says(lambda rule: rule.say("x").then.output({"a": "{result[0]}", "b": deep}), "assistant: ", result)
    assert isinstance(answer, Reply) or problem(answer) == "a value in its reply is nested too deeply"


def test_half_a_character_is_said_as_it_came(conversation):
    rules = Rules()
    rules.when(user="weather in {city}").call("get_weather", location="{city}").say("In {city}:")
    chat = conversation("user: weather in \ud83d", tools=TOOLS)
    answer = say(select(rules.script, chat), chat)
    assert (answer.content, answer.tool_calls[0].arguments) == ("In \ud83d:", {"location": "\ud83d"})


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (
            lambda rule: rule.call("get_wether", location="x"),
            "call: the request does not offer \"get_wether\". Did you mean 'get_weather'? "
            "Known: bare, get_weather, open, run, strict.",
        ),
        (
            lambda rule: rule.call("get_wether", "raw"),
            "call: the request does not offer \"get_wether\". Did you mean 'get_weather'? "
            "Known: bare, get_weather, open, run, strict.",
        ),
        (
            lambda rule: rule.call("get_weather", location="x", days=0),
            'call: "get_weather" rejects its arguments: 0 is less than the minimum of 1 (at /days)',
        ),
        (
            lambda rule: rule.call("get_weather", location=5, unit="kelvin"),
            "call: \"get_weather\" rejects its arguments: 5 is not of type 'string' (at /location); "
            "'kelvin' is not one of ['celsius', 'fahrenheit'] (at /unit)",
        ),
        (
            lambda rule: rule.call("get_weather", loction="x"),
            "call: \"get_weather\" rejects its arguments: it has no parameter 'loction'. Did you mean "
            "'location'? Known: days, location, unit.",
        ),
        (
            lambda rule: rule.call("strict", b=1),
            "call: \"strict\" rejects its arguments: it has no parameter 'b'. Known: a.",
        ),
        (
            lambda rule: rule.call("run", code="x"),
            'call: "run" is a custom tool, which takes a text. Give its input as a string.',
        ),
        (
            lambda rule: rule.say("{result[a]}"),
            "say: {result[a]} stands for nothing: the request holds no such tool result",
        ),
        (
            lambda rule: rule.answer(lambda chat: 1 / 0),
            "answer: <lambda> raised ZeroDivisionError: division by zero",
        ),
        (
            lambda rule: rule.answer(lambda chat: 5),
            "answer: is no answer: 5. "
            "Give a Reply, an OpenAI message or completion, or a function of the request that returns one.",
        ),
        (
            lambda rule: rule.answer(Reply(tool_calls=(ToolCall("g"),))),
            'call: the request does not offer "g". Known: bare, get_weather, open, run, strict.',
        ),
    ],
)
def test_what_a_request_does_not_take_is_an_error_that_names_the_rule(says, write, message):
    assert problem(says(write)) == message


def test_many_errors_are_told_in_part(says):
    tool = Tool("f", parameters={"properties": {"items": {"items": {"type": "string"}}}})
    answer = says(lambda rule: rule.call("f", items=[1, 2, 3, 4, 5, 6, 7]), tools=(tool,))
    assert problem(answer).endswith("5 is not of type 'string' (at /items/4); and 2 more")


def test_without_tools_there_is_nothing_to_call(says):
    answer = says(lambda rule: rule.call("f"), tools=())
    assert problem(answer) == 'call: the request does not offer "f". It offers no tool at all.'


NAMED = ToolChoice("required", ("bare",), named=True)


@pytest.mark.parametrize(
    ("write", "given", "message"),
    [
        (
            lambda rule: rule.call("bare"),
            {"tool_choice": ToolChoice("none")},
            'tool_choice is "none", and it calls "bare"',
        ),
        (
            lambda rule: rule.call("strict"),
            {"tool_choice": NAMED},
            'tool_choice allows "bare", and it calls "strict"',
        ),
        (
            lambda rule: rule.call("strict"),
            {"tool_choice": ToolChoice("auto", ("bare", "open"))},
            'tool_choice allows "bare", "open", and it calls "strict"',
        ),
        (
            lambda rule: rule.say("x"),
            {"tool_choice": ToolChoice("required")},
            "tool_choice demands a tool call, and it makes none",
        ),
        (
            lambda rule: rule.answer("x"),
            {"tool_choice": NAMED},
            'tool_choice demands a call of "bare", and it makes none',
        ),
        (
            lambda rule: rule.call("bare").call("bare"),
            {"parallel": False},
            "parallel_tool_calls is false, and it makes 2 calls",
        ),
    ],
)
def test_what_the_request_forbids_is_an_error_unless_the_rule_may_misbehave(says, write, given, message):
    assert problem(says(write, **given)) == f"{message}. Change the rule, or let it: misbehave=True."
    assert isinstance(says(write, misbehave=True, **given), Reply)


def test_a_refusal_is_allowed_where_a_call_is_demanded(says):
    assert says(lambda rule: rule.answer(Reply(refusal="no")), tool_choice=NAMED) == Reply(refusal="no")


def test_a_rule_that_may_misbehave_sends_arguments_as_they_are(says):
    answer = says(lambda rule: rule.call("get_weather", days="{n}").call("ghost", a=1), misbehave=True)
    assert [call.arguments for call in answer.tool_calls] == [{"days": 3}, {"a": 1}]


JSON = {"response_format": "json_schema", "response_schema": PLAN, "tools": ()}


@pytest.mark.parametrize(
    ("value", "given", "content"),
    [
        ({"steps": ["{city}"], "n": "{n}"}, JSON, {"steps": ["Paris"], "n": 3}),
        ({}, {"response_format": "json_object"}, {}),
        ("x", {"response_format": "json_schema", "response_schema": {"type": "string"}}, "x"),
        ([1], {"response_format": "json_schema", "response_schema": True}, [1]),
    ],
)
def test_output_in_the_response_format_is_json(says, value, given, content):
    assert json.loads(says(lambda rule: rule.output(value), **given).content) == content


def test_output_is_completed_by_the_response_format(says):
    assert "steps" in json.loads(says(lambda rule: rule.output({"n": 1}), **JSON).content)


@pytest.mark.parametrize(
    ("value", "given", "message"),
    [
        (
            {"steps": 1},
            JSON,
            "output: the request's response format rejects the value: 1 is not of type 'array' (at /steps)",
        ),
        (
            [1],
            {"response_format": "json_object"},
            "output: the request's response format wants an object. Not [1].",
        ),
    ],
)
def test_output_that_the_response_format_rejects(says, value, given, message):
    assert problem(says(lambda rule: rule.output(value), **given)) == message


@pytest.mark.parametrize(
    ("value", "given", "call"),
    [
        ({"a": "{city}"}, {"tool_choice": NAMED}, ToolCall("bare", {"a": "Paris"})),
        (
            {"location": "Rome"},
            {"tool_choice": ToolChoice("required"), "tools": (STRICT, WEATHER)},
            ToolCall("get_weather", {"location": "Rome"}),
        ),
        (
            {"days": 2},
            {"tool_choice": ToolChoice("required"), "tools": (WEATHER, DAYS)},
            ToolCall("days", {"days": 2}),
        ),
        ("print(1)", {"tool_choice": ToolChoice("required", ("run",))}, ToolCall("run", "print(1)", kind="custom")),
        ({"a": 1}, {"tool_choice": ToolChoice("required", ("run",))}, ToolCall("run", '{"a":1}', kind="custom")),
    ],
)
def test_output_where_a_call_is_forced_is_that_call(says, value, given, call):
    assert says(lambda rule: rule.output(value), **given) == Reply(tool_calls=(call,))


def test_output_that_a_forced_tool_takes_when_completed(says):
    answer = says(lambda rule: rule.output({"days": 2}), tool_choice=ToolChoice("required"), tools=(STRICT, WEATHER))
    assert answer.tool_calls[0].arguments.keys() == {"location", "days"}


def test_output_that_no_forced_tool_takes(says):
    answer = says(lambda rule: rule.output({"b": 1}), tool_choice=ToolChoice("required"), tools=(STRICT, WEATHER))
    assert problem(answer) == "output: \"strict\" rejects its arguments: it has no parameter 'b'. Known: a."


def test_output_that_is_no_object_is_no_arguments(says):
    answer = says(lambda rule: rule.output([1]), tool_choice=NAMED)
    assert problem(answer) == 'output: "bare" takes an object, not [1]'
