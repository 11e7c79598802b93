"""A rule as a value."""

import pytest

from mockfn.errors import ScriptError
from mockfn.matchers import compile_conditions
from mockfn.place import Place
from mockfn.script import Rule, Step
from mockfn.script.rules import captured

HERE = Place("rules.py", 3, "rule 1")
CONDITIONS = compile_conditions({"user": "in {city}", "tool_result": "f", "model": "gpt-*"}, HERE)


def test_a_rule_reads_like_what_it_asks():
    rule = Rule(CONDITIONS, (Step(),), HERE)
    assert repr(rule) == '<rule 1 at rules.py:3: user="in {city}", tool_result="f", model="gpt-*">'
    assert repr(Rule((), (), HERE)) == "<rule 1 at rules.py:3: every request>"


def test_a_rule_says_beforehand_why_it_answers():
    assert Rule(CONDITIONS[:1], (Step(), Step()), HERE).because == [
        ('rule 1 at rules.py:3 holds: user="in {city}".', "It gives its reply 1 of 2."),
        ('rule 1 at rules.py:3 holds: user="in {city}".', "It gives its reply 2 of 2."),
    ]


def test_a_rule_without_conditions_says_so():
    assert Rule((), (Step(),), HERE).because[0][0] == "rule 1 at rules.py:3 holds for every request."


def test_another_version_keeps_the_rest():
    rule = Rule(CONDITIONS, (), HERE, optional=True, key="k").version(steps=(Step(),), misbehave=True)
    assert (rule.conditions, len(rule.steps), rule.place, rule.optional, rule.misbehave, rule.key) == (
        CONDITIONS,
        1,
        HERE,
        True,
        True,
        "k",
    )


@pytest.mark.parametrize(("place", "name"), [(HERE, "rule 1"), (Place(), "a rule")])
def test_a_rule_has_a_name(place, name):
    assert Rule((), (), place).name == name


@pytest.mark.parametrize(("key", "from_file"), [(None, True), ("draft", False)])
def test_a_rule_of_a_file_is_known_by_having_no_key(key, from_file):
    assert Rule((), (), HERE, key=key).from_file is from_file


def test_captures_are_the_names_a_reply_may_use():
    assert captured(CONDITIONS, HERE) == {"city"}


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"user": "the {result}"}, "captures {result}, which means a tool's result"),
        ({"user": "{a} x", "system": "{a}"}, "captures {a} twice"),
    ],
)
def test_a_capture_means_one_thing(conditions, message):
    with pytest.raises(ScriptError) as caught:
        captured(compile_conditions(conditions, HERE), HERE)
    assert str(caught.value) == f"rules.py:3, rule 1: {message}. Give each capture a name of its own."
