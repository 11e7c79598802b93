"""Which rule answers, with which reply: state is the conversation."""

from hypothesis import given
from hypothesis import strategies as st

from mockfn.chat import APIError, ChatRequest, Message
from mockfn.script import Rules, Selected, select, select_otherwise

USER, CALL, GOT = "user: weather in Paris?", "assistant: ", "tool get_weather: 22"


def selected(rules, chat, attempt=0):
    """(name of the rule, number of its reply, captures), or None."""
    found = select(rules.script, chat, attempt)
    return (found.rule.name, found.index, dict(found.captures)) if isinstance(found, Selected) else None


def replies(rule, count):
    for number in range(count):
        rule = (rule.then if number else rule).say(f"reply {number}")


def test_the_first_rule_that_holds_answers(conversation):
    rules = Rules()
    rules.when(user="rome").say("1")
    rules.when(user="weather").say("2")
    rules.when(user="weather in {city}").say("3")
    assert selected(rules, conversation(USER)) == ("rule 2", 0, {})


def test_all_conditions_must_hold(conversation):
    rules = Rules()
    rules.when(user="weather in {city}", system="you are {who}", model="o*").say("x")
    rules.when(user="weather in {city}", system="you are {who}", model="gpt-*").say("x")
    chat = conversation("system: You are Ann.", USER)
    assert selected(rules, chat) == ("rule 2", 0, {"city": "Paris", "who": "Ann"})


def test_the_attempt_selects(conversation):
    rules = Rules()
    rules.when(user="weather", attempt=[0, 1]).say("wait")
    rules.when(user="weather").say("here")
    assert [selected(rules, conversation(USER), attempt)[0] for attempt in range(3)] == ["rule 1", "rule 1", "rule 2"]


def test_a_choice_says_why(conversation):
    rules = Rules(root="")
    rules.when(user="weather").say("x")
    found = select(rules.script, conversation(USER))
    place = str(found.rule.place)
    assert found.because == (f'{place} holds: user="weather".', "It gives its reply 1 of 1.")


def test_the_result_that_is_answered_is_known(conversation):
    rules = Rules()
    rules.when(tool_result="get_weather").say("{result}").then.say("{result}")
    chat = conversation(USER, CALL, GOT, CALL, "tool other: 1")
    assert select(rules.script, chat).result.text == "22"


def test_a_condition_that_raises_is_an_error_and_not_a_no(conversation):
    rules = Rules()
    rules.when(lambda chat: chat.nothing).say("x")
    rules.when().say("y")
    found = select(rules.script, conversation(USER))
    assert isinstance(found, APIError)
    assert found.message.endswith(
        "rule 1: its condition <lambda> raised AttributeError: 'ChatRequest' object has no attribute 'nothing'. "
        "A condition takes the request and says true or false."
    )


def test_a_rule_that_says_nothing_is_an_error_when_it_holds(conversation):
    rules = Rules()
    rules.when(user="weather")
    rules.when().say("y")
    assert isinstance(select(rules.script, conversation("user: hello")), Selected)
    found = select(rules.script, conversation(USER))
    assert found.message.endswith(
        "rule 1: it holds for this request and says nothing. Add .say(...), .call(...), .answer(...) or .output(...)."
    )


def test_otherwise_is_asked_apart(conversation):
    rules = Rules()
    rules.when(user="weather").say("x")
    assert select_otherwise(rules.script, conversation(USER)) is None
    rules.otherwise.say("sorry")
    found = select_otherwise(rules.script, conversation(USER))
    assert (found.rule.name, found.index) == ("otherwise", 0)


ROLES = st.sampled_from(["user", "assistant", "tool", "system"])
TEXTS = st.sampled_from(["weather in Paris", "time in Rome", "hello"])
CONVERSATIONS = st.lists(st.builds(Message, ROLES, TEXTS, name=st.sampled_from(["a", "b"])), max_size=8).map(tuple)
CONDITIONS = st.fixed_dictionaries(
    {}, optional={"user": TEXTS | st.just("in {city}"), "tool_result": st.sampled_from(["a", "b", ["a", "b"]])}
)


@given(CONVERSATIONS, st.lists(st.tuples(CONDITIONS, st.integers(1, 3)), max_size=4))
def test_a_rule_holds_or_says_why_not(messages, written):
    rules = Rules()
    for conditions, count in written:
        replies(rules.when(**conditions), count)
    found = select(rules.script, ChatRequest(json={}, model="m", conversation=messages))
    if isinstance(found, Selected):
        assert found.step is found.rule.steps[found.index]
    else:
        assert len(found.tries) == len(written)
        assert all(tried.whys and 0.0 <= tried.nearness < 1.0 for tried in found.tries)
