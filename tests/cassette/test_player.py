import threading

import pytest

from mockfn.cassette import Cassette, Matching, Miss, Played, Player, Scrubber


@pytest.fixture
def player(make):
    def build(*pairs, **options):
        return Player(Cassette(tuple(make.interaction(*pair) for pair in pairs), "c.yaml"), **options)

    return build


def test_each_request_gets_its_own_answer_whatever_the_order(make, player):
    asked = [make.ask(("user", text)) for text in ("a", "b", "c")]
    playing = player(*((request, make.say(f"re {n}")) for n, request in enumerate(asked)))
    assert [playing.take(request).turn for request in reversed(asked)] == [2, 1, 0]
    assert (playing.played, playing.unplayed, playing.misses) == ((2, 1, 0), (), [])


def test_equal_requests_get_the_recorded_answers_in_order_each_once(make, player):
    request = make.ask(("user", "again"))
    playing = player((request, make.say("first")), (request, make.say("second")))
    assert [playing.take(request).turn for _ in range(2)] == [0, 1]
    assert isinstance(playing.take(request), Miss)


def test_what_was_not_played_is_told(make, player):
    playing = player((make.ask(("user", "a")), make.say("x")), (make.ask(("user", "b")), make.say("y")))
    playing.take(make.ask(("user", "b")))
    assert playing.unplayed == (0,)


def test_a_miss_is_remembered(make, player):
    playing = player()
    request = make.ask(("user", "a"))
    miss = playing.take(request)
    assert playing.misses == [miss]
    assert str(miss) == miss.message
    assert miss.request is request


def test_find_asks_without_remembering(make, player):
    playing = player((make.ask(("user", "a")), make.say("x")))
    assert playing.find(make.ask(("user", "b"))) is None
    assert playing.find(make.ask(("user", "a"))).turn == 0
    assert playing.misses == []


def test_a_request_with_secrets_finds_the_recording_without(make, player):
    scrubber = Scrubber(secrets=["hunter2hunter2"])
    request = make.request({"api_key": "abc", "m": "hunter2hunter2"}, url="https://x.com/?key=1")
    stored = scrubber.request(request)
    assert b"abc" not in stored.body
    assert isinstance(player((stored, make.say("x")), scrubber=scrubber).take(request), Played)


def test_the_matching_is_the_users(make, player):
    playing = player((make.ask(("user", "a"), user="1"), make.say("x")), matching=Matching(ignore=("user",)))
    assert isinstance(playing.take(make.ask(("user", "a"), user="2")), Played)


def test_drift_is_told_even_where_tools_do_not_match(make, player):
    old = make.ask(("user", "a"), tools=[make.tool("f", {"x": {"type": "string"}}, ["x"])])
    new = make.ask(("user", "a"), tools=[make.tool("f", {"z": {"type": "string"}}, ["z"])])
    playing = player((old, make.reply(make.call("f", {"x": "1"}))), matching=Matching(ignore=("tools",)))
    assert [drift.parameter for drift in playing.take(new).drift] == ["x"]


def test_threads_that_ask_the_same_share_out_what_was_recorded(make, player):
    request = make.ask(("user", "same"))
    playing = player(*((request, make.say(str(n))) for n in range(200)))
    taken = []

    def ask():
        taken.extend([playing.take(request).turn for _ in range(25)])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(200))
