"""Texts that are nearly JSON, and the judge that says so."""

import json

import pytest

from mockfn.testkit.broken_json import broken, is_strict_json

ARGUMENTS = {"city": "Zürich", "days": 2}

TEXTS = {
    "json-cut": '{"city": "Zürich", ',
    "json-trailing-text": '{"city": "Zürich", "days": 2}\n\nI hope this helps!',
    "json-code-fence": '```json\n{"city": "Zürich", "days": 2}\n```',
    "json-comment": '{// as you asked\n"city": "Zürich", "days": 2}',
    "json-trailing-comma": '{"city": "Zürich", "days": 2, }',
    "json-single-quotes": "{'city': 'Zürich', 'days': 2}",
    "json-nan": '{"city": "Zürich", "days": NaN}',
    "json-duplicate-key": '{"city": "Zürich", "days": 2, "city": "Zürich"}',
}


def test_every_way_breaks_the_text_in_its_own():
    assert {name: text for name, _, text in broken(ARGUMENTS)} == TEXTS


@pytest.mark.parametrize("arguments", [{}, {"a": 1}, {"a": [1, {"b": None}]}, {"quoted": '"{}"\n'}, {"flag": True}])
def test_whatever_the_arguments_every_way_breaks_them(arguments):
    texts = [text for _, _, text in broken(arguments)]
    assert len({*texts}) == len(TEXTS)
    assert not any(is_strict_json(text) for text in texts)


@pytest.mark.parametrize(
    "text", ['{"a": NaN}', '{"a": -Infinity}', '{"a": 1, "a": 1}', "{", "", "{'a': 1}", "[" * 100_000]
)
def test_what_readers_disagree_about_is_no_strict_json(text):
    assert not is_strict_json(text)


@pytest.mark.parametrize("value", [{}, [], 1, "NaN", None, {"a": {"a": 1}}])
def test_json_is_strict_json(value):
    assert is_strict_json(json.dumps(value))
