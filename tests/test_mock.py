"""MockProvider: what people do with it, through its own door."""

from __future__ import annotations

import json
import re
import threading
from typing import Any

import pytest

from mockfn import Exchange, MockProvider, Reply, Request, ScriptError, SettingError, ToolCall

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


def ask(mock: MockProvider, *messages: Any, path: str = "/v1/chat/completions", **body: Any) -> Exchange:
    said = [{"role": "user", "content": one} if isinstance(one, str) else one for one in messages]
    data = {"model": "gpt-4o", "messages": said, **body}
    return mock.respond(Request("POST", path, {"content-type": "application/json"}, json.dumps(data).encode()))


def message(exchange: Exchange) -> dict[str, Any]:
    assert exchange.response.status == 200, exchange.response.body
    found: dict[str, Any] = json.loads(exchange.response.body)["choices"][0]["message"]
    return found


def error(exchange: Exchange) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exchange.response.body)["error"]
    return found


def test_a_rule_calls_and_then_answers_from_the_result() -> None:
    mock = MockProvider()
    mock.when(user="weather in {city}").call("get_weather", city="{city}").then.say("{result[degrees]} degrees.")
    first = message(ask(mock, "What is the weather in Paris?", tools=[WEATHER]))
    (call,) = first["tool_calls"]
    assert call["function"] == {"name": "get_weather", "arguments": '{"city":"Paris"}'}
    result = {"role": "tool", "tool_call_id": call["id"], "content": '{"degrees": 21}'}
    second = message(ask(mock, "What is the weather in Paris?", first, result, tools=[WEATHER]))
    assert second["content"] == "21 degrees."


def test_the_calls_the_app_was_given_have_the_results_it_sent_back() -> None:
    mock = MockProvider()
    mock.when(user="weather in {city}").call("get_weather", city="{city}").then.say("ok")
    first = message(ask(mock, "weather in Paris", tools=[WEATHER]))
    (given,) = mock.tool_calls
    assert (given.name, given.arguments, given.answered) == ("get_weather", {"city": "Paris"}, False)
    result = {"role": "tool", "tool_call_id": first["tool_calls"][0]["id"], "content": '{"degrees": 21}'}
    ask(mock, "weather in Paris", first, result, tools=[WEATHER])
    (given,) = mock.tool_calls
    assert (given.result, given.answered) == ({"degrees": 21}, True)
    assert repr(given) == "get_weather({'city': 'Paris'}) -> {'degrees': 21}"


def test_requests_are_plain_data() -> None:
    mock = MockProvider()
    ask(mock, "hello", temperature=0.5)
    (request,) = mock.requests
    assert request.messages == [{"role": "user", "content": "hello"}]
    assert request.json["temperature"] == 0.5
    assert request.model == "gpt-4o"


def test_without_rules_a_request_is_answered_and_with_rules_what_none_holds_for_is_a_miss() -> None:
    mock = MockProvider()
    assert ask(mock, "hello").decision.source == "generate"
    mock.when(user="goodbye").say("bye")
    missed = ask(mock, "hello")
    assert (missed.response.status, missed.decision.source) == (400, "miss")
    assert missed.response.headers["x-should-retry"] == "false"
    assert error(missed)["type"] == "mockfn_miss"
    assert "goodbye" in error(missed)["message"]
    assert mock.misses == [missed]


@pytest.mark.parametrize(("otherwise", "source"), [("miss", "miss"), ("generate", "generate")])
def test_otherwise_can_be_chosen(otherwise: Any, source: str) -> None:
    mock = MockProvider(otherwise=otherwise)
    assert ask(mock, "hello").decision.source == source
    mock.when(user="goodbye").say("bye")
    assert ask(mock, "hello").decision.source == source


def test_otherwise_can_be_said() -> None:
    mock = MockProvider()
    mock.otherwise.say("I do not know.")
    mock.when(user="goodbye").say("bye")
    exchange = ask(mock, "hello")
    assert message(exchange)["content"] == "I do not know."
    assert exchange.decision.source == "otherwise"


def test_rules_of_the_test_come_before_those_of_the_script() -> None:
    mock = MockProvider(script={"rules": [{"when": {"user": "hi"}, "steps": [{"say": "from the script"}]}]})
    assert message(ask(mock, "hi"))["content"] == "from the script"
    assert ask(mock, "hi").decision.source == "script"
    mock.when(user="hi").say("from the test")
    assert message(ask(mock, "hi"))["content"] == "from the test"


def test_what_the_provider_rejects_is_rejected_and_is_no_miss() -> None:
    mock = MockProvider()
    exchange = ask(mock, "hi", tool_choice="required")
    assert (exchange.response.status, exchange.decision.source) == (400, "rejection")
    assert error(exchange)["param"] == "tool_choice"
    assert mock.misses == []


def test_a_check_that_only_other_providers_make_can_be_switched_on() -> None:
    twice = [{"type": "function", "function": {"name": "f"}}] * 2
    assert ask(MockProvider(), "hi", tools=twice).response.status == 200
    strict = MockProvider(checks={"duplicate-tool-names": True})
    assert ask(strict, "hi", tools=twice).response.status == 400
    assert ask(MockProvider("deepinfra", checks={"unknown-parameter": True}), "hi", bogus=1).response.status == 400


