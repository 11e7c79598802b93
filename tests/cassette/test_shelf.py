from mockfn.cassette import Cassette, Shelf
from mockfn.http import Request


def shelf(make, *pairs):
    return Shelf([Cassette((make.interaction(*pair),)) for pair in pairs])


def local(request, path="/v1/chat/completions"):
    return Request(request.method, f"http://127.0.0.1:4010{path}", request.headers, request.body)


def test_the_nth_asking_gets_the_nth_recorded_answer_in_rounds(make):
    asked = make.ask(("user", "a"))
    recorded = shelf(make, (asked, make.say("one")), (make.ask(("user", "b")), make.say("x")), (asked, make.say("two")))
    assert [recorded.find(asked, attempt).turn for attempt in range(5)] == [0, 2, 0, 2, 0]
    assert len(recorded) == 3


def test_the_host_and_a_providers_name_before_the_path_do_not_count(make):
    asked = make.ask(("user", "a"))
    recorded = shelf(make, (asked, make.say("one")))
    assert recorded.find(local(asked)).turn == 0
    assert recorded.find(local(asked, "/openai/v1/chat/completions")).turn == 0
    assert recorded.find(local(asked, "/v2/chat/completions")) is None


def test_answers_are_replayed_at_once(make):
    asked = make.ask(("user", "a"))
    recorded = shelf(make, (asked, make.say("one")))
    assert [frame.delay for frame in recorded.replay(recorded.find(asked)).frames] == [0.0]


def test_misses_are_told_and_tools_count(make):
    old = make.ask(("user", "a"), tools=[make.tool("f", {"x": {}}, ["x"])])
    new = make.ask(("user", "a"), tools=[make.tool("f", {"y": {}}, ["y"])])
    recorded = shelf(make, (old, make.reply(make.call("f", {"x": 1}))))
    assert recorded.find(new) is None
    assert "nearest: interaction 1" in recorded.miss(make.ask(("user", "b")))
