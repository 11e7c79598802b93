import base64
import gzip
import html
import json
import re
import zlib
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.cassette import Cassette, Finding, Interaction, Recording, Scrubber, dumps, secrets_in
from mockfn.cassette.scrub import BLANK, SCRUBBED
from mockfn.http import Frame, Request, Response

URL = "https://api.openai.com/v1/chat/completions"
JSON = {"content-type": "application/json"}
SSE = {"content-type": "text/event-stream"}
KEY = "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"
TOKEN = "q7Rz1Xw9Vt3Kp5Mn8Lb2"


def asked(body=b"{}", *, url=URL, headers=JSON):
    return Interaction(Request("POST", url, headers, as_bytes(body)), Response(200, JSON, (Frame(b"{}"),)))


def answered(body=b"{}", *, headers=JSON, sent=JSON, status=200, chunk=None):
    data = as_bytes(body)
    size = chunk or len(data)
    frames = tuple(Frame(data[at : at + size], 0.01) for at in range(0, len(data), size))
    return Interaction(Request("POST", URL, sent, b"{}"), Response(status, headers, frames))


def as_bytes(body):
    return body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()


def events(*deltas):
    return "".join(f"data: {json.dumps({'choices': [{'index': 0, 'delta': delta}]})}\n\n" for delta in deltas)


def argument(fragment, index=0):
    return {"tool_calls": [{"index": index, "function": {"arguments": fragment}}]}


def with_key(key):
    return {"authorization": f"Bearer {key}", **JSON}


def logprobs(text):
    tokens = [{"token": text[at : at + 3], "logprob": -0.1} for at in range(0, len(text), 3)]
    return {"choices": [{"logprobs": {"content": tokens}}]}


B64 = base64.b64encode
PLACES = {
    "the request's Authorization": lambda s: asked(headers={"Authorization": f"Bearer {s}"}),
    "a request header of another name": lambda s: asked(headers={"X-Custom": s}),
    "an api-key header": lambda s: asked(headers={"api-key": s}),
    "Basic credentials": lambda s: asked(headers={"authorization": f"Basic {B64(f'me:{s}'.encode()).decode()}"}),
    "a kept request header": lambda s: asked(headers={"content-type": f"application/json; token={s}"}),
    "the request's cookie": lambda s: asked(headers={"cookie": f"a=1; session={s}"}),
    "a redirection": lambda s: answered(headers={"location": f"https://me:{quote(s, safe='')}@x/?sig={quote(s)}"}),
    "the response's set-cookie": lambda s: answered(headers={"set-cookie": f"sid={s}; Path=/"}),
    "a response header of another name": lambda s: answered(headers={"x-request-token": s}),
    "a kept response header": lambda s: answered(headers={"openai-processing-ms": s}),
    "the query": lambda s: asked(url=f"{URL}?alt=sse&key={s}"),
    "the query under another name": lambda s: asked(url=f"{URL}?subscription-key={quote(s)}"),
    "the URL's password": lambda s: asked(url=f"https://me:{quote(s, safe='')}@api.openai.com/v1"),
    "the URL's user": lambda s: asked(url=f"https://{quote(s, safe='')}@api.openai.com/v1"),
    "the URL's fragment": lambda s: asked(url=f"{URL}#token={s}"),
    "a member": lambda s: asked({"api_key": s}),
    "a member in camel case": lambda s: asked({"clientSecret": s}),
    "a nested member": lambda s: asked({"a": [{"b": {"access_token": s}}]}),
    "a list below a member": lambda s: asked({"passwords": 1, "cookies": [s, s]}),
    "a form": lambda s: asked(f"grant_type=x&client_secret={s}&a=b"),
    "a part of a multipart form": lambda s: asked(
        f'--b\r\nContent-Disposition: form-data; name="api_key"\r\n\r\n{s}\r\n--b--\r\n',
        headers={"content-type": "multipart/form-data; boundary=b"},
    ),
    "XML": lambda s: answered(f"<r><SecretAccessKey>{s}</SecretAccessKey></r>", headers={"content-type": "text/xml"}),
    "JSON in a string": lambda s: answered({"arguments": json.dumps({"password": s})}),
    "JSON in JSON in a string": lambda s: answered({"content": json.dumps({"result": json.dumps({"api_key": s})})}),
    "JSON cut short": lambda s: answered(f'{{"a": 1, "api_key": "{s}'),
    "an escaped member": lambda s: answered(f'{{"api\\u005fkey": "{s}"}}'),
    "escaped characters": lambda s: answered('{"password": "' + "".join(f"\\u{ord(c):04x}" for c in s) + '"}'),
    "prose": lambda s: asked({"messages": [{"role": "user", "content": f"My password is: {s}. api_key={s}, ok?"}]}),
    "a header in prose": lambda s: answered({"content": f"curl -H 'Authorization: Bearer {s}' https://x"}),
    "a URL in prose": lambda s: answered({"content": f"see https://bucket/x?X-Amz-Signature={s}&a=1"}),
    "an event": lambda s: answered(events({"content": json.dumps({"token": 1, "api_key": s})}), headers=SSE),
    "an event cut by chunks": lambda s: answered(events({"api_key": s}), headers=SSE, chunk=7),
    "arguments in fragments": lambda s: answered(
        events(argument('{"pass'), argument('word": "' + s[:5]), argument(s[5:]), argument('"}')), headers=SSE
    ),
    "an error that echoes the key": lambda s: answered(
        {"error": {"message": f"Incorrect API key provided: {s}."}}, status=401, sent=with_key(s)
    ),
    "an echo in fragments": lambda s: answered(
        events({"content": f"I see {s[:6]}"}, {"content": s[6:12]}, {"content": s[12:]}), headers=SSE, sent=with_key(s)
    ),
    "an echo in base64": lambda s: answered({"content": B64(f"key {s}".encode()).decode()}, sent=with_key(s)),
    "an echo percent-encoded": lambda s: answered({"next": f"/x?a={quote(s + '/')}"}, sent=with_key(s + "/")),
    "an echo in the tokens of logprobs": lambda s: answered(logprobs(s), sent=with_key(s)),
    "an echo in the bytes of logprobs": lambda s: answered(
        {"logprobs": {"content": [{"bytes": list(s[:9].encode())}, {"bytes": list(s[9:].encode())}]}}, sent=with_key(s)
    ),
    "an echo in streamed tokens": lambda s: answered(
        "".join(f"data: {json.dumps(logprobs(part))}\n\n" for part in (s[:7], s[7:])), headers=SSE, sent=with_key(s)
    ),
    "an echo in a member's name": lambda s: answered({s: 1}, sent=with_key(s)),
    "an echo of the organization": lambda s: answered(
        {"error": {"message": f"Rate limit for {s}"}}, headers={"openai-organization": s, **JSON}
    ),
    "an echo of a cookie": lambda s: answered({"seen": s}, sent={"cookie": f"sid={s}"}),
    "an echo of the query": lambda s: Interaction(
        Request("POST", f"{URL}?key={s}"), Response(200, JSON, (Frame(json.dumps({"seen": s}).encode()),))
    ),
}


