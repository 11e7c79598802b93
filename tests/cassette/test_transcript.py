from mockfn.cassette import Cassette, transcript
from mockfn.http import Frame, Request, Response


def lines(*interactions):
    return [f"{line.who}: {line.text}" for line in transcript(Cassette(interactions), path="c.yaml")]


def test_a_conversation_is_told_once_though_each_request_repeats_it(make):
    tools = [make.tool("weather", {"city": {}})]
    asked = [("system", "Be brief."), ("user", "Paris?")]
    called = make.call("weather", {"city": "Paris"})
    first = make.interaction(make.ask(*asked, tools=tools), make.reply(called), "2026-01-01T00:00:00Z")
    second = make.interaction(make.ask(*asked, called, make.result('{"t": 20}'), tools=tools), make.say("20 degrees."))
    url = "POST https://api.openai.com/v1/chat/completions gpt-4o -> 200, 0.25 s"
    assert lines(first, second) == [
        "cassette: c.yaml: 2 interactions",
        f"interaction: 1. {url}, 2026-01-01T00:00:00Z",
        "offers: weather",
        "system: Be brief.",
        "user: Paris?",
        'call: weather({"city": "Paris"})',
        f"interaction: 2. {url}",
        'call: weather({"city": "Paris"})',
        'tool: {"t": 20}',
        "assistant: 20 degrees.",
    ]


def test_what_is_no_conversation_is_told_by_its_size():
    answered = Response(200, {"content-type": "audio/mpeg"}, (Frame(b"abc"),))
    assert lines(Request("GET", "https://x/a") and _exchange("GET", answered))[2:] == ["answer: 3 bytes of audio/mpeg"]


def _exchange(method, response):
    from mockfn.cassette import Interaction

    return Interaction(Request(method, "https://x/a"), response)


def test_errors_cuts_and_chunks_are_told(make):
    failed = make.interaction(
        make.ask(("user", [{"type": "text", "text": "a"}, {"type": "image_url"}])),
        make.answer({"error": 1}, status=429),
    )
    cut = make.interaction(make.ask(("user", "b")), Response(200, {}, (Frame(b"a", 0.5), Frame(b"b", 0.5)), "close"))
    told = lines(failed, cut)
    assert "user: a\n[image_url]" in told
    assert 'error: {"error":1}' in told
    assert told[4].endswith("-> 200, 2 chunks, 1 s, cut short")


def test_items_of_the_responses_api_are_told(make):
    items = [
        {"type": "function_call", "name": "f", "arguments": "{}"},
        {"type": "function_call_output", "output": "ok"},
    ]
    told = lines(
        make.interaction(make.request({"input": items}), make.say("x")),
        make.interaction(make.request({"input": "Hi"}), make.say("y")),
    )
    assert "call: f({})" in told
    assert "function_call_output: ok" in told
    assert "user: Hi" in told
