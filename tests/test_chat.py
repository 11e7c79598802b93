"""The neutral conversation, and what rules ask of it."""

import pytest

from mockfn.chat import ChatRequest, Message, Reply, Tool, ToolCall, ToolChoice, ToolResult

USER, SYSTEM = Message("user", "Weather in Paris?"), Message("system", "Be brief.")
CALLING = Message("assistant", tool_calls=(ToolCall("weather", {"city": "Paris"}, "call_1"),))


def chat(*conversation, **given):
    return ChatRequest(json=given.pop("json", {}), model="gpt-4o", conversation=conversation, **given)


def result(name, text):
    return Message("tool", text, call_id="call_1", name=name)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"temperature": 18}', {"temperature": 18}),
        ("[1, 2]", [1, 2]),
        ("18", 18),
        ('"sunny"', "sunny"),
        ("sunny", "sunny"),
        ("", ""),
        ("{broken", "{broken"),
        ("[" * 100_000, "[" * 100_000),
    ],
    ids=["object", "array", "number", "string", "text", "empty", "broken", "bottomless"],
)
def test_a_result_that_is_json_is_data_and_other_text_is_itself(text, value):
    assert ToolResult("weather", text).value == value


@pytest.mark.parametrize(
    ("conversation", "text"),
    [
        ((), ""),
        ((SYSTEM,), ""),
        ((USER, Message("assistant", "Sunny."), Message("user", "And Rome?")), "And Rome?"),
        ((USER, CALLING, result("weather", "18")), "Weather in Paris?"),
    ],
    ids=["empty", "system only", "latest", "before results"],
)
def test_last_user_is_the_text_of_the_latest_user_message(conversation, text):
    assert chat(*conversation).last_user == text


def test_system_joins_system_and_developer_messages():
    assert chat(SYSTEM, Message("developer", "Use tools."), USER).system == "Be brief.\nUse tools."


@pytest.mark.parametrize(
    ("conversation", "results"),
    [
        ((USER,), []),
        ((USER, CALLING), []),
        ((USER, CALLING, result("weather", "18"), result("time", "9")), [("weather", 18), ("time", 9)]),
        ((USER, CALLING, Message("function", "18", name="weather")), [("weather", 18)]),
        ((USER, CALLING, result("weather", "18"), Message("user", "and?")), [("weather", 18)]),
        ((USER, CALLING, result("weather", "18"), Message("assistant", "18."), USER), []),
    ],
    ids=["none", "unanswered", "in order", "legacy", "user speaks after", "answered already"],
)
def test_results_are_those_after_the_last_assistant_message(conversation, results):
    assert [(found.name, found.value) for found in chat(*conversation).results] == results


TOOLS = (Tool("weather"), Tool("time"))


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (ToolChoice(), ["weather", "time"]),
        (ToolChoice("required"), ["weather", "time"]),
        (ToolChoice("none"), []),
        (ToolChoice("required", ("time",), named=True), ["time"]),
        (ToolChoice("auto", ("time", "unknown")), ["time"]),
    ],
)
def test_the_choice_limits_the_tools_that_may_be_called(choice, names):
    assert [tool.name for tool in chat(USER, tools=TOOLS, tool_choice=choice).callable_tools] == names


def test_a_tool_is_found_by_its_name():
    assert chat(tools=TOOLS).tool("time") is TOOLS[1]
    assert chat(tools=TOOLS).tool("Time") is None


@pytest.mark.parametrize("body", [{}, {"messages": None}, {"messages": []}])
def test_messages_are_an_empty_list_where_there_are_none(body):
    assert chat(json=body).messages == []


def test_messages_are_as_they_were_sent():
    sent = [{"role": "user", "content": "hi", "extra": 1}]
    assert chat(json={"messages": sent}).messages is sent


def test_a_request_shows_what_matters_of_it():
    assert repr(chat(USER, tools=TOOLS)) == "<ChatRequest gpt-4o user='Weather in Paris?' tools=[weather, time]>"


@pytest.mark.parametrize(("content", "text"), [(None, None), ("Hello", "Hello"), (("Hel", "lo"), "Hello"), ((), "")])
def test_the_text_of_a_reply_is_its_content_in_one_piece(content, text):
    assert Reply(content).text == text


def test_the_parts_of_a_reply_are_reasoning_text_refusal_and_each_call():
    first, second = ToolCall("f"), ToolCall("g")
    reply = Reply(("Hel", "lo"), "hmm", "no", (first, second))
    kinds = [("reasoning", "hmm"), ("text", "Hello"), ("refusal", "no"), ("call", first), ("call", second)]
    assert list(reply.parts) == kinds


def test_a_reply_that_says_nothing_has_no_parts():
    assert Reply().parts == ()