@pytest.mark.parametrize("secret", [KEY, TOKEN, "correct-horse-battery-9", "p4ss/w0rd+with=signs"])
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_by_its_place_is_written_nowhere(place, secret):
    scrubbed = Scrubber().interaction(PLACES[place](secret))
    assert not leaked(scrubbed.interaction, secret)
    assert scrubbed.findings == ()


def leaked(interaction, secret):
    """Whether a secret can be read in what would be written, by any of the ways to read it."""
    written = dumps(Cassette((interaction,)))
    bodies = interaction.request.body + b"\n" + interaction.response.body
    texts = [written, bodies.decode("latin-1"), bodies.decode("unicode_escape")]
    spelled = [secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1], html.escape(secret)]
    spelled += [secret.encode().hex(), secret.encode().hex().upper()]
    spelled += [B64(b"\0" * n + secret.encode()).decode()[n + 1 : -4] for n in range(3)]
    return any(one in text for one in spelled for text in texts) or secret in said(interaction)


def said(interaction):
    """What a stream says, its pieces put together; tokens and their bytes, too."""
    documents = "\n".join(re.findall(r"\{.*\}", interaction.response.body.decode("latin-1")))
    codes = re.findall(r"\d+", "".join(re.findall(r'"bytes": \[(.*?)\]', documents)))
    pieces = re.findall(r'"(?:content|arguments|token)": "((?:[^"\\]|\\.)*)"', documents)
    return "".join([*pieces, " ", *(chr(int(code)) for code in codes)])


