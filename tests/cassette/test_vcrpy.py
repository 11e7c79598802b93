import base64
import gzip
import json
import zlib

import pytest
import yaml

from mockfn.cassette import Cassette, Interaction, loads
from mockfn.cassette.vcrpy import dumps, dumps_json
from mockfn.errors import CassetteError
from mockfn.http import Frame, Request, Response

URL = "https://api.openai.com/v1/chat/completions"
BODY = '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Grüße"}]}'
ANSWER = '{"choices": [{"message": {"content": "Hallo"}}]}'


def pair(request=None, response=None):
    asked = {"body": BODY, "headers": {"Content-Type": ["application/json"]}, "method": "POST", "uri": URL}
    answered = {
        "body": {"string": ANSWER},
        "headers": {"Content-Type": ["application/json"], "Set-Cookie": ["a=1", "b=2"]},
        "status": {"code": 200, "message": "OK"},
    }
    return {"request": asked | (request or {}), "response": answered | (response or {})}


def cassette(*pairs, version=1):
    return {"interactions": list(pairs), "version": version}


def read(document):
    return loads(yaml.dump(document, allow_unicode=True)).interactions


def test_a_stock_cassette_is_read():
    (interaction,) = read(cassette(pair()))
    assert interaction.request == Request("POST", URL, {"content-type": "application/json"}, BODY.encode())
    assert interaction.response == Response(
        200, {"content-type": "application/json", "set-cookie": "a=1, b=2"}, (Frame(ANSWER.encode()),)
    )


def test_a_stock_cassette_in_json_is_read():
    assert loads(json.dumps(cassette(pair()), indent=4)).interactions == read(cassette(pair()))


def test_json_is_read_as_json_with_all_its_escapes():
    emoji = pair(response={"body": {"string": "\U0001f600/"}})
    text = json.dumps(cassette(emoji), indent=4).replace("/", "\\/")
    assert loads(text).interactions[0].response.body == "\U0001f600/".encode()


