"""What is particular to http.client and urllib.request."""

from contextlib import closing
from http.client import HTTPConnection, HTTPSConnection, IncompleteRead

import pytest

from mockfn.intercept import intercept, layered
from mockfn.intercept.http_client import beneath
from mockfn.intercept.layers import Claim

PATH = "/v1/chat/completions"


@pytest.fixture
def connection():
    with closing(HTTPSConnection("api.openai.com")) as connection:
        yield connection


def test_a_connection_is_used_again_and_again(connection, mock):
    for number in range(3):
        connection.request("POST", PATH, body=b'{"n": %d}' % number)
        assert b'"n": %d' % number in connection.getresponse().read()


def test_a_connection_that_is_opened_first_is_opened_to_nowhere(connection, mock):
    connection.connect()
    connection.request("POST", PATH, body=b"{}")
    assert connection.getresponse().status == 200


def test_a_tunnel_leads_to_the_host_behind_the_proxy(mock):
    with closing(HTTPSConnection("proxy.example.com", 3128)) as connection:
        connection.set_tunnel("api.openai.com")
        connection.request("POST", PATH, body=b"{}")
        assert connection.getresponse().status == 200
    assert mock.requests[0].url == f"https://api.openai.com{PATH}"


def test_a_request_through_a_plain_proxy_is_known_by_its_url(mock):
    with closing(HTTPConnection("proxy.example.com", 3128)) as connection:
        connection.request("POST", f"http://api.openai.com{PATH}", body=b"{}")
        assert connection.getresponse().status == 200
    assert mock.requests[0].url == f"http://api.openai.com{PATH}"


def test_a_body_of_pieces_is_read(connection, mock):
    connection.request("POST", PATH, body=iter([b'{"a"', b": 1}"]), encode_chunked=True)
    connection.getresponse().read()
    assert mock.requests[0].body == b'{"a": 1}'


def test_a_cut_body_is_an_incomplete_read(connection, mock):
    connection.request("POST", PATH, body=b'{"frames": [["abc", 0]], "cut": "close"}')
    response = connection.getresponse()
    with pytest.raises(IncompleteRead):
        response.read()


def test_a_connection_from_a_mock_that_has_gone_leads_to_the_network(provider, server):
    host = server.url.split("/")[2]
    with closing(HTTPConnection(host)) as connection:
        with intercept(provider, hosts=[host], base_urls=()):
            connection.request("POST", PATH, body=b"{}")
            assert b"mock" in connection.getresponse().read()
        connection.request("POST", PATH, body=b"{}")
        assert connection.getresponse().read() == b"real"


def test_a_client_that_has_asked_already_is_not_asked_again(provider, server):
    host = server.url.split("/")[2]
    with (
        closing(HTTPConnection(host)) as connection,
        intercept(provider, hosts=[host], base_urls=()),
        beneath(None),
    ):
        connection.request("POST", PATH, body=b"{}")
        assert connection.getresponse().read() == b"real"


def test_a_layer_that_wants_one_path_leaves_the_others_to_the_network(server):
    class Chats:
        def wants(self, target):
            return Claim.MINE if target.is_chat else Claim.NO

        def take(self, request):
            return None

    with layered(Chats()), closing(HTTPConnection(server.url.split("/")[2])) as connection:
        for path in ("/other", PATH):
            connection.request("POST", path, body=b"{}")
            assert connection.getresponse().read() == b"real"
