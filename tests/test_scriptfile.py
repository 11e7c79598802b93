"""Scripts as files: the same power as in Python, and errors that name file, line, rule and key."""

import json

import pytest

from mockfn.chat import Reply, Tool, ToolCall
from mockfn.errors import ScriptError
from mockfn.script import Rules, Selected, say, select, select_otherwise
from mockfn.scriptfile import load, survey

WEATHER = """
rules:
  - when: {user: "weather in {city}"}
    steps:
      - call: {get_weather: {location: "{city}"}}
      - say: "It is {result[temperature]} degrees in {city}."
otherwise: generate
"""
TOOLS = (Tool("get_weather"), Tool("lookup"), Tool("audit"))


def rules(text):
    return load(text, "script.yaml").rules


@pytest.fixture
def ask(conversation):
    """What a script says to a conversation; None where no rule holds."""

    def answer(text, *lines, **given):
        script, chat = load(text, "script.yaml"), conversation(*lines, **{"tools": TOOLS, **given})
        found = select(script, chat)
        found = found if isinstance(found, Selected) else select_otherwise(script, chat)
        return say(found, chat) if isinstance(found, Selected) else None

    return answer


def test_a_loop_from_a_file(ask):
    call = ToolCall("get_weather", {"location": "Paris"})
    result = 'tool get_weather: {"temperature": 22}'
    assert ask(WEATHER, "user: weather in Paris?") == Reply(tool_calls=(call,))
    assert ask(WEATHER, "user: weather in Paris?", "assistant: ", result) == Reply("It is 22 degrees in Paris.")


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        ("say: hello", Reply("hello")),
        ("say: [hel, lo]", Reply(("hel", "lo"))),
        ("call: lookup", Reply(tool_calls=(ToolCall("lookup", {}),))),
        ("call: {lookup: }", None),
        ("call: {lookup: null}", Reply(tool_calls=(ToolCall("lookup", {}),))),
        ("call: {lookup: {id: 7}}", Reply(tool_calls=(ToolCall("lookup", {"id": 7}),))),
        ("call: {lookup: '{\"id\"'}", Reply(tool_calls=(ToolCall("lookup", '{"id"'),))),
        (
            "call: [{lookup: {id: 1}}, {lookup: {id: 2}}, audit]",
            Reply(tool_calls=(ToolCall("lookup", {"id": 1}), ToolCall("lookup", {"id": 2}), ToolCall("audit", {}))),
        ),
        ("{say: Both., call: lookup}", Reply("Both.", tool_calls=(ToolCall("lookup", {}),))),
        ("answer: {content: x, refusal: null}", Reply("x")),
        (
            "answer: {tool_calls: [{id: c, type: function, function: {name: lookup, arguments: '{'}}]}",
            Reply(tool_calls=(ToolCall("lookup", "{", "c"),)),
        ),
        ("output: {a: [1, null, no]}", Reply('{"a":[1,null,"no"]}')),
    ],
)
def test_what_a_step_can_be(ask, step, reply):
    text = f"rules:\n  - steps:\n      - {step}"
    if reply is None:
        with pytest.raises(ScriptError):
            load(text, "script.yaml")
    else:
        assert ask(text, "user: x") == reply


@pytest.mark.parametrize(
    ("when", "lines", "held"),
    [
        ("{}", ["user: x"], True),
        ("", ["user: x"], True),
        ("{user: {regex: '^order [0-9]+$'}}", ["user: order 12"], True),
        ("{user: {regex: '^order [0-9]+$'}}", ["user: the order 12"], False),
        ("{user: {exact: Hi}}", ["user: Hi"], True),
        ("{user: {exact: Hi}}", ["user: hi"], False),
        ("{system: plan, user: go}", ["system: You plan.", "user: go"], True),
        ("{model: gpt-*, tools: [lookup, audit], step: 0, attempt: 0}", ["user: x"], True),
        ("{tool_result: lookup, step: [1, 2]}", ["user: x", "assistant: ", "tool lookup: 1"], True),
        ("{header: {x-a: false}, tool_choice: auto, response_format: text}", ["user: x"], True),
    ],
)
def test_what_conditions_can_be(ask, when, lines, held):
    text = f"rules:\n  - when: {when}\n    say: held"
    assert (ask(text, *lines) == Reply("held")) is held


def test_json_is_a_script_as_well(ask):
    text = json.dumps({"$schema": "x", "rules": [{"when": {"user": "hi {x}"}, "say": "{x} 😀"}]}, indent="\t")
    assert ask(text, "user: hi Ann") == Reply("Ann 😀")


