"""What conditions see of a request."""

import pytest

from mockfn.chat import ToolChoice
from mockfn.matchers import Facts


def test_user_messages_come_latest_first_with_the_replies_after_them(conversation):
    chat = conversation("system: x", "user: one", "assistant: a", "user: two", "user: three", "assistant: b")
    assert [(turn.said.raw, turn.position, turn.after) for turn in Facts(chat).users] == [
        ("three", 4, 1),
        ("two", 3, 1),
        ("one", 1, 2),
    ]


def test_the_latest_result_of_each_tool_is_found(conversation):
    chat = conversation("user: x", "assistant: ", "tool a: 1", "tool b: 2", "assistant: ", "tool a: 3", "function c: 4")
    found = {name: (one.result.text, one.position, one.after) for name, one in Facts(chat).results.items()}
    assert found == {"c": ("4", 6, 0), "a": ("3", 5, 0), "b": ("2", 3, 1)}


@pytest.mark.parametrize(("depth", "heard"), [(0, ""), (1, "two three"), (2, "two three\none"), (9, "two three\none")])
def test_what_users_said_is_heard_where_a_reply_may_be_due(conversation, depth, heard):
    assert Facts(conversation("user: One", "assistant: x", "user: Two  Three")).heard(depth) == heard


@pytest.mark.parametrize(
    ("lines", "step", "replies"),
    [
        ([], 0, 0),
        (["user: x"], 0, 0),
        (["user: x", "assistant: a", "tool t: 1"], 1, 1),
        (["user: x", "assistant: a", "user: y"], 0, 1),
        (["assistant: a", "assistant: b"], 2, 2),
    ],
)
def test_a_step_is_counted_from_the_latest_user_message(conversation, lines, step, replies):
    facts = Facts(conversation(*lines))
    assert (facts.step, facts.replies) == (step, replies)


def test_headers_are_found_by_their_lower_case_names(conversation):
    assert Facts(conversation(headers={"X-Tenant": "Acme"})).headers["x-tenant"].raw == "Acme"


@pytest.mark.parametrize(
    ("choice", "word"),
    [
        (ToolChoice(), "auto"),
        (ToolChoice("none"), "none"),
        (ToolChoice("required"), "required"),
        (ToolChoice("required", ("a", "b")), "required"),
        (ToolChoice("required", ("a",), named=True), "a"),
    ],
)
def test_the_tool_choice_in_a_word(conversation, choice, word):
    assert [said.raw for said in Facts(conversation(tool_choice=choice)).tool_choice] == [word]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, ["text"]),
        ({"response_format": "json_object"}, ["json_object"]),
        (
            {
                "response_format": "json_schema",
                "response_schema": {"title": "Plan"},
                "json": {"response_format": {"type": "json_schema", "json_schema": {"name": "plan"}}},
            },
            ["json_schema", "plan", "Plan"],
        ),
        ({"json": {"response_format": {"json_schema": None}}, "response_schema": True}, ["text"]),
    ],
)
def test_the_response_format_in_words(conversation, given, words):
    assert [said.raw for said in Facts(conversation(**given)).response_format] == words
