"""What is particular to tornado."""

import asyncio

import pytest

httpclient = pytest.importorskip("tornado.httpclient", reason="tornado is not installed")


def fetch(url, **options):
    async def main():
        client = httpclient.AsyncHTTPClient(force_instance=True)
        try:
            return await client.fetch(url, method="POST", **options)
        finally:
            client.close()

    return asyncio.run(main())


def test_a_response_is_whole(mock, url):
    response = fetch(url, body=b'{"a": 1}', headers={"x-a": "1"})
    assert (response.code, response.headers["content-type"]) == (200, "application/json")
    assert mock.requests[0].header("x-a") == "1"


def test_the_head_is_told_before_the_body(mock, url):
    told = []
    fetch(url, body=b"{}", header_callback=told.append, streaming_callback=told.append)
    assert told[0] == "HTTP/1.1 200 OK\r\n"
    assert told[-1].startswith(b'{"by"')


def test_an_error_status_is_tornados_own_error(mock, url):
    with pytest.raises(httpclient.HTTPClientError) as error:
        fetch(url, body=b'{"status": 429}')
    assert error.value.code == 429


def test_a_response_that_stalls_runs_into_the_timeout(mock, url):
    with pytest.raises(httpclient.HTTPError, match="Timeout during request"):
        fetch(url, body=b'{"frames": [["a", 0]], "cut": "stall"}', request_timeout=0.05)
