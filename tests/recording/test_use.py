import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from mockfn.errors import CassetteError
from mockfn.recording import use_cassette


def test_what_was_recorded_is_replayed_with_the_provider_gone(upstream, tmp_path, client):
    path = tmp_path / "c.yaml"
    with use_cassette(path, "once", [upstream.host]):
        live = client(upstream.url, "hello")
    asked = len(upstream.asked)
    upstream.shutdown()
    upstream.server_close()
    with use_cassette(path, hosts=[upstream.host]) as cassette:
        assert client(upstream.url, "hello") == live
    assert len(upstream.asked) == asked == len(cassette.played) == 1


def test_while_recording_each_chunk_comes_when_it_comes_and_is_replayed_one_for_one(upstream, tmp_path, ask_streamed):
    upstream.pause = 0.1
    with use_cassette(tmp_path / "c.yaml", "once", [upstream.host]) as cassette:
        live = ask_streamed(upstream.url, "hello")
    (recorded,) = cassette.recorded
    assert [frame.data for frame in recorded.response.frames] == live
    assert len(live) == 4
    assert all(0.09 < frame.delay < 0.5 for frame in recorded.response.frames[1:])
    with use_cassette(tmp_path / "c.yaml", hosts=[upstream.host]):
        assert ask_streamed(upstream.url, "hello") == live


def test_a_recording_replays_at_its_own_pace_on_demand(upstream, tmp_path, ask_streamed):
    with use_cassette(tmp_path / "c.yaml", "once", [upstream.host]):
        ask_streamed(upstream.url, "hello")
    started = time.perf_counter()
    with use_cassette(tmp_path / "c.yaml", hosts=[upstream.host], replay_speed=1):
        ask_streamed(upstream.url, "hello")
    assert time.perf_counter() - started > 0.05


def test_a_miss_fails_even_where_the_app_swallows_it(upstream, recorded, body_of):
    with pytest.raises(CassetteError) as caught, use_cassette(recorded, hosts=[upstream.host]):
        assert "mockfn_miss" in pytest.importorskip("httpx").post(upstream.url, json=body_of("three")).text
    assert str(caught.value) == (
        f"{recorded}: no recorded interaction in {recorded} answers POST {upstream.url}\n"
        "  (2 recorded, 0 played)\n"
        "\n"
        'nearest: interaction 1 (not played): user: "one" -> "re one"\n'
        "  $.messages[0].content\n"
        '    recorded: "one"\n'
        '    sent:     "three"\n'
        "\n"
        f"If the request changed on purpose, record it again: use_cassette({str(recorded)!r}, record='update')"
    )
    assert upstream.asked == []


def test_a_miss_is_told_beside_the_apps_own_error(upstream, recorded, ask_and_fail):
    with pytest.raises(ZeroDivisionError) as caught, use_cassette(recorded, hosts=[upstream.host]):
        ask_and_fail(upstream.url, "three")
    assert caught.value.__notes__[0].startswith("mockfn: no recorded interaction")


def test_a_miss_that_the_apps_own_error_tells_is_not_told_twice(upstream, recorded, ask_sdk):
    missed = pytest.raises(Exception, match="no recorded interaction")
    with missed as caught, use_cassette(recorded, hosts=[upstream.host]):
        ask_sdk(upstream.url, "three")
    assert not getattr(caught.value, "__notes__", [])


def test_what_was_not_played_fails_unless_it_may(upstream, recorded, ask):
    with pytest.raises(CassetteError) as caught, use_cassette(recorded, hosts=[upstream.host]):
        ask(upstream.url, "one")
    assert str(caught.value) == f"{recorded}: recorded and not played: interaction 2 of 2"
    with use_cassette(recorded, hosts=[upstream.host], unused="ignore"):
        ask(upstream.url, "one")


def test_no_cassette_is_an_error_that_says_how_to_record_it(tmp_path):
    path = tmp_path / "none.yaml"
    with pytest.raises(CassetteError) as caught, use_cassette(path):
        pass
    assert str(caught.value) == (
        f"{path}: there is no such cassette. To record it: use_cassette({str(path)!r}, record='once')"
    )


@pytest.mark.parametrize("crowd", ["threads", "tasks"])
def test_a_crowd_gets_each_its_own_answer(upstream, tmp_path, crowd, body_of):
    httpx = pytest.importorskip("httpx")
    asked = ["same"] * 10 + [f"text {n}" for n in range(10)]

    async def gather():
        async with httpx.AsyncClient() as client:
            answers = await asyncio.gather(*(client.post(upstream.url, json=body_of(text)) for text in asked))
            return [answer.json()["choices"][0]["message"]["content"] for answer in answers]

    def spread():
        with ThreadPoolExecutor(8) as pool, httpx.Client() as client:
            answers = pool.map(lambda text: client.post(upstream.url, json=body_of(text)), asked)
            return [answer.json()["choices"][0]["message"]["content"] for answer in answers]

    run = spread if crowd == "threads" else lambda: asyncio.run(gather())
    for mode in ("once", "none"):
        with use_cassette(tmp_path / "c.yaml", mode, [upstream.host]):
            assert run() == [f"re {text}" for text in asked]
