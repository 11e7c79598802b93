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
    "status as a line": pair(response={"status": "200 OK"}),
    "status as a text": pair(response={"status": {"code": "200"}}),
    "br said, decoded": pair(response={"headers": {"Content-Encoding": ["br"]}}),
    "parsed as null": pair(response={"parsed_body": None}),
    "a body alone": pair(response={"body": ANSWER}),
    "data under string": pair(response={"body": {"string": json.loads(ANSWER)}}),
    "base64 on lines": pair(response={"body": {"base64_string": base64.encodebytes(ANSWER.encode()).decode()}}),
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


def test_scalars_are_read_as_they_were_on_the_wire():
    headers = {"X-Count": 12, "X-Version": [1.10], "X-Flag": True, "X-None": None, "X-Empty": []}
    text = yaml.dump(cassette(pair(response={"headers": headers, "body": {"string": 12345}})))
    (interaction,) = loads(text.replace("1.1\n", "1.10\n")).interactions
    assert interaction.response.headers == {
        "x-count": "12",
        "x-version": "1.10",
        "x-flag": "true",
        "x-none": "",
        "x-empty": "",
    }
    assert interaction.response.body == b"12345"


def test_half_a_character_is_replaced():
    text = json.dumps(cassette(pair(response={"body": {"string": "a\ud83d"}})))
    assert loads(text).interactions[0].response.body == b"a?"


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


FIRST = "c.yaml:3: interaction 1 of a vcrpy cassette: "
ANSWERED = "c.yaml:11: interaction 1 of a vcrpy cassette: "


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            cassette({"request": pair()["request"]}),
            "c.yaml:2: interaction 1 of a vcrpy cassette: 'response' is missing or no mapping.",
        ),
        (cassette(1), "c.yaml:2: interaction 1 of a vcrpy cassette: 'request' is missing or no mapping."),
        (
            cassette(pair(), {"response": {}}),
            "c.yaml:22: interaction 2 of a vcrpy cassette: 'request' is missing or no mapping.",
        ),
        (cassette(pair(request={"uri": 1})), FIRST + "the URL is 1."),
        (cassette(pair(request={"uri": "https://x:99999/"})), FIRST + "the URL is 'https://x:99999/'."),
        (cassette(pair(request={"method": None})), FIRST + "the method is None."),
        (cassette(pair(request={"headers": "a"})), FIRST + "the headers are neither a mapping nor a list of pairs."),
        (cassette(pair(request={"headers": {"a": {}}})), FIRST + "a mapping stands where a text belongs."),
        (cassette(pair(response={"status": {"code": "ok"}})), ANSWERED + "the status code is 'ok'."),
        (cassette(pair(response={"status": None})), ANSWERED + "the status code is None."),
        (cassette(pair(response={"body": {"base64_string": "#"}})), ANSWERED + "'base64_string' is not base64."),
        ({"requests": [1, 2], "responses": [1]}, "c.yaml: 2 requests for 1 responses."),
        (
            {"requests": [1], "responses": [1]},
            "c.yaml:2: interaction 1 of a vcrpy cassette: 'request' is missing or no mapping.",
        ),
    ],
)
def test_what_is_incomplete_is_an_error_with_its_line(document, message):
    with pytest.raises(CassetteError) as caught:
        loads(yaml.dump(document), path="c.yaml")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("http_interactions: []\nrecorded_with: VCR 6.0.0\n", "a cassette of VCR 6.0.0"),
        ('{"http_interactions": [], "recorded_with": "betamax/0.8.1"}', "a cassette of betamax/0.8.1"),
        ('{"log": {"entries": []}}', "a HAR file"),
        ("- request: {method: GET}\n  response: {}\n", "a cassette of vcrpy before 1.0"),
        ("version https://git-lfs.github.com/spec/v1\noid x\n", "a pointer of Git LFS to a file that is not here"),
    ],
)
def test_what_others_wrote_is_named(text, kind):
    with pytest.raises(CassetteError) as caught:
        loads(text, path="c.yaml")
    assert str(caught.value) == f"c.yaml:1: {kind}, which is not read."


FILES = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "gzip": lambda text: gzip.compress(text.encode()),
    "further documents' marks": lambda text: f"%YAML 1.1\n---\n{text}...\n".encode(),
    "no version": lambda text: text.replace("version: 1\n", "").encode(),
    "unknown members": lambda text: (text + "metadata: {a: 1}\n").encode(),
}


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_read_however_it_was_saved(file):
    text = yaml.dump(cassette(pair()), allow_unicode=True)
    assert loads(FILES[file](text)).interactions == read(cassette(pair()))


@pytest.mark.parametrize("text", ["interactions: []\nversion: 1\n", "interactions:\n", '{"interactions": []}'])
def test_a_cassette_without_interactions_is_read(text):
    assert loads(text).interactions == ()


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
