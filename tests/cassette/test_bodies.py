import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.cassette.bodies import Number, number, pack, parse_json, render_json, unpack

SPELLINGS = {
    "compact": '{"a":[1,2.5,{"b":"ü"}],"c":null}',
    "spaced": '{"a": [1, 2.5, {"b": "ü"}], "c": null}',
    "indent2": '{\n  "a": [\n    1\n  ],\n  "c": {}\n}',
    "indent4": '{\n    "a": [\n        1\n    ]\n}',
    "compact ascii": '{"a":"\\u00fc \\ud83d\\ude00"}',
    "spaced ascii": '{"a": "\\u00fc"}',
    "compact ASCII": '{"a":"\\u00FC"}',
    "compact html": '{"a":"\\u003cb\\u003e \\u0026 \\u003c/b\\u003e"}',
    "compact slash": '{"a":"https:\\/\\/x"}',
}


@pytest.mark.parametrize(("style", "text"), SPELLINGS.items(), ids=SPELLINGS)
def test_json_becomes_a_tree_and_its_spelling_is_named(style, text):
    packed = pack(text.encode())
    assert packed["json"] == json.loads(text)
    assert packed.get("style", "compact") == style
    assert unpack(packed) == text.encode()


@pytest.mark.parametrize("text", ["1.10", "1e-5", "1E5", "-0", "100000000000000000000000", "0.00001", "1.0e+10"])
def test_a_number_keeps_its_digits(text):
    body = f'{{"n":{text}}}'.encode()
    assert "json" in pack(body)
    assert unpack(pack(body)) == body


@pytest.mark.parametrize(
    ("body", "member"),
    [
        (b"plain", "text"),
        (b'{"a":1,"a":2}', "text"),
        (b'{"a" :1}', "text"),
        (b'{"a":NaN}', "text"),
        (b'{"a":"\\ud800"}', "text"),
        (b"[" * 100 + b"]" * 100, "text"),
        (b"\xff\xfe", "base64"),
    ],
)
def test_what_no_spelling_reproduces_is_kept_as_it_is(body, member):
    assert list(pack(body)) == [member]
    assert unpack(pack(body)) == body


def test_white_space_around_json_is_kept_beside_it():
    body = b'\n   \n\n{"a":1}\n'
    assert pack(body) == {"json": {"a": 1}, "around": ["\n   \n\n", "\n"]}
    assert unpack(pack(body)) == body


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
def test_any_body_comes_back_to_the_byte(body):
    assert unpack(pack(body)) == body


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, st.sampled_from([{}, {"ensure_ascii": False}, {"separators": (",", ":")}, {"indent": 2}, {"indent": 4}]))
def test_any_json_python_writes_comes_back_to_the_byte(tree, options):
    body = json.dumps({"tree": tree}, **options).encode()
    packed = pack(body)
    assert unpack(packed) == body
    assert "json" in packed or "\\ud" in body.decode() or "\\u" in body.decode() or "\x7f" in body.decode()


@pytest.mark.parametrize("members", [{"json": {}, "style": "odd"}, {"text": 1}, {"base64": "?"}])
def test_what_describes_no_body_is_refused(members):
    with pytest.raises((ValueError, TypeError)):
        unpack(members)


def test_numbers_compare_by_their_text():
    assert number("1.5") == 1.5
    assert number("1.50") == Number("1.50") != Number("1.5")
    assert parse_json("[1.50]") == [Number("1.50")]
    assert render_json([Number("1.50")]) == "[1.50]"
    assert repr(Number("1.50")) == "Number('1.50')"
