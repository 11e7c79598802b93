import itertools

import pytest

from mockfn.errors import CassetteError
from mockfn.recording import use_cassette


def test_hosts_that_the_cassette_is_not_for_are_not_reached(recorded):
    httpx = pytest.importorskip("httpx")
    answers = []
    with pytest.raises(CassetteError) as caught, use_cassette(recorded, hosts=["other.example"]):
        answers.append(httpx.get("https://llm.example.com/a?b=1").json()["error"])
    assert answers[0]["type"] == "mockfn_offline"
    assert answers[0]["message"] == (
        f"mockfn replays {recorded} and lets nothing leave this machine: GET https://llm.example.com/a?b=1. "
        "To have it answered, name the host: hosts=['llm.example.com']."
    )
    assert str(caught.value) == (
        f"{recorded}: a replayed cassette lets nothing leave this machine: GET https://llm.example.com/a?b=1"
    )


def test_known_providers_and_all_chat_completions_are_the_cassettes(recorded):
    httpx = pytest.importorskip("httpx")
    urls = ["https://api.openai.com/v1/embeddings", "https://unknown.example.com/chat/completions"]
    with pytest.raises(CassetteError) as caught, use_cassette(recorded):
        assert [httpx.post(url, json={}).status_code for url in urls] == [400, 400]
    assert str(caught.value).count("no recorded interaction") == 2


def test_other_hosts_of_this_machine_stay_what_they_are(upstream, recorded, ask):
    with use_cassette(recorded, unused="ignore"):
        assert ask(upstream.url.replace("127.0.0.1", "localhost"), "live") == "re live"
    assert len(upstream.asked) == 1


def test_a_host_of_the_cassette_is_the_cassettes(upstream, recorded, ask):
    with use_cassette(recorded, unused="ignore"):
        assert ask(upstream.url, "one") == "re one"
    assert upstream.asked == []


def test_a_recording_of_nothing_says_what_went_by(upstream, tmp_path, ask):
    path = tmp_path / "nothing.yaml"
    with pytest.raises(CassetteError) as caught, use_cassette(path, "once"):
        ask(upstream.url, "one")
    assert str(caught.value) == (
        f"{path}: nothing was recorded: no request went to a host that is recorded. "
        f"To record what went to this machine: hosts=['{upstream.host}']."
    )
    assert not path.exists()


def test_a_stream_that_its_reader_neither_ends_nor_closes_is_recorded(upstream, tmp_path):
    """The first openai 1 stops at the last event and leaves the rest to the garbage."""
    httpx = pytest.importorskip("httpx")
    path = tmp_path / "unclosed.yaml"
    url, body = f"{upstream.url}/v1/chat/completions", {"stream": True, "messages": [{"role": "user", "content": "x"}]}
    with httpx.Client() as client:
        with use_cassette(path, "once", hosts=upstream.host):
            response = client.send(client.build_request("POST", url, json=body), stream=True)
            recorded = list(itertools.takewhile(lambda line: line != "data: [DONE]", response.iter_lines()))
        response.close()
        with use_cassette(path, hosts=upstream.host), client.stream("POST", url, json=body) as response:
            replayed = list(itertools.takewhile(lambda line: line != "data: [DONE]", response.iter_lines()))
    assert replayed == recorded
    assert recorded


def test_one_host_may_be_given_as_it_is(upstream, recorded, ask):
    with use_cassette(recorded, hosts=upstream.host, unused="ignore"):
        assert ask(upstream.url, "one") == "re one"
    assert upstream.asked == []
