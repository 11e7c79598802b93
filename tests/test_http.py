"""A request knows where it goes; a response is its frames."""

import pytest

from mockfn.http import Frame, Frames, Request, Response


@pytest.mark.parametrize(
    ("url", "path", "query"),
    [
        ("https://api.openai.com/v1/models?limit=2&after=x", "/v1/models", "limit=2&after=x"),
        ("https://api.openai.com", "/", ""),
        ("/v1/chat/completions", "/v1/chat/completions", ""),
        ("/v1/models?limit=2", "/v1/models", "limit=2"),
        ("", "/", ""),
    ],
)
def test_an_url_has_a_path_and_a_query(url, path, query):
    request = Request("GET", url)
    assert (request.path, request.query) == (path, query)


@pytest.mark.parametrize(
    ("url", "headers", "host"),
    [
        ("https://API.OpenAI.com:443/v1", {}, "api.openai.com"),
        ("/v1", {"Host": "localhost:4010"}, "localhost"),
        ("/v1", {"HOST": "[::1]:4010"}, "::1"),
        ("https://a.example/v1", {"Host": "b.example"}, "a.example"),
        ("/v1", {}, ""),
    ],
)
def test_the_host_is_that_of_the_url_or_else_of_the_header(url, headers, host):
    assert Request("GET", url, headers).host == host


@pytest.mark.parametrize("name", ["Authorization", "authorization", "AUTHORIZATION"])
@pytest.mark.parametrize("sent", ["Authorization", "authorization"])
def test_a_header_is_found_however_it_is_written(name, sent):
    assert Request("GET", "/", {"Accept": "*/*", sent: "Bearer x"}).header(name) == "Bearer x"


def test_a_header_that_was_not_sent_is_none():
    assert Request("GET", "/", {"Accept": "*/*"}).header("authorization") is None


@pytest.mark.parametrize(
    ("frames", "body"),
    [((), b""), ((Frame(b"whole"),), b"whole"), ((Frame(b"da"), Frame(b"", 0.5), Frame(b"ta")), b"data")],
)
def test_the_body_is_all_frames_joined(frames, body):
    assert Response(200, {}, frames).body == body


def test_what_crosses_a_border_cannot_be_changed():
    with pytest.raises(AttributeError):
        Request("GET", "/").method = "POST"


def test_frames_in_one_piece_are_frames() -> None:
    frames = Frames(b"onetwothree", [(0, 3), (3, 6), (6, 11)])
    apart = (Frame(b"one"), Frame(b"two"), Frame(b"three"))
    assert (*frames,) == apart == frames
    assert (len(frames), repr(frames)) == (3, repr(apart))
    assert frames[-1] == apart[-1]
    assert frames[:2] == apart[:2]
    assert Response(200, {}, frames) == Response(200, {}, apart)
    assert Response(200, {}, apart) == Response(200, {}, frames)
    assert Response(200, {}, frames).body == b"onetwothree"
    assert frames != apart[:2]


def test_a_response_is_paced_where_a_frame_has_a_delay() -> None:
    assert not Response(200, {}, Frames(b"ab", [(0, 1), (1, 2)])).paced
    assert not Response(200, {}, (Frame(b"a"), Frame(b"b"))).paced
    assert Response(200, {}, (Frame(b"a"), Frame(b"b", 0.1))).paced
