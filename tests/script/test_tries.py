"""Why a rule did not hold, and how near it came."""

import pytest

from mockfn.script import Nothing, Rules, select

USER, CALL, GOT = "user: weather in Paris?", "assistant: ", "tool get_weather: 22"


def replies(rule, count):
    for number in range(count):
        rule = (rule.then if number else rule).say(f"reply {number}")


@pytest.mark.parametrize(
    ("conditions", "count", "lines", "whys", "spent"),
    [
        (
            {"user": "rome"},
            1,
            [USER],
            ('the latest user message, "weather in Paris?", does not contain "rome"',),
            False,
        ),
        (
            {"user": "weather"},
            1,
            [USER, CALL],
            ('its one reply is given: 1 assistant message follows "weather in Paris?"',),
            True,
        ),
        (
            {"user": "weather"},
            2,
            [USER, CALL, GOT, CALL],
            ('its 2 replies are given: 2 assistant messages follow "weather in Paris?"',),
            True,
        ),
        (
            {"user": "weather", "model": "x"},
            1,
            [USER, CALL],
            (
                'its one reply is given: 1 assistant message follows "weather in Paris?"',
                'the model, "gpt-4o", is not "x"',
            ),
            False,
        ),
        (
            {"tool_result": "get_weather"},
            2,
            [USER, CALL, GOT, CALL, CALL],
            ('its 2 replies are given: 2 assistant messages follow the result of "get_weather"',),
            True,
        ),
        (
            {"tool_result": "get_weather"},
            1,
            [USER, CALL, GOT, CALL, "tool b: 1"],
            ('no result of "get_weather" follows the last assistant message: there is one of "b"',),
            False,
        ),
        (
            {"user": "weather", "tool_result": "get_weather"},
            1,
            ["user: x", CALL, GOT, USER],
            ('the user message that fits comes after the result of "get_weather"',),
            False,
        ),
        (
            {"tool_result": ["a", "b"]},
            2,
            [USER, CALL, "tool a: 1", CALL, "tool b: 2"],
            ('the results of "a" and "b" are not of one turn',),
            False,
        ),
        ({}, 2, [USER, CALL, CALL], ("its 2 replies are given: the conversation holds 2 assistant messages",), True),
        ({"model": "x"}, 2, [USER], ('the model, "gpt-4o", is not "x"',), False),
    ],
)
def test_a_rule_that_was_tried_says_why_it_did_not_hold(conversation, conditions, count, lines, whys, spent):
    rules = Rules()
    replies(rules.when(**conditions), count)
    found = select(rules.script, conversation(*lines))
    assert isinstance(found, Nothing)
    (tried,) = found.tries
    assert (tried.whys, tried.spent) == (whys, spent)


def test_what_comes_nearer_is_told_by_a_number(conversation):
    rules = Rules()
    for wording in ("weather in Rome", "time in Rome", "something else"):
        rules.when(user=wording).say("x")
    rules.when(user="weather", model="gpt-4").say("x")
    near = [tried.nearness for tried in select(rules.script, conversation(USER)).tries]
    assert 1.0 > near[3] > near[0] > near[1] > near[2] == 0.0


def test_a_broken_condition_is_part_of_the_story(conversation):
    rules = Rules()
    rules.when(lambda chat: chat.nothing, user="rome").say("x")
    (tried,) = select(rules.script, conversation(USER)).tries
    assert len(tried.whys) == 2
