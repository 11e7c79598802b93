import json

import pytest

from mockfn.cassette.conversation import body_of, reply_of, summary, tools_of
from mockfn.chat import ToolCall
from mockfn.http import Frame, Request, Response

SSE = {"content-type": "text/event-stream"}


def sse(*events):
    return Response(200, SSE, tuple(Frame(f"data: {json.dumps(event)}\n\n".encode()) for event in events))


def test_tools_are_read_in_the_form_of_each_api(make):
    schema = {"type": "object"}
    tools = [
        {"type": "function", "function": {"name": "chat", "parameters": schema}},
        {"type": "function", "name": "responses", "parameters": schema},
        {"name": "messages", "input_schema": schema, "description": "d"},
        {"type": "custom", "custom": {"name": "custom"}},
        {"type": "web_search"},
        "no tool",
    ]
    found = tools_of(make.request({"tools": tools, "functions": [{"name": "legacy", "parameters": schema}]}))
    assert [tool.name for tool in found] == ["chat", "responses", "messages", "custom", "legacy"]
    assert [tool.parameters for tool in found] == [schema, schema, schema, None, schema]
    assert tools_of(Request("POST", "/", {}, b"no json")) == tools_of(Request("POST", "/", {}, b"[1]")) == ()


def test_a_whole_answer_is_read(make):
    reply = reply_of(make.reply({"content": "Let me see.", **make.call("f", '{"a":1}')} | {"content": "Let me see."}))
    assert (reply.text, reply.tool_calls) == ("Let me see.", (ToolCall("f", '{"a":1}', "call_1"),))


def test_a_streamed_answer_is_joined_call_by_call(make):
    def piece(index, **function):
        return {"tool_calls": [{"index": index, "function": function}]}

    first = {"tool_calls": [{"index": 0, "id": "x", "function": {"name": "f", "arguments": ""}}]}
    deltas = [first, piece(0, arguments='{"a"'), piece(1, name="g", arguments="{}"), piece(0, arguments=":1}")]
    reply = reply_of(make.stream({"content": "Hm"}, {"content": "."}, *deltas, "[DONE]"))
    assert (reply.text, reply.tool_calls) == ("Hm.", (ToolCall("f", '{"a":1}', "x"), ToolCall("g", "{}")))


OTHERS = {
    "legacy": Response(
        200, frames=(Frame(b'{"choices":[{"message":{"function_call":{"name":"f","arguments":"{}"}}}]}'),)
    ),
    "Responses": Response(
        200,
        frames=(
            Frame(
                b'{"output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]},'
                b'{"type":"function_call","name":"f","arguments":"{}","call_id":"c"}]}'
            ),
        ),
    ),
    "Responses, streamed": sse(
        {"type": "response.output_text.delta", "delta": "H"},
        {
            "type": "response.completed",
            "response": {"output": [{"type": "function_call", "name": "f", "arguments": "{}", "call_id": "c"}]},
        },
    ),
    "Messages": Response(
        200,
        frames=(
            Frame(b'{"content":[{"type":"text","text":"Hi"},{"type":"tool_use","id":"c","name":"f","input":{}}]}'),
        ),
    ),
    "Messages, streamed": sse(
        {"type": "content_block_start", "index": 0, "content_block": {"type": "tool_use", "id": "c", "name": "f"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": "{"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": "}"}},
    ),
}


@pytest.mark.parametrize("api", OTHERS)
def test_the_calls_of_other_apis_are_read(api):
    assert [(call.name, call.arguments) for call in reply_of(OTHERS[api]).tool_calls] == [("f", "{}")]


@pytest.mark.parametrize("body", [b"", b"[]", b"no json", b'{"choices": 1}', b'{"choices":[{"message":"x"}]}', b"\xff"])
def test_what_is_no_conversation_says_nothing(body):
    reply = reply_of(Response(200, SSE, (Frame(body),)))
    assert (reply.text, reply.tool_calls) == (None, ())


def test_an_exchange_is_told_in_one_line(make):
    lines = [
        summary(make.interaction(asked, answered))
        for asked, answered in [
            (make.ask(("user", "Hi\n there")), make.say("Hello " * 30)),
            (make.ask(make.result('{"t": 20}')), make.reply(make.call("f", {"a": 1}))),
            (
                make.ask(("user", [{"type": "text", "text": "Look"}])),
                make.answer({"error": {"message": "No."}}, status=429),
            ),
            (Request("GET", "https://x/models"), Response(200)),
        ]
    ]
    assert lines == [
        f'user: "Hi there" -> "{("Hello " * 10)[:59]}…"',
        'tool: "{"t": 20}" -> f({"a": 1})',
        'user: "Look" -> 429 No.',
        "GET /models -> 200",
    ]


def test_json_that_is_no_utf_8_is_none():
    assert body_of(b'{"a": "\xed\xa0\xbd"}') is None
