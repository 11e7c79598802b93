"""YAML and JSON as data that knows its lines, with nothing misread in silence."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mockfn.errors import ScriptError
from mockfn.yamltext import read

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=10,
)


@pytest.fixture(params=[True, False], ids=["libyaml", "python"], autouse=True)
def parser(request, monkeypatch):
    """Both parsers that PyYAML may have."""
    if not request.param:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("# only a comment", None),
        ("text", "text"),
        ("- 1\n- -2\n- 3.5\n- 1e3\n- .5\n- -0", [1, -2, 3.5, 1000.0, 0.5, 0]),
        ("[true, False, null, ~, NULL]", [True, False, None, None, None]),
        ("[no, on, yes, y, N]", ["no", "on", "yes", "y", "N"]),
        ("[12:30, 2026-01-01, 007, 0x1f, 0o17, 1_000]", ["12:30", "2026-01-01", "007", "0x1f", "0o17", "1_000"]),
        ("[.inf, .nan, =]", [".inf", ".nan", "="]),
        ("['1', \"true\", '']", ["1", "true", ""]),
        ("a: {b: [c]}", {"a": {"b": ["c"]}}),
        ("a:\nb: ", {"a": None, "b": None}),
        ("a: |\n  two\n  lines\n", {"a": "two\nlines\n"}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("user: weather in {city}", {"user": "weather in {city}"}),
        ('{\n\t"a":\t[1,\n\t2]}', {"a": [1, 2]}),
        ('\ufeff{"a": "\\ud83d\\ude00 \\/ \\u00e9"}', {"a": "😀 / é"}),
    ],
)
def test_what_is_read(text, data):
    assert read(text, "a.yaml") == data


def test_every_key_and_item_has_its_line():
    data = read("a: 1\nb:\n  - x\n  - c: 2\n    d: 3\n", "a.yaml")
    assert (data.lines, data["b"].lines, data["b"][1].lines) == ({"a": 1, "b": 2}, [3, 4], {"c": 4, "d": 5})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "a.yaml:3: the key 'a' stands twice. It is also in line 1."),
        ("x:\n  a: {b: 1, b: 2}", "a.yaml:2: the key 'b' stands twice. It is also in line 2."),
        ("x: {city}", 'a.yaml:1: {city} without quotes is a mapping. Write "{city}" in quotes.'),
        ("x: 1\ny: [{city}]", 'a.yaml:2: {city} without quotes is a mapping. Write "{city}" in quotes.'),
        ("x: {{city}}", 'a.yaml:1: {name} without quotes is a mapping. Write "{name}" in quotes.'),
        (
            "x: {city} is warm",
            "a.yaml:1: is not YAML: expected <block end>, but found '<scalar>'. "
            'Text that holds braces goes in quotes: "{city}".',
        ),
        (
            "x: {a: b {c}}",
            "a.yaml:1: is not YAML: expected ',' or '}', but got '{'. "
            'Text that holds braces goes in quotes: "{city}".',
        ),
        ("x: [1", "a.yaml:1: is not YAML: expected ',' or ']', but got '<stream end>'"),
        (
            "a: 1\n\tb: 2",
            "a.yaml:2: is not YAML: found character '\\t' that cannot start any token. "
            "YAML is indented with spaces, not with tabs.",
        ),
        (
            "a:\n  - b: 1\n  c: 2",
            "a.yaml:3: is not YAML: expected <block end>, but found '?'. "
            "Keys of one mapping begin in one column: look at how far this line is indented.",
        ),
        (
            "a: b\n c: d",
            "a.yaml:2: is not YAML: mapping values are not allowed here. "
            "Keys of one mapping begin in one column: look at how far this line is indented.",
        ),
        (
            "a: b: c",
            "a.yaml:1: is not YAML: mapping values are not allowed here. Text that holds a colon goes in quotes.",
        ),
        ("a: 'b", "a.yaml:1: is not YAML: found unexpected end of stream"),
        ("a\n---\nb", "a.yaml:2: is not YAML: but found another document"),
        ("a: *x", "a.yaml:1: is not YAML: found undefined alias 'x'"),
        (
            "a: \x00",
            "a.yaml: is not YAML: unacceptable character #x0000: special characters are not allowed in "
            '"<unicode string>", position 3',
        ),
        ("1: a", 'a.yaml:1: the key 1 is no text. Write "1" in quotes.'),
        (
            "a: !!python/name:os.system x",
            "a.yaml:1: holds the tag 'tag:yaml.org,2002:python/name:os.system'. Write plain data.",
        ),
        ("a: !x [1]", "a.yaml:1: holds the tag '!x'. Write plain data."),
        ("a: !x 'b'", "a.yaml:1: holds the tag '!x'. Write plain data."),
        ("a: &a [*a]", "a.yaml:1: is nested too deeply"),
    ],
)
def test_what_is_refused(text, message):
    with pytest.raises(ScriptError) as caught:
        read(text, "a.yaml")
    assert str(caught.value) == message


def test_aliases_of_aliases_stay_within_bounds():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(ScriptError) as caught:
        read("\n".join(lines), "a.yaml")
    assert str(caught.value).endswith(": is too large")


def test_depth_stays_within_bounds():
    with pytest.raises(ScriptError) as caught:
        read("[" * 1000 + "]" * 1000, "a.yaml")
    assert str(caught.value).endswith("is nested too deeply")


@given(JSON, st.booleans(), st.sampled_from([None, 2, "\t"]))
def test_json_is_read_as_json(value, ascii_only, indent):
    text = json.dumps([value], ensure_ascii=ascii_only, indent=indent)
    assert read(text, "a.json") == [value]


def test_keys_that_are_no_texts_are_taken_as_written_where_any_will_do():
    assert read("200: a\ntrue: b\n1.50: c\n2026-01-01: d", "x.yaml", any_key=True) == {
        "200": "a",
        "true": "b",
        "1.50": "c",
        "2026-01-01": "d",
    }


@pytest.mark.parametrize("level", ["[", "- ", "{a: ", "? ", "[{a: "])
def test_no_depth_ends_the_process(level: str) -> None:
    with pytest.raises(ScriptError) as caught:
        read(level * 100_000, "s.yaml")
    assert str(caught.value) == "s.yaml:1: is nested too deeply"
