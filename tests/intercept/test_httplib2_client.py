"""What is particular to httplib2."""

from contextlib import closing

import pytest

httplib2 = pytest.importorskip("httplib2", reason="httplib2 is not installed")


@pytest.fixture
def http():
    with closing(httplib2.Http(timeout=5)) as http:
        yield http


def test_a_connection_is_used_again(http, mock, url):
    for _ in range(3):
        assert http.request(url, "POST", body=b"{}")[0].status == 200
    assert len(mock.requests) == 3


def test_its_own_second_try_after_a_broken_connection_stays_in_the_process(http, mock, url):
    with pytest.raises((httplib2.HttpLib2Error, OSError, Exception)):
        http.request(url, "POST", body=b'{"frames": [], "cut": "close"}')
    assert len(mock.requests) >= 2


def test_an_unknown_host_is_refused_before_a_connection_is_opened(http, mock):
    response, content = http.request("https://llm.example.com/v1/chat/completions", "POST", body=b"{}")
    assert response.status == 400
    assert b"mockfn_unknown_host" in content
