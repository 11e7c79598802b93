import pytest

from mockfn.cassette import Interaction, replay
from mockfn.errors import SettingError
from mockfn.http import Frame, Request, Response

SLOW = Response(200, {"content-type": "text/plain"}, (Frame(b"a", 0.5), Frame(b"b", 1.0)), "close")


@pytest.mark.parametrize(("speed", "delays"), [(0, [0, 0]), (1, [0.5, 1.0]), (10, [0.05, 0.1]), (0.5, [1.0, 2.0])])
def test_the_chunks_are_those_recorded_and_their_delays_those_of_the_speed(speed, delays):
    played = replay(Interaction(Request("GET", "/"), SLOW), speed)
    assert [frame.data for frame in played.frames] == [b"a", b"b"]
    assert [frame.delay for frame in played.frames] == delays
    assert (played.status, played.headers, played.cut) == (200, SLOW.headers, "close")


def test_an_error_replayed_at_once_makes_no_client_wait():
    limited = Interaction(Request("GET", "/"), Response(429, {"retry-after": "20"}))
    assert replay(limited).headers == {"retry-after": "0", "retry-after-ms": "1"}
    assert replay(limited, 1).headers == {"retry-after": "20"}


def test_a_negative_speed_is_refused():
    with pytest.raises(SettingError) as caught:
        replay(Interaction(Request("GET", "/"), SLOW), -1)
    assert str(caught.value) == (
        "replay_speed is -1: expected 0 (at once), 1 (as recorded) or more (that much faster)."
    )
