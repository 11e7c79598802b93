import pytest
import yaml

from mockfn.cassette.bodies import Number
from mockfn.cassette.yamlwriter import write


def test_data_is_written_for_people():
    data = {
        "model": "gpt-4o",
        "prompt": "You are kind.\n\nAnswer in German.\n",
        "messages": [{"role": "user", "content": "Grüß Gott"}],
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
        "arguments": '{"city": "Zürich"}',
        "empty": [],
        "nothing": None,
        "cost": Number("1e-5"),
    }
    assert write(data) == (
        "model: gpt-4o\n"
        "prompt: |\n"
        "  You are kind.\n"
        "\n"
        "  Answer in German.\n"
        "messages:\n"
        '- {"role": "user", "content": "Grüß Gott"}\n'
        "parameters:\n"
        "  type: object\n"
        "  properties:\n"
        '    city: {"type": "string"}\n'
        '  required: ["city"]\n'
        'arguments: \'{"city": "Zürich"}\'\n'
        "empty: []\n"
        "nothing: null\n"
        "cost: !!float 1e-5\n"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Hello, world", "Hello, world"),
        ("it's: mine", "'it''s: mine'"),
        ("yes", "'yes'"),
        ("1.5", "'1.5'"),
        ("", "''"),
        ("a\tb", '"a\\tb"'),
        ("a\nb", "|-\n  a\n  b"),
        ("a\nb\n", "|\n  a\n  b"),
        ("a\n\n", "|+\n  a\n"),
        (" a\nb", "|2-\n   a\n  b"),
        ("\n", '"\\n"'),
        ("a\r\nb", '"a\\r\\nb"'),
        ("\u2028", '"\\u2028"'),
        ("# no comment", "'# no comment'"),
        ("a #comment", "'a #comment'"),
        ("2026-01-01", "'2026-01-01'"),
        ("- item", "'- item'"),
    ],
)
def test_a_text_is_plain_where_it_can_be_and_quoted_where_it_must(text, written):
    assert write({"k": text}) == f"k: {written}\n"
    assert yaml.safe_load(write({"k": text})) == {"k": text}


def test_items_of_a_list_look_alike():
    short, long = {"a": 1}, {"a": "x" * 100}
    assert write([short, short]) == '- {"a": 1}\n- {"a": 1}\n'
    assert write([short, long]) == f"- a: 1\n- a: {'x' * 100}\n"


def test_lists_in_lists_are_nested():
    assert write({"a": [[[{"b": 1}], 1]]}) == 'a:\n-\n  -\n    - {"b": 1}\n  - 1\n'


def test_small_containers_stand_on_one_line_lists_of_plain_values_in_them_too():
    token = {"token": " word", "logprob": -0.5, "bytes": [32, 119], "top_logprobs": []}
    assert write([token]) == '- {"token": " word", "logprob": -0.5, "bytes": [32, 119], "top_logprobs": []}\n'
    assert write({"frames": [[0.5, 4], [0.75, 3]]}) == "frames: [[0.5, 4], [0.75, 3]]\n"
    assert write({"a": {"b": {"c": 1}}}) == 'a:\n  b: {"c": 1}\n'


@pytest.mark.parametrize(
    ("value", "written"), [(None, "null\n"), ("x", "x\n"), ([], "[]\n"), ({}, "{}\n"), (1e-5, "!!float 1e-05\n")]
)
def test_a_document_may_be_one_value(value, written):
    assert write(value) == written


def test_what_no_cassette_holds_is_refused():
    with pytest.raises(TypeError, match="a cassette holds no object"):
        write([object()])
