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
        assert ask(upstream.url, "live") == "re live"
    assert len(upstream.asked) == 1


def test_one_host_may_be_given_as_it_is(upstream, recorded, ask):
    with use_cassette(recorded, hosts=upstream.host, unused="ignore"):
        assert ask(upstream.url, "one") == "re one"
    assert upstream.asked == []