WITH_ENVIRONMENT = PLACES | {
    "plain text": lambda s: asked(f"here: {s}"),
    "a message": lambda s: asked({"messages": [{"role": "system", "content": f"Use {s} for the tool."}]}),
    "a message, escaped": lambda s: answered('{"content": "' + "".join(f"\\u{ord(c):04x}" for c in s) + '"}'),
    "the URL's path": lambda s: asked(url=f"https://api.telegram.org/bot{quote(s, safe='')}/send"),
    "a stream in fragments": lambda s: answered(
        events({"content": f"I see {s[:6]}"}, {"content": s[6:]}), headers=SSE, chunk=11
    ),
    "base64 among other data": lambda s: asked({"blob": B64(b"\xff\x00" + s.encode() + b"\xfe").decode()}),
    "base64url": lambda s: asked({"blob": base64.urlsafe_b64encode(b"\xff\xfb" * 2 + s.encode() + b"\xfe").decode()}),
    "hexadecimal": lambda s: answered({"blob": f"00{s.encode().hex()}ff"}),
    "JSON lines": lambda s: answered(
        "".join(json.dumps({"message": {"content": part}}) + "\n" for part in (s[:4], s[4:9], s[9:])),
        headers={"content-type": "application/x-ndjson"},
    ),
    "bytes": lambda s: asked(b"\xff\xfe" + s.encode() + b"\xff"),
    "capital hexadecimal": lambda s: answered({"blob": s.encode().hex().upper()}),
    "HTML": lambda s: answered(f"<p>{html.escape(s)}</p>"),
    "a form, with plus for space": lambda s: asked("a=" + quote_plus(s)),
    "a literal of Python": lambda s: answered(repr({"c": s})),
}


@pytest.mark.parametrize("place", WITH_ENVIRONMENT)
def test_a_value_of_the_environment_is_written_nowhere(place):
    for secret in (KEY, "hunter2-hunter2", "p4ss/w0rd+with=signs", 'all "sorts" & <signs>'):
        scrubber = Scrubber(secrets=secrets_in({"SOME_API_KEY": secret}))
        scrubbed = scrubber.interaction(WITH_ENVIRONMENT[place](secret))
        assert not leaked(scrubbed.interaction, secret)
        assert scrubbed.findings == ()


SHAPES = {
    "OpenAI": (KEY, "an OpenAI-style key"),
    "OpenAI, old": ("sk-" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9fG1hJ3", "an OpenAI-style key"),
    "Anthropic": ("sk-ant-api03-" + "xY7_kL9-mN2pQ4rS6tU8vW0" * 3, "an OpenAI-style key"),
    "DeepSeek": ("sk-3f9a1c7e5b2d8064a1f3c5e7092b4d68", "an OpenAI-style key"),
    "Google": ("AIzaSyD9x7Kq2Wm4Ze6Rt8Yu0Io1Pa3Sd5Fg7Hj", "a Google API key"),
    "AWS": ("AKIA4XJ7QZ2M9LWB6TPC", "an AWS access key id"),
    "GitHub": ("ghp_9aB8cD7eF6gH5iJ4kL3mN2oP1qR0sT9uV8wX", "a GitHub token"),
    "Slack": ("xoxb-204918364512-7Hq2Wm4Ze6Rt8Yu0", "a Slack token"),
    "Hugging Face": ("hf_qWeRtYuIoPaSdFgHjKlZxCvBnM12345678", "a Hugging Face token"),
    "Groq": ("gsk_7Kq2Wm4Ze6Rt8Yu0Io1Pa3Sd5Fg7HjL9xC1vB3nM5qW7eR9t", "a model provider's key"),
    "a JWT": (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        "a JSON Web Token",
    ),
    "a private key": (
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx7Kq2Wm4Ze6Rt8Yu0Io1\n-----END RSA PRIVATE KEY-----",
        "a private key",
    ),
    "random text": ("tQ7xB2nV9kR4mZ8wL1cY6pJ3hF5dS0gA", "random characters, as keys are"),
    "random hex": ("9f2c81d7a3e6b05412f8c7d9e3a1b604", "random characters, as keys are"),
}

TEXTS = {
    "a message of the request": lambda s: asked({"messages": [{"role": "user", "content": f"take {s} then"}]}),
    "a message of the answer": lambda s: answered({"choices": [{"message": {"content": f"it is {s}"}}]}),
    "a tool's arguments": lambda s: answered({"arguments": json.dumps({"value": s})}),
    "a stream in fragments": lambda s: answered(
        events({"content": f"it is {s[:9]}"}, {"content": s[9:15]}, {"content": s[15:]}), headers=SSE, chunk=31
    ),
    "plain text": lambda s: asked(f"note: {s}"),
    "the URL's path": lambda s: asked(url=f"https://x.example/v1/{quote(s, safe='')}/run"),
}


@pytest.mark.parametrize("place", TEXTS)
@pytest.mark.parametrize("shape", SHAPES)
def test_what_looks_like_a_secret_is_found_and_blanked(shape, place):
    secret, kind = SHAPES[shape]
    if (shape, place) == ("random hex", "the URL's path"):
        pytest.skip("an id, as servers give them")
    scrubbed = Scrubber().interaction(TEXTS[place](secret))
    assert not leaked(scrubbed.interaction, secret)
    assert kind in {finding.kind for finding in scrubbed.findings}
    assert not any(secret in str(finding) for finding in scrubbed.findings)
    assert BLANK in dumps(Cassette((scrubbed.interaction,)))


def test_a_finding_names_the_place_and_never_the_secret():
    body = {"choices": [{"message": {"tool_calls": [{"function": {"arguments": json.dumps({"value": KEY})}}]}}]}
    found = Scrubber().interaction(answered(body)).findings
    assert found == (
        Finding(
            "the response's body $.choices[0].message.tool_calls[0].function.arguments $.value", "an OpenAI-style key"
        ),
    )
    assert str(found[0]) == (
        "the response's body $.choices[0].message.tool_calls[0].function.arguments $.value: an OpenAI-style key"
    )


def test_a_secret_that_is_a_name_is_found_and_its_place_does_not_tell_it():
    found = Scrubber().interaction(answered({"a": {KEY: 1}})).findings
    assert [str(finding) for finding in found] == ["the response's body $.a (a key): an OpenAI-style key"]


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, zlib.compress, lambda data: data.decode().encode("utf-16")],
    ids=["gzip without saying so", "zlib without saying so", "UTF-16"],
)
def test_a_secret_that_cannot_be_edited_out_blanks_the_body(pack):
    scrubbed = Scrubber().interaction(answered(pack(f'{{"note": "{KEY}"}}'.encode())))
    assert scrubbed.interaction.response.body == BLANK.encode()
    assert scrubbed.findings == (Finding("the response's body", "a secret inside compressed or wide text"),)