@pytest.mark.parametrize(
    ("otherwise", "action"), [("generate", "generate"), ("miss", "miss"), ("{say: Sorry.}", "say")]
)
def test_otherwise(conversation, otherwise, action):
    script = load(f"otherwise: {otherwise}", "a.yaml")
    assert select_otherwise(script, conversation("user: x")).step.action == action


def test_without_otherwise_nothing_is_said(conversation):
    assert select_otherwise(load("rules: []", "a.yaml"), conversation("user: x")) is None


def test_rules_know_their_lines_and_flags():
    first, second = rules("rules:\n  - say: x\n\n  - say: y\n    optional: true\n    misbehave: true\n")
    assert (str(first.place), str(second.place)) == ("rule 1 at script.yaml:2", "rule 2 at script.yaml:4")
    assert (first.optional, first.misbehave, second.optional, second.misbehave) == (False, False, True, True)
    assert first.from_file


def test_a_file_can_say_what_python_can(conversation):
    written = Rules()
    rule = written.when(user="a {x}", system={"exact": "s"}).call("f", {"v": "{x}"}).call("g").say("t")
    rule.then.output({"y": "{x}"}).optional()
    (read,) = rules(
        "rules:\n- when: {user: 'a {x}', system: {exact: s}}\n  optional: true\n  steps:\n"
        "  - {call: [{f: {v: '{x}'}}, g], say: t}\n  - output: {y: '{x}'}"
    )
    assert [condition.shown for condition in read.conditions] == [condition.shown for condition in rule.rule.conditions]
    assert [step.said for step in read.steps] == [step.said for step in rule.rule.steps]
    assert read.optional


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "script.yaml: is empty. A script begins with `rules:`."),
        ("- say: x", "script.yaml: holds a list, not a mapping. A script begins with `rules:`."),
        ("rule: []", "script.yaml:1: there is no key 'rule'. Did you mean 'rules'? Known: $schema, otherwise, rules."),
        ("rules: {a: 1}", "script.yaml:1, rules: takes a list of rules, not a mapping"),
        ("rules: [x]", "script.yaml:1, rule 1: is the text 'x', not a mapping. A rule has `when:` and `steps:`."),
        (
            "rules:\n  - {}",
            "script.yaml:2, rule 1: says nothing. "
            "Give it `steps:`, or one of say, call, answer, output, generate, miss.",
        ),
        (
            "rules:\n  - wen: {}",
            "script.yaml:2, rule 1: there is no key 'wen'. Did you mean 'when'? "
            "Known: answer, call, cut, fail, generate, misbehave, miss, optional, output, pace, say, "
            "steps, when.",
        ),
        ("rules:\n  - when: x\n    say: y", "script.yaml:2, rule 1, when: takes conditions, not the text 'x'"),
        (
            "rules:\n  - say: x\n  - when:\n      model: a\n      usr: b\n    say: y",
            "script.yaml:5, rule 2: there is no condition 'usr'. Did you mean 'user'? "
            "Known: attempt, header, model, response_format, step, system, tool_choice, tool_result, "
            "tools, user.",
        ),
        (
            "rules:\n  - when: {where: x}\n    say: y",
            "script.yaml:2, rule 1: there is no condition 'where'. Known: attempt, header, model, response_format, "
            "step, system, tool_choice, tool_result, tools, user.",
        ),
        (
            "rules:\n  - when:\n      user: x\n      model: 4\n    say: y",
            'script.yaml:4, rule 1, model: takes a name, not 4. Write it in quotes: "4".',
        ),
        (
            "rules:\n  - when: {user: a}\n    steps:\n      - say: x\n      - sya: y",
            "script.yaml:5, rule 1: there is no verb 'sya'. Did you mean 'say'? Known: answer, call, cut, fail, "
            "generate, misbehave, miss, output, pace, say.",
        ),
        (
            "rules:\n  - steps:\n      - call:\n          f:\n            a: 1\n            b: '{c}'",
            "script.yaml:6, rule 1, call: {c} names nothing that this rule captures. Known: result, results. "
            "For the text itself, write {{c}}.",
        ),
        (
            "rules:\n  - steps:\n      - say: x\n        output: y",
            "script.yaml:4, rule 1, output: say and output are two replies. "
            "Put .then between them (in a file: make them two steps).",
        ),
        ("rules:\n  - steps: []", "script.yaml:2, rule 1, steps: takes a list of replies, not an empty list"),
        ("rules:\n  - steps: {say: x}", "script.yaml:2, rule 1, steps: takes a list of replies, not a mapping"),
        (
            "rules:\n  - steps:\n      - say: x\n      - just text",
            "script.yaml:4, rule 1, steps: holds the text 'just text', not a reply. Write, say, `- say: \"...\"`.",
        ),
        (
            "rules:\n  - say: x\n    steps:\n      - say: y",
            "script.yaml:3, rule 1, steps: stands beside 'say'. Make it the first of the steps.",
        ),
        ("rules:\n  - say: x\n    optional: 1", "script.yaml:3, rule 1, optional: takes true or false, not 1"),
        (
            "otherwise: generat",
            "script.yaml:1, otherwise: takes generate, miss or a reply, not 'generat'. "
            "Did you mean 'generate'? Known: generate, miss. To say a text, write {say: ...}.",
        ),
        (
            "rules: []\notherwise: {say: '{city}'}",
            "script.yaml:2, otherwise, say: {city} names nothing that this rule captures. Known: result, results. "
            "For the text itself, write {{city}}.",
        ),
        ("otherwise: 5", 'script.yaml:1, otherwise, steps: holds 5, not a reply. Write, say, `- say: "..."`.'),
        (
            "rules:\n  - when: {user: '{a} {a}'}\n    say: x",
            "script.yaml:2, rule 1, user: captures {a} twice. Give each capture a name of its own.",
        ),
        (
            "rules:\n  - when: {user: {city}}\n    say: x",
            'script.yaml:2: {city} without quotes is a mapping. Write "{city}" in quotes.',
        ),
        (
            "rules:\n  - user: hi\n    say: x",
            "script.yaml:2, rule 1: there is no key 'user'. It is a condition: write it in `when:`.",
        ),
        (
            "rules:\n  - when:\n      user: hi\n      say: x",
            "script.yaml:4, rule 1: there is no condition 'say'. It stands beside `when:`, not in it.",
        ),
        (
            "rules:\n  - tool_calls: []",
            "script.yaml:2, rule 1: there is no key 'tool_calls'. Write `call: {name: {argument: value}}`.",
        ),
        (
            "rules:\n  - call: {name: get_weather, arguments: {city: Rome}}",
            "script.yaml:2, rule 1, call: is written {name: arguments}. Write {get_weather: {...}}.",
        ),
        ("rules:\n  - say: x\n    say: y", "script.yaml:3: the key 'say' stands twice. It is also in line 2."),
    ],
)
def test_what_could_never_work_is_an_error_at_once(text, message):
    with pytest.raises(ScriptError) as caught:
        load(text, "script.yaml")
    assert str(caught.value) == message


