"""What a rule counts from: state is the conversation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.chat import ChatRequest, Message
from mockfn.matchers import Facts
from mockfn.script import Nothing, Rules, Selected, select
from mockfn.script.anchor import anchor, fits

USER, CALL, GOT = "user: weather in Paris?", "assistant: ", "tool get_weather: 22"


def selected(rules, chat):
    """(name of the rule, number of its reply, captures), or None."""
    found = select(rules.script, chat)
    return (found.rule.name, found.index, dict(found.captures)) if isinstance(found, Selected) else None


def replies(rule, count):
    for number in range(count):
        rule = (rule.then if number else rule).say(f"reply {number}")


def test_an_anchor_is_the_reply_that_is_due_with_captures_and_the_result(conversation):
    rules = Rules()
    rules.when(user="in {city}", tool_result="f").say("x").then.say("y")
    facts = Facts(conversation("user: in Rome", "assistant: ", "tool f: 7", "assistant: "))
    number, captures, result = anchor(rules.script.rules[0], facts)
    assert (number, captures, result.text) == (1, {"city": "Rome"}, "7")


def test_a_message_fits_where_all_user_conditions_hold(conversation):
    rules = Rules()
    rules.where(user="{a} and").when(user="and {b}").say("x")
    (rule,), turns = rules.script.rules, Facts(conversation("user: you and me", "user: or")).users
    assert [fits(rule, turn) for turn in turns] == [None, {"a": "you", "b": "me"}]


def test_a_rule_without_replies_is_asked_like_one_that_has_one(conversation):
    rules = Rules()
    rules.when(user="x")
    (rule,) = rules.script.rules
    assert anchor(rule, Facts(conversation("user: x")))[0] == 0
    assert anchor(rule, Facts(conversation("user: x", "assistant: "))) is None


@pytest.mark.parametrize(
    ("lines", "reply"),
    [
        ([USER], 0),
        (["system: x", USER], 0),
        ([USER, CALL], 1),
        ([USER, CALL, GOT], 1),
        ([USER, CALL, GOT, "user: Observation: 22"], 1),
        ([USER, CALL, GOT, "assistant: 22 degrees"], None),
        ([USER, CALL, GOT, "assistant: 22 degrees", "user: thanks"], None),
        ([USER, CALL, GOT, "assistant: 22 degrees", "user: and the weather in Rome?"], 0),
        ([USER, CALL, GOT, "assistant: 22 degrees", "user: weather in Rome?", CALL], 1),
        ([USER, USER], 0),
        (["user: hello"], None),
        ([], None),
    ],
)
def test_a_rule_with_user_answers_the_latest_message_that_fits(conversation, lines, reply):
    rules = Rules()
    replies(rules.when(user="weather in {city}"), 2)
    found = selected(rules, conversation(*lines))
    assert (found and found[1]) == reply


def test_captures_come_from_the_message_that_is_answered(conversation):
    rules = Rules()
    replies(rules.when(user="weather in {city}"), 2)
    chat = conversation(USER, CALL, GOT, "assistant: 22", "user: weather in Rome?", CALL, "user: Observation: 23")
    assert selected(rules, chat) == ("rule 1", 1, {"city": "Rome"})


@pytest.mark.parametrize(
    ("count", "lines", "reply"),
    [
        (1, [USER, CALL, GOT], 0),
        (1, [USER, CALL, "tool other: 1", GOT], 0),
        (1, [USER, CALL, GOT, "user: and?"], 0),
        (1, [USER], None),
        (1, [USER, CALL, "tool other: 1"], None),
        (1, [USER, CALL, GOT, CALL, "tool other: 1"], None),
        (2, [USER, CALL, GOT], 0),
        (2, [USER, CALL, GOT, CALL, "tool other: 1"], 1),
        (2, [USER, CALL, GOT, CALL, GOT], 0),
        (2, [USER, CALL, GOT, CALL, "tool other: 1", "assistant: x"], None),
    ],
)
def test_a_rule_with_tool_result_counts_from_that_result(conversation, count, lines, reply):
    rules = Rules()
    replies(rules.when(tool_result="get_weather"), count)
    found = selected(rules, conversation(*lines))
    assert (found and found[1]) == reply


@pytest.mark.parametrize(
    ("lines", "captures"),
    [
        ([USER, CALL, GOT], {"city": "Paris"}),
        ([USER, CALL, "tool a: 1", "assistant: x", "user: go on", CALL, GOT], {"city": "Paris"}),
        ([USER, "user: weather in Rome?", CALL, GOT], {"city": "Rome"}),
        (["user: hello", CALL, GOT], None),
        (["user: hello", CALL, GOT, USER], None),
    ],
)
def test_with_a_result_the_user_message_fits_anywhere_before(conversation, lines, captures):
    rules = Rules()
    rules.when(user="weather in {city}", tool_result="get_weather").say("{result} in {city}")
    found = selected(rules, conversation(*lines))
    assert (found and found[2]) == captures


@pytest.mark.parametrize(
    ("lines", "held"),
    [
        ([USER, CALL, "tool a: 1", "tool b: 2"], True),
        ([USER, CALL, "tool a: 1"], False),
        ([USER, CALL, "tool a: 1", CALL, "tool b: 2"], False),
    ],
)
def test_several_results_are_those_of_one_turn(conversation, lines, held):
    rules = Rules()
    rules.when(tool_result=["a", "b"]).say("both")
    assert bool(selected(rules, conversation(*lines))) is held


@pytest.mark.parametrize("lines", [[], [USER], [USER, CALL, GOT], [USER, CALL, GOT, "assistant: x", "user: y"]])
def test_one_reply_without_user_or_result_always_holds(conversation, lines):
    rules = Rules()
    rules.when(model="gpt-*").say("hi")
    assert selected(rules, conversation(*lines)) == ("rule 1", 0, {})


@pytest.mark.parametrize(
    ("lines", "reply"),
    [([], 0), ([USER], 0), ([USER, CALL, GOT], 1), ([USER, CALL, "user: x"], 1), ([USER, CALL, GOT, CALL], None)],
)
def test_several_replies_without_user_or_result_count_from_the_start(conversation, lines, reply):
    rules = Rules()
    replies(rules.when(), 2)
    found = selected(rules, conversation(*lines))
    assert (found and found[1]) == reply


ROLES = st.sampled_from(["user", "assistant", "tool", "system"])
TEXTS = st.sampled_from(["weather in Paris", "time in Rome", "hello"])
CONVERSATIONS = st.lists(st.builds(Message, ROLES, TEXTS, name=st.sampled_from(["a", "b"])), max_size=8).map(tuple)
CONDITIONS = st.fixed_dictionaries(
    {}, optional={"user": TEXTS | st.just("in {city}"), "tool_result": st.sampled_from(["a", "b", ["a", "b"]])}
)


@given(CONVERSATIONS, CONDITIONS, st.integers(1, 3))
def test_the_reply_after_an_assistant_message_is_the_next(messages, conditions, count):
    rules = Rules()
    replies(rules.when(**conditions), count)
    before = select(rules.script, ChatRequest(json={}, model="m", conversation=messages))
    more = (*messages, Message("assistant"))
    after = select(rules.script, ChatRequest(json={}, model="m", conversation=more))
    if isinstance(before, Selected) and (conditions or count > 1):
        number = before.index + 1
        assert after.index == number if number < count else isinstance(after, Nothing)
