"""Looking rules up finds what asking each of them finds."""

from hypothesis import assume, given
from hypothesis import strategies as st

from mockfn.chat import ChatRequest, Message
from mockfn.errors import ScriptError
from mockfn.matchers import Facts
from mockfn.script import Rules
from mockfn.script.index import Index
from mockfn.script.selection import _held

WORDS = st.lists(st.sampled_from(["weather", "order", "Straße", "time", "a", "{x}", "{y:word}", "in"]), max_size=4)
WORDING = WORDS.map(" ".join)
CONDITIONS = st.fixed_dictionaries({}, optional={"user": WORDING, "tool_result": st.sampled_from(["a", "b"])})
MESSAGES = st.lists(
    st.builds(
        Message,
        st.sampled_from(["user", "assistant", "tool"]),
        st.text(st.sampled_from("weather orda STRASSEin\n"), max_size=12) | WORDING,
        name=st.sampled_from(["a", "b"]),
    ),
    max_size=5,
).map(tuple)


def names(rules):
    return [rule.name for rule in rules]


def written(*conditions):
    rules = Rules()
    for one in conditions:
        rules.when(**one).say("x")
    return rules.script.rules


def test_only_rules_that_may_hold_are_asked(conversation):
    rules = written(
        {"user": "weather in {city}"},
        {"user": "order {id}"},
        {"user": "hi"},
        {"tool_result": "f"},
        {"tool_result": "g", "user": "order"},
        {"model": "x"},
    )
    asked = Index(rules).candidates(Facts(conversation("user: The Weather in Paris", "tool f: 1")))
    assert names(asked) == ["rule 1", "rule 3", "rule 4", "rule 6"]


def test_words_are_looked_for_where_a_reply_may_be_due(conversation):
    index = Index(written({"user": "weather in {city}"}, {"user": "order {id}"}))
    assert names(index.candidates(Facts(conversation("user: order 5", "user: weather in Rome")))) == [
        "rule 1",
        "rule 2",
    ]
    assert names(index.candidates(Facts(conversation("user: order 5", "assistant: x")))) == []


def test_a_text_is_found_by_the_run_of_letters_that_fewest_share(conversation):
    index = Index(written(*({"user": f"question number {number}"} for number in range(500))))
    asked = names(index.candidates(Facts(conversation("user: Question number 77?"))))
    assert "rule 78" in asked
    assert len(asked) < 20


@given(st.lists(CONDITIONS, max_size=8), MESSAGES)
def test_the_rule_that_answers_is_the_same_with_and_without_an_index(conditions, messages):
    try:
        rules = written(*conditions)
    except ScriptError:
        assume(False)
    facts = Facts(ChatRequest(json={}, model="m", conversation=messages))
    asked = list(Index(rules).candidates(facts))
    held = [rule for rule in rules if _held(rule, facts)]
    assert [rule for rule in asked if rule in held] == held
