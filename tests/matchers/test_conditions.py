"""Each condition holds for what it says, and tells why it does not hold for the rest."""

import re
from pathlib import Path

import pytest

from mockfn.chat import Tool, ToolChoice
from mockfn.errors import ScriptError
from mockfn.matchers import MATCHERS, Facts, compile_conditions
from mockfn.place import Place

HERE = Place("rules.py", 3, "rule 1")
TOOLS = (Tool("get_weather"), Tool("get_time"))
REQUIRED = ToolChoice("required", ("get_time",), named=True)
SCHEMA = {"json": {"response_format": {"json_schema": {"name": "Plan"}}}, "response_format": "json_schema"}


def shouts(chat):
    return chat.last_user.isupper()


def judge(conditions, chat, attempt=0):
    (matcher,) = compile_conditions(conditions, HERE)
    facts = Facts(chat, attempt)
    captures = matcher.match(facts)
    return (True, "", captures) if captures is not None else (False, matcher.why(facts), {})


@pytest.mark.parametrize(
    ("conditions", "given", "captures"),
    [
        ({"user": "in {city}"}, {}, {"city": "Paris"}),
        ({"user": "hello"}, {}, {}),
        ({"user": re.compile(r"in (?P<city>\w+)")}, {}, {"city": "Paris"}),
        ({"user": {"regex": r"in (?P<city>\w+)"}}, {}, {"city": "Paris"}),
        ({"user": {"exact": "Weather in Paris?"}}, {}, {}),
        ({"system": "you plan for {who}"}, {}, {"who": "Ann"}),
        ({"system": "be brief"}, {}, {}),
        ({"model": "gpt-4o"}, {}, {}),
        ({"model": "gpt-*"}, {}, {}),
        ({"model": re.compile("4")}, {}, {}),
        ({"tools": "get_time"}, {"tools": TOOLS}, {}),
        ({"tools": ["get_time", "get_weather"]}, {"tools": TOOLS}, {}),
        ({"tools": []}, {}, {}),
        ({"tool_result": "get_time"}, {}, {}),
        ({"step": 1}, {}, {}),
        ({"step": [0, 1]}, {}, {}),
        ({"step": range(1, 9)}, {}, {}),
        ({"attempt": 2}, {}, {}),
        ({"header": "x-tenant"}, {"headers": {"X-Tenant": "acme"}}, {}),
        ({"header": {"X-Tenant": "acme"}}, {"headers": {"x-tenant": "acme"}}, {}),
        ({"header": {"X-Tenant": "ac*"}}, {"headers": {"x-tenant": "acme"}}, {}),
        ({"header": {"X-Tenant": True}}, {"headers": {"x-tenant": ""}}, {}),
        ({"header": {"X-Tenant": False}}, {}, {}),
        ({"header": {"x-tenant": {"regex": "(?P<start>..)"}}}, {"headers": {"X-Tenant": "acme"}}, {"start": "ac"}),
        ({"tool_choice": "auto"}, {}, {}),
        ({"tool_choice": "get_time"}, {"tools": TOOLS, "tool_choice": REQUIRED}, {}),
        ({"response_format": "text"}, {}, {}),
        ({"response_format": "json_schema"}, SCHEMA, {}),
        ({"response_format": "Plan"}, SCHEMA, {}),
        ({"where": lambda chat: chat.model == "gpt-4o"}, {}, {}),
    ],
)
def test_a_condition_holds(conversation, conditions, given, captures):
    lines = ("system: You plan for Ann.", "developer: Be brief.", "user: hello", "user: Weather in Paris?")
    chat = conversation(*lines, "assistant: ", "tool get_time: 12", **given)
    assert judge(conditions, chat, 2) == (True, "", captures)


@pytest.mark.parametrize(
    ("conditions", "given", "why"),
    [
        ({"user": "hi"}, {}, 'the latest user message, "Weather in Paris?", does not contain "hi"'),
        (
            {"user": {"exact": "weather in Paris?"}},
            {},
            'the latest user message, "Weather in Paris?", is not exactly "weather in Paris?": '
            "case or white space differ",
        ),
        ({"system": "plan"}, {}, "there is no system message"),
        ({"model": "gpt"}, {}, 'the model, "gpt-4o", is not "gpt"'),
        ({"model": "o*"}, {}, 'the model, "gpt-4o", does not match "o*"'),
        ({"tools": "get_time"}, {}, '"get_time" is not offered; no tool is offered'),
        ({"tools": "time"}, {"tools": TOOLS}, '"time" is not offered; offered: "get_weather", "get_time"'),
        ({"tools": ["get_time", "x", "y"]}, {"tools": TOOLS[1:]}, '"x", "y" is not offered; offered: "get_time"'),
        ({"tools": []}, {"tools": TOOLS}, 'the request offers "get_weather", "get_time"'),
        (
            {"tool_result": "get_weather"},
            {},
            'no result of "get_weather" follows the last assistant message: there is none of any tool',
        ),
        ({"step": 1}, {}, "the step is 0, not 1"),
        ({"step": [2, 1]}, {}, "the step is 0, not 1 or 2"),
        ({"step": []}, {}, "the step is 0, not any"),
        ({"attempt": 1}, {}, "the attempt is 0, not 1"),
        ({"header": "x-tenant"}, {}, 'there is no header "x-tenant"'),
        (
            {"header": {"X-Tenant": "acme"}},
            {"headers": {"x-tenant": "acme2"}},
            'the header "x-tenant", "acme2", is not "acme"',
        ),
        ({"header": {"X-Tenant": False}}, {"headers": {"x-tenant": "a"}}, 'the header "x-tenant", "a", is there'),
        ({"tool_choice": "required"}, {}, 'the tool choice, "auto", is not "required"'),
        ({"response_format": "json_object"}, {}, 'the response format, "text", is not "json_object"'),
        ({"where": shouts}, {}, "shouts said no"),
    ],
)
def test_a_condition_tells_why_it_does_not_hold(conversation, conditions, given, why):
    assert judge(conditions, conversation("user: Weather in Paris?", **given)) == (False, why, {})


