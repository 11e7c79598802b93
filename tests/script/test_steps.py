"""The verbs: what each adds to a reply, and what they refuse."""

import pytest

from mockfn.chat import Reply, ToolCall
from mockfn.errors import ScriptError
from mockfn.place import Place
from mockfn.script.steps import VERBS, Step, add_answer, add_call, add_output, add_say, set_action

HERE = Place("rules.py", 3, "rule 1")


def written(**verbs):
    step = Step()
    for verb, value in verbs.items():
        step = VERBS[verb](step, value, ("x",), HERE)
    return step


@pytest.mark.parametrize(
    ("verbs", "said"),
    [
        ({}, ()),
        ({"say": "hi"}, ("say",)),
        ({"say": ["h", "i"]}, ("say",)),
        ({"call": "f", "say": "hi"}, ("say", "call")),
        ({"answer": {"content": "x"}}, ("answer",)),
        ({"output": None}, ("output",)),
        ({"generate": True}, ("generate",)),
        ({"miss": True}, ("miss",)),
    ],
)
def test_a_step_knows_what_it_says(verbs, said):
    step = written(**verbs)
    assert (step.said, step.empty) == (said, not said)


def test_a_step_of_faults_is_not_empty():
    assert not Step(faults=("reset",)).empty
    assert not Step(latency=1).empty


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("f", ["f"]),
        ({"f": {"a": 1}}, ["f"]),
        ({"f": None}, ["f"]),
        ({"f": {"a": 1}, "g": "raw"}, ["f", "g"]),
        (["f", {"f": {"a": 1}}, {"g": None}], ["f", "f", "g"]),
    ],
)
def test_calls_as_data(value, names):
    assert [call.name for call in written(call=value).calls] == names


def test_a_whole_call_is_kept_as_it_is():
    call = ToolCall("f", "{", "call_1")
    assert add_call(Step(), call, None, (), HERE).calls[0].whole is call


def test_a_function_answers_later():
    assert add_answer(Step(), len, HERE).answer is len


def test_a_reply_answers_as_it_is():
    assert add_answer(Step(), "hi", HERE).answer == Reply("hi")


@pytest.mark.parametrize(
    ("verbs", "message"),
    [
        (
            {"say": "x", "output": 1},
            "rules.py:3, rule 1, output: say and output are two replies. "
            "Put .then between them (in a file: make them two steps).",
        ),
        (
            {"answer": "x", "call": "f"},
            "rules.py:3, rule 1, call: answer and call are two replies. "
            "Put .then between them (in a file: make them two steps).",
        ),
        ({"say": 5}, 'rules.py:3, rule 1, say: takes text, or a list of texts, not 5. Write it in quotes: "5".'),
        ({"say": ["a", 5]}, "rules.py:3, rule 1, say: takes text, or a list of texts, not ['a', 5]"),
        ({"say": None}, "rules.py:3, rule 1, say: takes text, or a list of texts, not None"),
        (
            {"call": []},
            "rules.py:3, rule 1, call: takes the name of a tool, {name: arguments}, or a list of these, not []",
        ),
        ({"call": ""}, "rules.py:3, rule 1, call: takes the name of a tool, not ''"),
        ({"call": [5]}, "rules.py:3, rule 1, call: takes the name of a tool, not 5"),
        (
            {"call": {"f": 5}},
            "rules.py:3, rule 1, call: takes the arguments of 'f' as a mapping, or as a text that is sent as it is, "
            "not 5",
        ),
        ({"generate": "yes"}, "rules.py:3, rule 1, generate: takes true, not 'yes'"),
        (
            {"say": "{y}"},
            "rules.py:3, rule 1, say: {y} names nothing that this rule captures. Known: result, results, x. "
            "For the text itself, write {{y}}.",
        ),
    ],
)
def test_what_no_reply_can_be(verbs, message):
    with pytest.raises(ScriptError) as caught:
        written(**verbs)
    assert str(caught.value) == message


def test_say_twice_is_two_replies():
    with pytest.raises(ScriptError) as caught:
        add_say(add_say(Step(), "a", (), HERE), "b", (), HERE)
    assert str(caught.value) == (
        "rules.py:3, rule 1, say: say and say are two replies. Put .then between them (in a file: make them two steps)."
    )


def test_whoever_else_answers_answers_alone():
    with pytest.raises(ScriptError) as caught:
        set_action(add_output(Step(), {}, (), HERE), "miss", HERE)
    assert caught.value.key == "miss"


@pytest.mark.parametrize(
    ("step", "silent"),
    [
        (Step(), True),
        (Step(latency=1, faults=(1,)), True),
        (add_say(Step(), "", (), HERE), False),
        (add_output(Step(), None, (), HERE), False),
        (set_action(Step(), "miss", HERE), False),
    ],
)
def test_a_step_without_a_verb_is_silent(step, silent):
    assert step.silent is silent is (not step.said)
