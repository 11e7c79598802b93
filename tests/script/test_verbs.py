"""Rules as people write them in Python."""

import re
import sys
from threading import Thread

import pytest

from mockfn.chat import ChatRequest, Reply, Tool, ToolCall
from mockfn.errors import ScriptError
from mockfn.script import Rules, Selected, say, select, select_otherwise

TOOLS = (Tool("lookup"), Tool("audit"), Tool("get_weather"))


@pytest.fixture
def rules():
    return Rules()


@pytest.fixture
def ask(rules, conversation):
    """What the rules say to a conversation; None where none holds."""

    def answer(*lines, **given):
        chat = conversation(*lines, **{"tools": TOOLS, **given})
        found = select(rules.script, chat)
        found = found if isinstance(found, Selected) else select_otherwise(rules.script, chat)
        return say(found, chat) if isinstance(found, Selected) else found

    return answer


def test_a_loop_in_one_line(rules, ask):
    rules.when(user="weather in {city}").call("get_weather", location="{city}").then.say("It is {result[t]} in {city}.")
    call = ToolCall("get_weather", {"location": "Paris"})
    assert ask("user: weather in Paris?") == Reply(tool_calls=(call,))
    assert ask("user: weather in Paris?", "assistant: ", 'tool get_weather: {"t": 22}') == Reply("It is 22 in Paris.")


def test_calls_without_then_between_them_are_parallel(rules, ask):
    rules.when(user=re.compile(r"order (?P<id>\d+)")).call("lookup", id="{id}").call("audit", {"event": "lookup"})
    calls = (ToolCall("lookup", {"id": "7"}), ToolCall("audit", {"event": "lookup"}))
    assert ask("user: order 7") == Reply(tool_calls=calls)


def test_arguments_can_be_called_like_what_python_calls_its_own(rules, ask):
    rules.when().call("lookup", {"class": 1}, name="n", arguments="a", self="s")
    expected = {"class": 1, "name": "n", "arguments": "a", "self": "s"}
    assert ask("user: x").tool_calls[0].arguments == expected


def test_then_adds_a_reply_each_time(rules, ask):
    rule = rules.when().say("one")
    rule.then.say("two")
    rule.then.say("three")
    assert [ask(*["assistant: x"] * number).content for number in range(3)] == ["one", "two", "three"]


def test_a_rule_is_in_force_from_its_first_verb_and_grows(rules, ask):
    rule = rules.when(user="hi").say("hello")
    assert ask("user: hi") == Reply("hello")
    rule.call("lookup")
    assert ask("user: hi") == Reply("hello", tool_calls=(ToolCall("lookup", {}),))


def test_a_script_is_a_value_that_later_verbs_do_not_change(rules):
    rules.when().say("one")
    before = rules.script
    rules.when().say("two")
    assert (len(before.rules), len(rules.script.rules), rules.script) == (1, 2, rules.script)


def test_rules_know_where_they_were_written(rules):
    rule = rules.when(user="x").say("y")
    line = sys._getframe().f_lineno - 1
    assert (rule.rule.place.file, rule.rule.place.line, rule.rule.name) == (__file__, line, "rule 1")


def test_files_are_named_below_the_root():
    root = __file__.removesuffix("test_verbs.py")
    assert Rules(root=root).when().rule.place.file == "test_verbs.py"


def test_a_rule_shows_what_it_asks(rules):
    assert repr(rules.when(user="x")).endswith(': user="x">')


def test_flags_are_given_at_once_or_later(rules):
    first = rules.when(user="x", optional=True, misbehave=True).say("y")
    second = rules.when(user="x").say("y").optional().misbehave().then.say("z")
    assert [(rule.rule.optional, rule.rule.misbehave) for rule in (first, second)] == [(True, True)] * 2
    assert len(second.rule.steps) == 2


@pytest.mark.parametrize("action", ["generate", "miss"])
def test_someone_else_can_be_told_to_answer(rules, action, conversation):
    getattr(rules.when(user="x"), action)()
    assert select(rules.script, conversation("user: x")).step.action == action


def test_otherwise_is_what_was_said_last(rules, ask):
    rules.otherwise.say("one")
    rules.otherwise.say("two").call("lookup")
    assert ask("user: x") == Reply("two", tool_calls=(ToolCall("lookup", {}),))


