import threading

import pytest

from mockfn.cassette import Finding, Recording, Scrubber
from mockfn.http import Frame, Request, Response

URL = "https://api.openai.com/v1/chat/completions"
JSON = {"content-type": "application/json"}


def ask(text):
    return Request("POST", URL, JSON, text.encode())


def record(recording, request, body=b"{}", status=200, **more):
    tape = recording.start(request)
    tape.frame(body, 0.1)
    return tape.finish(status, JSON, **more)


def test_chunks_and_their_times_are_kept():
    recording = Recording(versions={"mockfn": "1"})
    tape = recording.start(ask("a"))
    for data, offset in ((b"one", 0.1234), (b"", 0.2), (b"two", 0.5)):
        tape.frame(data, offset)
    assert tape.finish(200, {"Content-Type": "text/plain"}, when="2026-01-01T00:00:00Z") == ()
    (interaction,) = recording.cassette().interactions
    assert interaction.response == Response(
        200, {"content-type": "text/plain"}, (Frame(b"one", 0.123), Frame(b"two", 0.377))
    )
    assert (interaction.recorded_at, interaction.versions) == ("2026-01-01T00:00:00Z", {"mockfn": "1"})


def test_the_order_is_that_in_which_requests_started():
    recording = Recording()
    first, second = recording.start(ask("1")), recording.start(ask("2"))
    second.finish(200, JSON)
    first.finish(200, JSON)
    assert [one.request.body for one in recording.cassette().interactions] == [b"1", b"2"]


def test_what_was_played_keeps_its_place(make):
    recording = Recording()
    old = make.interaction(ask("old"), make.say("x"))
    tape = recording.start(ask("1"))
    recording.play(old)
    record(recording, ask("3"))
    tape.finish(200, JSON)
    assert [one.request.body for one in recording.cassette().interactions] == [b"1", b"old", b"3"]


def test_what_came_to_nothing_is_not_kept():
    recording = Recording()
    recording.start(ask("1"))
    assert recording.cassette().interactions == ()


def test_a_response_that_was_cut_says_so():
    recording = Recording()
    record(recording, ask("1"), ending="cut")
    assert recording.cassette().interactions[0].response.cut == "close"


def test_errors_that_a_client_retried_with_success_are_left_out():
    recording = Recording()
    for status in (429, 503, 200, 200):
        record(recording, ask("same"), status=status)
    record(recording, ask("other"), status=429)
    record(recording, ask("bad"), status=400)
    record(recording, ask("cut"), ending="cut")
    record(recording, ask("cut"))
    kept = [(one.request.body, one.response.status) for one in recording.cassette().interactions]
    assert kept == [(b"same", 200), (b"same", 200), (b"other", 429), (b"bad", 400), (b"cut", 200)]
    assert len(recording.kept(keep_errors=True)) == 8


def test_what_is_kept_and_told_is_scrubbed():
    told = []
    recording = Recording(scrubber=Scrubber(), on_finish=told.append)
    secret = "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"
    found = record(recording, ask("1"), f'{{"a": "{secret}", "api_key": "x"}}'.encode())
    assert found == (Finding("the response's body $.a", "an OpenAI-style key"),)
    assert [one.findings for one in recording.kept()] == [found]
    (interaction,) = told
    assert interaction.response.body == b'{"a": "BLANKED", "api_key": "SCRUBBED"}'


def test_threads_may_record_at_once():
    recording = Recording()

    def work(name):
        for n in range(20):
            record(recording, ask(f"{name} {n}"))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.request.body for one in recording.cassette().interactions}) == 80


WHOLE = {
    "a last event": ("text/event-stream", b"data: {}\n\ndata: [DONE]\n\n", "", True),
    "no last event": ("text/event-stream", b"data: {}\n\n", "", False),
    "all of its length": ("text/plain", b"abc", "3", True),
    "less than its length": ("text/plain", b"ab", "3", False),
    "whole JSON": ("application/json", b'{"a": 1}', "", True),
    "half a JSON": ("application/json", b'{"a": ', "", False),
}


@pytest.mark.parametrize("case", WHOLE)
def test_what_a_client_left_is_whole_where_it_says_so(case):
    content_type, body, length, whole = WHOLE[case]
    recording = Recording()
    tape = recording.start(ask("1"))
    tape.frame(body, 0.1)
    tape.finish(200, {"content-type": content_type, "content-length": length}, ending="left")
    assert (recording.cassette().interactions[0].response.cut is None) is whole
