"""A script as a value."""

import pytest

from mockfn.matchers import Facts
from mockfn.script import Rules, Script


def test_an_empty_script_asks_nobody(conversation):
    assert list(Script().candidates(Facts(conversation("user: x")))) == []


@pytest.mark.parametrize(("count", "indexed"), [(3, False), (300, True)])
def test_many_rules_are_looked_up_and_few_are_asked(conversation, count, indexed):
    rules = Rules()
    for number in range(count):
        rules.when(user=f"question {number}").say("x")
    script = rules.script
    asked = list(script.candidates(Facts(conversation("user: question 1"))))
    assert (script.index is not None, len(asked) < count) == (indexed, indexed)
    assert script.rules[1] in asked
