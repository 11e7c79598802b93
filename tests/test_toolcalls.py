"""Replies made from the request alone: forced calls, formats, custom tools, and turns after results."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest

from mockfn import MockProvider, Request

PERSON = {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}
PERSON |= {"required": ["name", "age"], "additionalProperties": False}


def function(name: str, description: str = "") -> dict[str, Any]:
    return {"type": "function", "function": {"name": name, "description": description}}


def said(*messages: Any, **body: Any) -> dict[str, Any]:
    sent = [{"role": "user", "content": one} if isinstance(one, str) else one for one in messages]
    data = json.dumps({"model": "gpt-4o", "messages": sent, **body}).encode()
    response = MockProvider().respond(Request("POST", "/v1/chat/completions", {}, data)).response
    assert response.status == 200, response.body
    found: dict[str, Any] = json.loads(response.body)["choices"][0]["message"]
    return found


def names(message: dict[str, Any]) -> list[str]:
    return [call.get("function", call.get("custom"))["name"] for call in message.get("tool_calls", [])]


def test_a_tool_is_chosen_by_the_words_it_shares_with_the_user() -> None:
    tools = [function("send_email", "Send an email"), function("get_weather", "The weather of a city")]
    assert names(said("How is the weather?", tools=tools)) == ["get_weather"]


def test_no_tool_is_called_under_none() -> None:
    assert names(said("How is the weather?", tools=[function("get_weather")], tool_choice="none")) == []


@pytest.mark.parametrize(
    "choice",
    [
        {"type": "function", "function": {"name": "b"}},
        {
            "type": "allowed_tools",
            "allowed_tools": {"mode": "required", "tools": [{"type": "function", "function": {"name": "b"}}]},
        },
    ],
)
def test_a_forced_tool_is_called(choice: Any) -> None:
    assert names(said("zzz", tools=[function("a"), function("b")], tool_choice=choice)) == ["b"]


def test_a_call_is_made_under_required_whatever_is_said() -> None:
    assert len(names(said("zzz", tools=[function("a")], tool_choice="required"))) == 1


def test_a_required_call_after_results_is_one_that_was_not_made_yet() -> None:
    first = said("How is the weather?", tools=[function("get_weather")], tool_choice="required")
    result = {"role": "tool", "tool_call_id": first["tool_calls"][0]["id"], "content": "21"}
    tools = [function("get_weather"), function("final_answer", "The weather answer")]
    assert names(said("How is the weather?", first, result, tools=tools, tool_choice="required")) == ["final_answer"]


def test_a_required_call_after_results_gives_what_they_say() -> None:
    final = {"type": "object", "properties": {"degrees": {"type": "integer"}}, "required": ["degrees"]}
    tools = [function("get_weather"), {"type": "function", "function": {"name": "final_result", "parameters": final}}]
    first = said("How is the weather?", tools=tools[:1], tool_choice="required")
    result = {"role": "tool", "tool_call_id": first["tool_calls"][0]["id"], "content": '{"degrees": 21}'}
    last = said("How is the weather?", first, result, tools=tools, tool_choice="required")
    assert last["tool_calls"][0]["function"] == {"name": "final_result", "arguments": '{"degrees":21}'}


def test_at_most_one_call_is_made_where_parallel_calls_are_off() -> None:
    parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    tool = {"type": "function", "function": {"name": "get_weather", "parameters": parameters}}
    question = "What is the weather in Paris, Rome and Oslo?"
    assert len(names(said(question, tools=[tool]))) == 3
    assert len(names(said(question, tools=[tool], parallel_tool_calls=False))) == 1


def test_a_json_schema_is_answered_with_json_that_validates() -> None:
    wanted = {"type": "json_schema", "json_schema": {"name": "person", "schema": PERSON, "strict": True}}
    jsonschema.validate(json.loads(said("Who?", response_format=wanted)["content"]), PERSON)


def test_a_json_object_is_answered_with_one() -> None:
    content = said("Answer in json", response_format={"type": "json_object"})["content"]
    assert isinstance(json.loads(content), dict)


def test_a_custom_tool_is_given_text_that_its_grammar_allows() -> None:
    grammar = {"syntax": "regex", "definition": "[A-Z]{3}-\\d{4}"}
    custom = {"name": "lookup", "format": {"type": "grammar", "grammar": grammar}}
    choice = {"type": "custom", "custom": {"name": "lookup"}}
    (call,) = said("zzz", model="gpt-5", tools=[{"type": "custom", "custom": custom}], tool_choice=choice)["tool_calls"]
    assert call["type"] == "custom"
    assert re.fullmatch(r"[A-Z]{3}-\d{4}", call["custom"]["input"])


def test_a_custom_tool_without_a_grammar_is_given_the_users_words() -> None:
    tool = {"type": "custom", "custom": {"name": "shell", "description": "Run a command"}}
    choice = {"type": "custom", "custom": {"name": "shell"}}
    (call,) = said("list the files", model="gpt-5", tools=[tool], tool_choice=choice)["tool_calls"]
    assert call["custom"]["input"] == "list the files"


def test_a_schema_without_values_is_an_error_that_says_so() -> None:
    impossible = {"type": "object", "properties": {"a": {"type": "string", "minLength": 2, "maxLength": 1}}}
    impossible["required"] = ["a"]
    wanted = {"type": "json_schema", "json_schema": {"name": "x", "schema": impossible}}
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}], "response_format": wanted}
    response = MockProvider().respond(Request("POST", "/v1/chat/completions", {}, json.dumps(body).encode())).response
    assert response.status == 400
    error = json.loads(response.body)["error"]
    assert error["type"] == "mockfn_script_error"
    assert error["message"].startswith("Nothing can be generated for this request: ")
