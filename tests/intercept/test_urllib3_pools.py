"""What is particular to urllib3, requests and botocore."""

import io
import json

import pytest

from mockfn.http import Frame, Response
from mockfn.intercept import intercept

urllib3 = pytest.importorskip("urllib3", reason="urllib3 is not installed")


@pytest.fixture
def pool():
    with urllib3.PoolManager() as manager:
        yield manager


@pytest.mark.parametrize(
    "body",
    [b'{"a": "\xc3\xbc"}', '{"a": "ü"}', bytearray(b'{"a": "\xc3\xbc"}'), io.BytesIO(b'{"a": "\xc3\xbc"}')],
    ids=["bytes", "text", "bytearray", "file"],
)
def test_a_body_of_any_kind_is_read(pool, mock, url, body):
    assert pool.request("POST", url, body=body).status == 200
    assert mock.requests[0].body == b'{"a": "\xc3\xbc"}'


def test_a_body_of_pieces_is_read(mock, url):
    requests = pytest.importorskip("requests", reason="requests is not installed")
    requests.post(url, data=(piece for piece in (b'{"a"', b": 1}")))
    assert mock.requests[0].body == b'{"a": 1}'


def test_a_plain_request_through_a_proxy_is_known_by_its_url(mock):
    with urllib3.ProxyManager("http://proxy.example.com:3128") as proxy:
        assert proxy.request("POST", "http://api.openai.com/v1/chat/completions", body=b"{}").status == 200
    assert mock.requests[0].url == "http://api.openai.com/v1/chat/completions"


def test_every_retry_is_a_request_of_its_own(pool, url):
    answers = iter([Response(503, {}, (Frame(b"busy"),)), Response(200, {}, (Frame(b"done"),))])
    retries = urllib3.Retry(total=2, status_forcelist=[503], allowed_methods=None, backoff_factor=0)
    with intercept(lambda _: next(answers), hosts=["api.openai.com"], base_urls=()):
        assert pool.request("POST", url, body=b"{}", retries=retries).data == b"done"


def test_a_connection_that_breaks_is_tried_again(pool, url):
    answers = iter([Response(200, {}, (), "reset"), Response(200, {}, (Frame(b"done"),))])
    with intercept(lambda _: next(answers), hosts=["api.openai.com"], base_urls=()):
        assert pool.request("GET", url, retries=urllib3.Retry(1)).data == b"done"


def test_a_redirect_is_followed(pool):
    def moved(request):
        if request.path == "/old":
            return Response(307, {"location": "/new"})
        return Response(200, {}, (Frame(request.url.encode()),))

    with intercept(moved, hosts=["api.openai.com"], base_urls=()):
        assert pool.request("GET", "https://api.openai.com/old").data == b"https://api.openai.com/new"


def test_a_compressed_answer_is_decompressed(pool, url):
    import gzip

    packed = Response(200, {"content-encoding": "gzip"}, (Frame(gzip.compress(b"text")),))
    with intercept(lambda _: packed, hosts=["api.openai.com"], base_urls=()):
        assert pool.request("GET", url).data == b"text"


def test_a_session_keeps_the_cookies_of_an_answer(url):
    requests = pytest.importorskip("requests", reason="requests is not installed")
    with (
        intercept(lambda _: Response(200, {"set-cookie": "a=b"}), hosts=["api.openai.com"], base_urls=()),
        requests.Session() as session,
    ):
        assert session.get(url).cookies["a"] == "b"


def test_a_pool_that_blocks_has_its_connection_back(mock, url):
    with urllib3.HTTPSConnectionPool("api.openai.com", maxsize=1, block=True) as one:
        for _ in range(3):
            response = one.urlopen("POST", "/v1/chat/completions", body=b"{}", preload_content=False, pool_timeout=1)
            assert json.loads(response.read())["by"] == "mock"


def test_botocore_is_answered_through_its_own_pools(provider):
    session = pytest.importorskip("botocore.session", reason="botocore is not installed").get_session()
    client = session.create_client(
        "sts", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x", aws_session_token="x"
    )
    body = b"<R><GetCallerIdentityResult><Account>mock</Account></GetCallerIdentityResult></R>"
    answer = Response(200, {"content-type": "text/xml"}, (Frame(body),))
    with intercept(lambda _: answer, hosts=["*.amazonaws.com"], base_urls=()):
        assert client.get_caller_identity()["Account"] == "mock"
