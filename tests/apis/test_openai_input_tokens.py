"""The tokens of a Response that is never made."""

import json

import pytest

from mockfn import MockProvider, Request
from mockfn.apis.openai_input_tokens import input_tokens


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"input": null}'])
def test_nothing_written_counts_next_to_nothing(body):
    assert input_tokens(body) == {"object": "response.input_tokens", "input_tokens": 3}


def test_more_is_counted_for_more():
    said = {"instructions": "You are a guide.", "input": [{"role": "user", "content": "hi"}], "tools": [{"name": "f"}]}
    counts = [input_tokens(json.dumps(dict(list(said.items())[:size])).encode())["input_tokens"] for size in range(4)]
    assert counts == sorted(set(counts))


def test_it_is_served_where_openai_is_and_is_no_rejection():
    mock = MockProvider()
    body = b'{"model": "gpt-4o", "input": "hi"}'
    exchange = mock.respond(Request("POST", "https://api.openai.com/v1/responses/input_tokens", body=body))
    assert (exchange.response.status, mock.rejections) == (200, [])


def test_a_path_that_nobody_serves_fails_no_test_where_no_model_is_named():
    mock = MockProvider()
    assert mock.respond(Request("GET", "/cerebras/v1/tcp_warming")).response.status == 404
    assert mock.rejections == []
    mock.respond(Request("POST", "/v1/responses", body=b'{"model": "gpt-4o", "input": "hi"}'))
    assert len(mock.rejections) == 1
