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
        {"system": "you sell"},
        {"system": "you plan"},
    )
    facts = Facts(conversation("system: You plan.", "user: The Weather in Paris", "tool f: 1"))
    asked = Index(rules).candidates(facts, facts.heard(1))
    assert names(asked) == ["rule 1", "rule 3", "rule 4", "rule 6", "rule 8"]


def test_a_text_is_found_by_the_run_of_letters_that_fewest_share(conversation):
    index = Index(written(*({"user": f"question number {number}"} for number in range(500))))
    facts = Facts(conversation("user: Question number 77?"))
    asked = names(index.candidates(facts, facts.heard(1)))
    assert "rule 78" in asked
    assert len(asked) < 20


@given(st.lists(CONDITIONS, max_size=8), MESSAGES)
def test_the_rule_that_answers_is_the_same_with_and_without_an_index(conditions, messages):
    try:
        rules = written(*conditions)
    except ScriptError:
        assume(False)
    facts = Facts(ChatRequest(json={}, model="m", conversation=messages))
    asked = list(Index(rules).candidates(facts, facts.heard(1)))
    held = [rule for rule in rules if _held(rule, facts)]
    assert [rule for rule in asked if rule in held] == held
