from mockfn.cassette import Cassette, compare
from mockfn.http import Request


def told(make, old, new):
    return list(compare(*(Cassette(tuple(make.interaction(*pair) for pair in pairs)) for pairs in (old, new))))


def test_ids_and_texts_do_not_count(make):
    asked = make.ask(("user", "x"))
    old, new = (make.answer({"id": name, "choices": [{"message": {"content": name}}]}) for name in ("a", "b"))
    assert told(make, [(asked, old)], [(asked, new)]) == []


def test_shapes_types_status_and_calls_do(make):
    asked = make.ask(("user", "x"))
    old = make.answer({"a": 1, "b": [1], "c": None} | {"choices": [{"message": make.call("f", {"x": 1})}]})
    new = make.answer(
        {"a": "1", "b": [1, 2], "d": 1} | {"choices": [{"message": make.call("f", {"x": 2})}]}, status=201
    )
    (text,) = told(make, [(asked, old)], [(asked, new)])
    assert text.splitlines() == [
        'interaction 1: user: "x" -> f({"x": 2})',
        "  status: 200 -> 201",
        "  call [0].arguments.x: 1 -> 2",
        "  member gone: $.c",
        "  member new: $.d",
        "  type of $.a: integer -> string",
    ]


def test_what_was_asked_otherwise_is_told_tools_by_parameter(make):
    old = make.ask(("user", "x"), tools=[make.tool("f", {"a": {"type": "string"}})])
    new = make.ask(("user", "y"), tools=[make.tool("f", {"b": {"type": "string"}})])
    (text,) = told(make, [(old, make.say("z"))], [(new, make.say("z"))])
    assert text.splitlines()[1:] == [
        "  asked with tool 'f', parameter 'a': renamed to 'b'.",
        '  asked $.messages[0].content: "x" -> "y"',
    ]


def test_what_only_one_has_is_told(make):
    pair = (Request("GET", "https://x/a"), make.say("z"))
    assert told(make, [pair], []) == ['interaction 1: only in the first: GET /a -> "z"']
    assert told(make, [], [pair]) == ['interaction 1: only in the second: GET /a -> "z"']


def test_streams_compare_by_the_shapes_of_their_events(make):
    asked = make.ask(("user", "x"))
    old, new = make.stream({"content": "a"}, "[DONE]"), make.stream({"content": "a", "refusal": None}, "[DONE]")
    (text,) = told(make, [(asked, old)], [(asked, new)])
    assert text.splitlines()[1:] == ["  member new: $.choices[].delta.refusal"]


def test_the_content_type_counts(make):
    asked = make.ask(("user", "x"))
    (text,) = told(make, [(asked, make.answer({}))], [(asked, make.answer({}, headers={"content-type": "text/json"}))])
    assert text.splitlines()[1:] == ["  content-type: application/json -> text/json"]