def test_checks_can_be_left_out_one_by_one_or_all() -> None:
    assert ask(MockProvider(checks=False), "hi", tool_choice="required").response.status == 200
    assert ask(MockProvider(checks={"unknown-parameter": False}), "hi", bogus=1).response.status == 200
    with pytest.raises(SettingError) as caught:
        MockProvider(checks={"unknown-paramter": False})
    message = "There is no check 'unknown-paramter'. Did you mean 'unknown-parameter'?"
    assert str(caught.value) == message


def test_one_key_can_be_demanded() -> None:
    mock = MockProvider(api_key="sk-right")
    assert ask(mock, "hi").response.status == 401
    data = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}).encode()
    right = Request("POST", "/v1/chat/completions", {"Authorization": "Bearer sk-right"}, data)
    assert mock.respond(right).response.status == 200


def test_an_unlisted_model_is_answered_unless_models_are_strict() -> None:
    assert ask(MockProvider(), "hi", model="my-model").response.status == 200
    refused = ask(MockProvider(strict_models=True), "hi", model="my-model")
    assert refused.response.status == 404
    assert error(refused)["code"] == "model_not_found"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"provider": "opnai"}, "There is no provider 'opnai'. Did you mean 'openai'?"),
        ({"otherwise": "generat"}, "otherwise cannot be 'generat'. Did you mean 'generate'?"),
        ({"seed": "x"}, "The seed cannot be 'x'. Give a whole number."),
        ({"api_key": 1}, "api_key cannot be 1. Give the key that is accepted, a text."),
        ({"latency": 3}, "The latency cannot be 3. Give a Latency: Latency(first=0.4, per_second=50)."),
        ({"chaos": "0.5"}, "The share of chaos cannot be '0.5'. Give a number between 0 and 1."),
        ({"chaos": 2}, "The share of chaos cannot be 2. Give a number between 0 and 1."),
    ],
)
def test_a_setting_that_cannot_be_says_what_can(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingError, match=re.escape(message)):
        MockProvider(**arguments)


def test_a_script_that_is_not_there_says_so() -> None:
    with pytest.raises(ScriptError, match=r"no_such\.yaml: cannot be read: No such file or directory\."):
        MockProvider(script="no_such.yaml")


def test_a_reply_is_said_as_it_is() -> None:
    mock = MockProvider()
    mock.when().answer(Reply(tool_calls=(ToolCall("f", {"a": 1}), ToolCall("g", '{"raw": "text"'))))
    tools = [{"type": "function", "function": {"name": name}} for name in "fg"]
    calls = message(ask(mock, "go", tools=tools))["tool_calls"]
    assert [call["function"]["arguments"] for call in calls] == ['{"a": 1}', '{"raw": "text"']


def test_where_is_a_part_of_the_mock_with_requests_of_its_own() -> None:
    mock = MockProvider()
    planner = mock.where(system="You plan")
    planner.when(user="trip").say("Step 1.")
    mock.when(user="trip").say("Bon voyage.")
    assert message(ask(mock, {"role": "system", "content": "You plan."}, "a trip"))["content"] == "Step 1."
    assert message(ask(mock, "a trip"))["content"] == "Bon voyage."
    assert [request.last_user for request in planner.requests] == ["a trip"]
    assert len(mock.requests) == 2


def test_reset_forgets_what_happened_and_what_the_test_wrote() -> None:
    mock = MockProvider()
    mock.when().say("hi")
    ask(mock, "hello")
    mock.reset()
    assert (mock.requests, ask(mock, "hello").decision.source) == ([], "generate")


def test_the_same_request_gets_the_same_bytes_from_any_mock() -> None:
    bodies = {ask(MockProvider(seed=5), "weather in Paris", tools=[WEATHER], stream=True).response.body for _ in "abc"}
    assert len(bodies) == 1
    other = ask(MockProvider(seed=6), "weather in Paris", tools=[WEATHER], stream=True).response.body
    assert other not in bodies


def test_a_second_attempt_is_told_from_the_first() -> None:
    mock = MockProvider()
    mock.when(attempt=0).say("first")
    mock.when(attempt=1).say("second")
    assert [message(ask(mock, "hi"))["content"] for _ in "ab"] == ["first", "second"]


def test_threads_that_ask_at_once_get_their_own_answers() -> None:
    mock = MockProvider()
    mock.when(user="number {n:word}").say("{n}")
    wrong: list[int] = []

    def run(number: int) -> None:
        said = [message(ask(mock, f"number {number}"))["content"] for _ in range(50)]
        wrong.extend(number for one in said if one != str(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_exchange_says_when_its_request_came() -> None:
    mock = MockProvider()
    first, second = ask(mock, "hi"), ask(mock, "hi")
    assert first.at is not None
    assert second.at is not None
    assert first.at <= second.at


def test_the_script_can_be_set_to_another() -> None:
    mock = MockProvider(script={"rules": [{"say": "one"}]})
    mock.script = "rules:\n  - say: two\n"
    assert message(ask(mock, "hi"))["content"] == "two"
    with pytest.raises(ScriptError):
        mock.script = {"rles": []}
    assert message(ask(mock, "hi"))["content"] == "two"


def test_the_seed_can_be_set_to_another() -> None:
    mock, other = MockProvider(), MockProvider(seed=4)
    mock.seed = 4
    assert mock.seed == 4
    assert ask(mock, "hi").response == ask(other, "hi").response


def test_an_assertion_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(AttributeError) as caught:
        MockProvider().assert_called_once("get_weather")  # type: ignore[attr-defined]
    assert str(caught.value) == (
        "A mock has no 'assert_called_once'. Known: assert_not_called, assert_order, assert_ran."
    )