ENCODINGS = {"gzip": gzip.compress, "deflate": zlib.compress}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_compressed_body_is_decoded_before_it_is_read(encoding):
    recording = Recording(scrubber=Scrubber(secrets=[KEY]))
    tape = recording.start(Request("POST", URL, {"authorization": f"Bearer {TOKEN}"}, b"{}"))
    data = ENCODINGS[encoding](json.dumps({"seen": [KEY, TOKEN]}).encode())
    tape.frame(data[:10], 0.1)
    tape.frame(data[10:], 0.2)
    assert tape.finish(200, {"Content-Encoding": encoding, **JSON}) == ()
    (interaction,) = recording.cassette().interactions
    assert interaction.response.body == b'{"seen": ["SCRUBBED", "SCRUBBED"]}'
    assert interaction.response.headers == JSON


def test_a_body_in_an_encoding_unknown_here_is_not_trusted():
    recording = Recording()
    tape = recording.start(Request("POST", URL))
    tape.frame(b"\x8b\x05\x80", 0.1)
    assert tape.finish(200, {"content-encoding": "snappy"}) == (
        Finding(
            "the response's body",
            "content-encoding 'snappy' cannot be decoded here, so nobody can say it holds no secret",
        ),
    )


def test_headers_are_kept_by_a_short_list_and_the_users():
    kept = Scrubber(keep_headers=["X-Mine"]).interaction(
        Interaction(
            Request("POST", URL, {"Accept": "*/*", "X-Mine": "1", "X-Other": "2", "User-Agent": "x"}),
            Response(200, {"retry-after": "1", "x-mine": "3", "date": "now", "x-ratelimit-limit-tokens": "9"}),
        )
    )
    assert kept.interaction.request.headers == {"accept": "*/*", "x-mine": "1"}
    assert kept.interaction.response.headers == {"retry-after": "1", "x-mine": "3", "x-ratelimit-limit-tokens": "9"}


