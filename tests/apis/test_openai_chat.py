"""Chat Completions: bytes become a conversation or an error, and what is said becomes bytes, and back."""

import json

import pytest
from msgspec import Struct

from mockfn.apis.openai_chat import MOST_BYTES, OPENAI_CHAT, TOO_LARGE
from mockfn.chat import APIError, ChatRequest, Reply, ToolCall
from mockfn.http import Request
from mockfn.providers.openai import OPENAI
from mockfn.seeds import Chance

CHANCE = Chance(0, b"request")
USER = {"role": "user", "content": "Weather in Paris?"}
WEATHER = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {}}}}


class Asked(Struct, frozen=True):
    """What a user asked of the checks."""

    skip: frozenset[str] = frozenset()
    api_key: str | None = None
    strict_models: bool = False


NOTHING_ASKED = Asked()


def parse(body, asked=NOTHING_ASKED, headers=None, **given):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return OPENAI_CHAT.parse(Request("POST", "/v1/chat/completions", headers or {}, data), asked, OPENAI, **given)


def test_a_body_becomes_a_conversation():
    chat = parse({"model": "gpt-4o", "messages": [USER], "tools": [WEATHER], "stream": True})
    assert isinstance(chat, ChatRequest)
    assert (chat.model, chat.last_user, chat.stream) == ("gpt-4o", "Weather in Paris?", True)
    assert [tool.name for tool in chat.tools] == ["weather"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff", b"[" * 100_000, b'{"model": }'])
def test_what_is_no_json_object_is_an_error_and_never_a_failure(body):
    error = parse(body)
    assert isinstance(error, APIError)
    assert error.status == 400


def test_a_body_that_is_too_large_is_refused_unread():
    assert parse(b"{" + b" " * MOST_BYTES) is TOO_LARGE
    assert TOO_LARGE.message == "Request body too large: expected at most 10485760 bytes. Send a smaller body."


@pytest.mark.parametrize(("sent", "status"), [({"authorization": "Bearer right"}, None), ({}, 401)])
def test_a_key_is_asked_for_where_one_is_set(sent, status):
    found = parse({"model": "gpt-4o", "messages": [USER]}, Asked(api_key="right"), sent)
    assert getattr(found, "status", None) == status


def test_an_unlisted_model_is_an_error_where_models_are_strict():
    body = {"model": "of-tomorrow", "messages": [USER]}
    assert isinstance(parse(body), ChatRequest)
    assert parse(body, Asked(strict_models=True)).status == 404


@pytest.mark.parametrize(
    ("body", "model"), [({}, "in-path"), ({"model": None}, "in-path"), ({"model": "sent"}, "sent")]
)
def test_a_model_in_the_path_stands_in_for_none_in_the_body(body, model):
    assert parse({**body, "messages": [USER]}, model_in_path="in-path").model == model


def test_null_tools_are_no_tools():
    chat = parse({"model": "gpt-4o", "messages": [USER], "tools": None, "functions": None})
    assert (chat.tools, chat.legacy) == ((), False)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "reply",
    [
        Reply("It is sunny.", finish_reason="stop"),
        Reply(refusal="I cannot.", finish_reason="stop"),
        Reply(tool_calls=(ToolCall("weather", '{"city":"Paris"}', "call_1"),), finish_reason="tool_calls"),
        Reply(
            tool_calls=(ToolCall("weather", '{"city": "Paris"}', "call_1"), ToolCall("weather", "{}", "call_2")),
            finish_reason="tool_calls",
        ),
    ],
    ids=["text", "refusal", "call", "calls"],
)
def test_what_is_rendered_collapses_to_what_was_said(reply, stream):
    chat = parse({"model": "gpt-4o", "messages": [USER], "tools": [WEATHER], "stream": stream})
    response = OPENAI_CHAT.render(chat, reply, OPENAI, CHANCE)
    again = OPENAI_CHAT.collapse(response.body, response.headers["content-type"])
    assert (again.text or None, again.refusal, again.finish_reason) == (reply.text, reply.refusal, reply.finish_reason)
    assert again.tool_calls == reply.tool_calls


@pytest.mark.parametrize(("stream", "kind"), [(False, "application/json"), (True, "text/event-stream; charset=utf-8")])
def test_the_content_type_says_how_it_was_rendered(stream, kind):
    chat = parse({"model": "gpt-4o", "messages": [USER], "stream": stream})
    assert OPENAI_CHAT.render(chat, Reply("Hi"), OPENAI, CHANCE).headers["content-type"] == kind


def test_an_error_is_plain_json_with_its_own_headers():
    error = APIError(429, "Slow down.", "requests", code="rate_limit_exceeded", headers={"retry-after": "1"})
    response = OPENAI_CHAT.render_error(error, OPENAI, CHANCE)
    assert (response.status, response.headers["retry-after"]) == (429, "1")
    assert json.loads(response.body)["error"]["message"] == "Slow down."


@pytest.mark.parametrize("body", [b"{}", b'{"choices": []}', b"[]"])
def test_a_response_that_says_nothing_cannot_be_collapsed(body):
    with pytest.raises(ValueError, match="no choices in the response"):
        OPENAI_CHAT.collapse(body, "application/json")


def test_what_is_stored_is_the_completion_with_its_messages():
    chat = parse({"model": "gpt-4o", "messages": [USER], "store": True, "metadata": {"run": "7"}})
    kept = OPENAI_CHAT.stored(chat, Reply("Sunny."), OPENAI, CHANCE)
    assert kept.body["choices"][0]["message"]["content"] == "Sunny."
    assert (kept.id, kept.messages, kept.metadata) == (kept.body["id"], (USER,), {"run": "7"})
