"""Assertions fail with what happened instead, and with the nearest name where a name is wrong."""

import json

import pytest

from mockfn import MockProvider, Request
from mockfn.assertions import Assertions
from mockfn.chat import ChatRequest, Tool
from mockfn.errors import SettingError, UnknownToolError
from mockfn.journal import GivenCall

PARIS = GivenCall(
    "get_weather", {"location": "Paris", "unit": "celsius"}, "call_1", {"temperature": 22, "sky": "clear"}, True
)
OSLO = GivenCall("get_weather", {"location": "Oslo"}, "call_2")
BOOK = GivenCall("book", {"trip": {"to": "Paris", "seats": 2}}, "call_3", "ok", True)
COUNT = GivenCall("count", {}, "call_4", 3, True)
PAY = GivenCall("pay", {}, "call_5", "{'paid': True, 'to': ['Jo']}", True)


class Seen(Assertions):
    """Whatever has requests and tool calls."""

    def __init__(self, *calls, offered=("get_weather", "book", "count", "pay")):
        request = ChatRequest(json={}, model="m", conversation=(), tools=tuple(Tool(name) for name in offered))
        self._seen = [request] if offered else [], list(calls)

    requests = property(lambda self: self._seen[0])
    tool_calls = property(lambda self: self._seen[1])


HOLDS = {
    "by name": lambda seen: seen.assert_ran("get_weather"),
    "with all arguments": lambda seen: seen.assert_ran("get_weather", {"location": "Paris", "unit": "celsius"}),
    "with some arguments": lambda seen: seen.assert_ran("get_weather", {"location": "Paris"}),
    "with some of a mapping in the arguments": lambda seen: seen.assert_ran("book", {"trip": {"seats": 2}}),
    "with any result": lambda seen: seen.assert_ran("get_weather", {"location": "Paris"}, result=...),
    "with a result": lambda seen: seen.assert_ran("book", result="ok"),
    "with some of a result": lambda seen: seen.assert_ran("get_weather", result={"temperature": 22}),
    "with a number as the text it was": lambda seen: seen.assert_ran("count", {}, result="3"),
    "with what is equal to anything near": lambda seen: seen.assert_ran("count", result=pytest.approx(3.0)),
    "once": lambda seen: seen.assert_ran("get_weather", times=1),
    "never": lambda seen: seen.assert_ran("pay", times=0),
    "not called": lambda seen: seen.assert_not_called("pay"),
    "not called with these": lambda seen: seen.assert_not_called("get_weather", {"location": "Rome"}),
    "in order": lambda seen: seen.assert_order("get_weather", "book", "count"),
    "in order with others between": lambda seen: seen.assert_order("get_weather", "count"),
    "in order, twice the same": lambda seen: seen.assert_order("get_weather", "get_weather", "book"),
}


@pytest.mark.parametrize("result", [{"paid": True}, {"to": ["Jo"]}, "{'paid': True, 'to': ['Jo']}"])
def test_a_result_that_was_sent_as_python_writes_it_is_data_too(result):
    Seen(PAY).assert_ran("pay", result=result)


@pytest.mark.parametrize("said", HOLDS.values(), ids=HOLDS)
def test_what_happened_holds(said):
    said(Seen(PARIS, OSLO, BOOK, COUNT))


