"""A secret in every place of an exchange is on the disk at no moment: not while recording, not after, not set aside."""

import base64
import gzip
import json
from urllib.parse import quote

import pytest

from mockfn.errors import CassetteError
from mockfn.http import Request
from mockfn.recording import OpenCassette

URL = "https://api.openai.com/v1/chat/completions"
JSON = {"content-type": "application/json"}
SSE = {"content-type": "text/event-stream"}
KEY = "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"  # known by its form
WORD = "correct-horse-battery-9"  # known by its place alone


def packed(text):
    return base64.b64encode(text.encode()).decode()


def events(*texts):
    return "".join(f"data: {json.dumps({'choices': [{'index': 0, 'delta': {'content': one}}]})}\n\n" for one in texts)


def echo(secret):
    return json.dumps({"error": {"message": f"Incorrect API key provided: {secret}."}})


def call(secret):
    function = {"name": "log_in", "arguments": json.dumps({"password": secret})}
    return json.dumps({"choices": [{"message": {"tool_calls": [{"id": "call_1", "function": function}]}}]})


PEM = f"-----BEGIN PRIVATE KEY-----\n{KEY}\n-----END PRIVATE KEY-----"
FORM = {"content-type": "application/x-www-form-urlencoded"}
PARTS = {"content-type": "multipart/form-data; boundary=b"}
BEARER = {"authorization": f"Bearer {WORD}"}
# What differs from a plain exchange: url, sent (headers, body) and got (status, headers, body).
PLACES = {
    "the Authorization header": {"headers": BEARER},
    "a header that nobody knows": {"headers": {"x-mine": WORD}},
    "Basic credentials, echoed": {"headers": {"authorization": f"Basic {packed(f'me:{WORD}')}"}, "answer": echo(WORD)},
    "a cookie": {"headers": {"cookie": f"a=b; session={WORD}"}},
    "a cookie that is set": {"got": {"set-cookie": f"session={WORD}; Path=/"}},
    "a response header": {"got": {"x-request-token": WORD}},
    "the organization": {"got": {"openai-organization": WORD}},
    "a kept header": {"got": {"openai-processing-ms": WORD}},
    "the query": {"url": f"{URL}?key={WORD}"},
    "the query, percent-encoded": {"url": f"{URL}?access%5Ftoken={quote(WORD + '/=', safe='')}"},
    "the password of the URL": {"url": f"https://me:{WORD}@api.openai.com/v1"},
    "the fragment of the URL": {"url": f"{URL}#token={WORD}"},
    "a redirection": {"got": {"location": f"https://x.example/?access_token={WORD}"}, "status": 302},
    "a member of the body": {"body": json.dumps({"api_key": WORD})},
    "a nested member": {"body": json.dumps({"a": [{"b": {"client_secret": WORD}}]})},
    "a form": {"headers": FORM, "body": f"grant_type=x&client_secret={WORD}"},
    "a part": {
        "headers": PARTS,
        "body": f'--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n{WORD}\r\n--b--\r\n',
    },
    "the arguments of a call": {"answer": call(WORD)},
    "a tool's result": {"body": json.dumps({"messages": [{"role": "tool", "content": json.dumps({"token": KEY})}]})},
    "a message": {"body": json.dumps({"messages": [{"role": "user", "content": f"use {KEY}"}]})},
    "a private key in a message": {"body": json.dumps({"messages": [{"role": "user", "content": PEM}]})},
    "an error that echoes the key": {"headers": BEARER, "answer": echo(WORD), "status": 401},
    "a stream that echoes the key": {"headers": BEARER, "got": SSE, "answer": events("I see ", WORD[:9], WORD[9:])},
    "a stream with a key": {"got": SSE, "answer": events("It is ", KEY[:9], KEY[9:20], KEY[20:])},
    "gzip": {"headers": BEARER, "got": {"content-encoding": "gzip"}, "answer": gzip.compress(echo(WORD).encode())},
    "base64": {"headers": BEARER, "answer": json.dumps({"file": packed(f"a key: {WORD}")})},
    "JSON in JSON in JSON": {"answer": json.dumps({"a": json.dumps({"b": json.dumps({"password": WORD})})})},
    "XML": {"got": {"content-type": "text/xml"}, "answer": f"<SecretAccessKey>{WORD}</SecretAccessKey>"},
    "a value of the environment": {"answer": json.dumps({"text": f"it is hunter2-{WORD}"})},
    "a value of the environment in bytes": {"answer": b"\xff\xfe" + f"hunter2-{WORD}".encode() + b"\xff"},
    "a name": {"answer": json.dumps({KEY: 1})},
}


def hidden_in(folder):
    """All that can be read in the files of a folder, base64 decoded and streams put together."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    for run in text.replace('"', " ").replace("'", " ").split():
        try:
            text += base64.b64decode(run, validate=True).decode("latin-1")
        except ValueError:
            continue
    return text.replace('"}}]}\'\n    - data: \'{"choices":[{"index":0,"delta":{"content":"', "")


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_on_the_disk_at_no_moment(place, tmp_path, monkeypatch):
    monkeypatch.setenv("SOME_API_KEY", f"hunter2-{WORD}")
    given = {"url": URL, "headers": {}, "body": "{}", "status": 200, "got": {}, "answer": "{}"} | PLACES[place]
    cassette = OpenCassette(tmp_path / "c.yaml", "once")
    taping = cassette.respond(Request("POST", given["url"], JSON | given["headers"], given["body"].encode()))
    taping.head(given["status"], JSON | given["got"])
    answer = given["answer"] if isinstance(given["answer"], bytes) else given["answer"].encode()
    for at in range(0, len(answer), 40):
        taping.data(answer[at : at + 40])
    taping.end("whole")
    while_recording = hidden_in(tmp_path)
    try:
        cassette.close(passed=True)
        said = ""
    except CassetteError as error:
        said = str(error)
    for text in (while_recording, hidden_in(tmp_path), said):
        assert WORD not in text
        assert KEY not in text
        assert KEY[8:] not in text
    assert [path.name for path in tmp_path.iterdir()] == ["c.failed.yaml" if said else "c.yaml"]