def test_where_narrows_every_verb(rules, ask):
    planner = rules.where(system="you plan for {who}")
    planner.when(user="go").say("Plan, {who}.")
    rules.when(user="go").say("Gone.")
    planner.otherwise.say("No plan, {who}.")
    rules.otherwise.say("Nothing.")
    plan = "system: You plan for Ann."
    said = [ask(plan, "user: go"), ask("user: go"), ask(plan, "user: hm"), ask("user: hm")]
    assert [reply.content for reply in said] == ["Plan, Ann.", "Gone.", "No plan, Ann.", "Nothing."]


def test_where_within_where(rules, ask):
    rules.where(system="plan").where(lambda chat: chat.model == "gpt-4o").when(user="go").say("x")
    assert ask("system: plan", "user: go") == Reply("x")
    assert ask("system: plan", "user: go", model="o3") is None


def test_where_knows_which_requests_are_its(rules, conversation):
    where = rules.where(system="plan")
    assert where.holds(conversation("system: plan"))
    assert not where.holds(conversation("user: plan"))
    assert repr(where) == '<where system="plan">'
    assert repr(rules.where()) == "<where every request>"


def test_requests_and_calls_are_looked_up_by_rule_and_by_condition(conversation):
    seen = []
    rules = Rules(
        requests=lambda test: [chat for chat, rule in seen if test(chat, rule)],
        tool_calls=lambda test: [chat.model for chat, rule in seen if test(chat, rule)],
    )
    rule, where = rules.when(user="a").say("x"), rules.where(model="o*")
    chats = [conversation("user: a"), conversation("user: b"), conversation("user: a", model="o3")]
    for chat in chats:
        found = select(rules.script, chat)
        seen.append((chat, found.rule if isinstance(found, Selected) else None))
    rule.then.say("y")
    assert (rule.requests, rule.tool_calls) == ([chats[0], chats[2]], ["gpt-4o", "o3"])
    assert (where.requests, where.tool_calls) == ([chats[2]], ["o3"])


def test_without_a_journal_nothing_was_seen(rules):
    rule = rules.when().say("x")
    assert (rule.requests, rule.tool_calls) == ((), ())


def test_clear_forgets_all(rules):
    rules.when().say("x")
    rules.otherwise.say("y")
    rules.clear()
    assert (rules.script.rules, rules.script.otherwise) == ((), ())


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (
            lambda rules: rules.when(usr="x"),
            "there is no condition 'usr'. Did you mean 'user'? "
            "Known: attempt, header, model, response_format, step, system, tool_choice, tool_result, "
            "tools, user, where.",
        ),
        (
            lambda rules: rules.when().then,
            "then follows nothing. Say or call something before it.",
        ),
        (
            lambda rules: rules.when().say("a").say("b"),
            "say and say are two replies. Put .then between them (in a file: make them two steps).",
        ),
        (lambda rules: rules.when().call("f", "raw", a=1), "takes arguments as a text or by name, not both"),
        (
            lambda rules: rules.where(system="{a}").when(user="{a}"),
            "captures {a} twice. Give each capture a name of its own.",
        ),
    ],
)
def test_what_cannot_be_meant_is_an_error_where_it_is_written(rules, write, message):
    with pytest.raises(ScriptError) as caught:
        write(rules)
    assert str(caught.value).endswith(message)
    assert (caught.value.file, bool(caught.value.line)) == (__file__, True)


def test_a_verb_that_does_not_exist_names_the_nearest(rules):
    with pytest.raises(AttributeError) as caught:
        rules.when().says("x")
    assert str(caught.value) == "A rule has no 'says'. Did you mean 'say'?"


def test_a_verb_that_is_wrong_leaves_the_rule_as_it_was(rules, ask):
    rule = rules.when().say("x")
    with pytest.raises(ScriptError):
        rule.call("")
    assert ask("user: x") == Reply("x")


def test_rules_can_be_written_and_read_by_many_threads(rules):
    chat = ChatRequest(json={}, model="m", conversation=())
    found = []

    def write():
        for _ in range(50):
            rules.when(model="m").say("x").then.say("y")
            found.append(select(rules.script, chat))

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = [rule.name for rule in rules.script.rules]
    assert names == [f"rule {number}" for number in range(1, 201)]
    assert all(isinstance(one, Selected) for one in found)
