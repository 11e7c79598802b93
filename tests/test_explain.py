"""A miss as text, whole."""

import textwrap

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mockfn.chat import ChatRequest, Message, Reply, Tool, ToolChoice
from mockfn.explain import miss
from mockfn.script import Nothing, Rules, Selected, say, select
from mockfn.scriptfile import load

TIME = Tool("get_time", "The time in a city")
WEATHER = Tool("get_weather", "Current weather in a given city")
ROOT = __file__.removesuffix("test_explain.py")


@pytest.fixture
def rules():
    return Rules(root=ROOT)


def explained(script, chat):
    """The text of a miss, the lines of this file shown as test_explain.py:N."""
    found = select(script, chat)
    assert isinstance(found, Nothing)
    text = miss(chat, found.tries)
    for rule in script.rules:
        text = text.replace(f"{rule.place.file}:{rule.place.line}", f"{rule.place.file}:N")
    return text


def is_text(text, expected):
    assert text == textwrap.dedent(expected).strip("\n")


def test_a_miss_tells_what_came_what_was_tried_and_what_to_add(rules, conversation):
    rules.when(user="order {id:word}", system="you sell").call("lookup", id="{id}")
    rules.when(user="weather in {city}").call("get_weather", location="{city}")
    rules.when(tool_result="get_weather").say("{result}")
    chat = conversation("system: You help.", "user: What is the time in Paris?", tools=(WEATHER, TIME))
    is_text(
        explained(rules.script, chat),
        """
        No rule answers this request.
          model: gpt-4o
          system: "You help."
          user: "What is the time in Paris?"
          tools: get_weather, get_time

        Tried, the nearest first:
          rule 2 at test_explain.py:N, user="weather in {city}":
            the latest user message, "What is the time in Paris?", does not contain "weather in".
          rule 1 at test_explain.py:N, user="order {id:word}", system="you sell":
            the latest user message, "What is the time in Paris?", does not contain "order".
            the system message, "You help.", does not contain "you sell".
          rule 3 at test_explain.py:N, tool_result="get_weather":
            no result of "get_weather" follows the last assistant message: there is none of any tool.

        To answer it, add:
          mock.when(user="What is the time in Paris?").call("get_time")
        """,
    )


def test_a_rule_that_lacks_a_further_reply_is_told_to_have_one(rules, conversation):
    rules.when(user="time").call("get_time").then.say("12:00")
    lines = ("user: the time?", "assistant: ", "tool get_time: 12:00", "assistant: 12:00", "tool get_time: 12:01")
    is_text(
        explained(rules.script, conversation(*lines, tools=(TIME,), tool_choice=ToolChoice("none"))),
        """
        No rule answers this request.
          model: gpt-4o
          user: "the time?"
          after it: 2 assistant messages
          result of "get_time": "12:01"
          tools: get_time
          tool choice: none

        Tried, the nearest first:
          rule 1 at test_explain.py:N, user="time":
            its 2 replies are given: 2 assistant messages follow "the time?".

        To answer it, add:
          .then.say("{result}")    # to rule 1 at test_explain.py:N
        """,
    )


def test_for_a_script_file_the_lines_are_yaml(conversation):
    script = load("rules:\n  - when: {user: weather}\n    say: x", "a.yaml")
    is_text(
        explained(script, conversation("user: hello {name}", response_format="json_object")),
        """
        No rule answers this request.
          model: gpt-4o
          user: "hello {name}"
          tools: none
          response format: json_object

        Tried, the nearest first:
          rule 1 at a.yaml:N, user="weather":
            the latest user message, "hello {name}", does not contain "weather".

        To answer it, add:
          - when: {user: "hello {{name}}"}
            steps:
              - output: {}
        """,
    )


def test_a_further_reply_in_a_script_file(conversation):
    script = load("rules:\n  - when: {user: weather}\n    say: x", "a.yaml")
    text = explained(script, conversation("user: weather", "assistant: x"))
    assert text.endswith('To answer it, add:\n  - say: "..."    # as the last step of rule 1 at a.yaml:N')


def test_without_rules_there_is_a_first_one_to_write(conversation):
    is_text(
        miss(conversation(), []),
        """
        No rule answers this request.
          model: gpt-4o
          user: no message
          tools: none

        There are no rules.

        To answer it, add:
          mock.when().say("...")
        """,
    )


@pytest.mark.parametrize(
    ("lines", "given", "line"),
    [
        (["user: hi"], {}, 'mock.when(user="hi").say("...")'),
        (["user: hi"], {"tools": (TIME,)}, 'mock.when(user="hi").call("get_time")'),
        (["user: hi"], {"tools": (TIME,), "tool_choice": ToolChoice("none")}, 'mock.when(user="hi").say("...")'),
        (["user: hi", "assistant: x"], {"tools": (TIME,)}, 'mock.when(step=1).say("...")'),
        (
            ["user: hi", "assistant: ", "tool f: 1"],
            {"tools": (TIME,), "tool_choice": ToolChoice("required")},
            'mock.when(user="hi", tool_result="f").call("get_time")',
        ),
        (["tool f: 1"], {}, 'mock.when(tool_result="f").say("{result}")'),
        (["user: hi"], {"response_format": "json_schema"}, 'mock.when(user="hi").output({})'),
        (['user: say "x" {a}\n{b}'], {}, 'mock.when(user="say \\"x\\" {{a}} {{b}}").say("...")'),
    ],
)
def test_the_line_to_add(conversation, lines, given, line):
    assert miss(conversation(*lines, **given), []).endswith(f"add:\n  {line}")


def test_ten_thousand_rules_make_no_long_text(rules, conversation):
    for number in range(10_000):
        rules.when(user=f"{'long ' * 100} {number}", model="x" * 500).say("y")
    chat = conversation(
        f"user: {'word ' * 10_000}",
        f"system: {'word ' * 10_000}",
        *(f"tool t{number}: {'x' * 5000}" for number in range(50)),
        tools=tuple(Tool(f"tool_{number}" * 20) for number in range(200)),
        model="m" * 5000,
    )
    text = explained(rules.script, chat)
    assert len(text) < 10_000
    assert "\n  and 9990 more\n" in text


CHATS = st.builds(
    ChatRequest,
    json=st.just({}),
    model=st.just("gpt-4o"),
    conversation=st.lists(
        st.builds(
            Message,
            st.sampled_from(["system", "user", "assistant", "tool"]),
            st.text(max_size=90) | st.text(st.sampled_from('{}a:[]" \n')),
            name=st.sampled_from(["f", 'odd "name"', "g"]),
        ),
        max_size=5,
    ).map(tuple),
    tools=st.sampled_from([(), (TIME,), (WEATHER, TIME)]),
    tool_choice=st.sampled_from([ToolChoice(), ToolChoice("none")]),
    response_format=st.sampled_from([None, "json_object"]),
)


def answered(script, chat):
    found = select(script, chat)
    assert isinstance(found, Selected), found
    return isinstance(say(found, chat), Reply)


@given(CHATS)
def test_the_line_to_add_answers_the_request(chat):
    rules = Rules()
    line = miss(chat, []).partition("add:\n")[2]
    eval(line.strip(), {"mock": rules})
    assert answered(rules.script, chat)


@given(CHATS)
def test_the_lines_to_add_to_a_file_answer_the_request(chat):
    text = "rules:\n  - when: {model: nothing}\n    say: x\n"
    found = select(load(text, "a.yaml"), chat)
    lines = miss(chat, found.tries).partition("add:\n")[2]
    assert yaml.safe_load(lines)
    assert answered(load(f"{text}{lines}", "a.yaml"), chat)
