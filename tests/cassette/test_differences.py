import pytest

from mockfn.cassette.differences import Difference, differences, words

CASES = [
    ({"a": 1}, {"a": 2}, [("$.a", "1", "2")]),
    ({"a": 1}, {}, [("$.a", "1", "(nothing)")]),
    ({}, {"a b": None}, [('$["a b"]', "(nothing)", "null")]),
    ([1, 2], [1], [("$[1]", "2", "(nothing)")]),
    ({"a": [{"b": "x"}]}, {"a": [{"b": "y"}]}, [("$.a[0].b", '"x"', '"y"')]),
    ({"a": True}, {"a": 1}, [("$.a", "true", "1")]),
    ({"a": {}}, {"a": "x"}, [("$.a", "{}", '"x"')]),
    ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}, []),
]


@pytest.mark.parametrize(("recorded", "sent", "expected"), CASES)
def test_each_difference_has_its_path(recorded, sent, expected):
    assert list(differences(recorded, sent)) == [Difference(*one) for one in expected]


def test_of_long_texts_only_the_words_around_the_change_are_shown():
    filler = "word " * 2000
    recorded, sent = words(f"{filler}it is 20 degrees today {filler}", f"{filler}it is 21 degrees today {filler}")
    assert recorded == '"…word word word word it is 20 degrees today word word word word…"'
    assert sent == '"…word word word word it is 21 degrees today word word word word…"'


def test_values_are_cut_short():
    (difference,) = differences({"a": 1}, {"a": ["x" * 500]})
    assert len(difference.sent) == 160
    assert difference.sent.endswith("…")


def test_two_texts_of_many_changes_are_cut_in_the_middle():
    assert len(words("a " * 900, "b " * 900)[0]) < 260
