"""The recordings of cassettes/: each reads, is sound, holds no secret, answers its own requests, and is described."""

from pathlib import Path

import pytest

from mockfn.cassette import Cassette, Played, Player, Scrubber, check, dumps, loads, reply_of

FOLDER = Path(__file__).parents[1] / "cassettes"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture(params=FILES, ids=lambda path: path.name)
def path(request):
    return request.param


@pytest.fixture
def cassette(path):
    return loads(path.read_bytes(), path=str(path))


def test_there_are_some():
    assert len(FILES) >= 3


def test_it_is_written_as_it_would_be_today(path, cassette):
    assert dumps(cassette) == path.read_text(encoding="utf-8")


def test_nothing_is_wrong_with_it(cassette):
    assert check(cassette, Scrubber()) == []


def test_it_answers_its_own_requests(cassette):
    player = Player(cassette)
    assert all(isinstance(player.take(one.request), Played) for one in cassette.interactions)
    assert player.unplayed == ()


def test_each_answer_says_something_and_each_interaction_how_it_was_made(cassette):
    assert isinstance(cassette, Cassette)
    for interaction in cassette.interactions:
        reply = reply_of(interaction.response)
        assert reply.text or reply.tool_calls
        assert {"mockfn", "openai"} <= interaction.versions.keys()
        assert interaction.recorded_at


def test_the_page_names_it(path):
    assert f"`{path.name}`" in (FOLDER / "README.md").read_text(encoding="utf-8")
