from datetime import date

import pytest

from mockfn.cassette import Cassette, Problem, Scrubber, check
from mockfn.http import Frame, Request, Response

KEY = "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"


def problems(make, request, response, recorded=None, **options):
    return check(Cassette((make.interaction(request, response, recorded),)), Scrubber(), **options)


def test_a_sound_cassette_has_none(make):
    tools = [make.tool("f", {"a": {"type": "string"}}, ["a"])]
    assert problems(make, make.ask(("user", "x"), tools=tools), make.reply(make.call("f", {"a": "1"}))) == []


def test_what_looks_like_a_secret_is_named_by_its_place(make):
    assert problems(make, make.ask(("user", "x")), make.say(f"it is {KEY}")) == [
        Problem("secret", 1, "the response's body $.choices[0].message.content: an OpenAI-style key")
    ]


def test_what_scrubbing_would_change_is_told(make):
    request = Request("POST", "https://x/?key=abc", {"authorization": "Bearer abc"}, b'{"password": "x"}')
    found = problems(make, request, Response(200, {"set-cookie": "a=1"}))
    assert [problem.message for problem in found] == [
        "the request keeps headers: authorization",
        "the request's body holds a value under a name that says it is secret",
        "the response keeps headers: set-cookie",
        "the request's URL holds credentials",
    ]


CALLS = {
    "unknown": ("g", {}, "calls 'g', which the request does not offer"),
    "wrong type": ("f", {"a": 1}, "calls 'f' against its own schema: /a: 1 is not of type 'string'"),
    "missing": ("f", {}, "calls 'f' against its own schema: /: 'a' is a required property"),
    "no JSON": ("f", "{", "calls 'f' with arguments that are no JSON"),
}


@pytest.mark.parametrize("case", CALLS)
def test_calls_are_held_against_their_own_tools(make, case):
    name, arguments, message = CALLS[case]
    tools = [make.tool("f", {"a": {"type": "string"}}, ["a"])]
    found = problems(make, make.ask(("user", "x"), tools=tools), make.reply(make.call(name, arguments)))
    assert found == [Problem("tool-call", 1, message)]


def test_age_is_counted_in_days(make):
    asked, said = make.ask(("user", "x")), make.say("y")
    today = date(2026, 3, 1)
    assert problems(make, asked, said, "2026-02-20T10:00:00Z", today=today, max_age=30) == []
    assert problems(make, asked, said, "2026-01-01T10:00:00Z", today=today, max_age=30) == [
        Problem("age", 1, "recorded 59 days ago, more than 30")
    ]
    assert problems(make, asked, said, "long ago", today=today, max_age=30) == []


def test_a_response_that_was_cut_is_told(make):
    assert problems(make, make.ask(), Response(200, {}, (Frame(b"x"),), "close")) == [
        Problem("cut", 1, "the response ended before it was complete")
    ]


def test_the_whole_text_is_read_last(make):
    cassette = Cassette((make.interaction(make.ask(), make.say("x")),))
    assert check(cassette, Scrubber(secrets=["interactions:"])) == [
        Problem("secret", 0, "the text holds a known secret, or the form of a key")
    ]
