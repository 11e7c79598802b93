import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.cassette.pieces import Text, document, stream

SECRET = "hunter2hunter2"


def places(body, read=document):
    """Where the secret is read, and what is at these places in the body."""
    found = [piece for piece in read(Text(body, "body")) if SECRET in piece.text]
    at = [piece.text.index(SECRET) for piece in found]
    ranges = [piece.locate(a, a + len(SECRET)) for piece, a in zip(found, at, strict=True)]
    return {piece.place: "".join(body[a:b] for a, b in one) for piece, one in zip(found, ranges, strict=True)}


def test_a_string_knows_its_path_and_its_characters():
    assert places(f'{{"a": [1, {{"b": "x {SECRET}"}}]}}') == {"body": SECRET, "body $.a[1].b": SECRET}


def test_json_in_strings_is_opened():
    body = json.dumps({"arguments": json.dumps({"q": json.dumps([SECRET])})})
    assert set(places(body)) >= {"body $.arguments", "body $.arguments $.q", "body $.arguments $.q $[0]"}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('{"a": "' + "".join(f"\\u{ord(c):04x}" for c in SECRET) + '"}', "body $.a"),
        ('{"a": "\\ud83d\\ude00' + SECRET + '"}', "body $.a"),
        ("x=" + "".join(f"%{ord(c):02x}" for c in SECRET), "body"),
        ("x=" + base64.b64encode(f"my {SECRET}".encode()).decode(), "body (base64)"),
        (f'{{"{SECRET}": 1}}', "body $ (a key)"),
        (f'{{"a": "{SECRET}', "body $.a"),
    ],
)
def test_coded_text_is_decoded_and_found_where_it_stands(body, place):
    found = places(body)
    assert place in found
    assert found[place] in body


def test_what_a_stream_says_at_one_path_is_one_text():
    body = "".join(f'data: {{"choices":[{{"index":0,"delta":{{"content":"{part}"}}}}]}}\n\n' for part in SECRET)
    assert places(body, stream) == {"body events $.choices[0].delta.content": SECRET}


def test_calls_of_a_stream_are_told_apart_by_their_index():
    def event(index, text):
        return f'data: {{"tool_calls":[{{"index":{index},"function":{{"arguments":"{text}"}}}}]}}\n\n'

    body = event(0, SECRET[:7]) + event(1, "other") + event(0, SECRET[7:])
    assert list(places(body, stream).values()) == [SECRET]


def test_a_number_is_a_piece_and_words_are_not():
    pieces = list(document(Text('{"a": 12, "b": true, "c": null}', "body")))
    assert [(p.text, p.is_number) for p in pieces[1:]] == [("a", False), ("12", True), ("b", False), ("c", False)]


def test_a_place_shows_only_names_of_members():
    body = json.dumps({"Zt4Vq8Lm2Xw6Ry1Pb5": {"a b": {"ok": SECRET}}})
    assert "body $.….….ok" in places(body)


JSON = st.recursive(
    st.text() | st.integers() | st.booleans(), lambda s: st.lists(s) | st.dictionaries(st.text(), s), max_leaves=6
)


@given(JSON, st.booleans())
def test_every_text_of_any_json_is_read_as_it_is(tree, ascii_only):
    body = json.dumps([tree], ensure_ascii=ascii_only)
    wanted = []

    def gather(value):
        if isinstance(value, str):
            wanted.append(value)
        elif isinstance(value, dict):
            for name, inner in value.items():
                wanted.append(name)
                gather(inner)
        elif isinstance(value, list):
            for inner in value:
                gather(inner)

    gather(tree)
    read = [piece.text for piece in document(Text(body, ""))]
    assert not [text for text in wanted if text not in read]


@given(st.text(min_size=1), st.data())
def test_the_characters_of_a_text_are_located_in_the_body(text, data):
    body = data.draw(
        st.sampled_from([json.dumps([text]), json.dumps([text], ensure_ascii=False), quote(text, safe="")])
    )
    for piece in document(Text(body, "")):
        if piece.text == text:
            ((start, end),) = piece.locate(0, len(text))
            assert body[start:end] in (json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], body, text)