FAILS = [
    (
        (BOOK,),
        lambda seen: seen.assert_ran("get_weather"),
        "get_weather did not run.\nCalled, in order: book.",
    ),
    ((), lambda seen: seen.assert_ran("pay"), "pay did not run.\nNothing was called."),
    (
        (OSLO,),
        lambda seen: seen.assert_ran("get_weather"),
        "get_weather was called, but the app sent no result back.\n"
        "Calls of it:\n"
        "  get_weather({'location': 'Oslo'}): the app sent no result back",
    ),
    (
        (PARIS, OSLO),
        lambda seen: seen.assert_ran("get_weather", {"location": "Rome", "days": 3}),
        "get_weather with {'location': 'Rome', 'days': 3} did not run.\n"
        "Calls of it:\n"
        "  get_weather({'location': 'Paris', 'unit': 'celsius'}) -> {'temperature': 22, 'sky': 'clear'}: "
        "location is 'Paris', not 'Rome', days is missing\n"
        "  get_weather({'location': 'Oslo'}): location is 'Oslo', not 'Rome', days is missing",
    ),
    (
        (BOOK,),
        lambda seen: seen.assert_ran("book", {"trip": {"to": "Rome"}}),
        "book was called, but trip.to is 'Paris', not 'Rome'.\n"
        "Calls of it:\n"
        "  book({'trip': {'to': 'Paris', 'seats': 2}}) -> 'ok': trip.to is 'Paris', not 'Rome'",
    ),
    (
        (COUNT,),
        lambda seen: seen.assert_ran("count", result=4),
        "count was called, but the result is 3, not 4.\nCalls of it:\n  count({}) -> 3: the result is 3, not 4",
    ),
    (
        (COUNT, COUNT),
        lambda seen: seen.assert_ran("count", times=3),
        "count ran 2 times, not 3 times.\nCalls of it:\n  count({}) -> 3\n  count({}) -> 3",
    ),
    (
        (GivenCall("book", "{broken", "call_1", "no", True),),
        lambda seen: seen.assert_ran("book", {"trip": {}}),
        "book was called, but the arguments is '{broken', not {'trip': {}}.\n"
        "Calls of it:\n"
        "  book('{broken') -> 'no': the arguments is '{broken', not {'trip': {}}",
    ),
    (
        (OSLO,),
        lambda seen: seen.assert_not_called("get_weather"),
        "get_weather was called.\nCalls of it:\n  get_weather({'location': 'Oslo'})",
    ),
    (
        (OSLO, PARIS),
        lambda seen: seen.assert_not_called("get_weather", {"location": "Oslo"}),
        "get_weather with {'location': 'Oslo'} was called.\nCalls of it:\n  get_weather({'location': 'Oslo'})",
    ),
    (
        (BOOK, COUNT),
        lambda seen: seen.assert_order("count", "book"),
        "Not called in the order count, book: after 'count' no call of 'book' follows.\nCalled, in order: book, count.",
    ),
    (
        (BOOK,),
        lambda seen: seen.assert_order("pay", "book"),
        "Not called in the order pay, book: 'pay' was not called.\nCalled, in order: book.",
    ),
]


@pytest.mark.parametrize(("calls", "said", "text"), FAILS)
def test_a_failure_says_what_happened(calls, said, text):
    with pytest.raises(AssertionError) as caught:
        said(Seen(*calls))
    assert str(caught.value) == text


UNKNOWN = {
    "ran": lambda seen: seen.assert_ran("get_wether"),
    "not called": lambda seen: seen.assert_not_called("get_wether"),
    "order": lambda seen: seen.assert_order("book", "get_wether"),
}


@pytest.mark.parametrize("said", UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize("kind", [SettingError, AssertionError, UnknownToolError])
def test_a_tool_that_nobody_offered_is_named_with_the_nearest(said, kind):
    with pytest.raises(kind) as caught:
        said(Seen(BOOK))
    assert str(caught.value) == (
        "No request offered a tool 'get_wether', and no reply called one. Did you mean "
        "'get_weather'? Known: book, count, get_weather, pay."
    )


def test_a_tool_that_was_called_without_being_offered_is_known():
    Seen(GivenCall("format_disk", {}), offered=("book",)).assert_not_called("format_disk", {"now": True})


def test_where_no_request_came_nothing_was_called():
    Seen(offered=()).assert_not_called("anything")


def test_where_no_request_came_nothing_ran():
    with pytest.raises(AssertionError, match=r"^book did not run\.\nNo request came\.$"):
        Seen(offered=()).assert_ran("book")


def test_a_part_of_the_conversations_has_the_same_assertions():
    mock = MockProvider()
    planner = mock.where(system="You plan")
    planner.when(user="go").call("plan")
    tool = {"type": "function", "function": {"name": "plan", "parameters": {"type": "object", "properties": {}}}}
    messages = [{"role": "system", "content": "You plan."}, {"role": "user", "content": "go"}]
    body = {"model": "gpt-4o", "messages": messages, "tools": [tool]}
    mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(body).encode()))
    planner.assert_order("plan")
    mock.where(system="You criticise").assert_not_called("plan")
