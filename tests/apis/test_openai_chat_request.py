"""Bodies into conversations: every form of tool choice, content, history, and what is malformed."""

from __future__ import annotations

from typing import Any

import pytest

from mockfn.apis.openai_chat_request import read, read_conversation, read_tool_choice
from mockfn.chat import Message, ToolCall, ToolChoice


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("none", ToolChoice("none")),
        ("auto", ToolChoice("auto")),
        ("required", ToolChoice("required")),
        ("any", ToolChoice("required")),
        ({"type": "function", "function": {"name": "f"}}, ToolChoice("required", ("f",), named=True)),
        ({"type": "custom", "custom": {"name": "c"}}, ToolChoice("required", ("c",), named=True)),
        ({"name": "f"}, ToolChoice("required", ("f",), named=True)),
        (
            {
                "type": "allowed_tools",
                "allowed_tools": {"mode": "auto", "tools": [{"type": "function", "function": {"name": "f"}}]},
            },
            ToolChoice("auto", ("f",)),
        ),
        (
            {
                "type": "allowed_tools",
                "allowed_tools": {"mode": "required", "tools": [{"type": "function", "function": {"name": "f"}}]},
            },
            ToolChoice("required", ("f",)),
        ),
        (7, ToolChoice("auto")),
        ({"type": "function"}, ToolChoice("auto")),
        ({"type": "auto"}, ToolChoice()),
        ({"type": "any"}, ToolChoice("required")),
        ({"type": "tool", "name": "f"}, ToolChoice("required", ("f",), named=True)),
    ],
)
def test_a_tool_choice_is_read_in_every_form(sent: Any, meant: ToolChoice) -> None:
    assert read_tool_choice(sent) == meant


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("hello", "hello"),
        (None, ""),
        ([{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "x"}}], "a"),
        ([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "a\nb"),
        ([{"type": "refusal", "refusal": "no"}], "no"),
        (12, ""),
        (["loose"], ""),
    ],
)
def test_content_is_its_text_parts(content: Any, text: str) -> None:
    assert read_conversation([{"role": "user", "content": content}]) == (Message("user", text),)


def test_a_result_gets_the_name_of_the_call_it_answers() -> None:
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    history = [
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": "72"},
    ]
    assert read_conversation(history) == (
        Message("assistant", "", (ToolCall("f", "{}", "call_1"),)),
        Message("tool", "72", (), "call_1", "f"),
    )


def test_an_id_that_is_used_again_names_the_latest_call() -> None:
    def turn(name: str) -> list[dict[str, Any]]:
        call = {"id": "0", "type": "function", "function": {"name": name, "arguments": "{}"}}
        return [
            {"role": "assistant", "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "0", "content": ""},
        ]

    names = [m.name for m in read_conversation([*turn("first"), *turn("second")]) if m.role == "tool"]
    assert names == ["first", "second"]


def test_a_legacy_function_message_has_its_own_name() -> None:
    history = [
        {"role": "assistant", "content": None, "function_call": {"name": "f", "arguments": "{}"}},
        {"role": "function", "name": "f", "content": "72"},
    ]
    assert read_conversation(history)[1].name == "f"


@pytest.mark.parametrize(
    "messages",
    [[None], ["text"], [{}], [{"role": 5}], [{"role": "assistant", "tool_calls": [None, {}, {"function": 3}]}]],
)
def test_a_malformed_message_never_raises(messages: list[Any]) -> None:
    read_conversation(messages)


@pytest.mark.parametrize(
    ("response_format", "name", "schema"),
    [
        (None, None, None),
        ({"type": "text"}, None, None),
        ({"type": "json_object"}, "json_object", None),
        ({"type": "json_schema", "json_schema": {"name": "a", "schema": {}}}, "json_schema", {}),
        ({"type": "json_schema", "json_schema": {"name": "a"}}, "json_schema", True),
        ("json", None, None),
    ],
)
def test_a_response_format_is_its_kind_and_schema(response_format: Any, name: Any, schema: Any) -> None:
    chat = read({"response_format": response_format}, (), legacy=False, headers={}, digest=b"")
    assert (chat.response_format, chat.response_schema) == (name, schema)


def test_parallel_calls_are_off_where_the_request_says_so_and_in_the_legacy_form() -> None:
    def parallel(body: dict[str, Any], legacy: bool) -> bool:
        return read(body, (), legacy=legacy, headers={}, digest=b"").parallel

    assert parallel({}, False)
    assert not parallel({"parallel_tool_calls": False}, False)
    assert not parallel({}, True)