GZIPPED = gzip.compress(ANSWER.encode())
JSON = {"Content-Type": ["application/json"]}
SHAPES = {
    "gzip, binary": pair(response={"body": {"string": GZIPPED}, "headers": {"content-encoding": ["gzip"]}}),
    "gzip, one value": pair(response={"body": {"string": GZIPPED}, "headers": {"Content-Encoding": "gzip"}}),
    "deflate": pair(
        response={"body": {"string": zlib.compress(ANSWER.encode())}, "headers": {"content-encoding": ["deflate"]}}
    ),
    "gzip said, decoded": pair(response={"headers": {"Content-Encoding": ["gzip"], "Content-Length": ["99"]}}),
    "base64": pair(response={"body": {"base64_string": base64.b64encode(ANSWER.encode()).decode()}}),
    "bytes": pair(response={"body": {"string": ANSWER.encode()}}),
    "parsed": pair(response={"parsed_body": json.loads(ANSWER), "body": None}),
    "headers as bytes": pair(response={"headers": {b"Content-Type": [b"application/json"]}}),
    "headers as pairs": pair(response={"headers": [["Content-Type", "application/json"]]}),
    "no headers": pair(response={"headers": None}),
    "httpx, old": {"request": pair()["request"], "response": {"status_code": 200, "content": ANSWER, "headers": JSON}},
    "status alone": pair(response={"status": 200}),
    "further members": pair(response={"url": URL, "http_version": "HTTP/2", "recorded_at": "x"}) | {"extra": 1},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_answer_is_read_in_every_shape(shape):
    (interaction,) = read(cassette(SHAPES[shape]))
    assert json.loads(interaction.response.body) == json.loads(ANSWER)
    assert interaction.response.status == 200
    assert not {"content-encoding", "content-length"} & interaction.response.headers.keys()


ASKED = {
    "text": {"body": BODY},
    "bytes": {"body": BODY.encode()},
    "a mapping, as aiohttp leaves it": {"body": json.loads(BODY), "headers": {}},
    "parsed": {"parsed_body": json.loads(BODY), "body": None},
    "gzip": {"body": gzip.compress(BODY.encode()), "headers": {"Content-Encoding": ["gzip"]}},
    "lower case": {"method": "post"},
    "url": {"url": URL},
}


@pytest.mark.parametrize("shape", ASKED)
def test_the_request_is_read_in_every_shape(shape):
    (interaction,) = read(cassette(pair(request=ASKED[shape])))
    assert json.loads(interaction.request.body) == json.loads(BODY)
    assert (interaction.request.method, interaction.request.url) == ("POST", URL)


def test_requests_without_a_body_are_read():
    assert read(cassette(pair(request={"body": None, "method": "GET"})))[0].request.body == b""
    assert read(cassette(pair(request={"body": ""})))[0].request.body == b""


def test_lists_of_requests_and_responses_are_read():
    one = pair()
    document = {"requests": [one["request"]] * 2, "responses": [one["response"]] * 2}
    assert read(document) == read(cassette(one, one))


def test_shared_values_and_tags_of_python_2_are_read():
    text = f"interactions:\n- request: &r {{body: null, headers: {{}}, method: GET, uri: '{URL}'}}\n"
    text += "  response: &s {body: {string: !!python/unicode 'x'}, headers: {}, status: {code: 200, message: OK}}\n"
    text += "- {request: *r, response: *s}\nversion: 1\n"
    first, second = loads(text).interactions
    assert first == second
    assert first.response.body == b"x"


def test_a_stream_is_one_chunk_and_ours_keep_theirs():
    sse = "data: 1\n\ndata: 2\n\n"
    plain = pair(response={"body": {"string": sse}, "headers": {"content-type": ["text/event-stream"]}})
    assert [frame.data for frame in read(cassette(plain))[0].response.frames] == [sse.encode()]
    plain["response"]["chunks"] = [[0.1, 9], [0.3, 9]]
    assert read(cassette(plain))[0].response.frames == (Frame(b"data: 1\n\n", 0.1), Frame(b"data: 2\n\n", 0.2))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            cassette({"request": {}, "response": {}}),
            "c.yaml:2: interaction 1 of a vcrpy cassette: 'status_code' is missing.",
        ),
        (cassette({"request": 1}), "c.yaml:2: interaction 1 of a vcrpy cassette: 'response' is missing."),
        (cassette(pair(), {"response": {}}), "c.yaml:22: interaction 2 of a vcrpy cassette: 'request' is missing."),
        (
            cassette(pair(response={"status": {"code": "200"}})),
            "c.yaml:2: interaction 1 of a vcrpy cassette: the status code is '200'.",
        ),
        (
            cassette(pair(response={"body": {"base64_string": 1}})),
            "c.yaml:2: interaction 1 of a vcrpy cassette: 'base64_string' is not base64.",
        ),
        (
            cassette({"request": [], "response": {}}),
            "c.yaml:2: interaction 1 of a vcrpy cassette: 'request' and 'response' must be mappings.",
        ),
        (cassette(pair(request={"uri": 1})), "c.yaml:2: interaction 1 of a vcrpy cassette: the URL is 1."),
    ],
)
def test_what_is_incomplete_is_an_error_with_its_line(document, message):
    with pytest.raises(CassetteError) as caught:
        loads(yaml.dump(document), path="c.yaml")
    assert str(caught.value) == message


CASSETTE = Cassette(
    (
        Interaction(
            Request("POST", URL, {"content-type": "application/json"}, BODY.encode()),
            Response(
                200, {"content-type": "text/event-stream"}, (Frame(b"data: 1\n\n", 0.1), Frame(b"data: 2\n\n", 0.2))
            ),
            "2026-01-01T00:00:00Z",
        ),
        Interaction(Request("GET", URL), Response(418, {}, (Frame(b"\xff\x00"),))),
    ),
    format="vcrpy",
)


def test_what_is_written_is_read_back():
    assert loads(dumps(CASSETTE)) == CASSETTE


def test_json_is_written_where_it_can_hold_the_bodies():
    text = Cassette(CASSETTE.interactions[:1], format="vcrpy")
    assert loads(dumps_json(text)) == text
    with pytest.raises(CassetteError) as caught:
        dumps_json(CASSETTE)
    assert str(caught.value) == "a body is no text, which JSON cannot hold. Convert the cassette to YAML."


def test_stock_vcrpy_reads_what_is_written():
    from vcr.serialize import deserialize
    from vcr.serializers import yamlserializer

    requests, responses, *_ = deserialize(dumps(CASSETTE), yamlserializer)
    assert [(request.method, request.uri, request.body) for request in requests] == [
        ("POST", URL, BODY.encode()),
        ("GET", URL, None),
    ]
    assert [response["body"]["string"] for response in responses] == [b"data: 1\n\ndata: 2\n\n", b"\xff\x00"]
    assert responses[0]["status"] == {"code": 200, "message": "OK"}
