"""The same stream cut in every legal way: what it tells stays, what each way's name says happens."""

import json

import pytest

from mockfn import MockProvider, Request, sse
from mockfn.errors import SettingError
from mockfn.http import Frame, Response
from mockfn.testkit import fragmentation_named, fragmentations

WAYS = {way.name: way for way in fragmentations()}


def deltas(response):
    """The deltas of all choices, in order."""
    events = [json.loads(event.data) for event in sse.decode(response.body) if event.data not in ("", "[DONE]")]
    return [choice["delta"] for event in events for choice in event["choices"]]


def arguments(response, index=0):
    calls = [call for delta in deltas(response) for call in delta.get("tool_calls") or () if call["index"] == index]
    return [call["function"]["arguments"] for call in calls]


@pytest.mark.parametrize("way", fragmentations(seed=7))
def test_a_stream_tells_the_same_however_it_is_cut(way, any_stream, told):
    assert told(way.apply(any_stream).body) == told(any_stream.body)


@pytest.mark.parametrize("way", fragmentations())
def test_a_stream_ends_in_done_however_it_is_cut(way, any_stream):
    assert way.apply(any_stream).body.replace(b"\r", b"").split(b"data:")[-1].strip() == b"[DONE]"


@pytest.mark.parametrize("way", fragmentations())
def test_a_way_is_the_same_each_time(way, parallel):
    assert way.apply(parallel) == way.apply(parallel)


def test_every_way_differs_from_every_other(parallel):
    cut = {way.name: way.apply(parallel).frames for way in fragmentations()}
    assert len(set(cut.values())) == len(cut)


def test_the_seed_chooses_where_chance_cuts(parallel):
    (one,), (other,) = ([way for way in fragmentations(seed) if way.name == "by-chance-1"] for seed in (0, 1))
    assert one.apply(parallel).body != other.apply(parallel).body


def test_one_character_each(parallel):
    assert set(map(len, arguments(WAYS["one-character-each"].apply(parallel), 1)[1:])) == {1}


def test_all_in_one_delta(parallel):
    assert len(deltas(WAYS["all-in-one-delta"].apply(parallel))) == 1


def test_all_in_one_write(parallel):
    assert WAYS["all-in-one-write"].apply(parallel).frames == (Frame(parallel.body),)


def test_inside_an_escape(parallel):
    pieces = arguments(WAYS["inside-an-escape"].apply(parallel))
    assert pieces == ['{"location": "S\\', "u00", "e3o Paulo \\", '"centro\\', '""}']


def test_a_text_without_escapes_stays_as_it_was_cut(parallel):
    pieces = arguments(WAYS["inside-an-escape"].apply(parallel), 1)
    assert pieces == ["", '{"location": ', '"Zürich 🌦"}']


def test_inside_a_character_across_writes(parallel):
    frames = WAYS["inside-a-character-across-writes"].apply(parallel).frames
    with pytest.raises(UnicodeDecodeError):
        [frame.data.decode() for frame in frames]


def test_writes_that_are_cut_do_not_leave_together(parallel):
    frames = WAYS["inside-a-character-across-writes"].apply(parallel).frames
    assert all(frame.delay > 0 for frame in frames if not frame.data.startswith(b"data:"))


def test_inside_an_escape_across_writes(parallel):
    frames = WAYS["inside-an-escape-across-writes"].apply(parallel).frames
    assert any(frame.data.endswith(b"\\") for frame in frames)


def test_empty_deltas(parallel):
    changed = WAYS["empty-deltas"].apply(parallel)
    assert {} in deltas(changed)[:-1]
    assert "" in arguments(changed)[1:]
    assert json.loads(sse.decode(changed.body)[0].data)["choices"] == []


def test_interleaved_calls(parallel):
    order = [delta["tool_calls"][0]["index"] for delta in deltas(WAYS["interleaved-calls"].apply(parallel))[1:-1]]
    assert order == [0, 1, 0, 1, 0, 1]


def test_comments(parallel):
    events = sse.decode(WAYS["comments"].apply(parallel).body)
    assert [event.comment for event in events[::2]] == ["keep-alive"] * (len(events) // 2)


def test_crlf(parallel):
    body = WAYS["crlf"].apply(parallel).body
    assert body.count(b"\r\n") == body.count(b"\n") == parallel.body.count(b"\n")


def test_inside_a_crlf_across_writes(parallel):
    frames = WAYS["inside-a-crlf-across-writes"].apply(parallel).frames
    assert frames[1].data == b"\n\r"


def test_no_space_after_the_colon(parallel):
    assert WAYS["no-space-after-the-colon"].apply(parallel).body == parallel.body.replace(b"data: ", b"data:")


def test_an_event_across_writes(parallel):
    frames = WAYS["an-event-across-writes"].apply(parallel).frames
    assert frames[1].data == frames[2].data == b"\n"


@pytest.mark.parametrize("way", fragmentations())
def test_the_time_a_stream_takes_stays(way, parallel):
    slow = Response(200, parallel.headers, tuple(Frame(frame.data, 0.5) for frame in parallel.frames))
    cut = way.apply(slow)
    assert sum(frame.delay for frame in cut.frames if frame.delay >= 0.5) == 0.5 * len(slow.frames)


NO_STREAM = {
    "JSON": Response(200, {"content-type": "application/json"}, (Frame(b"{}"),)),
    "a cut stream": Response(200, {"content-type": "text/event-stream"}, (Frame(b"data: {"),), "reset"),
}


@pytest.mark.parametrize("response", NO_STREAM.values(), ids=NO_STREAM)
def test_what_is_no_whole_stream_is_left_alone(response):
    assert all(way.apply(response) is response for way in fragmentations())


def test_spaced_json_stays_spaced(text):
    assert b'"choices": [{"index": 0' in WAYS["one-character-each"].apply(text).body


def test_a_way_says_what_it_changes():
    assert repr(WAYS["crlf"]) == "<Fragmentation crlf: lines end in CR LF>"


def test_a_way_is_found_by_its_name():
    assert fragmentation_named("crlf") == WAYS["crlf"]


def test_a_name_that_is_no_way_is_told_with_the_nearest():
    with pytest.raises(SettingError) as caught:
        fragmentation_named("crfl")
    assert str(caught.value) == (
        "There is no way 'crfl' of cutting a stream. Did you mean 'crlf'? "
        "Known: all-in-one-delta, all-in-one-write, an-event-across-writes, by-chance-1, "
        "by-chance-2, by-chance-3, comments, crlf, empty-deltas, inside-a-character-across-writes, "
        "inside-a-crlf-across-writes, inside-an-escape, inside-an-escape-across-writes, "
        "interleaved-calls, no-space-after-the-colon, one-character-each."
    )


def test_pytest_shows_a_ways_name(request):
    assert [way.__name__ for way in fragmentations()][:2] == ["one-character-each", "all-in-one-delta"]


@pytest.mark.parametrize("way", fragmentations())
def test_no_log_probability_is_lost_however_a_stream_is_cut(way):
    mock = MockProvider()
    mock.when().say("Hello there, friend")
    asked = {"model": "gpt-4o", "stream": True, "logprobs": True, "messages": [{"role": "user", "content": "hi"}]}
    response = mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(asked).encode())).response

    def tokens(cut):
        events = [json.loads(event.data) for event in sse.decode(cut.body) if event.data not in ("", "[DONE]")]
        scores = [choice["logprobs"] for event in events for choice in event["choices"] if choice["logprobs"]]
        return [entry["token"] for score in scores for entry in score["content"]]

    assert tokens(way.apply(response)) == ["Hello", " there", ",", " friend"]
