import pytest

from mockfn.cassette import Cassette, Finding, Interaction, Matching, Scrubber
from mockfn.errors import SettingError
from mockfn.http import Frame, Request, Response
from mockfn.recorder import Recorder, Taping

JSON = {"content-type": "application/json"}


def ask(text="a"):
    return Request("POST", "https://api.openai.com/v1/x", JSON, b'{"m": "%s"}' % text.encode())


def exchange(text="a", body=b'{"r": 1}'):
    return Interaction(ask(text), Response(200, JSON, (Frame(body, 0.5),)))


def hear(taping, *pieces, status=200, headers=JSON, how="whole"):
    taping.head(status, headers)
    for piece in pieces or (b"{}",):
        taping.data(piece)
    taping.end(how)


HELD = Cassette((exchange("a"), exchange("b")), "c.yaml")


@pytest.mark.parametrize(
    ("mode", "held", "played", "other"),
    [
        ("none", HELD, Response, Response),
        ("once", HELD, Response, Response),
        ("once", None, Taping, Taping),
        ("update", HELD, Response, Taping),
        ("update", None, Taping, Taping),
        ("rewrite", HELD, Taping, Taping),
    ],
)
def test_a_mode_says_what_is_played_and_what_is_recorded(mode, held, played, other):
    recorder = Recorder(mode, held)
    assert isinstance(recorder.take(ask("a")), played)
    assert isinstance(recorder.take(ask("z")), other)


def test_a_miss_is_an_answer_that_nobody_repeats():
    response = Recorder("none", Cassette(), path="c.yaml", remedy="run it").take(ask())
    assert (response.status, response.headers["x-should-retry"]) == (400, "false")
    assert b'"type":"mockfn_miss"' in response.body
    assert b"record it again: run it" in response.body


def test_what_is_played_is_replayed_at_its_speed():
    assert Recorder("none", HELD).take(ask()).frames == (Frame(b'{"r": 1}', 0.0),)
    assert Recorder("none", HELD, replay_speed=2).take(ask()).frames == (Frame(b'{"r": 1}', 0.25),)


def bodies(closed):
    return [one.request.body for one in closed.cassette.interactions]


def test_replaying_writes_nothing():
    recorder = Recorder("none", HELD)
    recorder.take(ask())
    assert recorder.close(True).cassette is None


def test_recording_anew_replaces():
    recorder = Recorder("rewrite", HELD)
    hear(recorder.take(ask("new")))
    assert bodies(recorder.close(True)) == [ask("new").body]


def test_an_update_keeps_what_was_played_in_the_order_of_requests():
    recorder = Recorder("update", HELD)
    new = recorder.take(ask("new"))
    recorder.take(ask("b"))
    hear(new)
    assert bodies(recorder.close(True)) == [ask("new").body, ask("b").body]


def test_an_update_that_failed_drops_nothing():
    recorder = Recorder("update", HELD)
    recorder.take(ask("b"))
    assert bodies(recorder.close(False)) == [ask("b").body, ask("a").body]


def test_what_an_earlier_recording_had_finished_is_not_paid_twice():
    recorder = Recorder("once", None, salvaged=(exchange("paid"),))
    assert isinstance(recorder.take(ask("paid")), Response)
    assert isinstance(recorder.take(ask("other")), Taping)


def test_what_is_under_way_at_the_close_is_kept_as_far_as_it_came():
    recorder = Recorder("rewrite", None)
    nothing, half, whole = (recorder.take(ask(name)) for name in ("nothing", "half", "whole"))
    for taping, piece in ((half, b'{"r":'), (whole, b'{"r":1}')):
        taping.head(200, JSON)
        taping.data(piece)
    closed = recorder.close(True).cassette.interactions
    assert [one.response.cut for one in closed] == ["close", None]
    nothing.head(200, JSON)
    nothing.data(b"late")
    nothing.end("whole")
    assert len(recorder.recording.cassette().interactions) == 2


