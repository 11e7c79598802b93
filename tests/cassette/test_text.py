import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockfn.cassette import Cassette, Interaction, dumps, loads
from mockfn.errors import CassetteError
from mockfn.http import Frame, Request, Response


def test_a_cassette_reads_like_a_conversation(make):
    spoken = make.interaction(
        make.ask(("system", "Be brief.\nBe kind."), ("user", "Wie ist das Wetter in Zürich?")),
        make.stream({"role": "assistant", "content": "So"}, {"content": "nnig."}, "[DONE]"),
        "2026-01-01T00:00:00Z",
        {"mockfn": "0.1.0", "openai": "3.51.0"},
    )
    assert dumps(Cassette((spoken,))) == (
        "# Recorded by mockfn; replayed with no network. `mockfn cassette show FILE` prints it as a conversation.\n"
        "cassette: 1\n"
        "interactions:\n"
        '# 1. user: "Wie ist das Wetter in Zürich?" -> "Sonnig."\n'
        "- request:\n"
        "    method: POST\n"
        "    url: https://api.openai.com/v1/chat/completions\n"
        '    headers: {"content-type": "application/json"}\n'
        "    json:\n"
        "      model: gpt-4o\n"
        "      messages:\n"
        "      - role: system\n"
        "        content: |-\n"
        "          Be brief.\n"
        "          Be kind.\n"
        "      - role: user\n"
        "        content: Wie ist das Wetter in Zürich?\n"
        "    style: spaced ascii\n"
        "  response:\n"
        "    status: 200\n"
        '    headers: {"content-type": "text/event-stream; charset=utf-8"}\n'
        "    events:\n"
        "    - at: 0.1\n"
        '      data: \'{"choices": [{"index": 0, "delta": {"role": "assistant", "content": "So"}}]}\'\n'
        "    - at: 0.2\n"
        '      data: \'{"choices": [{"index": 0, "delta": {"content": "nnig."}}]}\'\n'
        "    - at: 0.3\n"
        "      data: '[DONE]'\n"
        "  recorded: '2026-01-01T00:00:00Z'\n"
        "  by: mockfn 0.1.0, openai 3.51.0\n"
    )


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
JSON = st.recursive(st.none() | st.booleans() | st.integers() | TEXT, lambda s: st.lists(s) | st.dictionaries(TEXT, s))
BODY = st.binary(max_size=60) | TEXT.map(str.encode) | JSON.map(lambda tree: json.dumps([tree]).encode())
FRAMES = st.lists(st.builds(Frame, BODY.filter(bool), st.integers(0, 5000).map(lambda n: n / 1000)), max_size=4)
HEADERS = st.dictionaries(TEXT, TEXT, max_size=2) | st.just({"content-type": "text/event-stream"})
INTERACTION = st.builds(
    Interaction,
    st.builds(Request, TEXT, TEXT, HEADERS, BODY),
    st.builds(Response, st.integers(100, 599), HEADERS, FRAMES.map(tuple), st.sampled_from([None, "close", "reset"])),
    st.none() | st.just("2026-01-01T00:00:00Z"),
    st.dictionaries(TEXT, TEXT, max_size=2),
)


@given(st.lists(INTERACTION, max_size=3))
@settings(max_examples=60)
def test_any_cassette_comes_back_to_the_byte(interactions):
    cassette = Cassette(tuple(interactions))
    assert loads(dumps(cassette)) == cassette
    assert loads(dumps(cassette).encode()) == cassette


def test_a_compressed_cassette_is_read(make):
    cassette = Cassette((make.interaction(make.ask(("user", "Hi")), make.say("Hello")),))
    assert loads(gzip.compress(dumps(cassette).encode())) == cassette


def test_line_ends_of_windows_are_read(make):
    cassette = Cassette((make.interaction(make.ask(("user", "Hi\nthere")), make.say("Hello\nyou")),))
    assert loads(dumps(cassette).replace("\n", "\r\n").encode()) == cassette


GOOD = """cassette: 1
interactions:
- request: {method: GET, url: https://x/}
  response:
    status: 200
"""


def test_a_cassette_written_by_hand_is_read():
    assert loads(GOOD) == Cassette((Interaction(Request("GET", "https://x/"), Response(200)),))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "c.yaml: the file is empty. Restore it, or delete it to have it recorded again."),
        (b"\n# nothing\n", "c.yaml:1: neither a cassette of mockfn nor one of vcrpy."),
        (b"a: 1\n", "c.yaml:1: neither a cassette of mockfn nor one of vcrpy."),
        (b"- 1\n", "c.yaml:1: neither a cassette of mockfn nor one of vcrpy."),
        (b"just text", "c.yaml:1: neither a cassette of mockfn nor one of vcrpy."),
        (b"cassette: 1\n\xff\n", "c.yaml:2: not UTF-8."),
        (b"\x1f\x8b\x08broken", "c.yaml: its gzip data is damaged."),
        (b"cassette: 1\ninteractions:\n- {", "c.yaml:3: not YAML: did not find expected node content."),
        (b"cassette: 9\n", "c.yaml:1: format 9, this reads 1. Upgrade mockfn to read it."),
        (b"cassette: 1\n", "c.yaml:1: 'interactions' is missing or no list."),
        (
            GOOD.replace("200", "ok").encode(),
            "c.yaml:5: interaction 1: 'status' is 'ok', expected a number such as 200.",
        ),
        (
            GOOD.replace("status", "stat").encode(),
            "c.yaml:5: interaction 1: 'stat' does not belong in the response. Did you mean 'status'? "
            "Known: around, at, base64, cut, events, frames, grammar, headers, json, status, style, text.",
        ),
        (GOOD.replace("url", "headers").encode(), "c.yaml:3: interaction 1: the request needs 'method' and 'url'."),
        (
            f"{GOOD}    cut: soon\n".encode(),
            "c.yaml:6: interaction 1: 'cut' is 'soon', expected close, reset or stall.",
        ),
        (f"{GOOD}    headers: [x]\n".encode(), "c.yaml:6: interaction 1: 'headers' is no mapping of texts."),
        (
            f"{GOOD}    base64: '!'\n".encode(),
            "c.yaml:5: interaction 1: the body of the response cannot be read: 'base64' is not base64.",
        ),
        (b"cassette: 1\ninteractions: [1]\n", "c.yaml:2: interaction 1: the interaction is missing or no mapping."),
    ],
)
def test_what_is_no_cassette_is_an_error_with_path_and_line(data, message):
    with pytest.raises(CassetteError) as caught:
        loads(data, path="c.yaml")
    assert str(caught.value) == message