def test_there_may_be_no_user_message(conversation):
    assert judge({"user": ""}, conversation("system: x")) == (False, "there is no user message", {})


def test_a_result_must_follow_the_last_assistant_message(conversation):
    chat = conversation("user: x", "assistant: ", "tool a: 1", "assistant: ", "tool b: 2")
    assert judge({"tool_result": "b"}, chat)[0]
    assert judge({"tool_result": "a"}, chat)[1] == (
        'no result of "a" follows the last assistant message: there is one of "b"'
    )


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        (
            {"usr": "x"},
            "rules.py:3, rule 1: there is no condition 'usr'. Did you mean 'user'? "
            "Known: attempt, header, model, response_format, step, system, tool_choice, tool_result, "
            "tools, user, where.",
        ),
        (
            {"zzz": "x"},
            "rules.py:3, rule 1: there is no condition 'zzz'. Known: attempt, header, model, response_format, step, "
            "system, tool_choice, tool_result, tools, user, where.",
        ),
        ({"model": 4}, 'rules.py:3, rule 1, model: takes a name, not 4. Write it in quotes: "4".'),
        ({"tools": 4}, "rules.py:3, rule 1, tools: takes the name of a tool, or a list of them, not 4"),
        ({"tool_result": []}, "rules.py:3, rule 1, tool_result: takes the name of a tool, or a list of them, not []"),
        ({"step": -1}, "rules.py:3, rule 1, step: takes a number from 0 or a list of them, not -1"),
        ({"step": True}, "rules.py:3, rule 1, step: takes a number from 0 or a list of them, not True"),
        ({"attempt": "1"}, "rules.py:3, rule 1, attempt: takes a number from 0 or a list of them, not '1'"),
        ({"header": {}}, "rules.py:3, rule 1, header: takes the name of a header, or names with their values, not {}"),
        ({"header": {"a": 5}}, 'rules.py:3, rule 1, header: takes a name, not 5. Write it in quotes: "5".'),
        ({"where": 5}, "rules.py:3, rule 1, where: takes a function of the request, not 5"),
        (
            {"where": "x"},
            "rules.py:3, rule 1, where: takes a function of the request, not 'x'. "
            "For the user's words, write user='x'.",
        ),
    ],
)
def test_conditions_that_could_never_be_meant(conditions, message):
    with pytest.raises(ScriptError) as caught:
        compile_conditions(conditions, HERE)
    assert str(caught.value) == message


def test_a_function_that_raises_is_an_error_and_not_a_no(conversation):
    def broken(chat):
        return 1 / 0

    with pytest.raises(ScriptError) as caught:
        judge({"where": broken}, conversation("user: x"))
    assert str(caught.value) == (
        "rules.py:3, rule 1: its condition broken raised ZeroDivisionError: division by zero. "
        "A condition takes the request and says true or false."
    )
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_condition_says_on_which_line_it_is_wrong():
    with pytest.raises(ScriptError) as caught:
        compile_conditions({"user": "x", "model": 4}, HERE, {"user": HERE, "model": HERE.at(9)}.__getitem__)
    assert caught.value.line == 9


@pytest.mark.parametrize(
    ("conditions", "nearer", "farther"),
    [
        ({"user": "weather in Paris"}, {"lines": ["user: the weather"]}, {"lines": ["user: hello"]}),
        ({"system": "weather in Paris"}, {"lines": ["system: the weather"]}, {"lines": ["system: hello"]}),
        ({"user": {"exact": "the weather"}}, {"lines": ["user: weather"]}, {"lines": ["user: hello"]}),
        ({"model": "gpt-4o-mini"}, {"model": "gpt-4o"}, {"model": "claude"}),
        ({"tools": "get_wether"}, {"tools": TOOLS}, {"tools": (Tool("x"),)}),
        ({"tool_result": "get_wether"}, {"lines": ["tool get_weather: 1"]}, {"lines": []}),
        ({"step": 2}, {"lines": ["user: x", "assistant: y"]}, {"lines": ["user: x"]}),
    ],
)
def test_what_is_nearer_ranks_higher(conversation, conditions, nearer, farther):
    (matcher,) = compile_conditions(conditions, HERE)

    def near(lines=(), **given):
        return matcher.nearness(Facts(conversation(*lines, **given)))

    assert 1.0 >= near(**nearer) > near(**farther) >= 0.0


def test_the_table_of_the_docs_is_the_table_of_the_code():
    page = (Path(__file__).parents[2] / "docs/rules.md").read_text(encoding="utf-8")
    table = [f"| `{name}` | {factory.__doc__} |" for name, factory in MATCHERS.items()]
    assert "\n".join(["| condition | holds for |", "|---|---|", *table, ""]) in page
