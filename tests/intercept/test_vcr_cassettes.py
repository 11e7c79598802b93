"""Beside vcrpy: its cassettes keep working, and none of its patches or resets lets a mock's request escape."""

import subprocess
import sys

import pytest
import vcr
from vcr.patch import force_reset

from mockfn.intercept import intercept


@pytest.fixture
def cassette(tmp_path):
    def use(mode="once"):
        return vcr.use_cassette(str(tmp_path / "cassette.yaml"), record_mode=mode)

    return use


def skip_unfit(client):
    if client.name == "tornado":
        pytest.skip("vcrpy refuses tornado's streaming_callback")


def test_a_cassette_records_and_replays_beside_a_mock(client, mock, server, cassette, url):
    skip_unfit(client)
    with cassette():
        assert client.post(server.url).body == b"real"
    assert len(server.bodies) == 1
    with cassette("none"):
        assert client.post(server.url).body == b"real"
        assert client.post(url).json["by"] == "mock"
    assert len(server.bodies) == 1


def test_a_cassette_that_replays_does_not_refuse_what_a_mock_answers(client, provider, cassette, url):
    skip_unfit(client)
    with (
        cassette("none"),
        intercept(provider, hosts=["api.openai.com"], base_urls=()),
    ):
        assert client.post(url).json["by"] == "mock"


def test_a_cassette_that_records_does_not_keep_what_a_mock_answers(client, provider, cassette, url):
    skip_unfit(client)
    with (
        cassette() as recorded,
        intercept(provider, hosts=["api.openai.com"], base_urls=()),
    ):
        assert client.post(url).json["by"] == "mock"
    assert len(recorded) == 0


def test_a_mock_answers_while_vcrpy_resets_the_classes_it_replaced(client, mock, url):
    with force_reset():
        assert client.post(url).json["by"] == "mock"


def test_a_cassette_after_a_mock_records_as_ever(client, provider, server, cassette):
    skip_unfit(client)
    with intercept(provider, hosts=["127.0.0.1"], base_urls=()):
        assert client.post(server.url).json["by"] == "mock"
    with cassette() as recorded:
        assert client.post(server.url).body == b"real"
    assert len(recorded) == 1


PROGRAM = """
import vcr.patch, requests, httpx2  # vcrpy keeps what it takes for the originals when it is imported
from mockfn.http import Frame, Response
from mockfn.intercept import intercept
said = Response(200, {}, (Frame(b"mock"),))
url = "https://api.openai.com/v1/models"
with intercept(lambda request: said, hosts=["api.openai.com"], base_urls=()), vcr.patch.force_reset():
    assert requests.get(url).text == httpx2.get(url).text == "mock"
"""


def test_a_reset_of_vcrpy_that_was_imported_first_does_not_lift_the_patches():
    pytest.importorskip("httpx2", reason="httpx2 is not installed")
    pytest.importorskip("requests", reason="requests is not installed")
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, timeout=60)
