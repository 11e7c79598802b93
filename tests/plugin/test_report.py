"""The conversation as a table, and the texts of what fails a test, each whole."""

import json
import re

import pytest

from mockfn import MockProvider, Reply, Request, ToolCall
from pytest_mockfn import report

TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"a": {}}}}}


@pytest.fixture
def mock():
    return MockProvider(otherwise="miss")


@pytest.fixture
def ask(mock):
    def post(*messages, path="/v1/chat/completions", **members):
        body = {"model": "gpt-4o", "messages": list(messages), "tools": [TOOL], **members}
        return mock.respond(Request("POST", path, {}, json.dumps(body).encode()))

    return post


def user(text):
    return {"role": "user", "content": text}


def test_a_table_of_nothing_is_empty():
    assert report.table([]) == ""


def test_a_table_tells_each_request_its_answer_and_why(mock, ask):
    rule = mock.when(user="weather").call("f", a=1).then.say("It is fine.")
    mock.when(user="again").answer(Reply(tool_calls=(ToolCall("f", '{"a": 2'),)))
    mock.when(user="sorry").answer(Reply(refusal="I cannot."))
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
    ask(user("weather\nplease"))
    result = {"role": "tool", "tool_call_id": "call_1", "content": '{"b": 2}'}
    ask(user("weather"), {"role": "assistant", "content": None, "tool_calls": [call]}, result)
    ask(user("again"))
    ask(user("sorry"))
    ask(user("x" * 60))
    ask(path="/v1/nothing")
    place = rule.rule.place
    root = place.file.removesuffix("test_report.py")
    lines = report.table(list(mock.journal), root=root).splitlines()
    assert [re.split(r" {2,}", line.strip()) for line in lines] == [
        ["asked", "answered", "because"],
        ["1", "user: weather please", "f(a=1)", f"rule 1 at test_report.py:{place.line}"],
        ["2", 'result of f: {"b": 2}', "It is fine.", f"rule 1 at test_report.py:{place.line}"],
        ["3", "user: again", 'f({"a": 2)', f"rule 2 at test_report.py:{place.line + 1}"],
        ["4", "user: sorry", "I cannot.", f"rule 3 at test_report.py:{place.line + 2}"],
        ["5", f"user: {'x' * 41}…", "400 mockfn_miss", "no rule holds"],
        ["6", "POST /v1/nothing", *re.split(r" {2,}", lines[6])[2:]],
    ]
    assert max(map(len, lines)) <= 116


def test_a_long_table_shows_its_end(mock, ask):
    mock.when().say("ok")
    for number in range(45):
        ask(user(str(number)))
    lines = report.table(list(mock.journal)).splitlines()
    assert lines[0] == "(5 earlier requests are not shown)"
    assert lines[2].startswith("6   user: 5 ")
    assert lines[-1].startswith("45  user: 44")


@pytest.mark.parametrize("texts", [report.misses, report.rejections, report.refused, report.unused])
def test_nothing_wrong_is_no_text(texts):
    assert texts([]) == ""


def test_misses_are_explained_once_each(mock, ask):
    for text in ("a", "b", "a"):
        ask(user(text))
    headline, *explained = report.misses(mock.misses).split("\n\nNo rule answers this request.\n")
    assert headline == "mockfn: no rule answers 3 requests of this test"
    assert [text.endswith("\n  (2 times)") for text in explained] == [True, False]


def test_misses_and_wrong_scripts_are_counted_apart(mock, ask):
    mock.when(user="wrong").call("g")
    ask(user("a"))
    ask(user("wrong"))
    headline = report.misses(mock.misses).splitlines()[0]
    assert headline == "mockfn: no rule answers 1 request and the script is wrong for 1 request of this test"


def test_rejections_tell_request_status_and_message(mock, ask):
    ask()
    (exchange,) = mock.rejections
    assert report.rejections(mock.rejections) == (
        "mockfn: the provider rejects 1 request of this test\n\n"
        f"  POST /v1/chat/completions -> 400: {exchange.decision.answer.message}\n\n"
        "Where that is what the test is about: mockfn.allow_rejections(), "
        "or checks={'empty-messages': False} to leave that out."
    )


def test_a_rejection_in_data_is_told_in_words():
    mock = MockProvider("deepinfra")
    message = {"role": "assistant", "content": [{"type": "text", "text": "Calling tools"}]}
    body = {"model": "m", "messages": [{"role": "user", "content": "hi"}, message]}
    mock.respond(Request("POST", "/v1/openai/chat/completions", {}, json.dumps(body).encode()))
    assert "-> 422: content in parts in an assistant's or a tool's message\n" in report.rejections(mock.rejections)


def test_a_path_that_is_not_served_cannot_be_left_out():
    mock = MockProvider()
    mock.respond(Request("POST", "/v1/embeddings", body=b'{"model": "text-embedding-3-small", "input": "hi"}'))
    assert report.rejections(mock.rejections).endswith("mockfn.allow_rejections().")


def test_requests_to_unknown_hosts_are_told_with_the_remedy():
    request = Request("POST", "https://llm.example.com/v1/chat/completions")
    assert report.refused([request, request]) == (
        "mockfn: 2 chat completions of this test went to a host that it does not know\n\n"
        "  POST https://llm.example.com/v1/chat/completions\n  (2 times)\n\n"
        "To have them answered: @pytest.mark.mockfn(hosts=['llm.example.com']). "
        "To have them sent: @pytest.mark.mockfn(passthrough=['llm.example.com'])."
    )


def test_unused_rules_are_told_with_their_place(mock):
    rule = mock.when(user="refund").say("soon").rule
    assert report.unused(mock.unused_rules) == (
        "mockfn: no request used 1 rule of this test\n\n"
        f'  {rule.place}: user="refund"\n\n'
        'A rule that may stay unused is .optional(); for all rules of a test: @pytest.mark.mockfn(unused="ignore").'
    )