def test_a_response_that_broke_before_its_head_is_not_recorded():
    recorder = Recorder("rewrite", None)
    recorder.take(ask()).end("cut", OSError())
    assert recorder.close(True).cassette.interactions == ()


def test_a_response_that_broke_later_is_recorded_as_cut():
    recorder = Recorder("rewrite", None)
    hear(recorder.take(ask()), b"{", how="cut")
    (kept,) = recorder.close(True).cassette.interactions
    assert (kept.response.cut, kept.recorded_at[-1]) == ("close", "Z")


SECRET = b'{"note": "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"}'


def test_what_looks_like_a_secret_is_told_by_its_interaction():
    recorder = Recorder("rewrite", None)
    hear(recorder.take(ask("a")))
    hear(recorder.take(ask("b")), SECRET)
    assert recorder.close(True).findings == (
        Finding("interaction 2, the response's body $.note", "an OpenAI-style key"),
    )


def test_what_an_old_cassette_holds_is_read_for_secrets_too():
    recorder = Recorder("update", Cassette((exchange("a", SECRET),)))
    recorder.take(ask("a"))
    assert [finding.kind for finding in recorder.close(True).findings] == ["an OpenAI-style key"]


def test_the_last_gate_reads_what_is_about_to_be_written():
    recorder = Recorder("rewrite", None, scrubber=Scrubber(secrets=["interactions:"]))
    hear(recorder.take(ask("a")))
    assert recorder.close(True).findings == (
        Finding("the text of the cassette", "a known secret, or the form of a key"),
    )


def tooled(name):
    schema = f'{{"type":"object","properties":{{"{name}":{{"type":"string"}}}},"required":["{name}"]}}'
    return Request("POST", "https://x/", JSON, b'{"tools":[{"name":"f","parameters":%s}]}' % schema.encode())


CALL = Response(
    200,
    JSON,
    (Frame(b'{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":"{\\"a\\":\\"1\\"}"}}]}}]}'),),
)
DRIFTED = {"matching": Matching(ignore=("tools",)), "remedy": "run it"}


def test_drift_is_an_answer_that_fails_and_names_what_changed():
    recorder = Recorder("none", Cassette((Interaction(tooled("a"), CALL),)), **DRIFTED)
    response = recorder.take(tooled("b"))
    assert (response.status, recorder.drifted) == (
        400,
        [
            "interaction 1 was recorded for other tools than the app offers today:\n"
            "  tool 'f', parameter 'a': the recorded call gives it, the tool does not take it "
            "(perhaps renamed to 'b').\n"
            "\n"
            "To record it again: run it"
        ],
    )
    assert b'"type":"mockfn_drift"' in response.body


def test_an_update_records_again_what_drifted():
    recorder = Recorder("update", Cassette((Interaction(tooled("a"), CALL),)), **DRIFTED)
    hear(recorder.take(tooled("b")))
    assert bodies(recorder.close(True)) == [tooled("b").body]


def test_retried_errors_are_left_out_unless_kept():
    for keep, count in ((False, 1), (True, 2)):
        recorder = Recorder("rewrite", None, keep_errors=keep)
        hear(recorder.take(ask()), status=429)
        hear(recorder.take(ask()))
        assert len(recorder.close(True).cassette.interactions) == count


def test_each_exchange_is_told_as_it_ends():
    told = []
    recorder = Recorder("rewrite", None, on_finish=lambda one: told.append(one.request))
    taping = recorder.take(ask())
    assert told == []
    hear(taping)
    taping.end("whole")
    assert told == [ask()]


def test_an_unknown_mode_or_speed_is_an_error():
    with pytest.raises(SettingError) as caught:
        Recorder("onse", None)
    assert (
        str(caught.value)
        == "a cassette cannot be used in mode 'onse'. Did you mean 'once'? Known: none, once, rewrite, update."
    )
    with pytest.raises(SettingError, match="replay_speed is -1"):
        Recorder("none", HELD, replay_speed=-1)
