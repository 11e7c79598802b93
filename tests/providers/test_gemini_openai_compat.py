"""Gemini's OpenAI mode: one chunk for all calls, usage in each, errors in an array."""

from __future__ import annotations

import pytest

PROVIDER = "gemini-openai-compat"
USER = {"role": "user", "content": "hi"}
NAMES = (
    "* GenerateContentRequest.tools[0].function_declarations[0].name: Invalid function name. Must start with a letter"
    " or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.) or dashes (-), with a maximum"
    " length of 64."
)


def tool(name="f", parameters=None):
    return {"type": "function", "function": {"name": name, "parameters": parameters or {"type": "object"}}}


def test_all_calls_come_at_once_without_index_and_id_and_stop(ask):
    chunk, _done = ask.events(ask.calls)
    choice = chunk["choices"][0]
    assert choice["finish_reason"] == "stop"
    assert len(choice["delta"]["tool_calls"]) == 2
    assert all("index" not in call and call["id"] == "" for call in choice["delta"]["tool_calls"])


def test_usage_is_in_every_chunk(ask):
    assert all("usage" in chunk for chunk in ask.events()[:-1])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"tools": [tool("1bad")]}, NAMES),
        (
            {"tools": [tool(parameters={"type": "object", "additionalProperties": False})]},
            'Invalid JSON payload received. Unknown name "additionalProperties" at'
            " 'tools[0].function_declarations[0].parameters': Cannot find field.",
        ),
        (
            {"tools": [tool(parameters={"type": "object", "properties": {"a": {"$ref": "#/x"}}})]},
            'Invalid JSON payload received. Unknown name "$ref" at'
            " 'tools[0].function_declarations[0].parameters.properties[0].value': Cannot find field.",
        ),
        (
            {"messages": [{"role": "tool", "tool_call_id": "a", "content": "1"}]},
            "* GenerateContentRequest.contents[0].parts[0].function_response.name: Name cannot be empty.\n",
        ),
    ],
)
def test_what_it_refuses_and_how(ask, body, message):
    assert ask.refusal(**body) == [{"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}]


def test_a_name_with_a_dot_is_one(ask):
    assert ask.exchange(None, tools=[tool("a.b")]).response.status == 200


def test_overload_is_unavailable(fault):
    assert fault("gemini-openai-compat", "overloaded") == (
        503,
        [
            {
                "error": {
                    "code": 503,
                    "message": "The model is overloaded. Please try again later.",
                    "status": "UNAVAILABLE",
                }
            }
        ],
    )
