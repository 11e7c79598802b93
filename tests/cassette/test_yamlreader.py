import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockfn.cassette import yamlreader
from mockfn.cassette.bodies import Number, parse_json
from mockfn.cassette.yamlreader import find_line, read
from mockfn.cassette.yamlwriter import write
from mockfn.errors import CassetteError

TEXT = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.text("ab \n\t:#-'\"|>{}[],&*!%@0123.ye~=<", max_size=20)
    | st.sampled_from(
        ["null", "Yes", "~", "1e5", "0x1F", "2026-01-01", "12:30", ".inf", "<<", "=", "a: b", "a #b", "---"]
    )
)
NUMBER = st.from_regex(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,5})?([eE][-+]?[0-9]{1,3})?", fullmatch=True).map(parse_json)
LEAF = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | NUMBER | TEXT
TREE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=15
)


@given(st.dictionaries(TEXT, TREE, min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_the_same_by_line_and_by_pyyaml(data):
    text = write(data)
    assert yamlreader._Lines(text).document() == data
    assert yamlreader._read_yaml(text, None) == data


EDITS = st.sampled_from(
    ["#", " ", "  ", "- ", ": ", "'", '"', "|", "x", "\n", "&a ", "*a", "{", "]", "1", "\t", "? ", ">-\n"]
)


@given(
    st.dictionaries(TEXT, TREE, min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 400), EDITS), min_size=1, max_size=3),
)
@settings(max_examples=150, deadline=None)
def test_an_edited_text_is_declined_by_line_or_read_as_pyyaml_reads_it(data, edits):
    text = write(data)
    for place, edit in edits:
        text = text[: place % (len(text) + 1)] + edit + text[place % (len(text) + 1) :]
    try:
        by_line = yamlreader._Lines(text).document()
    except (yamlreader._Declined, IndexError):
        return
    assert by_line == yamlreader._read_yaml(text, None)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1\nb: 2\n", 2), ("a: b: c\n", 1), ("a: *nowhere\n", 1), ("a: !!python/object/apply:os.system [ls]\n", 1)],
)
def test_what_is_no_safe_yaml_is_an_error_with_its_line(text, line):
    with pytest.raises(CassetteError, match=r"not YAML: .*") as caught:
        read(text, path="c.yaml")
    assert (caught.value.path, caught.value.line) == ("c.yaml", line)


def test_aliases_that_unfold_to_billions_are_refused():
    text = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    with pytest.raises(CassetteError) as caught:
        read(text, path="c.yaml")
    assert str(caught.value) == "c.yaml: its aliases unfold to more than a cassette can hold."


def test_a_line_is_found_by_the_steps_that_lead_to_it():
    text = "a:\n- b: 1\n  c:\n    d: 2\n"
    assert find_line(text, "a", 0, "c", "d") == 4
    assert find_line(text, "a", 0, "x") == 2
    assert find_line("a: [", "a") is None


def test_dates_stay_text():
    assert read("# by hand\nwhen: 2026-01-01\nlist: [a,\n  b]\n") == {"when": "2026-01-01", "list": ["a", "b"]}


def test_json_keeps_its_digits_and_flow_yaml_is_read_too():
    assert read('{"a": [1.50, "\\ud83d\\ude00"]}') == {"a": [Number("1.50"), "\U0001f600"]}
    assert read("{a: [1, b]}") == {"a": [1, "b"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1,\n "b": [1,}', "c.yaml:2: not JSON: Expecting value."),
        ("{a: 1,\n b: [1}", "c.yaml:2: not YAML: did not find expected ',' or ']'."),
        ("a: 1\n\tb: 2\n", "c.yaml:2: not YAML: found a tab character that violates indentation."),
        ("a: 1\n---\nb: 2\n", "c.yaml:2: not YAML: but found another document."),
        ("a: 1\nb: \0\n", "c.yaml:2: not YAML: unacceptable character #x0000: control characters are not allowed."),
        ('{"a": ' + "[" * 20_000 + "]" * 20_000 + "}", "c.yaml:1: nested too deeply."),
        ("a:\n" + "- " * 20_000 + "b", "c.yaml:2: nested too deeply."),
    ],
    ids=["JSON", "a flow", "a tab", "two documents", "a null byte", "deep JSON", "deep YAML"],
)
def test_what_is_broken_is_an_error_with_its_line(text, message):
    with pytest.raises(CassetteError) as caught:
        read(text, path="c.yaml")
    assert str(caught.value) == message
