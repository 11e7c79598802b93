"""Rules that never answer are found, and no rule that can answer is called one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mockfn.chat import ChatRequest, Message
from mockfn.script import Rules, select, unreachable
from mockfn.script.reach import covered


def rule(rules, replies=1, **conditions):
    written = rules.when(**conditions).say("1")
    for _ in range(replies - 1):
        written = written.then.say("more")
    return written.rule


@pytest.mark.parametrize(
    ("first", "second", "replies"),
    [
        ({}, {"user": "x"}, 1),
        ({"user": "weather"}, {"user": "the Weather  today"}, 1),
        ({"user": "weather"}, {"user": {"exact": "weather"}}, 1),
        ({"user": "weather in {city}"}, {"user": "weather in {place}, now"}, 1),
        ({"user": "weather in {city}"}, {"user": "weather in Rome"}, 1),
        ({"user": "weather in {city}"}, {"user": "weather in"}, 0),
        ({"user": "weather in {city:word} now"}, {"user": "weather in {city} now"}, 0),
        ({"user": {"regex": "a+"}}, {"user": {"exact": "baab"}}, 1),
        ({"user": {"regex": "a+"}}, {"user": {"regex": "a+"}}, 1),
        ({"user": {"regex": "a+"}}, {"user": "aaa"}, 0),
        ({"user": "order"}, {"user": {"regex": "an order of [0-9]+"}}, 1),
        ({"user": {"exact": "x"}}, {"user": "x"}, 0),
        ({"model": "gpt-*"}, {"model": "gpt-4o", "user": "x"}, 1),
        ({"model": "gpt-*"}, {"model": "gpt-4*"}, 1),
        ({"model": "gpt-?"}, {"model": "gpt-*"}, 0),
        ({"model": "gpt-4o"}, {"model": "gpt-*"}, 0),
        ({"tools": ["a"]}, {"tools": ["b", "a"]}, 1),
        ({"tools": ["a", "b"]}, {"tools": ["a"]}, 0),
        ({"tools": []}, {"tools": []}, 1),
        ({"tools": []}, {"tools": ["a"]}, 0),
        ({"step": [0, 1]}, {"step": 1}, 1),
        ({"step": 1}, {"attempt": 1}, 0),
        ({"header": {"x": True}}, {"header": {"X": "pro"}}, 1),
        ({"header": {"x": "p*"}}, {"header": {"x": "pro"}}, 1),
        ({"header": {"x": False}}, {"header": {"x": "pro"}}, 0),
        ({"header": {"x": "pro"}}, {"header": {"x": True}}, 0),
        ({"system": "plan"}, {"system": "you plan trips", "user": "go"}, 1),
        ({"tool_choice": "auto"}, {"response_format": "auto"}, 0),
        ({"tool_result": "a"}, {"tool_result": ["a", "b"]}, 1),
        ({"tool_result": ["a", "b"]}, {"tool_result": "a"}, 0),
        ({"user": "x"}, {"user": "x", "tool_result": "a"}, 0),
        ({"tool_result": "a"}, {"user": "x"}, 0),
        ({"user": "x"}, {"model": "gpt-4o"}, 0),
    ],
)
def test_what_one_rule_leaves_to_another(first, second, replies):
    rules = Rules()
    assert covered(rule(rules, **first), rule(rules, **second)) == replies


@pytest.mark.parametrize(
    ("before", "after", "conditions", "replies"),
    [
        (1, 2, ({"user": "x"}, {"user": "x y"}), 1),
        (2, 2, ({"user": "x"}, {"user": "x y"}), 2),
        (2, 1, ({"user": "x"}, {"user": "x y"}), 1),
        (1, 3, ({}, {"user": "x"}), 3),
        (2, 1, ({}, {}), 0),
        (2, 3, ({}, {}), 2),
        (2, 1, ({}, {"user": "x"}), 0),
    ],
)
def test_replies_count(before, after, conditions, replies):
    rules = Rules()
    one, other = rule(rules, before, **conditions[0]), rule(rules, after, **conditions[1])
    assert covered(one, other) == replies


def test_an_endless_reply_leaves_nothing_to_a_rule_after_it():
    rules = Rules()
    loop = rules.when(user="x").say("1").misbehave("tool_loop").rule
    later = rule(rules, 3, user="x y")
    assert (covered(loop, later), covered(later, loop)) == (3, 0)
    assert covered(rules.when().misbehave("tool_loop").rule, later) == 3


@pytest.mark.parametrize("many", [0, 30])
def test_a_rule_after_one_that_always_holds_is_told(many):
    rules = Rules()
    for number in range(many):
        rule(rules, user=f"some question {number} of many")
    first, second = rule(rules, user="where is the weather"), rule(rules, user="where is the Weather in {city}")
    assert unreachable(first, rules.script) is None
    message = str(unreachable(second, rules.script)).partition(f"rule {many + 2}: ")[2]
    assert message == (
        f"it never answers: rule {many + 1} (line {first.place.line}) holds wherever it does. "
        "Put the narrower rule first, or take one out."
    )


def test_replies_that_are_never_given_are_told():
    rules = Rules()
    first, second = rule(rules, 2, user="x"), rule(rules, 3, user="x y")
    assert str(unreachable(second, rules.script)).partition("rule 2: ")[2] == (
        f"its first 2 replies are never given: rule 1 (line {first.place.line}) holds wherever they are due. "
        "Put the narrower rule first."
    )


def test_a_step_that_the_rule_has_no_reply_for_is_told():
    rules = Rules()
    one = rule(rules, user="x", step=1)
    assert str(unreachable(one, rules.script)).partition("rule 1: ")[2] == (
        "it never answers: at step 1 a reply number 2 is due, and it has 1. "
        "A rule with user= counts by itself: leave step= out, or give it the replies before."
    )
    assert unreachable(rule(rules, 2, user="y", step=1), rules.script) is None


WORDS = st.sampled_from(
    ["in", "the weather in", "weather", "in rome", "weather in {a}", "{a} in", "{a:word} in", "{b}"]
)
TEXTS = st.lists(st.sampled_from(["the", "weather", "in", "Rome", "in!", "?", "now."]), max_size=5).map(" ".join)
ROLES = st.lists(st.sampled_from(["user", "assistant"]), max_size=3)


@given(WORDS, WORDS, st.integers(1, 2), st.integers(1, 2), TEXTS, TEXTS, ROLES)
def test_a_rule_that_answers_is_never_called_unreachable(one, other, before, after, text, earlier, roles):
    rules = Rules()
    first, second = rule(rules, before, user=one), rule(rules, after, user=other)
    count = covered(first, second)
    assume(count)
    messages = [Message(role, earlier) for role in roles]
    chat = ChatRequest(json={}, model="m", conversation=(*messages, Message("user", text)))
    found = select(rules.script, chat)
    assert getattr(found, "rule", None) is not second or found.index >= count
