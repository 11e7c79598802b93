"""What clients send back of a conversation, and what is found in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

HI = {"role": "user", "content": "hi"}
MORE = {"role": "user", "content": "more"}


def spoken(text: str | None, *calls: dict[str, Any]) -> dict[str, Any]:
    return {"role": "assistant", "content": text, **({"tool_calls": list(calls)} if calls else {})}


@pytest.mark.parametrize(
    ("fault", "text"), [("truncate", "one"), ("cut", "one"), ("reset", "one"), ("error_in_stream", "one")]
)
def test_a_stream_that_broke_off_is_taken_for_the_whole(client: Any, fault: str, text: str) -> None:
    client.mock.when(user="hi").fail(fault, after=2).say(("one", " two", " three"))
    client.mock.otherwise.say("ok")
    client.ask(HI, stream=True)
    client.ask(HI, spoken(text), MORE, stream=True)
    assert client.findings == [
        (
            "accepted_truncated",
            "The answer to request 1 broke off, and request 2 goes on as if it were whole: "
            "messages[1] is assistant 'one'.",
            (1, 2),
        )
    ]


def test_a_call_that_broke_off_and_was_mended_is_taken_for_the_whole(client: Any, result: Any) -> None:
    client.mock.when(user="hi").fail("truncate", after=3).call("weather", city="San Francisco")
    client.ask(HI, stream=True)
    call = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": "{}"}}
    client.ask(HI, spoken(None, call), result(call, "sunny"), stream=True)
    assert [name for name, _, _ in client.findings] == ["accepted_truncated"]


def test_a_stream_that_broke_off_and_was_asked_for_again_is_no_finding_of_history(client: Any) -> None:
    client.mock.when(user="hi").fail("truncate", times=1).say("one two three")
    client.mock.otherwise.say("ok")
    client.ask(HI, stream=True)
    client.ask(HI, stream=True)
    client.ask(HI, spoken("one two three"), MORE, stream=True)
    assert "accepted_truncated" not in [name for name, _, _ in client.findings]


def test_a_message_that_says_the_answer_failed_takes_nothing_for_the_whole(client: Any) -> None:
    client.mock.when(user="hi").fail("refuse").say("one two three")
    client.mock.otherwise.say("ok")
    client.ask(HI)
    client.ask(HI, spoken("Sorry, something went wrong."), MORE)
    assert client.findings == []


def test_a_result_for_a_call_that_nobody_made(client: Any, result: Any) -> None:
    client.mock.when(user="hi").call("weather", city="Paris")
    message = client.said(client.ask(HI))
    call = message["tool_calls"][0]
    client.ask(HI, message, result(call, "sunny"), result({"id": "call_other"}, "rain"))
    assert client.findings == [
        (
            "unknown_call_id",
            "Request 2 sends a result for the call 'call_other' in messages[3], which no message before it made.",
            (2,),
        )
    ]


def test_a_parallel_call_without_a_result(client: Any, result: Any) -> None:
    client.mock.when(user="hi").call("weather", city="Paris").call("news", city="Rome")
    message = client.said(client.ask(HI))
    client.ask(HI, message, result(message["tool_calls"][0], "sunny"))
    assert client.findings == [
        ("dropped_call", "Of 2 calls in the answer to request 1, news has no result in request 2.", (1, 2))
    ]


def test_a_parallel_call_that_is_left_out_of_the_answer(client: Any, result: Any) -> None:
    client.mock.when(user="hi").call("weather", city="Paris").call("news", city="Rome")
    message = client.said(client.ask(HI))
    call = message["tool_calls"][1]
    client.ask(HI, {**message, "tool_calls": [call]}, result(call, "calm"))
    assert client.findings == [
        ("dropped_call", "Of 2 calls in the answer to request 1, weather is not in request 2.", (1, 2))
    ]


def test_an_answer_that_is_sent_back_otherwise(client: Any) -> None:
    client.mock.when(user="hi").say("It is 20 degrees.")
    client.mock.otherwise.say("ok")
    client.ask(HI)
    client.ask(HI, spoken("It is warm."), MORE)
    assert client.findings == [
        (
            "changed_history",
            "Request 2 sends messages[1] back as assistant 'It is warm.', "
            "where the answer to request 1 was assistant 'It is 20 degrees.'.",
            (1, 2),
        )
    ]


def test_a_call_whose_id_was_changed(client: Any, result: Any) -> None:
    client.mock.when(user="hi").call("weather", city="Paris")
    message = client.said(client.ask(HI))
    call = {**message["tool_calls"][0], "id": "call_mine"}
    client.ask(HI, {**message, "tool_calls": [call]}, result(call, "sunny"))
    assert [name for name, _, _ in client.findings] == ["changed_history"]


def test_a_message_before_the_answer_that_was_changed(client: Any, tell: Any, result: Any) -> None:
    client.mock.when(user="weather").call("weather", city="Paris")
    message = client.said(client.ask(tell("the weather?")))
    client.ask(tell("The weather, please"), message, result(message["tool_calls"][0], "sunny"))
    assert client.findings == [
        (
            "changed_history",
            "Request 2 goes on from the answer to request 1 with another history: "
            "messages[0] was user 'the weather?', and is user 'The weather, please'.",
            (1, 2),
        )
    ]


def test_each_thing_is_found_once_however_long_the_conversation_grows(client: Any, tell: Any) -> None:
    client.mock.when(user="hi").say("hello")
    client.mock.otherwise.say("ok")
    client.ask(HI)
    messages = [HI, spoken("good day")]
    for number in range(4):
        messages.append(tell(f"turn {number}"))
        messages.append(client.said(client.ask(*messages)))
    assert [(name, numbers) for name, _, numbers in client.findings] == [("changed_history", (1, 2))]


def test_the_same_call_with_the_same_result_again_and_again(client: Any, result: Any) -> None:
    client.mock.when().fail("tool_loop").call("weather", city="Paris")
    messages: list[dict[str, Any]] = [HI]
    for _ in range(5):
        message = client.said(client.ask(*messages))
        messages += [message, result(message["tool_calls"][0], "sunny")]
    assert client.findings == [
        ("looped", "Request 5 brings the same result of the same call of weather 4 times running.", (4, 5))
    ]


# Clients that did nothing wrong


def test_polling_whose_results_differ_is_no_loop(client: Any, result: Any) -> None:
    client.mock.when().fail("tool_loop").call("weather", city="Paris")
    messages: list[dict[str, Any]] = [HI]
    for number in range(6):
        message = client.said(client.ask(*messages))
        messages += [message, result(message["tool_calls"][0], f"{number} %")]
    assert client.findings == []


def rewritten(message: dict[str, Any]) -> dict[str, Any]:
    """The same message as another client writes it."""
    calls = json.loads(json.dumps(message["tool_calls"]))
    for call in calls:
        call["function"]["arguments"] = json.dumps(json.loads(call["function"]["arguments"]), indent=1)
    return {"role": "assistant", "content": "", "tool_calls": calls}


@pytest.mark.parametrize("write", [dict, rewritten])
@pytest.mark.parametrize("stream", [False, True])
def test_a_whole_tool_loop_is_clean(client: Any, tell: Any, result: Any, write: Any, stream: bool) -> None:
    client.mock.when(user="hi").call("weather", city="Paris").call("news", city="Rome").then.say("done")
    client.mock.when(user="more").say("bye")
    messages = [{"role": "system", "content": "Be kind."}, HI]
    message = client.said(client.ask(*messages))
    if stream:
        client.ask(*messages, stream=True)
    results = [result(call, "fine") for call in message["tool_calls"]]
    messages += [write(message), *results]
    done = client.said(client.ask(*messages))
    messages += [{"role": "assistant", "content": [{"type": "text", "text": done["content"]}]}, MORE]
    client.ask({"role": "system", "content": "It is noon."}, *messages[1:])
    assert client.findings == []
    assert str(client.mock.verdict) == f"Nothing wrong was found in {3 + stream} requests."


def test_the_oldest_messages_may_be_left_out(client: Any, tell: Any) -> None:
    client.mock.when(user="hi").say("hello")
    client.mock.when(user="more").say("again")
    client.mock.otherwise.say("ok")
    client.ask(HI)
    client.ask(HI, spoken("hello"), MORE)
    client.ask(MORE, spoken("again"), tell("bye"))
    assert client.findings == []


def test_examples_in_a_first_request_are_no_history(client: Any, tell: Any) -> None:
    client.mock.otherwise.say("ok")
    client.ask(tell("2+2?"), spoken("4"), tell("3+3?"))
    client.ask(tell("2+2?"), spoken("4"), tell("5+5?"))
    assert client.findings == []


def test_any_of_several_choices_may_be_taken(client: Any) -> None:
    client.mock.when(user="hi").call("weather", city="Paris")
    body = json.loads(client.ask(HI, n=2).response.body)
    message = body["choices"][1]["message"]
    call = message["tool_calls"][0]
    client.ask(HI, message, {"role": "tool", "tool_call_id": call["id"], "content": "sunny"})
    assert client.findings == []


def test_a_slow_stream_may_be_stopped_by_its_reader(client: Any) -> None:
    client.mock.when(user="hi").say("one two three").pace(per_second=50)
    client.mock.otherwise.say("ok")
    client.ask(HI, stream=True)
    client.ask(HI, spoken("one two"), MORE)
    assert client.findings == []


def test_legacy_functions_are_known_by_name(client: Any) -> None:
    client.mock.when(user="hi").call("weather", city="Paris")
    functions = [{"name": "weather", "parameters": {"type": "object", "properties": {}}}]
    message = client.said(client.ask(HI, tools=None, functions=functions))
    result = {"role": "function", "name": "weather", "content": "sunny"}
    client.ask(HI, message, result, tools=None, functions=functions)
    assert client.findings == []
