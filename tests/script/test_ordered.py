"""A script as a value."""

import pytest

from mockfn.matchers import Facts
from mockfn.script import Rules, Script


def test_an_empty_script_asks_nobody(conversation):
    assert list(Script().candidates(Facts(conversation("user: x")))) == []


@pytest.mark.parametrize(("count", "indexed"), [(3, False), (300, True)])
def test_many_rules_are_looked_up(conversation, count, indexed):
    rules = Rules()
    for number in range(count):
        rules.when(user=f"question {number}").say("x")
    script = rules.script
    asked = list(script.candidates(Facts(conversation("user: question 1"))))
    assert ((script.index is not None), len(asked) < 40, script.rules[1] in asked) == (indexed, True, True)


def test_rules_whose_words_were_not_said_are_not_asked(conversation):
    rules = Rules()
    for wording in ("order {id}", "weather in {city}", "{anything}"):
        rules.when(user=wording).say("x")
    rules.when(model="x").say("x")
    asked = rules.script.candidates(Facts(conversation("user: WEATHER", "user: order 5", "user: weather in Rome")))
    assert [rule.name for rule in asked] == ["rule 1", "rule 2", "rule 3", "rule 4"]
    asked = rules.script.candidates(Facts(conversation("user: weather in Rome", "assistant: x")))
    assert [rule.name for rule in asked] == ["rule 3", "rule 4"]


def test_so_few_rules_are_all_asked(conversation):
    rules = Rules()
    for wording in ("order {id}", "weather in {city}"):
        rules.when(user=wording).say("x")
    asked = rules.script.candidates(Facts(conversation("user: nothing of it")))
    assert [rule.name for rule in asked] == ["rule 1", "rule 2"]