def test_a_survey_tells_all_that_is_wrong_and_keeps_the_rest():
    text = (
        "rules:\n  - when: {usr: x, user: '{a} {a}', model: 4}\n    steps:\n      - sya: y\n      - say: '{city}'\n"
        "  - say: fine\n  - 7\n  - {sya: x, optional: maybe}\n  - say: '{city}'\n    call: 5\notherwise: cry\n"
    )
    script, wrong = survey(text, "s.yaml")
    assert [rule.name for rule in script.rules] == ["rule 2"]
    assert script.otherwise == ()
    assert [str(one).partition(". ")[0] for one in wrong] == [
        "s.yaml:2, rule 1: there is no condition 'usr'",
        "s.yaml:2, rule 1, user: captures {a} twice",
        "s.yaml:2, rule 1, model: takes a name, not 4",
        "s.yaml:4, rule 1: there is no verb 'sya'",
        "s.yaml:7, rule 3: is 7, not a mapping",
        "s.yaml:8, rule 4: there is no key 'sya'",
        "s.yaml:8, rule 4, optional: takes true or false, not the text 'maybe'",
        "s.yaml:9, rule 5, say: {city} names nothing that this rule captures",
        "s.yaml:10, rule 5, call: takes the name of a tool, {name: arguments}, or a list of these, not 5",
        "s.yaml:11, otherwise: takes generate, miss or a reply, not 'cry'",
    ]


def test_a_survey_of_a_right_script_is_the_script():
    script, wrong = survey(WEATHER, "s.yaml")
    assert (len(script.rules), len(script.otherwise), wrong) == (1, 1, [])


def test_calls_know_their_lines():
    text = "rules:\n  - call:\n      - lookup\n      - audit:\n  - call:\n      lookup: {}\n      audit: {}"
    lines = [[call.place.line for call in rule.steps[0].calls] for rule in rules(text)]
    assert lines == [[3, 4], [6, 7]]