INNOCENT = [
    {"usage": {"prompt_tokens": 12, "completion_tokens": 3, "max_tokens": 4096}},
    {"logprobs": {"content": [{"token": " weather", "logprob": -0.1, "bytes": [1]}]}},
    {
        "tools": [
            {"function": {"parameters": {"properties": {"password": {"type": "string"}}, "required": ["password"]}}}
        ]
    },
    {"id": "chatcmpl-CRLdyeugXNUFph0dQvsqcpJL7h3YS", "system_fingerprint": "fp_daf5fcc80a"},
    {"tool_calls": [{"id": "call_emQmocGydKuxvESfQopNngdm"}], "request": "req_7dd3dce8a923425db3be5824f93b3ddb"},
    {"text": "The password is required, the token: optional. Use your api_key: sk-... or sk-xxxxxxxxxxxxxxxxxxxxxxxx."},
    {"text": "see https://example.com/a/b/9f2c81d7a3e6b05412f8c7d9e3a1b604/image.png and task-oriented-dialogue"},
    {"text": "123e4567-e89b-12d3-a456-426614174000 internationalization_of_CamelCaseIdentifiersInPython3"},
    {"thought_signature": "EqQBCkYIBxgCKkBkT3m9Zx7Vw1Ry5Pb8Nc2Kd4Hf6Jg0Ts", "obfuscation": "QZLldfKWXKa81hdT2kfPqW0z"},
    {"data": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"},
]


@pytest.mark.parametrize("body", INNOCENT, ids=range(len(INNOCENT)))
def test_what_is_no_secret_stays(body):
    interaction = answered(body)
    scrubbed = Scrubber().interaction(interaction)
    assert (scrubbed.interaction, scrubbed.findings) == (interaction, ())


def test_tokens_are_no_value_under_a_secret_name():
    interaction = answered(logprobs('{"city":"Paris","days":3,"unit":"C"}'))
    assert Scrubber().interaction(interaction).interaction == interaction


def test_the_organization_that_an_error_names_is_replaced():
    message = (
        "Rate limit reached in organization org-7Kq2Wm4Ze6Rt8Yu0Io1Pa3Sd on tokens, project proj_7Kq2Wm4Ze6Rt8Yu0Io1P."
    )
    scrubbed = Scrubber().interaction(answered({"error": {"message": message}}, status=429))
    assert scrubbed.findings == ()
    assert json.loads(scrubbed.interaction.response.body)["error"]["message"] == (
        "Rate limit reached in organization SCRUBBED on tokens, project SCRUBBED."
    )


@pytest.mark.parametrize("where", ["a URL that a text names", "a redirection", "a file in base64"])
def test_random_characters_are_found_in(where):
    secret = "tQ7xB2nV9kR4mZ8wL1cY6pJ3hF5dS0gA"
    packed = B64(f"X = {secret}\n".encode()).decode()
    interaction = {
        "a URL that a text names": answered({"content": f"see https://x.example/cb?v={secret}&a=1"}),
        "a redirection": answered("moved", headers={"location": f"https://x.example/cb?v={secret}"}),
        "a file in base64": asked({"file_data": f"data:text/plain;base64,{packed}"}),
    }[where]
    scrubbed = Scrubber().interaction(interaction)
    assert [finding.kind for finding in scrubbed.findings] == ["random characters, as keys are"]
    assert not leaked(scrubbed.interaction, secret)


def test_what_was_declared_harmless_may_be_written():
    interaction = answered({"content": f"like {KEY}"})
    assert Scrubber(allow=["^sk-proj-Zt4"]).interaction(interaction).findings == ()


def test_further_names_are_secret_where_the_user_says_so():
    scrubbed = Scrubber(members=["License"]).interaction(answered({"license": "abc"}))
    assert scrubbed.interaction.response.body == b'{"license": "SCRUBBED"}'


def test_the_rest_of_a_body_keeps_its_bytes_and_chunks_their_times():
    body = '{"a":1.10,\n "api_key" : "abc", "b":"\\u00fc"}'
    interaction = answered(body, chunk=5)
    clean = Scrubber().interaction(interaction).interaction.response
    assert clean.body == body.replace("abc", SCRUBBED).encode()
    assert [frame.delay for frame in clean.frames] == [0.01] * len(interaction.response.frames)


def test_numbers_under_secret_names_stay_numbers():
    assert Scrubber().interaction(answered({"password": 12345678})).interaction.response.body == b'{"password": 0}'


def test_a_stored_request_is_its_own_scrubbed_form():
    scrubber = Scrubber(secrets=[TOKEN])
    request = Request("POST", f"{URL}?key={TOKEN}", JSON, json.dumps({"api_key": "x", "m": TOKEN}).encode())
    stored = scrubber.interaction(Interaction(request, Response(200))).interaction.request
    assert scrubber.request(request) == stored == scrubber.request(stored)


@given(st.lists(st.sampled_from(list(TEXTS.values()) + list(PLACES.values())), min_size=1, max_size=3), st.data())
def test_scrubbing_twice_changes_nothing_more(places, data):
    secret = data.draw(st.from_regex(r"[A-Za-z0-9_-]{20,40}", fullmatch=True))
    for place in places:
        once = Scrubber().interaction(place(secret)).interaction
        again = Scrubber().interaction(once)
        assert (again.interaction, again.findings) == (once, ())


def test_the_last_gate_knows_secrets_and_forms():
    scrubber = Scrubber(secrets=["hunter2hunter2"])
    assert scrubber.leaks("x: hunter2hunter2")
    assert scrubber.leaks(f"x: {KEY}")
    assert not scrubber.leaks("cassette: 1\n")
